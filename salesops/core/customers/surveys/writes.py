"""Writing down how content a customer is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any

from salesops.core.db import records
from salesops.core.errors import Conflict
from salesops.core.i18n import _
from salesops.core.values.units import Day

_SAME = """
    SELECT min(id) FROM survey
    WHERE customer_id = :customer AND surveyed_on = :day AND coalesce(contact_id, 0) = :contact"""


@dataclass(frozen=True)
class SavedSurvey:
    """The survey that was written, and the customer that it is about; `on` is an ISO date."""

    id: int
    customer_id: int
    customer: str
    on: Day
    score: int


def add(
    db: Connection, customer_id: int, facts: Mapping[str, Any], *, rep_id: int | None, force: bool = False
) -> SavedSurvey:
    """Write down what a customer answered; `facts` have score and day.

    Raises Conflict where the same person was asked on that day already (unless `force`).
    """
    day, contact = facts["surveyed_on"], facts.get("contact_id") or 0
    values = {"customer": customer_id, "day": day, "contact": contact}
    known = db.execute(_SAME, values).fetchone()[0]
    if known is not None and not force:
        raise Conflict(
            _("They were asked on {day} already (id {id}).").format(day=day, id=known),
            _("--force adds another one."),
        )
    survey_id = records.insert(db, "survey", {"customer_id": customer_id, **facts, "rep_id": rep_id})
    customer = records.get(db, "customer", customer_id)["name"]
    return SavedSurvey(survey_id, customer_id, customer, day, facts["score"])
