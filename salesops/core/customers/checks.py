"""What is checked of a record: a new one once, by a manager, and everybody's facts each quarter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from sqlite3 import Connection
from typing import Any, NamedTuple

from salesops.core.db import records as tables
from salesops.core.db.rows import records
from salesops.core.db.sql import all_of
from salesops.core.values.dates import add_months
from salesops.core.values.units import Day

QUARTER = 3  # months for which confirmed facts hold
_WAITING = """
    SELECT c.id, c.name, r.name AS owner, {since} AS since FROM customer c LEFT JOIN rep r ON r.id = c.owner_id
    WHERE {wanted} ORDER BY {since}, c.id"""
_LAST_CHECK = "coalesce(c.confirmed_on, c.verified_on, c.created_on)"


class WaitingCustomer(NamedTuple):
    """A customer whose record is to be checked; `since` is the ISO date of its entry, or of the last check."""

    id: int
    name: str
    owner: str | None
    since: Day


class CheckedCustomer(NamedTuple):
    """A customer whose record was checked; `before` is the ISO date of the same check before, None for the first."""

    id: int
    name: str
    before: Day | None
    on: Day


class Checks(NamedTuple):
    """The customers whose records were checked, and those that wait for it."""

    checked: list[CheckedCustomer]
    waiting: list[WaitingCustomer]


def unverified(db: Connection, *, rep_id: int | None = None) -> list[WaitingCustomer]:
    """The customers, of one rep or of all, that nobody has verified yet; the longest there first."""
    return _waiting(db, "c.created_on", {"c.verified_on IS NULL": True}, {}, rep_id)


def unconfirmed(db: Connection, *, today: date, rep_id: int | None = None) -> list[WaitingCustomer]:
    """The customers, of one rep or of all, whose facts nobody has confirmed for a quarter; the longest first."""
    due = {f"{_LAST_CHECK} <= :due": True}
    return _waiting(db, _LAST_CHECK, due, {"due": add_months(today, -QUARTER).isoformat()}, rep_id)


def verify(
    db: Connection, customer_ids: Sequence[int], *, today: date, by: int | None
) -> list[CheckedCustomer]:
    """Note that the records are right, and who says so."""
    return [_checked(db, number, "verified_on", today, {"verified_by_id": by}) for number in customer_ids]


def confirm(db: Connection, customer_ids: Sequence[int], *, today: date) -> list[CheckedCustomer]:
    """Note that the facts still hold."""
    return [_checked(db, number, "confirmed_on", today, {}) for number in customer_ids]


def _waiting(
    db: Connection, since: str, condition: Mapping[str, Any], values: Mapping[str, Any], rep_id: int | None
) -> list[WaitingCustomer]:
    wanted = all_of(
        {**condition, "c.archived_on IS NULL": True, "c.type <> 'lost'": True, "c.owner_id = :rep": rep_id}
    )
    rows = db.execute(_WAITING.format(since=since, wanted=wanted), {**values, "rep": rep_id})
    return list(records(rows, WaitingCustomer))


def _checked(
    db: Connection, customer_id: int, column: str, today: date, also: Mapping[str, object]
) -> CheckedCustomer:
    customer = tables.get(db, "customer", customer_id)
    tables.update(db, "customer", customer_id, {column: today.isoformat(), **also})
    return CheckedCustomer(customer_id, customer["name"], customer[column], today.isoformat())
