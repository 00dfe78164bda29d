"""Who is in the team."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from salesops.core.db.fields import joined, selected, with_fields
from salesops.core.db.rows import existing, records
from salesops.core.team.fields import FIELDS

if TYPE_CHECKING:
    from salesops.core.values.units import Day

_SELECT = f"""
    SELECT r.id, {selected(FIELDS, "r")},
           (SELECT count(*) FROM customer AS c WHERE c.owner_id = r.id AND c.archived_on IS NULL) AS customers
    FROM rep AS r {joined(FIELDS, "r")}"""


@with_fields(FIELDS)
class Rep:
    """A rep: what `FIELDS` tell, and the number of customers they own. Dates are ISO texts."""

    id: int
    name: str
    code: str | None
    role: str
    if TYPE_CHECKING:  # of `FIELDS`, what is read by name
        hired_on: Day | None
        left_on: Day | None
    customers: int


def listed(db: sqlite3.Connection, *, today: date, everyone: bool = False) -> list[Rep]:
    """The team on `today`, by name; with `everyone` those who left, too."""
    chosen = "TRUE" if everyone else "(r.left_on IS NULL OR r.left_on > :today)"
    rows = db.execute(f"{_SELECT} WHERE {chosen} ORDER BY r.name, r.id", {"today": today.isoformat()})
    return list(records(rows, Rep))


def one(db: sqlite3.Connection, rep_id: int) -> Rep:
    """The rep with this id, which must exist."""
    return existing(records(db.execute(f"{_SELECT} WHERE r.id = :id", {"id": rep_id}), Rep))


def is_empty(db: sqlite3.Connection) -> bool:
    """Whether the team has nobody yet."""
    return not db.execute("SELECT EXISTS (SELECT 1 FROM rep)").fetchone()[0]


def same_name(db: sqlite3.Connection, name: str) -> int | None:
    """The id of the first rep of that very name who has not left."""
    known = "SELECT min(id) FROM rep WHERE name = :name AND left_on IS NULL"
    rep_id: int | None = db.execute(known, {"name": name}).fetchone()[0]
    return rep_id
