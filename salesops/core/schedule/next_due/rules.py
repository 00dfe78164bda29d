"""When a customer is next due: a pure function of what is stored, never of today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from salesops.core.schedule.rules import (
    CADENCE_RANKS,
    OpenDuty,
    OpenOpportunity,
    duty_kind,
    grade_step,
    hot_from,
    phases,
)

if TYPE_CHECKING:
    from salesops.core.policy.cadence import FollowupPolicy
    from salesops.core.values.workdays import WorkingDays


class DueFacts(NamedTuple):
    """What is stored about one customer; `duties` are the open ones, planned steps among them."""

    created_on: date
    grade: str | None = None
    last_touch_on: date | None = None
    last_signed_on: date | None = None
    first_contact_on: date | None = None
    opportunities: tuple[OpenOpportunity, ...] = ()
    duties: tuple[OpenDuty, ...] = ()
    snoozed_until: date | None = None
    archived: bool = False
    lost: bool = False


class Due(NamedTuple):
    """The day a customer is due, why, and the row behind it (its table and id).

    `deadline_on` is the first of its deadlines; from `hot_from` on one of its opportunities is of class S.
    """

    on: date | None
    reason: str | None
    table: str | None
    ref: int | None
    deadline_on: date | None
    hot_from: date | None


NEVER = Due(None, None, None, None, None, None)


class _Candidate(NamedTuple):
    """One reason to be in touch. Candidates compare by day, then by the rank of their reason, then by time."""

    on: date
    rank: int
    time: str
    ref: int
    table: str | None
    reason: str


def first_due(facts: DueFacts, policy: FollowupPolicy, calendar: WorkingDays) -> Due:
    """The earliest day on which anything asks for a touch; an archived customer is never due.

    A lost customer is left alone but for its duties and what is open there. A duty keeps its day; what a cadence
    asks for moves to a working day. Nothing asks before the day until which the customer is held back, but what was
    agreed in the meantime.
    """
    if facts.archived:
        return NEVER
    held = facts.snoozed_until or date.min
    candidates = [*_duties(facts, held), *_cadences(facts, held, policy, calendar)]
    if not candidates:
        return NEVER
    first = min(candidates)
    deadlines = (max(duty.on, held) for duty in facts.duties if duty_kind(duty.kind).deadline)
    return Due(
        on=first.on,
        reason=first.reason,
        table=first.table,
        ref=first.ref if first.table else None,
        deadline_on=min(deadlines, default=None),
        hot_from=hot_from(facts.opportunities, policy),
    )


def _duties(facts: DueFacts, held: date) -> Iterator[_Candidate]:
    for duty in facts.duties:
        day = duty.on if duty.breaks_hold else max(duty.on, held)
        yield _Candidate(day, duty_kind(duty.kind).rank, duty.time or "", duty.id, duty.table, duty.kind)


def _cadences(
    facts: DueFacts, held: date, policy: FollowupPolicy, calendar: WorkingDays
) -> Iterator[_Candidate]:
    base = _base(facts)
    for deal in facts.opportunities:
        day = opportunity_due(deal, max(base or date.min, deal.opened_on), policy)
        on = _working(day, held, calendar)
        yield _Candidate(on, CADENCE_RANKS["opportunity"], "", deal.id, "opportunity", "opportunity")
    if facts.lost:
        return
    day = grade_step(facts.grade, policy).after(base) if base else facts.created_on
    yield _Candidate(_working(day, held, calendar), CADENCE_RANKS["grade"], "", 0, None, "grade")


def _base(facts: DueFacts) -> date | None:
    """What the cadence is counted from: the last touch, else the last signing, else the first contact."""
    return facts.last_touch_on or facts.last_signed_on or facts.first_contact_on


def _working(day: date, held: date, calendar: WorkingDays) -> date:
    return calendar.next_working(max(day, held))


def opportunity_due(deal: OpenOpportunity, base: date, policy: FollowupPolicy) -> date:
    """The first day that lies its own class's cadence (or more) after `base`: the class rises as closing nears."""
    stages = phases(deal, policy)
    ends = [start for start, _ in stages[1:]]
    for (start, klass), end in zip(stages, [*ends, date.max], strict=True):
        day = max(start, policy.opportunity_cadence[klass].after(base))
        if day < end:
            return day
    return date.max
