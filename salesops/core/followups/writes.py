"""Recording touches, planning the next ones, and holding a customer back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from salesops.core.customers.models import Customer
from salesops.core.db.session import raw
from salesops.core.errors import BadValue, Conflict
from salesops.core.followups import reads, rules
from salesops.core.followups.models import Followup
from salesops.core.i18n import _
from salesops.core.policy import reads as policy_reads
from salesops.core.schedule.writes import reschedule

Facts = Mapping[str, object]


@dataclass(frozen=True)
class PlannedStep(reads.Scheduled):
    """A planned step and what became of it, with the customer's next due date."""

    id: int
    status: str
    due_on: str | None
    method: str | None
    objective: str | None


@dataclass(frozen=True)
class Logged(reads.Scheduled):
    """A recorded touch, with the customer's next due date.

    `fulfilled` says whether it closed a planned step, whose id it keeps, and `objective` what that was about;
    `next_id` is the step planned with it, `still_planned` what else was to be done by today, and `colleague`
    another rep who was in touch shortly before.
    """

    id: int
    occurred_on: str
    method: str | None
    fulfilled: bool
    objective: str | None
    next_id: int | None
    next_step: str | None
    next_on: str | None
    still_planned: list[reads.Planned]
    colleague: reads.Colleague | None


def log(
    session: Session,
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

    It closes the planned step `fulfils`, else the earliest one due by `today`, with `keep_plans` none. Raises
    BadValue for a touch still to come, a next step in the past or a step with another customer, Conflict for a
    step that is not planned any more.
    """
    row = _fulfilled(session, customer_id, today, fulfils, keep_plans) or _new(customer_id)
    return _record(session, row, facts, today=today, at=at, next_step=next_step)


def finish(
    session: Session,
    followup_id: int,
    facts: Facts,
    *,
    today: date,
    at: str,
    next_step: Facts | None = None,
) -> Logged:
    """Record that a planned step was taken; what `facts` do not say stays as planned. Raises as `log` does."""
    row = _open_step(session, followup_id)
    return _record(session, row, facts, today=today, at=at, next_step=next_step)


def plan(session: Session, customer_id: int, facts: Facts, *, today: date, at: str) -> PlannedStep:
    """Plan a step. Raises BadValue for a day in the past."""
    return _written(session, _plan(session, customer_id, facts, today=today, at=at), today)


def cancel(session: Session, followup_id: int, reason: str, *, today: date) -> PlannedStep:
    """Call off a planned step; Conflict when it is done or off already."""
    row = _open_step(session, followup_id)
    row.status, row.reason = "cancelled", reason
    session.add(row)
    return _written(session, row, today)


def snooze(
    session: Session, customer_id: int, *, until: date | None, reason: str | None, today: date
) -> reads.Scheduled:
    """Hold a customer back until that day, on which it is due again; None ends it. BadValue unless it is ahead."""
    if until:
        rules.check_held(until, today=today)
    customer = session.get_one(Customer, customer_id)
    customer.snoozed_until, customer.snooze_reason = (until.isoformat(), reason) if until else (None, None)
    session.add(customer)
    return _scheduled(session, customer_id, today)


def _fulfilled(
    session: Session, customer_id: int, today: date, fulfils: int | None, keep_plans: bool
) -> Followup | None:
    """The planned step that a touch closes."""
    if fulfils is not None:
        row = _open_step(session, fulfils)
        if row.customer_id != customer_id:
            raise BadValue(_("Follow-up {id} is planned with another customer.").format(id=fulfils))
        return row
    waiting = [] if keep_plans else reads.planned(raw(session), customer_id, until=today)
    return session.get_one(Followup, waiting[0].id) if waiting else None


def _open_step(session: Session, followup_id: int) -> Followup:
    """The planned step with this id, which must not be done or off."""
    row = session.get_one(Followup, followup_id)
    if row.status != "planned":
        status = rules.STATUSES.label(row.status)
        raise Conflict(
            _("Follow-up {id} is {status} already.").format(id=followup_id, status=status),
            _("`salesops followup list --status planned` shows what is open."),
        )
    return row


def _record(
    session: Session, row: Followup, facts: Facts, *, today: date, at: str, next_step: Facts | None
) -> Logged:
    fulfilled, objective = row.id is not None, row.objective
    _set(row, {**facts, "status": "done", "recorded_at": at})
    rules.check_touch(row.occurred_on, row.method, row.summary, today=today)
    colleague = _colleague(session, row)
    session.add(row)
    step = _agreed(session, row, next_step, today=today, at=at) if next_step else None
    scheduled = _scheduled(session, row.customer_id, today)
    waiting = reads.planned(raw(session), row.customer_id, until=today)
    return Logged(
        **vars(scheduled),
        id=_id(row),
        occurred_on=row.occurred_on or "",
        method=row.method,
        fulfilled=fulfilled,
        objective=objective,
        next_id=_id(step) if step else None,
        next_step=row.next_step,
        next_on=row.next_on,
        still_planned=[each for each in waiting if not step or each.id != step.id],
        colleague=colleague,
    )


def _agreed(session: Session, row: Followup, next_step: Facts, *, today: date, at: str) -> Followup:
    """Plan the next step that was agreed on in the touch `row`: with the same people, about the same deal."""
    same = {"contact_id": row.contact_id, "opportunity_id": row.opportunity_id, "rep_id": row.rep_id}
    step = _plan(session, row.customer_id, {**same, **next_step}, today=today, at=at)
    row.next_step, row.next_on = step.objective, step.due_on
    return step


def _plan(session: Session, customer_id: int, facts: Facts, *, today: date, at: str) -> Followup:
    step = _new(customer_id)
    _set(step, {**facts, "recorded_at": at})
    rules.check_ahead(step.due_on, today=today)
    session.add(step)
    _end_snooze(session, customer_id, step.due_on)
    session.flush()
    return step


def _end_snooze(session: Session, customer_id: int, on: str | None) -> None:
    """Who agrees on a day wants to be told on it, even if the customer was to be held back for longer."""
    customer = session.get_one(Customer, customer_id)
    if customer.snoozed_until and on and customer.snoozed_until > on:
        customer.snoozed_until = on
        session.add(customer)


def _new(customer_id: int) -> Followup:
    return Followup(customer_id=customer_id, status="planned", recorded_at="")


def _set(row: Followup, facts: Facts) -> None:
    """What the facts do not say stays as it is."""
    for column, value in facts.items():
        if value is not None:
            setattr(row, column, value)


def _id(row: Followup) -> int:
    assert row.id is not None
    return row.id


def _written(session: Session, row: Followup, today: date) -> PlannedStep:
    return PlannedStep(
        **vars(_scheduled(session, row.customer_id, today)),
        id=_id(row),
        status=row.status,
        due_on=row.due_on,
        method=row.method,
        objective=row.objective,
    )


def _scheduled(session: Session, customer_id: int, today: date) -> reads.Scheduled:
    """Bring the next due date in line with what was just written, and tell it."""
    db = raw(session)
    reschedule(db, [customer_id])
    return reads.scheduled(db, customer_id, today=today)


def _colleague(session: Session, row: Followup) -> reads.Colleague | None:
    """Who else was in touch with the customer in the days before the touch `row`."""
    if row.rep_id is None or row.occurred_on is None:
        return None
    db, day = raw(session), date.fromisoformat(row.occurred_on)
    since = day - timedelta(policy_reads.followup_policy(db).colleague_days)
    return reads.colleague(db, row.customer_id, rep_id=row.rep_id, since=since, until=day)
