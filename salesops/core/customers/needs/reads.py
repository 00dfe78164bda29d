"""What customers need."""

from __future__ import annotations

from sqlite3 import Connection
from typing import TYPE_CHECKING

from salesops.core.customers.needs.fields import FIELDS
from salesops.core.db.fields import joined, selected, with_fields
from salesops.core.db.rows import existing, records
from salesops.core.db.sql import all_of, at_most
from salesops.core.values.units import Day

_FROM = f"""
    FROM need AS n JOIN customer AS c ON c.id = n.customer_id LEFT JOIN rep AS r ON r.id = n.rep_id
    {joined(FIELDS, "n")}
    WHERE {{wanted}}"""
_NEEDS = f"""
    SELECT n.id, n.customer_id, c.name AS customer, {selected(FIELDS, "n")}, n.recorded_on, r.name AS rep
    {_FROM} ORDER BY n.wanted_by IS NULL, n.wanted_by, n.id {{limit}}"""


@with_fields(FIELDS)
class Need:
    """What a customer needs: what `FIELDS` tell, and whose it is; `rep` entered it on `recorded_on` (ISO)."""

    id: int
    customer_id: int
    customer: str
    text: str
    if TYPE_CHECKING:  # of `FIELDS`, what is read by name
        category: str | None
        rank: str | None
        pains: str | None
        wanted_by: Day | None
    recorded_on: Day
    rep: str | None


def needs(
    db: Connection,
    *,
    customer_id: int | None = None,
    rep_id: int | None = None,
    category: str | None = None,
    limit: int = 0,
) -> list[Need]:
    """The needs of one customer, of those of one rep, or of all that are not archived; what is wanted first first.

    `category` is a code; at most `limit`, 0 for all.
    """
    sql = _NEEDS.format(wanted=_wanted(customer_id, rep_id, category), limit=at_most(limit))
    values = {"customer_id": customer_id, "rep_id": rep_id, "category": category, "limit": limit}
    return list(records(db.execute(sql, values), Need))


def count(
    db: Connection, *, customer_id: int | None = None, rep_id: int | None = None, category: str | None = None
) -> int:
    """How many needs `needs` finds without a limit."""
    values = {"customer_id": customer_id, "rep_id": rep_id, "category": category}
    sql = f"SELECT count(*) {_FROM.format(wanted=_wanted(customer_id, rep_id, category))}"
    number: int = db.execute(sql, values).fetchone()[0]
    return number


def need(db: Connection, need_id: int) -> Need:
    """The need with this id; Conflict when it was removed."""
    rows = db.execute(_NEEDS.format(wanted="n.id = :id", limit=""), {"id": need_id})
    return existing(records(rows, Need))


def same(db: Connection, customer_id: int, text: str, *, but: int = 0) -> int | None:
    """The id of the need of the customer in these very words, if there is one other than `but`."""
    row = db.execute(
        "SELECT min(id) FROM need WHERE customer_id = :customer AND text = :text AND id <> :but",
        {"customer": customer_id, "text": text, "but": but},
    ).fetchone()
    number: int | None = row[0]
    return number


def _wanted(customer_id: int | None, rep_id: int | None, category: str | None) -> str:
    return all_of(
        {
            "n.customer_id = :customer_id": customer_id,
            "c.archived_on IS NULL": customer_id is None or None,
            "c.owner_id = :rep_id": rep_id,
            "n.category = :category": category,
        }
    )
