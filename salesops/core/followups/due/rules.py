"""What the due list shows, and what it says of a customer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from heapq import heappop, heappush
from math import ceil
from typing import NamedTuple

from salesops.core.followups.rules import METHODS
from salesops.core.i18n import _
from salesops.core.policy.cadence import FollowupPolicy
from salesops.core.schedule.rules import CLASSES, DutyKind, grade_step
from salesops.core.values.steps import Step
from salesops.core.values.units import Day

SECTIONS = ("overdue", "today", "next")
LAST_RANK = 4


class Deal(NamedTuple):
    """An open opportunity as the due list speaks of it, with its class on the day of the list; minor units."""

    id: int
    name: str
    class_: str
    expected_close_on: date | None
    stage: str
    amount: int | None


class Turn(NamedTuple):
    """The place of a customer among those who are due: turns compare as the due list orders them. Days are ISO."""

    rank: int
    due_on: Day
    less_amount: int
    hot_from: str
    customer_id: int


class Asking(NamedTuple):
    """A customer that is due. What is `agreed`, a planned step or a deadline, keeps its day; a `lead` is one that
    was never touched, whose turn comes after everybody else's.
    """

    turn: Turn
    agreed: bool
    lead: bool


def section(due_on: date, *, today: date) -> str:
    """The section of the due list that a day belongs to."""
    if due_on < today:
        return "overdue"
    return "today" if due_on == today else "next"


def rank(grade: str | None, *, missed: bool, hot: bool) -> int:
    """Who comes first, 0 before 4: a deadline missed, an opportunity of class S, then A, B, and everybody else."""
    if missed or hot:
        return 0 if missed else 1
    return {"A": 2, "B": 3}.get(grade or "", LAST_RANK)


def overloaded(days: Iterable[str], per_day: int) -> bool:
    """Whether more customers than one rep can work through are on any of the days; a day stands there for each."""
    return max(Counter(days).values(), default=0) > per_day


def levelled(asking: Sequence[Asking], days: Sequence[str], per_day: int) -> dict[int, str]:
    """On which of the working `days` (ISO; the first is today) each customer's turn comes, `per_day` on each.

    What is agreed keeps its day, or is there today when that is over; the others take what room it leaves, leads
    last. Those for whom there is no room on any of the days are not in it.
    """
    on = {each.turn.customer_id: max(each.turn.due_on, days[0]) for each in asking if each.agreed}
    load = Counter(on.values())
    coming = sorted(
        (each for each in asking if not each.agreed), key=lambda each: each.turn.due_on, reverse=True
    )
    waiting: list[tuple[bool, Turn]] = []
    for day in days:
        while coming and coming[-1].turn.due_on <= day:
            each = coming.pop()
            heappush(waiting, (each.lead, each.turn))
        for _place in range(min(per_day - load[day], len(waiting))):
            on[heappop(waiting)[1].customer_id] = day
    return on


def highest(deals: Iterable[Deal]) -> str | None:
    """The highest class among open opportunities, None when there are none."""
    return min((deal.class_ for deal in deals), key=CLASSES.index, default=None)


def in_sections(turns: Iterable[Turn], on: Mapping[int, str], *, today: str) -> tuple[list[int], ...]:
    """The customers of each section, in its order: by rank, in the next days by day first; `on` has their days."""
    overdue: list[int] = []
    due_today: list[int] = []
    later: list[int] = []
    for turn in sorted(turns):
        day = on.get(turn.customer_id)
        if day == today:
            (overdue if turn.due_on < today else due_today).append(turn.customer_id)
        elif day:
            later.append(turn.customer_id)
    return overdue, due_today, sorted(later, key=on.__getitem__)


def foremost(deals: Iterable[Deal], named: int | None) -> Deal | None:
    """The deal to speak of: the one of that id, else the one of the highest class, the nearest, the largest."""

    def order(deal: Deal) -> tuple[bool, int, date, int]:
        close = deal.expected_close_on or date.max
        return deal.id != named, CLASSES.index(deal.class_), close, -(deal.amount or 0)

    return min(deals, key=order, default=None)


def places(limit: int, counts: Sequence[int]) -> list[int]:
    """How many lines each section shows of `limit` (0: no limit) when it has so many to show.

    Each is sure of a quarter of the lines, so that a backlog never hides what is due today; what is left
    goes to the first that needs it.
    """
    if limit == 0:
        return list(counts)
    shown: list[int] = []
    for count in counts:
        shown.append(min(count, ceil(limit / 4), limit - sum(shown)))
    for place, count in enumerate(counts):
        shown[place] += min(count - shown[place], limit - sum(shown))
    return shown


def topic(grade: str | None, policy: FollowupPolicy) -> str:
    """What to talk about with a customer of `grade`; one without a grade is treated as C."""
    return _(policy.topics[grade or "C"])


def why_graded(grade: str | None, *, known: bool, policy: FollowupPolicy) -> str:
    """Why the cadence of its grade makes a customer due; `known` says whether there was ever any contact."""
    if not known:
        return _("new, no contact yet")
    text = _("{grade} customer, {often}") if grade else _("not graded yet, {often}")
    return text.format(grade=grade, often=every(grade_step(grade, policy)))


def why_deal(deal: Deal, *, today: date, policy: FollowupPolicy) -> str:
    """Why an open opportunity makes its customer due."""
    often, close = every(policy.opportunity_cadence[deal.class_]), deal.expected_close_on
    if close is None:
        text = _("{class_} opportunity {name}, {often}")
    elif close < today:
        text = _("{class_} opportunity {name}, {often}; was to close {date}")
    else:
        text = _("{class_} opportunity {name}, {often}; to close {date}")
    return text.format(class_=deal.class_, name=deal.name, often=often, date=close)


def own_name(deal: str, *customer: str | None) -> str:
    """The name of an opportunity without that of its customer, which stands beside it already."""
    for name in customer:
        if name and deal.startswith(f"{name} "):
            return deal[len(name) + 1 :]
    return deal


def why_planned(objective: str | None, method: str | None) -> str:
    """Why a planned step makes a customer due."""
    if method is None:
        return _("planned: {objective}").format(objective=objective) if objective else _("planned step")
    facts = {"method": METHODS.label(method), "objective": objective}
    if objective is None:
        return _("planned: {method}").format(**facts)
    return _("planned {method}: {objective}").format(**facts)


def why_duty(kind: DutyKind) -> str:
    """Why a duty makes a customer due."""
    return _(kind.phrase)


def every(step: Step) -> str:
    """How often, in words."""
    if step.count == 1:
        return {"d": _("every day"), "w": _("every week"), "m": _("every month")}[step.unit]
    words = {"d": _("every {count} days"), "w": _("every {count} weeks"), "m": _("every {count} months")}
    return words[step.unit].format(count=step.count)
