"""Who the customers are."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from salesops.core.customers.fields import CONTACT_FIELDS, FIELDS
from salesops.core.db.fields import joined, selected, with_fields
from salesops.core.db.rows import existing, records
from salesops.core.db.sql import CONTRACTS, REVENUE, all_of, at_most, like
from salesops.core.values.money import Money
from salesops.core.values.text import composed
from salesops.core.values.units import Day

_REVENUE = f"coalesce((SELECT {REVENUE} FROM {CONTRACTS} AS k WHERE k.customer_id = c.id{{since}}), 0)"
_ONE = f"""
    SELECT c.id, {selected(FIELDS, "c")}, c.archived_on, c.created_on,
           c.manual_grade, c.manual_grade_reason, c.manual_grade_until, c.snoozed_until, c.snooze_reason,
           c.grade, c.grade_score, c.last_touch_on, c.next_due_on, c.next_due_reason, c.open_amount,
           (SELECT count(*) FROM {CONTRACTS} AS k WHERE k.customer_id = c.id) AS contracts,
           {_REVENUE.format(since="")} AS revenue
    FROM customer AS c {joined(FIELDS, "c")}
    WHERE c.id = :id"""
_LISTED = f"""
    SELECT c.id, c.code, c.name, c.short_name, c.grade, c.type, c.industry, c.region, c.source, r.name AS owner,
           {_REVENUE.format(since=" AND k.signed_on > :since AND k.signed_on <= :today")} AS revenue_12m,
           c.open_amount, c.last_touch_on, c.next_due_on, c.next_due_reason
    FROM customer AS c LEFT JOIN rep AS r ON r.id = c.owner_id
    WHERE {{wanted}} ORDER BY c.grade IS NULL, c.grade, c.name, c.id {{limit}}"""
_PEOPLE = f"""
    FROM contact AS p JOIN customer AS c ON c.id = p.customer_id {joined(CONTACT_FIELDS, "p")}
    WHERE {{wanted}}"""
_CONTACTS = f"""
    SELECT p.id, p.customer_id, c.name AS customer, {selected(CONTACT_FIELDS, "p")}
    {_PEOPLE} ORDER BY c.name, p.customer_id, p.id {{limit}}"""


class CustomerLine(NamedTuple):
    """A customer in a list. Money in minor units, dates ISO; `revenue_12m` of the last 12 months."""

    id: int
    code: str | None
    name: str
    short_name: str | None
    grade: str | None
    type: str
    industry: str | None
    region: str | None
    source: str | None
    owner: str | None
    revenue_12m: Money
    open_amount: Money
    last_touch_on: Day | None
    next_due_on: Day | None
    next_due_reason: str | None


@with_fields(CONTACT_FIELDS)
class Contact:
    """A person at a customer: what `CONTACT_FIELDS` tell, and where."""

    id: int
    customer_id: int
    customer: str
    name: str
    if TYPE_CHECKING:  # of `CONTACT_FIELDS`, what is read by name
        title: str | None
        department: str | None
        phone: str | None
        email: str | None
        wechat: str | None
        decision_role: str | None


@with_fields(FIELDS)
class CustomerFacts:
    """What is known of one customer by itself: what `FIELDS` tell, and what is kept beside it.

    Money in minor units, dates ISO. `manual_grade` is the grade set by hand; None as `manual_grade_until` is for good.
    """

    id: int
    if TYPE_CHECKING:  # of `FIELDS`, what is read by name
        name: str
        short_name: str | None
        code: str | None
        type: str
        industry: str | None
        region: str | None
        source: str | None
        owner: str | None
        budget_min: Money | None
        lost_reason: str | None
    archived_on: Day | None
    created_on: Day
    manual_grade: str | None
    manual_grade_reason: str | None
    manual_grade_until: Day | None
    snoozed_until: Day | None
    snooze_reason: str | None
    grade: str | None
    grade_score: float | None
    last_touch_on: Day | None
    next_due_on: Day | None
    next_due_reason: str | None
    open_amount: Money
    contracts: int
    revenue: Money


class CustomerList(NamedTuple):
    """The customers of a list and how many more there are."""

    customers: list[CustomerLine]
    left_out: int


def listed(
    db: sqlite3.Connection,
    *,
    since: str,
    today: str,
    rep_id: int | None = None,
    filters: Mapping[str, str] | None = None,
    part: str | None = None,
    archived: bool = False,
    limit: int = 0,
) -> CustomerList:
    """Customers by grade, then name; `filters` by column (`none` for an empty one), `part` of the name.

    `revenue_12m` counts contracts signed in the half-open window (`since`, `today`].
    """
    conditions, values = _conditions(rep_id, filters or {}, part, archived)
    wanted = " AND ".join(conditions)
    total: int = db.execute(f"SELECT count(*) FROM customer AS c WHERE {wanted}", values).fetchone()[0]
    sql = _LISTED.format(wanted=wanted, limit=at_most(limit))
    rows = db.execute(sql, {**values, "since": since, "today": today, "limit": limit})
    customers = list(records(rows, CustomerLine))
    return CustomerList(customers, total - len(customers))


def facts(db: sqlite3.Connection, customer_id: int) -> CustomerFacts:
    """What is known by itself of the customer with this id; Conflict when it was removed."""
    return existing(records(db.execute(_ONE, {"id": customer_id}), CustomerFacts))


def contacts(
    db: sqlite3.Connection,
    *,
    customer_id: int | None = None,
    rep_id: int | None = None,
    former: bool = False,
    limit: int = 0,
) -> list[Contact]:
    """The people at one customer, at those of one rep, or at all; `former` includes those who left."""
    sql = _CONTACTS.format(wanted=_at(customer_id, rep_id, former), limit=at_most(limit))
    rows = db.execute(sql, {"customer_id": customer_id, "rep_id": rep_id, "limit": limit})
    return list(records(rows, Contact))


def contact(db: sqlite3.Connection, contact_id: int) -> Contact:
    """The person with this id; Conflict when they were removed."""
    row = db.execute(_CONTACTS.format(wanted="p.id = :id", limit=""), {"id": contact_id})
    return existing(records(row, Contact))


def count_contacts(
    db: sqlite3.Connection, *, customer_id: int | None = None, rep_id: int | None = None, former: bool = False
) -> int:
    """How many people `contacts` finds without a limit."""
    people = _PEOPLE.format(wanted=_at(customer_id, rep_id, former))
    values = {"customer_id": customer_id, "rep_id": rep_id}
    count: int = db.execute(f"SELECT count(*) {people}", values).fetchone()[0]
    return count


def _at(customer_id: int | None, rep_id: int | None, former: bool) -> str:
    return all_of(
        {
            "p.customer_id = :customer_id": customer_id,
            "c.owner_id = :rep_id": rep_id,
            "p.left_on IS NULL": not former or None,
        }
    )


def same_contact(db: sqlite3.Connection, customer_id: int, name: str) -> int | None:
    """The id of the first person of that very name at the customer."""
    known = "SELECT min(id) FROM contact WHERE customer_id = :customer AND name = :name"
    contact_id: int | None = db.execute(known, {"customer": customer_id, "name": name}).fetchone()[0]
    return contact_id


def _conditions(
    rep_id: int | None, filters: Mapping[str, str], part: str | None, archived: bool
) -> tuple[list[str], dict[str, Any]]:
    conditions = ["TRUE" if archived else "c.archived_on IS NULL"]
    values: dict[str, Any] = {}
    if rep_id is not None:
        conditions.append("c.owner_id = :rep")
        values["rep"] = rep_id
    if part is not None:
        conditions.append(r"(c.name LIKE :part ESCAPE '\' OR c.short_name LIKE :part ESCAPE '\')")
        values["part"] = like(composed(part))
    for column, value in filters.items():
        conditions.append(f"c.{column} IS NULL" if value == "none" else f"c.{column} = :{column}")
        values[column] = composed(value)
    return conditions, values
