"""Correcting what was recorded or planned by mistake. A promise that a touch fulfilled comes back with its mistake."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection
from typing import Any

from salesops.core.db import journal, records
from salesops.core.db.records import Record
from salesops.core.errors import Conflict
from salesops.core.followups import reads, rules
from salesops.core.followups.writes import Facts, check_customer, let_through, open_step
from salesops.core.i18n import _
from salesops.core.schedule.writes import reschedule

# What a touch writes over the step that it fulfils.
_OF_TOUCH = ("occurred_on", "summary", "feedback", "attitude", "next_step", "next_on")
_NOT_THE_STEPS = ("id", "due_on", "objective", "reason")
_AGREED_IN = """
    SELECT max(id) FROM followup
    WHERE customer_id = :customer AND status = 'done' AND next_on = :day
      AND coalesce(next_step, '') = coalesce(:step, '')"""


@dataclass(frozen=True)
class Corrected:
    """A follow-up as it was and as it is, and when its customer is due next."""

    before: reads.FollowupLine
    after: reads.FollowupLine
    scheduled: reads.Scheduled


@dataclass(frozen=True)
class Deleted:
    """A follow-up that is gone, the step that is planned again as it was before it, and what else is planned."""

    line: reads.FollowupLine
    planned_again: reads.FollowupLine | None
    still_planned: list[reads.Planned]
    scheduled: reads.Scheduled


def edit(db: Connection, followup_id: int, facts: Facts, *, today: date) -> Corrected:
    """Change the given columns. Where a touch says that the step was agreed, that goes along.

    With another customer, contact and opportunity are those given or none.

    Raises BadValue for what does not go with its status, for a touch to come and for a step planned for the past,
    Conflict for a touch with another customer that fulfilled a step with this one.
    """
    before, stored = reads.one(db, followup_id), records.get(db, "followup", followup_id)
    rules.check_told(stored["status"], facts)
    if facts.get("customer_id", stored["customer_id"]) != stored["customer_id"]:
        _check_free(stored, before.customer)
        facts = {"contact_id": None, "opportunity_id": None, **facts}
    changed = {**stored, **facts}
    if stored["status"] == "done":
        rules.check_touch(changed["occurred_on"], changed["method"], changed["summary"], today=today)
    if stored["status"] == "planned" and "due_on" in facts:
        rules.check_ahead(changed["due_on"], today=today)
        let_through(db, stored["customer_id"], changed["due_on"])
    records.update(db, "followup", followup_id, facts)
    if stored["status"] == "planned":
        _agreed(db, stored, {"next_step": changed["objective"], "next_on": changed["due_on"]})
    return _corrected(db, before, followup_id, today)


def move(
    db: Connection, followup_id: int, planned_for: Mapping[str, Any], *, reason: str | None, today: date
) -> Corrected:
    """Put a planned step off, or bring it forward: another day (`due_on`, `due_time`) was agreed.

    Raises BadValue for a day in the past, Conflict for a step that is not planned any more.
    """
    before, stored = reads.one(db, followup_id), open_step(db, followup_id)
    rules.check_ahead(planned_for["due_on"], today=today)
    let_through(db, stored["customer_id"], planned_for["due_on"])
    because = {"reason": reason} if reason else {}
    records.update(db, "followup", followup_id, {**planned_for, **because})
    return _corrected(db, before, followup_id, today)


def fulfil(db: Connection, touch_id: int, step_id: int, *, today: date) -> Corrected:
    """Say of a touch that it was that planned step: it becomes that record, and the promise is kept.

    Raises BadValue for a step with another customer, Conflict for one that is not planned any more and for a touch
    that was a step already.
    """
    touch, step = records.get(db, "followup", touch_id), open_step(db, step_id)
    if touch["status"] != "done" or touch["due_on"]:
        raise Conflict(_("Follow-up {id} is no touch without a plan.").format(id=touch_id))
    check_customer(step, touch["customer_id"])
    before = reads.one(db, step_id)
    told = {name: value for name, value in touch.items() if name not in _NOT_THE_STEPS and value is not None}
    records.update(db, "followup", step_id, told)
    _let_go(db, touch_id, {"done_by_id": step_id})
    return _corrected(db, before, step_id, today)


def delete(db: Connection, followup_id: int, *, today: date) -> Deleted:
    """Remove what was entered by mistake; a step that the touch had fulfilled is planned again as it was."""
    line, stored = reads.one(db, followup_id), records.get(db, "followup", followup_id)
    promised = stored["status"] == "done" and stored["due_on"] is not None
    open_again = {"status": "open", "closed_on": None, "done_by_id": None}
    if promised:
        before = journal.values_left(db, "followup", followup_id, "status", "planned")
        records.update(
            db, "followup", followup_id, {**dict.fromkeys(_OF_TOUCH), "status": "planned", **before}
        )
        _duties(db, followup_id, open_again)
    else:
        _let_go(db, followup_id, open_again)
    if stored["status"] == "planned":
        _agreed(db, stored, {"next_step": None, "next_on": None})
    reschedule(db, [stored["customer_id"]])
    return Deleted(
        line,
        reads.one(db, followup_id) if promised else None,
        [step for step in reads.planned(db, stored["customer_id"], until=date.max) if step.id != followup_id],
        reads.scheduled(db, stored["customer_id"], today=today),
    )


def _corrected(db: Connection, before: reads.FollowupLine, followup_id: int, today: date) -> Corrected:
    after = reads.one(db, followup_id)
    reschedule(db, {before.customer_id, after.customer_id})
    return Corrected(before, after, reads.scheduled(db, after.customer_id, today=today))


def _check_free(stored: Record, customer: str) -> None:
    """Refuse to give another customer what was agreed with this one."""
    if stored["status"] == "done" and stored["due_on"]:
        raise Conflict(
            _("It fulfilled a step that was agreed with {customer}.").format(customer=customer),
            _("`salesops followup delete` plans that again; then record the touch where it belongs."),
        )


def _agreed(db: Connection, step: Record, facts: Facts) -> None:
    """Let the touch in which a step was agreed say something else of it."""
    values = {"customer": step["customer_id"], "day": step["due_on"], "step": step["objective"]}
    touch_id = db.execute(_AGREED_IN, values).fetchone()[0]
    if touch_id is not None:
        records.update(db, "followup", touch_id, facts)


def _let_go(db: Connection, followup_id: int, duties: Facts) -> None:
    """Remove a follow-up; the duties that it met are changed first."""
    _duties(db, followup_id, duties)
    records.delete(db, "followup", followup_id)


def _duties(db: Connection, followup_id: int, values: Facts) -> None:
    met = db.execute(
        "SELECT id FROM duty WHERE done_by_id = :followup ORDER BY id", {"followup": followup_id}
    )
    for (duty,) in met.fetchall():
        records.update(db, "duty", duty, values)
