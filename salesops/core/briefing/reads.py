"""What to know of a customer before a call: its deals, what is promised, what was said last, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from sqlite3 import Connection
from typing import NamedTuple

from salesops.core.briefing.rules import missing
from salesops.core.customers import reads as customers
from salesops.core.customers.fields import FIELDS
from salesops.core.customers.needs.reads import Need, needs
from salesops.core.customers.notes.reads import Note, notes
from salesops.core.customers.reads import Contact, CustomerFacts
from salesops.core.customers.surveys.reads import Survey, surveys
from salesops.core.customers.tags.reads import Tag, tags
from salesops.core.db.fields import as_values, with_fields
from salesops.core.db.rows import records
from salesops.core.followups.due.reads import described
from salesops.core.followups.due.rules import own_name, why_duty, why_planned
from salesops.core.policy import reads as policy_reads
from salesops.core.policy.cadence import FollowupPolicy
from salesops.core.schedule.rules import CLASSES, OpenOpportunity, class_on, duty_kind
from salesops.core.values.dates import stored_day
from salesops.core.values.money import Money
from salesops.core.values.units import Day

TOUCHES = 3
SURVEYS = 3
_DEALS = """
    SELECT o.id, o.name, o.stage, o.amount, o.opened_on, o.expected_close_on,
           o.budget_confirmed + o.decider_known + o.urgent AS signals, r.name AS owner
    FROM opportunity o LEFT JOIN rep r ON r.id = o.owner_id
    WHERE o.customer_id = :customer AND o.stage NOT IN ('won', 'lost') ORDER BY o.id"""
_STEPS = """
    SELECT f.id, f.due_on, f.due_time, f.objective, f.method,
           p.name AS contact, o.name AS opportunity, r.name AS rep
    FROM followup f LEFT JOIN contact p ON p.id = f.contact_id
    LEFT JOIN opportunity o ON o.id = f.opportunity_id LEFT JOIN rep r ON r.id = f.rep_id
    WHERE f.customer_id = :customer AND f.status = 'planned'"""
_DUTIES = "SELECT kind, due_on, due_time FROM duty WHERE customer_id = :customer AND status = 'open'"
_TOUCHES = """
    SELECT f.id, f.occurred_on AS "on", f.method, p.name AS contact, r.name AS rep, f.summary, f.feedback, f.attitude
    FROM followup f LEFT JOIN contact p ON p.id = f.contact_id LEFT JOIN rep r ON r.id = f.rep_id
    WHERE f.customer_id = :customer AND f.status = 'done'
    ORDER BY f.occurred_on DESC, f.id DESC LIMIT :most"""


class Deal(NamedTuple):
    """An open opportunity with its class today, the highest class first, then the nearest."""

    id: int
    name: str
    stage: str
    class_: str
    amount: Money | None
    expected_close_on: Day | None
    owner: str | None


class Promise(NamedTuple):
    """Something to be done with the customer by its day, perhaps at a time of it: a planned step, or a duty.

    `followup_id` is the step; a duty has none.
    """

    followup_id: int | None
    due_on: Day
    due_time: str | None
    days_overdue: int
    what: str
    contact: str | None
    opportunity: str | None
    rep: str | None


class Touch(NamedTuple):
    """What was said; `feedback` are the customer's own words."""

    id: int
    on: Day
    method: str
    contact: str | None
    rep: str | None
    summary: str | None
    feedback: str | None
    attitude: int | None


class _OpenDeal(NamedTuple):
    id: int
    name: str
    stage: str
    amount: Money | None
    opened_on: date
    expected_close_on: Day | None
    signals: int
    owner: str | None


class _Step(NamedTuple):
    id: int
    due_on: Day
    due_time: str | None
    objective: str | None
    method: str | None
    contact: str | None
    opportunity: str | None
    rep: str | None


class _Duty(NamedTuple):
    kind: str
    due_on: Day
    due_time: str | None


@with_fields(FIELDS)
class Briefing(CustomerFacts):
    """A customer as one wants to see it before a call: what is known, the people there, what was noted.

    `class_` is the highest class of its `deals`, `why` the reason for its next due date, `promised` what is agreed or
    has to be done, the earliest first, `touches` and `surveys` the last three, and `missing` what its record lacks.
    """

    tags: list[Tag]
    contacts: list[Contact]
    needs: list[Need]
    surveys: list[Survey]
    notes: list[Note]
    class_: str | None
    why: str | None
    deals: list[Deal]
    promised: list[Promise]
    touches: list[Touch]
    missing: list[str]


def briefing(db: Connection, customer_id: int, *, today: date) -> Briefing:
    """Everything about the customer with this id, which must exist."""
    customer = customers.facts(db, customer_id)
    people = customers.contacts(db, customer_id=customer_id)
    due = next(iter(described(db, [customer_id], today=today)), None)
    deals = _deals(db, customer, today)
    return Briefing(
        **as_values(customer),
        tags=tags(db, customer_id),
        contacts=people,
        needs=needs(db, customer_id=customer_id),
        surveys=surveys(db, customer_id=customer_id, limit=SURVEYS),
        notes=notes(db, customer_id),
        class_=due.class_ if due else None,
        why=due.why if due else None,
        deals=deals,
        promised=_promised(db, customer_id, today),
        touches=list(records(db.execute(_TOUCHES, {"customer": customer_id, "most": TOUCHES}), Touch)),
        missing=missing(_known(customer, people), [deal.stage for deal in deals]),
    )


def _known(customer: CustomerFacts, people: Sequence[Contact]) -> set[str]:
    """What is known of what should be."""
    facts = {
        "industry": customer.industry,
        "source": customer.source,
        "owner": customer.owner,
        "reachable": any(person.phone or person.email for person in people),
        "budget": customer.budget_min is not None,
        "decider": any(person.decision_role == "decider" for person in people),
    }
    return {fact for fact, value in facts.items() if value}


def _deals(db: Connection, customer: CustomerFacts, today: date) -> list[Deal]:
    policy = policy_reads.followup_policy(db)
    rows = records(db.execute(_DEALS, {"customer": customer.id}), _OpenDeal)
    deals = [_deal(row, customer, today, policy) for row in rows]
    return sorted(deals, key=lambda deal: (CLASSES.index(deal.class_), deal.expected_close_on or "9999"))


def _deal(row: _OpenDeal, customer: CustomerFacts, today: date, policy: FollowupPolicy) -> Deal:
    close_on = row.expected_close_on
    facts = OpenOpportunity(row.id, row.opened_on, stored_day(close_on), row.signals)
    own = own_name(row.name, customer.short_name, customer.name)
    return Deal(row.id, own, row.stage, class_on(today, facts, policy), row.amount, close_on, row.owner)


def _promised(db: Connection, customer_id: int, today: date) -> list[Promise]:
    """The steps that are planned and the duties that are open."""
    steps = [_step(row, today) for row in records(db.execute(_STEPS, {"customer": customer_id}), _Step)]
    duties = [_duty(row, today) for row in records(db.execute(_DUTIES, {"customer": customer_id}), _Duty)]
    return sorted([*steps, *duties], key=lambda promise: (promise.due_on, promise.due_time or ""))


def _step(row: _Step, today: date) -> Promise:
    what = why_planned(row.objective, row.method)
    late = _late(row.due_on, today)
    return Promise(row.id, row.due_on, row.due_time, late, what, row.contact, row.opportunity, row.rep)


def _duty(row: _Duty, today: date) -> Promise:
    what = why_duty(duty_kind(row.kind))
    return Promise(None, row.due_on, row.due_time, _late(row.due_on, today), what, None, None, None)


def _late(day: str, today: date) -> int:
    return (today - date.fromisoformat(day)).days
