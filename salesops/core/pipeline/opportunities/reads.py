"""What is being sold: the list, and one opportunity with its history and touches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from salesops.core.db.fields import as_values, joined, selected, with_fields
from salesops.core.db.rows import existing, records
from salesops.core.db.sql import CONTRACTS, all_of, at_most
from salesops.core.pipeline.opportunities import rules
from salesops.core.pipeline.opportunities.fields import FIELDS
from salesops.core.pipeline.stages import reads as stages
from salesops.core.pipeline.stages.rules import Span, is_open
from salesops.core.policy import reads as policy_reads
from salesops.core.policy.rules import Policy
from salesops.core.schedule.rules import OpenOpportunity, class_on
from salesops.core.values.money import Money
from salesops.core.values.numbers import Rate

# Of the touches those count that were about this opportunity or about none in particular.
_TOUCHED = """f.customer_id = o.customer_id AND f.status = 'done' AND f.occurred_on <= :today
                 AND (f.opportunity_id = o.id OR f.opportunity_id IS NULL)"""
_OPPORTUNITIES = f"""
    SELECT o.id, o.customer_id, {selected(FIELDS, "o")}, customer.short_name AS customer_short_name,
           o.probability AS own_percent,
           (SELECT max(s.changed_on) FROM stage_change s
            WHERE s.opportunity_id = o.id AND s.changed_on <= :today) AS changed_on,
           (SELECT max(f.occurred_on) FROM followup f WHERE {_TOUCHED}) AS touched_on
    FROM opportunity AS o {joined(FIELDS, "o")}
    WHERE {{wanted}}
    ORDER BY o.closed_on IS NOT NULL, o.closed_on DESC,
             o.expected_close_on IS NULL, o.expected_close_on, o.id
    {{limit}}"""
_WORTH = "SELECT o.stage, o.probability, o.amount FROM opportunity o WHERE {wanted}"
_SAME = """
    SELECT min(id) FROM opportunity WHERE customer_id = :customer_id AND name = :name AND opened_on = :opened_on
      AND coalesce(amount, -1) = coalesce(:amount, -1)"""
_TOUCHES = f"""
    SELECT f.occurred_on AS "on", f.method, r.name AS rep, f.summary, f.feedback, f.next_step, f.next_on
    FROM opportunity o JOIN followup f ON {_TOUCHED} LEFT JOIN rep r ON r.id = f.rep_id
    WHERE o.id = :opportunity AND f.occurred_on >= o.opened_on ORDER BY f.occurred_on, f.id"""


@with_fields(FIELDS)
class Opportunity:
    """One line of the list: what `FIELDS` tell, and what is so today.

    `class_`, `probability` and `idle_days` are as of today. `idle_days` counts since the last touch or change of stage;
    both it and `class_` are empty once closed.
    """

    id: int
    code: str | None
    name: str
    customer_id: int
    customer: str
    customer_short_name: str | None
    product: str | None
    region: str | None
    owner: str | None
    stage: str
    class_: str | None
    amount: Money | None
    probability: Rate
    weighted: Money | None
    opened_on: date
    expected_close_on: date | None
    closed_on: date | None
    idle_days: int | None
    budget_confirmed: bool


@with_fields(FIELDS)
class _Stored:
    """An opportunity as its row tells; `own_percent` is its own probability, if it has one."""

    id: int
    customer_id: int
    customer_short_name: str | None
    stage: str
    amount: Money | None
    own_percent: int | None
    opened_on: date
    expected_close_on: date | None
    closed_on: date | None
    budget_confirmed: bool
    decider_known: bool
    urgent: bool
    changed_on: date | None
    touched_on: date | None


_ONLY_FOR_TODAY = ("own_percent", "changed_on", "touched_on")


@dataclass(frozen=True)
class Touch:
    """One contact with the customer, as far as it may concern the opportunity."""

    on: date
    method: str | None
    rep: str | None
    summary: str | None
    feedback: str | None
    next_step: str | None
    next_on: date | None


@with_fields(FIELDS)
class Detail(Opportunity):
    """All there is to know of one opportunity."""

    contracts: tuple[str, ...]
    stages: tuple[Span, ...]
    touches: tuple[Touch, ...]


@dataclass(frozen=True)
class OpportunityTotals:
    """What the opportunities of a list are worth together; `unknown` of them have no amount yet."""

    count: int
    amount: Money
    weighted: Money
    unknown: int


@dataclass(frozen=True)
class OpportunityFilter:
    """Which opportunities a list shows; what is None does not matter. `closing_before` is half-open.

    Those of archived customers are shown where the customer is named.
    """

    open_only: bool = True
    stage: str | None = None
    owner_id: int | None = None
    customer_id: int | None = None
    closing_before: date | None = None


def opportunities(
    db: Connection, wanted: OpportunityFilter, *, today: date, limit: int = 0
) -> list[Opportunity]:
    """Those that `wanted` lets through: the open ones by expected closing, then the closed, latest first.

    At most `limit`, 0 for all.
    """
    conditions, values = _conditions(wanted)
    return _opportunities(db, conditions, values, today, limit=limit)


def totals(db: Connection, wanted: OpportunityFilter) -> OpportunityTotals:
    """How many those are and what they are worth together."""
    policy = policy_reads.current(db)
    conditions, values = _conditions(wanted)
    count = amount = weighted = unknown = 0
    for stage, own, worth in db.execute(_WORTH.format(wanted=conditions), values):
        count += 1
        amount += worth or 0
        weighted += rules.weighted(worth, rules.probability(stage, own, policy)) or 0
        unknown += worth is None
    return OpportunityTotals(count, amount, weighted, unknown)


def opportunity(db: Connection, opportunity_id: int, *, today: date) -> Opportunity:
    """The one with that id; Conflict when it was removed."""
    return existing(_opportunities(db, "o.id = :id", {"id": opportunity_id}, today))


def detail(db: Connection, opportunity_id: int, *, today: date) -> Detail:
    """The opportunity with its contracts, its stages and the touches since it was opened."""
    numbers = db.execute(
        f"SELECT code FROM {CONTRACTS} k WHERE opportunity_id = ? ORDER BY signed_on, id", (opportunity_id,)
    )
    touches = db.execute(_TOUCHES, {"opportunity": opportunity_id, "today": today.isoformat()})
    return Detail(
        **as_values(opportunity(db, opportunity_id, today=today)),
        contracts=tuple(number for (number,) in numbers),
        stages=tuple(stages.history(db, opportunity_id, today=today)),
        touches=tuple(records(touches, Touch)),
    )


def _conditions(wanted: OpportunityFilter) -> tuple[str, Mapping[str, object]]:
    conditions = {
        "o.closed_on IS NULL": wanted.open_only or None,
        "o.stage = :stage": wanted.stage,
        "o.owner_id = :owner_id": wanted.owner_id,
        "o.customer_id = :customer_id": wanted.customer_id,
        "(SELECT c.archived_on FROM customer c WHERE c.id = o.customer_id) IS NULL": wanted.customer_id
        is None
        or None,
        "o.expected_close_on < :closing_before": wanted.closing_before,
    }
    return all_of(conditions), {
        "stage": wanted.stage,
        "owner_id": wanted.owner_id,
        "customer_id": wanted.customer_id,
        "closing_before": wanted.closing_before and wanted.closing_before.isoformat(),
    }


def _opportunities(
    db: Connection, wanted: str, values: Mapping[str, object], today: date, *, limit: int = 0
) -> list[Opportunity]:
    sql = _OPPORTUNITIES.format(wanted=wanted, limit=at_most(limit))
    rows = db.execute(sql, {**values, "today": today.isoformat(), "limit": limit})
    policy = policy_reads.current(db)
    return [_opportunity(deal, policy, today) for deal in records(rows, _Stored)]


def _opportunity(deal: _Stored, policy: Policy, today: date) -> Opportunity:
    percent = rules.probability(deal.stage, deal.own_percent, policy)
    known = {name: value for name, value in as_values(deal).items() if name not in _ONLY_FOR_TODAY}
    as_of_today = {
        "class_": _class(deal, policy, today),
        "probability": percent / 100,
        "weighted": rules.weighted(deal.amount, percent),
        "idle_days": _idle_days(deal, today),
    }
    return Opportunity(**{**known, **as_of_today})


def _class(deal: _Stored, policy: Policy, today: date) -> str | None:
    if not is_open(deal.stage):
        return None
    signals = deal.budget_confirmed + deal.decider_known + deal.urgent
    facts = OpenOpportunity(deal.id, deal.opened_on, deal.expected_close_on, signals)
    return class_on(today, facts, policy.followup)


def _idle_days(deal: _Stored, today: date) -> int | None:
    """Since the last touch or change of stage; 0 when all of it lies after `today`."""
    if not is_open(deal.stage):
        return None
    last = max(deal.changed_on or deal.opened_on, deal.touched_on or date.min)
    return max((today - last).days, 0)


def same(db: Connection, deal: Mapping[str, object]) -> int | None:
    """The id of the customer's first opportunity of the same name, amount and opening day."""
    values = {name: deal.get(name) for name in ("customer_id", "name", "opened_on", "amount")}
    same: int | None = db.execute(_SAME, values).fetchone()[0]
    return same


def contract_number(db: Connection, opportunity_id: int) -> str | None:
    """The number of the first contract that was signed for the opportunity."""
    signed = (
        f"SELECT code FROM {CONTRACTS} k WHERE opportunity_id = :opportunity ORDER BY signed_on, id LIMIT 1"
    )
    row = db.execute(signed, {"opportunity": opportunity_id}).fetchone()
    return row[0] if row else None
