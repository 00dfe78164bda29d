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
from salesops.core.followups.steps import (
    Facts,
    check_customer,
    check_people,
    check_still_with,
    let_through,
    open_step,
)
from salesops.core.i18n import _
from salesops.core.schedule.rules import Touch
from salesops.core.schedule.writes import meet_duties, reschedule

# What a touch writes over the step that it fulfils.
_OF_TOUCH = ("occurred_on", "summary", "feedback", "attitude", "next_step", "next_on")
_NOT_THE_STEPS = ("id", "due_on", "objective", "reason", "agreed_in_id", "breaks_hold")
_AGREED_IN = "SELECT id FROM followup WHERE agreed_in_id = :touch ORDER BY id"
# What a touch says of the step that was agreed in it, by the column of the step.
_SAID_OF_STEP = {"objective": "next_step", "due_on": "next_on"}
_NOTHING_AGREED: Facts = dict.fromkeys(_SAID_OF_STEP.values())
_OPEN_AGAIN: Facts = {"status": "open", "closed_on": None, "done_by_id": None}


@dataclass(frozen=True)
class Corrected:
    """A follow-up as it was and as it is, and when its customer is due next.

    With another customer, `along` are the touch in which it was agreed and the steps that were agreed in it, each as
    it was and as it is.
    """

    before: reads.FollowupLine
    after: reads.FollowupLine
    along: list[tuple[reads.FollowupLine, reads.FollowupLine]]
    scheduled: reads.Scheduled


@dataclass(frozen=True)
class Deleted:
    """A follow-up that is gone, the step that is planned again as it was before it, and what else is planned."""

    line: reads.FollowupLine
    planned_again: reads.FollowupLine | None
    still_planned: list[reads.Planned]
    scheduled: reads.Scheduled


def edit(
    db: Connection, followup_id: int, facts: Facts, *, today: date, customer_id: int | None = None
) -> Corrected:
    """Change the given columns. What the touch says in which a step was agreed goes along.

    With another customer, contact and opportunity are those given or none. A touch takes along the steps that were
    agreed in it, but for those that are done; a step is no longer what was agreed with the other one.

    Raises BadValue for what does not go with its status, for a touch to come and for a step planned for the past,
    Conflict for a touch with another customer that fulfilled a step with this one, and where it is not with
    `customer_id` (None: whoever it is with) any more.
    """
    before, stored = reads.one(db, followup_id), records.get(db, "followup", followup_id)
    check_still_with(stored, customer_id)
    rules.check_told(stored["status"], facts)
    moved = facts.get("customer_id", stored["customer_id"]) != stored["customer_id"]
    if moved:
        _check_free(stored, before.customer)
        facts = {"contact_id": None, "opportunity_id": None, **facts}
    changed = {**stored, **facts}
    check_people(db, changed["customer_id"], facts)
    related = _related(db, stored) if moved else []
    if stored["status"] == "done":
        rules.check_touch(changed["occurred_on"], changed["method"], changed["summary"], today=today)
        records.update(db, "followup", followup_id, facts)
        if moved:
            _take_along(db, changed, today=today)
    else:
        _change_step(db, stored, facts, moved=moved, today=today)
    return _corrected(db, before, followup_id, related, today)


def move(
    db: Connection,
    followup_id: int,
    planned_for: Mapping[str, Any],
    *,
    reason: str | None,
    today: date,
    customer_id: int | None = None,
) -> Corrected:
    """Put a planned step off, or bring it forward: another day (`due_on`, `due_time`) was agreed.

    Raises BadValue for a day in the past, Conflict for a step that is not planned, or not with `customer_id`, any more.
    """
    before, stored = reads.one(db, followup_id), open_step(db, followup_id, customer_id)
    rules.check_ahead(planned_for["due_on"], today=today)
    through = let_through(db, stored["customer_id"], planned_for["due_on"])
    because = {"reason": reason} if reason else {}
    records.update(db, "followup", followup_id, {**planned_for, **because, **through})
    return _corrected(db, before, followup_id, [], today)


def fulfil(db: Connection, touch_id: int, step_id: int, *, today: date) -> Corrected:
    """Say of a touch that it was that planned step: it becomes that record, and the promise is kept.

    Raises BadValue for a step with another customer, Conflict for one that is not planned any more and for a touch
    that was a step already or in which this one was agreed.
    """
    touch, step = records.get(db, "followup", touch_id), open_step(db, step_id)
    if touch["status"] != "done" or touch["due_on"]:
        raise Conflict(_("Follow-up {id} is no touch without a plan.").format(id=touch_id))
    if step["agreed_in_id"] == touch_id:
        raise Conflict(_("Follow-up {id} was agreed in this touch.").format(id=step_id))
    check_customer(step, touch["customer_id"])
    before = reads.one(db, step_id)
    told = {name: value for name, value in touch.items() if name not in _NOT_THE_STEPS and value is not None}
    records.update(db, "followup", step_id, told)
    _let_go(db, touch_id, {"done_by_id": step_id}, agreed_in=step_id)
    return _corrected(db, before, step_id, [], today)


def delete(db: Connection, followup_id: int, *, today: date) -> Deleted:
    """Remove what was entered by mistake; a step that the touch had fulfilled is planned again as it was."""
    line, stored = reads.one(db, followup_id), records.get(db, "followup", followup_id)
    promised = stored["status"] == "done" and stored["due_on"] is not None
    if promised:
        before = journal.values_left(db, "followup", followup_id, "status", "planned")
        records.update(
            db, "followup", followup_id, {**dict.fromkeys(_OF_TOUCH), "status": "planned", **before}
        )
        _duties(db, followup_id, _OPEN_AGAIN)
        _agree_elsewhere(db, followup_id, None)
    else:
        _let_go(db, followup_id, _OPEN_AGAIN, agreed_in=None)
    if stored["status"] == "planned":
        _agreed(db, stored, _NOTHING_AGREED)
    reschedule(db, [stored["customer_id"]])
    return Deleted(
        line,
        reads.one(db, followup_id) if promised else None,
        [step for step in reads.planned(db, stored["customer_id"], until=date.max) if step.id != followup_id],
        reads.scheduled(db, stored["customer_id"], today=today),
    )


def _corrected(
    db: Connection,
    before: reads.FollowupLine,
    followup_id: int,
    related: list[reads.FollowupLine],
    today: date,
) -> Corrected:
    after = reads.one(db, followup_id)
    reschedule(db, {before.customer_id, after.customer_id})
    along = [(line, reads.one(db, line.id)) for line in related]
    return Corrected(before, after, along, reads.scheduled(db, after.customer_id, today=today))


def _related(db: Connection, stored: Record) -> list[reads.FollowupLine]:
    """The touch in which a follow-up was agreed, and the steps that were agreed in it."""
    agreed_in = [stored["agreed_in_id"]] if stored["agreed_in_id"] else []
    return [reads.one(db, number) for number in (*agreed_in, *_steps_of(db, stored["id"]))]


def _steps_of(db: Connection, touch_id: int) -> list[int]:
    return [number for (number,) in db.execute(_AGREED_IN, {"touch": touch_id})]


def _change_step(db: Connection, stored: Record, facts: Facts, *, moved: bool, today: date) -> None:
    """Change a step that did not take place, and what is said of it where it was agreed."""
    changed = {**stored, **facts}
    if stored["status"] == "planned" and "due_on" in facts:
        rules.check_ahead(changed["due_on"], today=today)
    if stored["status"] == "planned" and (moved or "due_on" in facts):
        facts = {**facts, **let_through(db, changed["customer_id"], changed["due_on"])}
    if moved:
        _agreed(db, stored, _NOTHING_AGREED)
        facts = {**facts, "agreed_in_id": None}
    else:
        _agreed(db, stored, {said: facts[name] for name, said in _SAID_OF_STEP.items() if name in facts})
    records.update(db, "followup", stored["id"], facts)


def _take_along(db: Connection, touch: Record, *, today: date) -> None:
    """Give the customer of a touch what was agreed in it, with the same people; duties are met there, not here."""
    _duties(db, touch["id"], _OPEN_AGAIN)
    made = Touch(date.fromisoformat(touch["occurred_on"]), touch["method"])
    meet_duties(db, touch["customer_id"], made, followup_id=touch["id"], today=today)
    same = {column: touch[column] for column in ("customer_id", "contact_id", "opportunity_id")}
    for step_id in _steps_of(db, touch["id"]):
        step = records.get(db, "followup", step_id)
        if step["status"] == "done":
            records.update(db, "followup", step_id, {"agreed_in_id": None})
        else:
            records.update(
                db, "followup", step_id, {**same, **let_through(db, touch["customer_id"], step["due_on"])}
            )


def _check_free(stored: Record, customer: str) -> None:
    """Refuse to give another customer what was agreed with this one."""
    if stored["status"] == "done" and stored["due_on"]:
        raise Conflict(
            _("It fulfilled a step that was agreed with {customer}.").format(customer=customer),
            _("`salesops followup delete` plans that again; then record the touch where it belongs."),
        )


def _agreed(db: Connection, step: Record, facts: Facts) -> None:
    """Let the touch in which a step was agreed say something else of it."""
    if step["agreed_in_id"] is not None:
        records.update(db, "followup", step["agreed_in_id"], facts)


def _agree_elsewhere(db: Connection, touch_id: int, agreed_in: int | None) -> None:
    """Say of the steps that were agreed in a touch that it was in another one, or that nobody knows."""
    for step_id in _steps_of(db, touch_id):
        records.update(db, "followup", step_id, {"agreed_in_id": agreed_in})


def _let_go(db: Connection, followup_id: int, duties: Facts, *, agreed_in: int | None) -> None:
    """Remove a follow-up; the duties that it met and the steps that were agreed in it are changed first."""
    _duties(db, followup_id, duties)
    _agree_elsewhere(db, followup_id, agreed_in)
    records.delete(db, "followup", followup_id)


def _duties(db: Connection, followup_id: int, values: Facts) -> None:
    met = db.execute(
        "SELECT id FROM duty WHERE done_by_id = :followup ORDER BY id", {"followup": followup_id}
    )
    for (duty,) in met.fetchall():
        records.update(db, "duty", duty, values)
