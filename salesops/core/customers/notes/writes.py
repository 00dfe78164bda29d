"""Noting something of a customer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from salesops.core.customers.notes import reads
from salesops.core.db import records
from salesops.core.errors import BadValue, Conflict
from salesops.core.i18n import _
from salesops.core.values.text import composed
from salesops.core.values.units import Day


@dataclass(frozen=True)
class SavedNote:
    """The note that was written, and the customer it is about; `on` is an ISO date."""

    id: int
    customer_id: int
    customer: str
    on: Day
    text: str


def add(db: Connection, customer_id: int, text: str, *, today: date, rep_id: int | None) -> SavedNote:
    """Note `text` of a customer. Raises BadValue for an empty one, Conflict for one that is there already."""
    text = composed(text)
    if not text:
        raise BadValue(_("A note says something."))
    if known := reads.noted_on(db, customer_id, text):
        raise Conflict(_("That was noted on {day} already.").format(day=known))
    day = today.isoformat()
    note = {"customer_id": customer_id, "text": text, "noted_on": day, "rep_id": rep_id}
    note_id = records.insert(db, "note", note)
    return SavedNote(note_id, customer_id, records.get(db, "customer", customer_id)["name"], day, text)
