"""What asks for a touch: the kinds of duties, the cadence of a grade, the class of an open opportunity."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from salesops.core.i18n import N_

if TYPE_CHECKING:
    from salesops.core.policy.cadence import FollowupPolicy
    from salesops.core.values.steps import Step

CLASSES = ("S", "A", "B")


class Touch(NamedTuple):
    """A touch that was made: its day and method."""

    on: date
    method: str


class OpenDuty(NamedTuple):
    """Something that asks for a touch on its day; `table` and `id` name the row that it stands in.

    `opened_on` is empty for a planned step. `time` is HH:MM of the day, or None for some time on it. What
    `breaks_hold` was agreed while the customer was held back for longer, and is due on its day all the same.
    """

    kind: str
    on: date
    table: str
    id: int
    time: str | None = None
    opened_on: date | None = None
    breaks_hold: bool = False


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
CADENCE_RANKS = {"opportunity": 20, "grade": 90}
_UNKNOWN_RANK = 80


def moved(days: Iterable[tuple[str | None, str | None]]) -> list[str]:
    """Those of the due dates (ISO), each with its reason, that were moved to working days: a duty keeps its day."""
    return [day for day, reason in days if day and reason in CADENCE_RANKS]


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


def grade_step(grade: str | None, policy: FollowupPolicy) -> Step:
    """How often a customer of `grade` is contacted; one without a grade is treated as C."""
    return policy.cadence[grade or "C"]


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
