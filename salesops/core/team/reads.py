"""Who is in the team."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import Any

_SELECT = """
    SELECT r.id, r.name, r.code, r.role, r.team, r.region, r.email, r.phone, m.name, r.senior, r.ability,
           r.hired_on, r.left_on,
           (SELECT count(*) FROM customer AS c WHERE c.owner_id = r.id AND c.archived_on IS NULL)
    FROM rep AS r LEFT JOIN rep AS m ON m.id = r.manager_id
"""


@dataclass(frozen=True)
class Rep:
    """A rep with the number of customers they own. Dates are ISO texts."""

    id: int
    name: str
    code: str | None
    role: str
    team: str | None
    region: str | None
    email: str | None
    phone: str | None
    manager: str | None
    senior: bool
    ability: float
    hired_on: str | None
    left_on: str | None
    customers: int


def listed(db: sqlite3.Connection, *, today: date, everyone: bool = False) -> list[Rep]:
    """The team on `today`, by name; with `everyone` those who left, too."""
    chosen = "TRUE" if everyone else "(r.left_on IS NULL OR r.left_on > :today)"
    rows = db.execute(f"{_SELECT} WHERE {chosen} ORDER BY r.name, r.id", {"today": today.isoformat()})
    return [_rep(*row) for row in rows]


def one(db: sqlite3.Connection, rep_id: int) -> Rep:
    """The rep with this id, which must exist."""
    return _rep(*db.execute(f"{_SELECT} WHERE r.id = :id", {"id": rep_id}).fetchone())


def is_empty(db: sqlite3.Connection) -> bool:
    """Whether the team has nobody yet."""
    return not db.execute("SELECT EXISTS (SELECT 1 FROM rep)").fetchone()[0]


def same_name(db: sqlite3.Connection, name: str) -> int | None:
    """The id of the first rep of that very name who has not left."""
    known = "SELECT min(id) FROM rep WHERE name = :name AND left_on IS NULL"
    rep_id: int | None = db.execute(known, {"name": name}).fetchone()[0]
    return rep_id


def _rep(*row: Any) -> Rep:
    values = list(row)
    values[9] = bool(values[9])
    return Rep(*values)
