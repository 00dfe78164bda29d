"""What the columns kept ready on customers should say, computed afresh from the stored facts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from sqlite3 import Connection, Row
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

_TOUCHES = """
    SELECT customer_id, max(occurred_on) AS touched_on FROM followup
    WHERE {wanted} AND status = 'done' GROUP BY customer_id"""
_SIGNINGS = f"""
    SELECT customer_id, max(signed_on) AS signed_on FROM {CONTRACTS} k WHERE {{wanted}} GROUP BY customer_id"""
# A planned step is a duty, too, and stands in one place only.
_DUTIES = """
    SELECT customer_id, kind, due_on, 'duty' AS record, id, due_time, opened_on, 0 AS breaks_hold FROM duty
    WHERE {wanted} AND status = 'open'
    UNION ALL
    SELECT customer_id, 'planned', due_on, 'followup', id, due_time, NULL, breaks_hold FROM followup
    WHERE {wanted} AND status = 'planned'"""
_OPEN = """
    SELECT customer_id, id, opened_on, expected_close_on, budget_confirmed + decider_known + urgent AS signals, amount
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


# The kept columns stand last, and are taken out together.
_CUSTOMERS = f"""
    SELECT id, grade, created_on, first_contact_on, snoozed_until, archived_on, type, {", ".join(DueColumns._fields)}
    FROM customer WHERE {{wanted}} ORDER BY id"""
_STORED = slice(-len(DueColumns._fields), None)


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
    return (due for due in computed(db, customer_ids) if due.fresh != due.stored)


def computed(
    db: Connection, customer_ids: Collection[int] | None, *, grades: Mapping[int, str] | None = None
) -> Iterator[ComputedDue]:
    """The kept columns of the customers (None: all), as stored and afresh; `grades` are about to be stored."""
    policy = policy_reads.current(db)
    calendar = WorkingDays(policy.calendar)
    touches = {row["customer_id"]: row["touched_on"] for row in _rows(db, _TOUCHES, customer_ids)}
    signings = {row["customer_id"]: row["signed_on"] for row in _rows(db, _SIGNINGS, customer_ids)}
    duties = open_duties(db, customer_ids)
    deals = _open_deals(db, customer_ids)
    for row in _rows(db, _CUSTOMERS, customer_ids, key="id"):
        customer, grade = row["id"], row["grade"]
        touched = touches.get(customer)
        open_deals, amount = deals.get(customer, _NO_DEALS)
        facts = DueFacts(
            created_on=date.fromisoformat(row["created_on"]),
            grade=grades.get(customer, grade) if grades else grade,
            last_touch_on=stored_day(touched),
            last_signed_on=stored_day(signings.get(customer)),
            first_contact_on=stored_day(row["first_contact_on"]),
            opportunities=open_deals,
            duties=tuple(duties.get(customer, ())),
            snoozed_until=stored_day(row["snoozed_until"]),
            archived=row["archived_on"] is not None,
            lost=row["type"] == "lost",
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
        yield ComputedDue(customer, DueColumns._make(row[_STORED]), fresh)


def open_duties(db: Connection, customer_ids: Collection[int] | None) -> dict[int, list[rules.OpenDuty]]:
    """What is to be done with each of the customers (None: all), planned steps among it."""
    duties: dict[int, list[rules.OpenDuty]] = {}
    for row in _rows(db, _DUTIES, customer_ids):
        duties.setdefault(row["customer_id"], []).append(_duty(row))
    return duties


def _duty(row: Row) -> rules.OpenDuty:
    due_on, opened_on = date.fromisoformat(row["due_on"]), stored_day(row["opened_on"])
    breaks_hold = bool(row["breaks_hold"])
    return rules.OpenDuty(
        row["kind"], due_on, row["record"], row["id"], row["due_time"], opened_on, breaks_hold
    )


def _open_deals(db: Connection, customer_ids: Collection[int] | None) -> dict[int, _Deals]:
    deals: dict[int, _Deals] = {}
    for row in _rows(db, _OPEN, customer_ids):
        before = deals.get(row["customer_id"], _NO_DEALS)
        amount = before.amount + (row["amount"] or 0)
        deals[row["customer_id"]] = _Deals((*before.open, _opportunity(row)), amount)
    return deals


def _opportunity(row: Row) -> rules.OpenOpportunity:
    opened_on, close_on = date.fromisoformat(row["opened_on"]), stored_day(row["expected_close_on"])
    return rules.OpenOpportunity(row["id"], opened_on, close_on, row["signals"])


def _rows(
    db: Connection, sql: str, customer_ids: Collection[int] | None, key: str = "customer_id"
) -> Iterator[Row]:
    wanted, values = chosen(key, customer_ids)
    cursor = db.cursor()
    cursor.row_factory = Row
    return cursor.execute(sql.format(wanted=wanted), values)


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
