"""Follow-ups from files: the touches of another system, each under its own rep, and what is still planned."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from sqlite3 import Connection
from typing import Any

from salesops.core.customers.imports import CUSTOMERS
from salesops.core.db import bulk
from salesops.core.errors import BadValue
from salesops.core.followups.fields import FIELDS
from salesops.core.i18n import _
from salesops.core.importing.references import Reference
from salesops.core.importing.rows import Values
from salesops.core.importing.spec import Import, ImportContext, ImportOptions, Namesakes, Plan
from salesops.core.pipeline.imports.opportunities import OPPORTUNITIES
from salesops.core.schedule.reads import open_duties
from salesops.core.schedule.rules import Touch
from salesops.core.schedule.writes import meet_duties, reschedule
from salesops.core.team.imports import REPS
from salesops.core.values.dates import stored_day

_CONTACTS = "SELECT id, code, name FROM contact WHERE customer_id = :within ORDER BY id"
_FACTS = ("customer_id", "rep_id", "occurred_on", "due_on", "method", "summary", "objective")
_OF_STEP = ("customer_id", "opportunity_id", "contact_id", "rep_id", "recorded_at")


def _known_by(followup: Values, _context: ImportContext) -> Mapping[str, Any]:
    """What is told of it; several may be alike."""
    return {column: followup[column] for column in _FACTS if column in followup}


def _derive(followup: Values, context: ImportContext) -> None:
    """What has a day to come is planned for that day; what has none but a planned day, too."""
    happened = stored_day(followup.get("occurred_on"))
    if happened is None and followup.get("status") == "done":
        followup["occurred_on"] = followup.get("due_on")
    elif happened and happened > context.options.today:
        followup["due_on"] = followup.pop("occurred_on")
        if "summary" in followup:
            followup.setdefault("objective", followup.pop("summary"))
        followup["status"] = "planned"
    followup.setdefault("status", "done" if happened else "planned")


def _complete(followup: Values, context: ImportContext) -> None:
    """A touch counts as recorded on its own day: that it comes from a file makes no rep late."""
    followup["recorded_at"] = f"{context.options.today.isoformat()}T00:00:00Z"
    if followup["status"] == "done":
        followup["recorded_on"] = followup["occurred_on"]
        followup.setdefault("method", "other")
    if "rep" not in context.options.fields:
        followup.setdefault("rep_id", context.options.by)


def _check(followup: Values, _before: Mapping[str, Any] | None, _context: ImportContext) -> None:
    day = followup.get("occurred_on" if followup["status"] == "done" else "due_on")
    if day is None and followup["status"] != "cancelled":
        raise BadValue(_("The row has no day on which it happened or is planned."))


def _after(db: Connection, plan: Plan, options: ImportOptions) -> None:
    touches = [followup for followup in plan.added if followup["status"] == "done"]
    _plan_next(db, touches, options.today)
    customers = {followup["customer_id"] for followup in touches}
    waiting = open_duties(db, customers)
    for touch in sorted(touches, key=lambda touch: str(touch["occurred_on"])):
        if touch["customer_id"] in waiting:
            made = Touch(date.fromisoformat(touch["occurred_on"]), touch["method"])
            meet_duties(db, touch["customer_id"], made, followup_id=touch["id"], today=options.today)
    reschedule(db, plan.ever("customer_id"))


def _plan_next(db: Connection, touches: list[Values], today: date) -> None:
    """Plan the steps that were agreed in touches for a day still to come."""
    steps = [
        (*map(touch.get, _OF_STEP), "planned", touch["next_on"], touch.get("next_step"), touch["id"])
        for touch in touches
        if (touch.get("next_on") or "") >= today.isoformat()
    ]
    bulk.insert(db, "followup", [*_OF_STEP, "status", "due_on", "objective", "agreed_in_id"], steps)


CONTACTS = Reference("contact", sql=_CONTACTS, within="customer_id")
IMPORT = Import(
    record="followup",
    fields=FIELDS,
    references=(REPS, CUSTOMERS, CONTACTS, OPPORTUNITIES),
    namesakes=Namesakes.ALIKE,
    known_by=_known_by,
    derive=_derive,
    complete=_complete,
    check=_check,
    after=_after,
)
