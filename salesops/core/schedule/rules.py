"""When a customer is next due: a pure function of what is stored, never of today. The kinds of duties stand here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from salesops.core.i18n import N_

if TYPE_CHECKING:
    from salesops.core.policy.cadence import FollowupPolicy
    from salesops.core.values.steps import Step
    from salesops.core.values.workdays import WorkingDays

CLASSES = ("S", "A", "B")


class Touch(NamedTuple):
    """A touch that was made: its day and method."""

    on: date
    method: str


class OpenDuty(NamedTuple):
    """Something that asks for a touch on its day; `table` and `id` name the row that it stands in.

    `opened_on` is empty for a planned step. `time` is HH:MM of the day, or None for some time on it.
    """

    kind: str
    on: date
    table: str
    id: int
    time: str | None = None
    opened_on: date | None = None


class DutyKind(NamedTuple):
    """What there is to know of a kind of duty.

    Of several reasons on one day the lowest `rank` is named, in the words of `phrase`. A missed `deadline` comes first
    in the due list. `meets` says whether a touch does what was to be done; a duty that no touch meets is closed by
    whatever does.
    """

    rank: int
    phrase: str
    deadline: bool = False
    meets: Callable[[OpenDuty, Touch], bool] = lambda duty, touch: False


# Deadlines rank below 10; what is agreed with the customer comes before what our own cadence asks for.
PLANNED = "planned"
DUTY_KINDS = {PLANNED: DutyKind(rank=10, phrase=N_("planned"))}
_RANKS = {"opportunity": 20, "grade": 90}
_UNKNOWN_RANK = 80


def duty_kind(code: str) -> DutyKind:
    """What is known of a kind; one that a newer version brought is called by its code, and no touch meets it."""
    return DUTY_KINDS.get(code) or DutyKind(_UNKNOWN_RANK, code)


def met(duties: Iterable[OpenDuty], touch: Touch) -> list[OpenDuty]:
    """The duties that a touch meets, by the rule of their kind. Planned steps are chosen by who records the touch."""
    return [duty for duty in duties if duty_kind(duty.kind).meets(duty, touch)]


class OpenOpportunity(NamedTuple):
    """What an open opportunity says about its cadence; `signals` counts the intent signals that hold (0-3)."""

    id: int
    opened_on: date
    expected_close_on: date | None
    signals: int


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
    asks for moves to a working day. Nothing asks before the day until which the customer is held back.
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
    for kind, day, table, number, time, _opened in facts.duties:
        yield _Candidate(max(day, held), duty_kind(kind).rank, time or "", number, table, kind)


def _cadences(
    facts: DueFacts, held: date, policy: FollowupPolicy, calendar: WorkingDays
) -> Iterator[_Candidate]:
    base = _base(facts)
    for deal in facts.opportunities:
        day = opportunity_due(deal, max(base or date.min, deal.opened_on), policy)
        on = _working(day, held, calendar)
        yield _Candidate(on, _RANKS["opportunity"], "", deal.id, "opportunity", "opportunity")
    if facts.lost:
        return
    day = grade_step(facts.grade, policy).after(base) if base else facts.created_on
    yield _Candidate(_working(day, held, calendar), _RANKS["grade"], "", 0, None, "grade")


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
