"""Which customers have which tags."""

from __future__ import annotations

from sqlite3 import Connection
from typing import NamedTuple

from salesops.core.db.rows import records
from salesops.core.db.sql import all_of

_OF = """SELECT name, tag_group AS "group" FROM tag WHERE customer_id = :customer ORDER BY id"""
_USED = """
    SELECT t.name, min(t.tag_group) AS "group", count(*) AS customers
    FROM tag AS t JOIN customer AS c ON c.id = t.customer_id
    WHERE {wanted} GROUP BY t.name ORDER BY count(*) DESC, t.name"""


class Tag(NamedTuple):
    """A tag of a customer, in a group of tags where one was told."""

    name: str
    group: str | None


class UsedTag(NamedTuple):
    """A tag and how many customers have it."""

    name: str
    group: str | None
    customers: int


def tags(db: Connection, customer_id: int) -> list[Tag]:
    """The tags of a customer, in the order in which it got them."""
    return list(records(db.execute(_OF, {"customer": customer_id}), Tag))


def used(db: Connection, *, customer_id: int | None = None, rep_id: int | None = None) -> list[UsedTag]:
    """The tags of one customer, of the customers of one rep, or of all that are not archived; the commonest first."""
    wanted = all_of(
        {
            "t.customer_id = :customer_id": customer_id,
            "c.archived_on IS NULL": customer_id is None or None,
            "c.owner_id = :rep_id": rep_id,
        }
    )
    rows = db.execute(_USED.format(wanted=wanted), {"customer_id": customer_id, "rep_id": rep_id})
    return list(records(rows, UsedTag))


def group_of(db: Connection, name: str) -> str | None:
    """The group in which a tag of that name stands elsewhere."""
    row = db.execute("SELECT max(tag_group) FROM tag WHERE name = :name", {"name": name}).fetchone()
    group: str | None = row[0]
    return group


def ids(db: Connection, customer_id: int) -> dict[str, int]:
    """The ids of a customer's tags by their names."""
    rows = db.execute("SELECT name, id FROM tag WHERE customer_id = :customer", {"customer": customer_id})
    return dict(rows)
