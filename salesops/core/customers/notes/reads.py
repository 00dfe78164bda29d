"""What was noted of a customer."""

from __future__ import annotations

from sqlite3 import Connection
from typing import NamedTuple

from salesops.core.db.rows import records
from salesops.core.values.units import Day

_OF = """
    SELECT n.id, n.noted_on AS "on", n.text, r.name AS rep FROM note n LEFT JOIN rep r ON r.id = n.rep_id
    WHERE n.customer_id = :customer ORDER BY n.noted_on DESC, n.id DESC"""
_SAME = "SELECT noted_on FROM note WHERE customer_id = :customer AND text = :text"


class Note(NamedTuple):
    """A note; `on` is the ISO date of writing it down, `rep` who did."""

    id: int
    on: Day
    text: str
    rep: str | None


def notes(db: Connection, customer_id: int) -> list[Note]:
    """The notes of a customer, the latest first."""
    return list(records(db.execute(_OF, {"customer": customer_id}), Note))


def noted_on(db: Connection, customer_id: int, text: str) -> str | None:
    """The day (ISO) on which this very text was noted of the customer, if it was."""
    row = db.execute(_SAME, {"customer": customer_id, "text": text}).fetchone()
    return row[0] if row else None
