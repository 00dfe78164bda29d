"""When a customer is next due: a pure function of what is stored, never of today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from salesops.core.policy.cadence import FollowupPolicy
    from salesops.core.values.steps import Step
    from salesops.core.values.workdays import WorkingDays

# Why a customer is due; of several reasons on one day the first in this order is named.
REASONS = ("deadline", "planned", "opportunity", "grade")
CLASSES = ("S", "A", "B")


class OpenOpportunity(NamedTuple):
    """What an open opportunity says about its cadence; `signals` counts the intent signals that hold (0-3)."""

    id: int
    opened_on: date
    expected_close_on: date | None
    signals: int


class DueFacts(NamedTuple):
    """What is stored about one customer. `planned` is the earliest planned step: (day, id)."""

    created_on: date
    grade: str | None = None
    last_touch_on: date | None = None
    last_signed_on: date | None = None
    first_contact_on: date | None = None
    opportunities: tuple[OpenOpportunity, ...] = ()
    planned: tuple[date, int] | None = None
    snoozed_until: date | None = None
    archived: bool = False
    lost: bool = False


class Due(NamedTuple):
    """The day a customer is due, why, the record behind it, and the day from which it is hot (class S)."""

    on: date | None
    reason: str | None
    ref: int | None
    hot_from: date | None


NEVER = Due(None, None, None, None)


class _Candidate(NamedTuple):
    """One reason to be in touch. Candidates compare by day, then by the rank of their reason."""

    on: date
    rank: int
    ref: int | None


def first_due(facts: DueFacts, policy: FollowupPolicy, calendar: WorkingDays) -> Due:
    """The earliest day on which anything asks for a touch; an archived customer is never due.

    A lost customer is left alone but for what was planned or is open there.
    """
    if facts.archived:
        return NEVER
    first = min(_candidates(facts, policy, calendar), default=None)
    if first is None:
        return NEVER
    return Due(first.on, REASONS[first.rank], first.ref, hot_from(facts.opportunities, policy))


def _candidates(facts: DueFacts, policy: FollowupPolicy, calendar: WorkingDays) -> Iterator[_Candidate]:
    """Everything that may ask for a touch. Deadlines and after-sales care are to join here."""
    held = facts.snoozed_until or date.min
    if facts.planned:
        day, followup = facts.planned
        yield _Candidate(max(day, held), REASONS.index("planned"), followup)
    base = _base(facts)
    for deal in facts.opportunities:
        day = opportunity_due(deal, max(base or date.min, deal.opened_on), policy)
        yield _Candidate(_working(day, held, calendar), REASONS.index("opportunity"), deal.id)
    if facts.lost:
        return
    day = grade_step(facts.grade, policy).after(base) if base else facts.created_on
    yield _Candidate(_working(day, held, calendar), REASONS.index("grade"), None)


def _base(facts: DueFacts) -> date | None:
    """What the cadence is counted from: the last touch, else the last signing, else the first contact."""
    return facts.last_touch_on or facts.last_signed_on or facts.first_contact_on


def _working(day: date, held: date, calendar: WorkingDays) -> date:
    return calendar.next_working(max(day, held))


def grade_step(grade: str | None, policy: FollowupPolicy) -> Step:
    """How often a customer of `grade` is contacted; one without a grade is treated as C."""
    return policy.cadence[grade or "C"]


def opportunity_due(deal: OpenOpportunity, base: date, policy: FollowupPolicy) -> date:
    """The first day that lies its own class's cadence (or more) after `base`: the class rises as closing nears."""
    stages = phases(deal, policy)
    ends = [start for start, _ in stages[1:]]
    for (start, klass), end in zip(stages, [*ends, date.max], strict=True):
        day = max(start, policy.opportunity_cadence[klass].after(base))
        if day < end:
            return day
    return date.max


def phases(deal: OpenOpportunity, policy: FollowupPolicy) -> tuple[tuple[date, str], ...]:
    """The classes that an open opportunity goes through, each with its first day (3.3 of the rules).

    With too few intent signals it is one class lower, but never below B. Past its expected closing it stays
    in its last class.
    """
    close = deal.expected_close_on
    if close is None:
        return ((date.min, "B"),)
    near, soon = close - timedelta(policy.s_days), close - timedelta(policy.a_days)
    if deal.signals < policy.signals_needed:
        return ((date.min, "B"), (near, "A"))
    return ((date.min, "B"), (soon, "A"), (near, "S"))


def class_on(day: date, deal: OpenOpportunity, policy: FollowupPolicy) -> str:
    """The class (S, A or B) of an open opportunity on `day`."""
    return [klass for start, klass in phases(deal, policy) if start <= day][-1]


def hot_from(deals: Iterable[OpenOpportunity], policy: FollowupPolicy) -> date | None:
    """The first day on which one of `deals` is of class S, or None."""
    return min(
        (start for deal in deals for start, klass in phases(deal, policy) if klass == "S"), default=None
    )
