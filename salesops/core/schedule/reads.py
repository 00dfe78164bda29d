"""What the columns kept ready on customers should say, computed afresh from the stored facts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from sqlite3 import Connection
from typing import NamedTuple

from salesops.core.db.dialect import chosen
from salesops.core.db.sql import CONTRACTS
from salesops.core.policy import reads as policy_reads
from salesops.core.schedule import rules
from salesops.core.schedule.next_due.rules import DueFacts, first_due
from salesops.core.values.dates import stored_day
from salesops.core.values.money import check_sum
from salesops.core.values.units import Day
from salesops.core.values.workdays import WorkingDays

_CUSTOMERS = """
    SELECT id, last_touch_on, next_due_on, next_due_reason, next_due_table, next_due_ref, deadline_on, hot_from,
           open_amount, grade, created_on, first_contact_on, snoozed_until, archived_on, type
    FROM customer WHERE {wanted} ORDER BY id"""
_TOUCHES = """
    SELECT customer_id, max(occurred_on) FROM followup WHERE {wanted} AND status = 'done' GROUP BY customer_id"""
_SIGNINGS = f"SELECT customer_id, max(signed_on) FROM {CONTRACTS} k WHERE {{wanted}} GROUP BY customer_id"
# A planned step is a duty, too, and stands in one place only.
_DUTIES = """
    SELECT customer_id, kind, due_on, 'duty', id, due_time, opened_on FROM duty
    WHERE {wanted} AND status = 'open'
    UNION ALL
    SELECT customer_id, 'planned', due_on, 'followup', id, due_time, NULL FROM followup
    WHERE {wanted} AND status = 'planned'"""
_OPEN = """
    SELECT customer_id, id, opened_on, expected_close_on, budget_confirmed + decider_known + urgent, amount
    FROM opportunity WHERE {wanted} AND stage NOT IN ('won', 'lost') ORDER BY id"""


class DueColumns(NamedTuple):
    """The columns kept ready on a customer, as stored; `open_amount` in minor units."""

    last_touch_on: Day | None
    next_due_on: Day | None
    next_due_reason: str | None
    next_due_table: str | None
    next_due_ref: int | None
    deadline_on: Day | None
    hot_from: str | None
    open_amount: int


_STORED = len(DueColumns._fields)


class ComputedDue(NamedTuple):
    """A customer whose kept columns say `stored` and are to say `fresh`."""

    customer_id: int
    stored: DueColumns
    fresh: DueColumns


class _Deals(NamedTuple):
    """The open opportunities of one customer and what they are worth together."""

    open: tuple[rules.OpenOpportunity, ...]
    amount: int


_NO_DEALS = _Deals((), 0)


def outdated(db: Connection, customer_ids: Collection[int] | None) -> Iterator[ComputedDue]:
    """Those of the customers (None: all) whose kept columns are not what the facts make them."""
    return (each for each in computed(db, customer_ids) if each.fresh != each.stored)


def computed(
    db: Connection, customer_ids: Collection[int] | None, *, grades: Mapping[int, str] | None = None
) -> Iterator[ComputedDue]:
    """The kept columns of the customers (None: all), as stored and afresh; `grades` are about to be stored."""
    policy = policy_reads.current(db)
    calendar = WorkingDays(policy.calendar)
    touches: dict[int, str] = dict(_rows(db, _TOUCHES, customer_ids))
    signings: dict[int, str] = dict(_rows(db, _SIGNINGS, customer_ids))
    duties = open_duties(db, customer_ids)
    deals = _open_deals(db, customer_ids)
    for customer, *columns in _rows(db, _CUSTOMERS, customer_ids, key="id"):
        grade, created, first_contact, snoozed, archived, kind = columns[_STORED:]
        touched = touches.get(customer)
        open_deals, amount = deals.get(customer, _NO_DEALS)
        facts = DueFacts(
            created_on=date.fromisoformat(created),
            grade=grades.get(customer, grade) if grades else grade,
            last_touch_on=stored_day(touched),
            last_signed_on=stored_day(signings.get(customer)),
            first_contact_on=stored_day(first_contact),
            opportunities=open_deals,
            duties=tuple(duties.get(customer, ())),
            snoozed_until=stored_day(snoozed),
            archived=archived is not None,
            lost=kind == "lost",
        )
        due = first_due(facts, policy.followup, calendar)
        fresh = DueColumns(
            touched,
            _text(due.on),
            due.reason,
            due.table,
            due.ref,
            _text(due.deadline_on),
            _text(due.hot_from),
            check_sum(amount),
        )
        yield ComputedDue(customer, DueColumns(*columns[:_STORED]), fresh)


def open_duties(db: Connection, customer_ids: Collection[int] | None) -> dict[int, list[rules.OpenDuty]]:
    """What is to be done with each of the customers (None: all), planned steps among it."""
    duties: dict[int, list[rules.OpenDuty]] = {}
    for customer, kind, day, table, number, time, opened in _rows(db, _DUTIES, customer_ids):
        duty = rules.OpenDuty(kind, date.fromisoformat(day), table, number, time, stored_day(opened))
        duties.setdefault(customer, []).append(duty)
    return duties


def _open_deals(db: Connection, customer_ids: Collection[int] | None) -> dict[int, _Deals]:
    found: dict[int, _Deals] = {}
    for customer, deal, opened, close, signals, amount in _rows(db, _OPEN, customer_ids):
        before = found.get(customer, _NO_DEALS)
        one = rules.OpenOpportunity(deal, date.fromisoformat(opened), stored_day(close), signals)
        found[customer] = _Deals((*before.open, one), before.amount + (amount or 0))
    return found


def _rows(
    db: Connection, sql: str, customer_ids: Collection[int] | None, key: str = "customer_id"
) -> Iterator[tuple]:  # type: ignore[type-arg]
    wanted, values = chosen(key, customer_ids)
    return db.execute(sql.format(wanted=wanted), values)


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
