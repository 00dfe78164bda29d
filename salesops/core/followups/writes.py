"""Recording touches, planning the next ones, and holding a customer back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from sqlite3 import Connection

from salesops.core.db import records
from salesops.core.db.records import Record
from salesops.core.errors import Conflict
from salesops.core.followups import reads, rules
from salesops.core.followups.steps import Facts, check_customer, check_people, let_through, open_step
from salesops.core.i18n import _
from salesops.core.policy import reads as policy_reads
from salesops.core.schedule.rules import Touch, duty_kind
from salesops.core.schedule.writes import meet_duties, reschedule
from salesops.core.values.units import Day

_HELD_TOO = "UPDATE followup SET breaks_hold = 0 WHERE customer_id = :customer AND breaks_hold <> 0"


@dataclass(frozen=True)
class PlannedStep(reads.Scheduled):
    """A planned step and what became of it, with the customer's next due date."""

    id: int
    status: str
    due_on: Day | None
    due_time: str | None
    method: str | None
    objective: str | None


@dataclass(frozen=True)
class DutyMet:
    """A duty that a touch did: its kind, what that is in words, and the day it was due (ISO)."""

    kind: str
    what: str
    due_on: Day


@dataclass(frozen=True)
class Logged(reads.Scheduled):
    """A recorded touch, with the customer's next due date.

    `fulfilled` says whether it closed a planned step, whose id it keeps, and `objective` what that was about;
    `next_id` is the step planned with it, `duties_met` what else was done by it, `still_planned` what else is agreed
    with the customer, the earliest first, and `colleague` another rep who was in touch shortly before.
    """

    id: int
    occurred_on: Day
    method: str | None
    fulfilled: bool
    objective: str | None
    next_id: int | None
    next_step: str | None
    next_on: Day | None
    next_time: str | None
    still_planned: list[reads.Planned]
    duties_met: list[DutyMet]
    colleague: reads.Colleague | None


def log(
    db: Connection,
    customer_id: int,
    facts: Facts,
    *,
    today: date,
    at: str,
    next_step: Facts | None = None,
    fulfils: int | None = None,
    keep_plans: bool = False,
) -> Logged:
    """Record a touch: `facts` by column, `at` the UTC moment of writing it down, `next_step` what was agreed.

    It closes the planned step `fulfils`, else the earliest one agreed for its own day or before, with `keep_plans`
    none: what is promised for a later day stays promised. Raises BadValue for a touch still to come, a next step in
    the past or a step with another customer, Conflict for a step that is not planned any more.
    """
    day = date.fromisoformat(str(facts["occurred_on"]))
    step = _fulfilled(db, customer_id, day, fulfils, keep_plans)
    return _record(db, customer_id, step, facts, today=today, at=at, next_step=next_step)


def check_new(db: Connection, customer_id: int, facts: Facts) -> None:
    """Raise Conflict for a touch that is recorded already: the same customer, method and day, in the same words."""
    same = reads.same_touch(db, customer_id, facts)
    if same is not None:
        raise Conflict(
            _("This is recorded already, on the same day in the same words (id {id}).").format(id=same),
            _("Use --force if it happened twice."),
        )


def _check_not_planned(db: Connection, step: Record) -> None:
    same = reads.same_step(db, step)
    if same is not None:
        raise Conflict(
            _("This is planned already, for the same day (id {id}).").format(id=same),
            _("Use --force if it is to be done twice."),
        )


def finish(
    db: Connection,
    followup_id: int,
    facts: Facts,
    *,
    today: date,
    at: str,
    next_step: Facts | None = None,
    customer_id: int | None = None,
) -> Logged:
    """Record that a planned step was taken; what `facts` do not say stays as planned.

    Raises as `log` does, and Conflict where it is not with `customer_id` (None: whoever it is with) any more.
    """
    step = open_step(db, followup_id, customer_id)
    return _record(db, step["customer_id"], step, facts, today=today, at=at, next_step=next_step)


def plan(
    db: Connection, customer_id: int, facts: Facts, *, today: date, at: str, force: bool = False
) -> PlannedStep:
    """Plan a step. Raises BadValue for a day in the past, Conflict (unless `force`) for one that is planned already."""
    check_people(db, customer_id, facts)
    step = _step(customer_id, facts, today=today, at=at)
    if not force:
        _check_not_planned(db, step)
    return _planned_step(db, _add_step(db, step), today)


def cancel(
    db: Connection, followup_id: int, reason: str, *, today: date, customer_id: int | None = None
) -> PlannedStep:
    """Call off a planned step; Conflict when it is done or off already, or not with `customer_id` any more."""
    open_step(db, followup_id, customer_id)
    records.update(db, "followup", followup_id, {"status": "cancelled", "reason": reason})
    return _planned_step(db, followup_id, today)


def snooze(
    db: Connection, customer_id: int, *, until: date | None, reason: str | None, today: date
) -> reads.Scheduled:
    """Hold a customer back until that day, on which it is due again; None ends it. BadValue unless it is ahead.

    What is planned already waits, too; what is planned from now on is due on its day.
    """
    if until:
        rules.check_held(until, today=today)
    held = {"snoozed_until": until and until.isoformat(), "snooze_reason": reason if until else None}
    records.update(db, "customer", customer_id, held)
    db.execute(_HELD_TOO, {"customer": customer_id})
    return _scheduled(db, customer_id, today)


def _fulfilled(
    db: Connection, customer_id: int, on: date, fulfils: int | None, keep_plans: bool
) -> Record | None:
    """The planned step that a touch on that day closes."""
    if fulfils is not None:
        step = open_step(db, fulfils)
        check_customer(step, customer_id)
        return step
    waiting = [] if keep_plans else reads.planned(db, customer_id, until=on)
    return records.get(db, "followup", waiting[0].id) if waiting else None


def _record(
    db: Connection,
    customer_id: int,
    step: Record | None,
    facts: Facts,
    *,
    today: date,
    at: str,
    next_step: Facts | None,
) -> Logged:
    check_people(db, customer_id, facts)
    touch = _touch(customer_id, step, facts, today=today, at=at)
    colleague = _colleague(db, touch)
    agreed = _agreed(touch, next_step, today=today, at=at) if next_step else None
    if agreed:
        touch |= {"next_step": agreed.get("objective"), "next_on": agreed["due_on"]}
    touch_id = _save(db, step, touch)
    next_id = _add_step(db, {**agreed, "agreed_in_id": touch_id}) if agreed else None
    met = _meet_duties(db, touch_id, touch, today)
    scheduled = _scheduled(db, customer_id, today)
    waiting = reads.planned(db, customer_id, until=date.max)
    return Logged(
        **vars(scheduled),
        id=touch_id,
        occurred_on=touch["occurred_on"],
        method=touch.get("method"),
        fulfilled=step is not None,
        objective=step["objective"] if step else None,
        next_id=next_id,
        next_step=touch.get("next_step"),
        next_on=touch.get("next_on"),
        next_time=agreed.get("due_time") if agreed else None,
        still_planned=[planned for planned in waiting if planned.id != next_id],
        duties_met=met,
        colleague=colleague,
    )


def _touch(customer_id: int, step: Record | None, facts: Facts, *, today: date, at: str) -> Record:
    """The touch as it is to be stored; what `facts` do not say stays as planned in `step`."""
    told = {**(step or {"customer_id": customer_id}), **_given(facts), "status": "done"}
    told |= {"recorded_at": at, "recorded_on": today.isoformat()}
    rules.check_touch(told.get("occurred_on"), told.get("method"), told.get("summary"), today=today)
    return told


def _agreed(touch: Record, next_step: Facts, *, today: date, at: str) -> Record:
    """The next step that was agreed on in the touch: with the same people, about the same deal."""
    same = {column: touch.get(column) for column in ("contact_id", "opportunity_id", "rep_id")}
    return _step(touch["customer_id"], {**same, **next_step}, today=today, at=at)


def _step(customer_id: int, facts: Facts, *, today: date, at: str) -> Record:
    """A step as it is to be stored; BadValue for a day in the past."""
    step: Record = {"customer_id": customer_id, "status": "planned", **_given(facts), "recorded_at": at}
    rules.check_ahead(step.get("due_on"), today=today)
    return step


def _save(db: Connection, step: Record | None, touch: Record) -> int:
    """Write a touch over the planned step that it was, or as a new record; its id."""
    if step is None:
        return records.insert(db, "followup", touch)
    changes = {column: value for column, value in touch.items() if value != step[column]}
    records.update(db, "followup", step["id"], changes)
    return int(step["id"])


def _add_step(db: Connection, step: Record) -> int:
    through = let_through(db, step["customer_id"], step["due_on"])
    return records.insert(db, "followup", {**step, **through})


def _meet_duties(db: Connection, touch_id: int, touch: Record, today: date) -> list[DutyMet]:
    made = Touch(date.fromisoformat(touch["occurred_on"]), touch["method"])
    met = meet_duties(db, touch["customer_id"], made, followup_id=touch_id, today=today)
    return [DutyMet(duty.kind, _(duty_kind(duty.kind).phrase), duty.on.isoformat()) for duty in met]


def _given(facts: Facts) -> Facts:
    return {column: value for column, value in facts.items() if value is not None}


def _planned_step(db: Connection, followup_id: int, today: date) -> PlannedStep:
    step = records.get(db, "followup", followup_id)
    return PlannedStep(
        **vars(_scheduled(db, step["customer_id"], today)),
        id=followup_id,
        status=step["status"],
        due_on=step["due_on"],
        due_time=step["due_time"],
        method=step["method"],
        objective=step["objective"],
    )


def _scheduled(db: Connection, customer_id: int, today: date) -> reads.Scheduled:
    """Bring the next due date in line with what was just written, and tell it."""
    reschedule(db, [customer_id])
    return reads.scheduled(db, customer_id, today=today)


def _colleague(db: Connection, touch: Record) -> reads.Colleague | None:
    """Who else was in touch with the customer in the days before the touch."""
    if touch.get("rep_id") is None:
        return None
    day = date.fromisoformat(touch["occurred_on"])
    since = day - timedelta(policy_reads.followup_policy(db).colleague_days)
    return reads.colleague(db, touch["customer_id"], rep_id=touch["rep_id"], since=since, until=day)
