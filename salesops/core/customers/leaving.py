"""A person leaves a customer, and somebody else comes after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from salesops.core.customers.writes import edit_contact
from salesops.core.db import bulk, records
from salesops.core.errors import Conflict
from salesops.core.i18n import _
from salesops.core.values.units import Day

_STEPS = "SELECT id FROM followup WHERE contact_id = :contact AND status = 'planned' ORDER BY id"
_DECIDERS = """
    SELECT count(*) FROM contact
    WHERE customer_id = :customer AND decision_role = 'decider' AND left_on IS NULL"""


@dataclass(frozen=True)
class Departure:
    """Who left and who comes after; `steps` are the planned follow-ups that named them.

    They go to the successor, if there is one. `undecided` says that the last decider left who was known.
    """

    id: int
    name: str
    customer: str
    left_on: Day
    successor: str | None
    steps: list[int]
    undecided: bool


def leave(db: Connection, contact_id: int, *, on: date, successor_id: int | None) -> Departure:
    """Note that a person left on a day. What was said with them stays theirs; what is planned goes to the successor.

    Raises Conflict for a successor who left, too, BadValue for the person themselves.
    """
    contact = records.get(db, "contact", contact_id)
    successor = records.get(db, "contact", successor_id) if successor_id else None
    if successor and successor["left_on"]:
        raise Conflict(
            _("{name} left, too, on {day}.").format(name=successor["name"], day=successor["left_on"])
        )
    told = {"successor_id": successor_id} if successor_id else {}
    edit_contact(db, contact_id, {"left_on": on.isoformat(), **told})
    steps = [number for (number,) in db.execute(_STEPS, {"contact": contact_id})]
    if successor_id:
        bulk.update(db, "followup", ("contact_id",), [(step, successor_id) for step in steps])
    deciders = db.execute(_DECIDERS, {"customer": contact["customer_id"]}).fetchone()[0]
    return Departure(
        contact_id,
        contact["name"],
        records.get(db, "customer", contact["customer_id"])["name"],
        on.isoformat(),
        successor["name"] if successor else None,
        steps,
        contact["decision_role"] == "decider" and not deciders,
    )
