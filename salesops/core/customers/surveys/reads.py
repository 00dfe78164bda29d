"""How content customers are."""

from __future__ import annotations

from sqlite3 import Connection
from typing import TYPE_CHECKING

from salesops.core.customers.surveys.fields import FIELDS
from salesops.core.db.fields import joined, selected, with_fields
from salesops.core.db.rows import records
from salesops.core.db.sql import all_of, at_most
from salesops.core.values.units import Day

_FROM = f"""
    FROM survey AS s JOIN customer AS c ON c.id = s.customer_id LEFT JOIN rep AS r ON r.id = s.rep_id
    {joined(FIELDS, "s")}
    WHERE {{wanted}}"""
_SURVEYS = f"""
    SELECT s.id, s.customer_id, c.name AS customer, {selected(FIELDS, "s")}, r.name AS rep
    {_FROM} ORDER BY s.surveyed_on DESC, s.id DESC {{limit}}"""


@with_fields(FIELDS)
class Survey:
    """What a customer said of us: `score` from 1 to 5, `surveyed_on` the ISO date on which `rep` asked."""

    id: int
    customer_id: int
    customer: str
    if TYPE_CHECKING:  # of `FIELDS`, what is read by name
        score: int
        surveyed_on: Day
        contact: str | None
        comments: str | None
    rep: str | None


def surveys(
    db: Connection,
    *,
    customer_id: int | None = None,
    rep_id: int | None = None,
    at_most_score: int | None = None,
    limit: int = 0,
) -> list[Survey]:
    """The surveys of one customer, of those of one rep, or of all, the latest first; with scores up to a bound.

    At most `limit`, 0 for all.
    """
    sql = _SURVEYS.format(wanted=_wanted(customer_id, rep_id, at_most_score), limit=at_most(limit))
    values = {"customer_id": customer_id, "rep_id": rep_id, "score": at_most_score, "limit": limit}
    return list(records(db.execute(sql, values), Survey))


def count(
    db: Connection,
    *,
    customer_id: int | None = None,
    rep_id: int | None = None,
    at_most_score: int | None = None,
) -> int:
    """How many surveys `surveys` finds without a limit."""
    values = {"customer_id": customer_id, "rep_id": rep_id, "score": at_most_score}
    sql = f"SELECT count(*) {_FROM.format(wanted=_wanted(customer_id, rep_id, at_most_score))}"
    number: int = db.execute(sql, values).fetchone()[0]
    return number


def _wanted(customer_id: int | None, rep_id: int | None, at_most_score: int | None) -> str:
    return all_of(
        {
            "s.customer_id = :customer_id": customer_id,
            "c.archived_on IS NULL": customer_id is None or None,
            "c.owner_id = :rep_id": rep_id,
            "s.score <= :score": at_most_score,
        }
    )
