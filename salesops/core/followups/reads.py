"""What was said, and what is planned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from salesops.core.db.rows import existing, record, records
from salesops.core.db.sql import all_of, at_most
from salesops.core.errors import Ambiguous, NotFound
from salesops.core.followups.due.reads import described
from salesops.core.i18n import _
from salesops.core.values.units import Day

_SCHEDULED = "SELECT name, next_due_on, next_due_reason, snoozed_until FROM customer WHERE id = :id"
_PLANNED = """
    SELECT id, due_on, due_time, method, objective FROM followup
    WHERE customer_id = :id AND status = 'planned' AND due_on <= :until ORDER BY due_on, id"""
_SAME = """
    SELECT min(id) FROM followup
    WHERE customer_id = :customer AND status = 'done' AND occurred_on = :occurred_on AND method = :method
      AND summary = :summary"""
_SAME_STEP = """
    SELECT min(id) FROM followup
    WHERE customer_id = :customer_id AND status = 'planned' AND due_on = :due_on
      AND coalesce(due_time, '') = coalesce(:due_time, '') AND coalesce(method, '') = coalesce(:method, '')
      AND coalesce(objective, '') = coalesce(:objective, '')
      AND coalesce(opportunity_id, 0) = coalesce(:opportunity_id, 0)"""
_COLLEAGUE = """
    SELECT r.name, f.occurred_on, f.method FROM followup f JOIN rep r ON r.id = f.rep_id
    WHERE f.customer_id = :id AND f.status = 'done' AND f.rep_id <> :rep
      AND f.occurred_on >= :since AND f.occurred_on <= :until
    ORDER BY f.occurred_on DESC, f.id DESC LIMIT 1"""
_LISTED = """
    SELECT f.id, f.customer_id, c.name AS customer, c.short_name, f.status, f.due_on, f.due_time,
           f.occurred_on, f.method, f.objective, f.summary, f.feedback, f.attitude, f.next_step, f.next_on, f.reason,
           f.agreed_in_id, o.name AS opportunity, p.name AS contact, r.name AS rep, f.recorded_at
    FROM followup f JOIN customer c ON c.id = f.customer_id
    LEFT JOIN opportunity o ON o.id = f.opportunity_id
    LEFT JOIN contact p ON p.id = f.contact_id
    LEFT JOIN rep r ON r.id = f.rep_id
    WHERE {wanted} ORDER BY {order} {limit}"""


@dataclass(frozen=True)
class Scheduled:
    """A customer and when it is due next, with the reason; dates are ISO texts."""

    customer_id: int
    customer: str
    next_due_on: Day | None
    next_due_reason: str | None
    why: str | None
    snoozed_until: Day | None


@dataclass(frozen=True)
class Planned:
    """A step that is still to be done."""

    id: int
    due_on: Day
    due_time: str | None
    method: str | None
    objective: str | None


@dataclass(frozen=True)
class Colleague:
    """Another rep's touch."""

    name: str
    occurred_on: Day
    method: str | None


@dataclass(frozen=True)
class FollowupLine:
    """A touch, or a step that is or was planned. Dates are ISO texts, `recorded_at` a UTC moment.

    `agreed_in_id` is the touch in which a step was agreed, as far as that is known.
    """

    id: int
    customer_id: int
    customer: str
    short_name: str | None
    status: str
    due_on: Day | None
    due_time: str | None
    occurred_on: Day | None
    method: str | None
    objective: str | None
    summary: str | None
    feedback: str | None
    attitude: int | None
    next_step: str | None
    next_on: Day | None
    reason: str | None
    agreed_in_id: int | None
    opportunity: str | None
    contact: str | None
    rep: str | None
    recorded_at: str


@dataclass(frozen=True)
class FollowupList:
    """The follow-ups of a list and how many more there are."""

    lines: list[FollowupLine]
    left_out: int


def scheduled(db: Connection, customer_id: int, *, today: date) -> Scheduled:
    """When this customer is due next, and why."""
    name, due_on, reason, snoozed = existing(db.execute(_SCHEDULED, {"id": customer_id}))
    lines = described(db, [customer_id], today=today)
    return Scheduled(
        customer_id=customer_id,
        customer=name,
        next_due_on=due_on,
        next_due_reason=reason,
        why=lines[0].why if lines else None,
        snoozed_until=snoozed,
    )


def customer_of(db: Connection, followup_id: int) -> int:
    """The customer of a follow-up; Conflict when that was removed."""
    customer_id: int
    (customer_id,) = existing(db.execute("SELECT customer_id FROM followup WHERE id = ?", (followup_id,)))
    return customer_id


def one(db: Connection, followup_id: int) -> FollowupLine:
    """The follow-up with this id; Conflict when it was removed."""
    sql = _LISTED.format(wanted="f.id = :id", order="f.id", limit="")
    return existing(records(db.execute(sql, {"id": followup_id}), FollowupLine))


def planned(db: Connection, customer_id: int, *, until: date) -> list[Planned]:
    """What was to be done with a customer up to and including `until`, the earliest first."""
    steps = db.execute(_PLANNED, {"id": customer_id, "until": until.isoformat()})
    return list(records(steps, Planned))


def same_touch(db: Connection, customer_id: int, facts: Mapping[str, object]) -> int | None:
    """The id of the touch that says the same: that customer, method and day in the same words."""
    same: int | None = db.execute(_SAME, {"customer": customer_id, **facts}).fetchone()[0]
    return same


def same_step(db: Connection, step: Mapping[str, object]) -> int | None:
    """The id of the planned step that says the same: that customer, day, time, method, objective and opportunity."""
    told = ("customer_id", "due_on", "due_time", "method", "objective", "opportunity_id")
    same: int | None = db.execute(_SAME_STEP, {column: step.get(column) for column in told}).fetchone()[0]
    return same


def done_early(db: Connection, customer_id: int, *, on: date, method: str) -> Planned | None:
    """The next step, if it is agreed for a later day than `on` and a touch by `method` may already have been it."""
    step = next(iter(planned(db, customer_id, until=date.max)), None)
    return step if step and step.due_on > on.isoformat() and step.method in (method, None) else None


def only_step(db: Connection, customer_id: int) -> int:
    """The id of the one step planned with a customer. Raises NotFound, or Ambiguous with all of them."""
    steps = planned(db, customer_id, until=date.max)
    if not steps:
        raise NotFound(
            _("Nothing is planned with this customer."),
            _("`salesops followup list --status planned` shows what is open."),
        )
    if len(steps) > 1:
        matches = tuple((step.id, f"{step.due_on} {step.objective or ''}".strip()) for step in steps)
        listed = ", ".join(f"{name} (id:{number})" for number, name in matches)
        raise Ambiguous(
            _("Several steps are planned: {steps}.").format(steps=listed), _("Give the id."), matches
        )
    return steps[0].id


def colleague(db: Connection, customer_id: int, *, rep_id: int, since: date, until: date) -> Colleague | None:
    """The latest touch of a customer by somebody else from `since` to `until`, both included."""
    asked = {"id": customer_id, "rep": rep_id, "since": since.isoformat(), "until": until.isoformat()}
    return record(db.execute(_COLLEAGUE, asked), Colleague)


def listed(
    db: Connection,
    *,
    customer_id: int | None = None,
    rep_id: int | None = None,
    status: str | None = None,
    since: date | None = None,
    limit: int = 0,
) -> FollowupList:
    """Follow-ups that took place or were planned for `since` or later, the latest first; open steps in their order."""
    day = "coalesce(f.occurred_on, f.due_on)"
    asked = {
        "f.customer_id = :customer": customer_id,
        "f.rep_id = :rep": rep_id,
        "f.status = :status": status,
        f"{day} >= :since": since and since.isoformat(),
    }
    wanted = all_of(asked)
    values = {"customer": customer_id, "rep": rep_id, "status": status, "since": since and since.isoformat()}
    order = f"{day}, f.id" if status == "planned" else f"{day} DESC, f.id DESC"
    sql = _LISTED.format(wanted=wanted, order=order, limit=at_most(limit))
    lines = list(records(db.execute(sql, {**values, "limit": limit}), FollowupLine))
    left_out = 0
    if limit and len(lines) == limit:
        count = db.execute(f"SELECT count(*) FROM followup f WHERE {wanted}", values).fetchone()[0]
        left_out = count - limit
    return FollowupList(lines, left_out)
