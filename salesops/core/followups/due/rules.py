"""What the due list shows, and what it says of a customer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from math import ceil
from typing import NamedTuple

from salesops.core.followups.rules import METHODS
from salesops.core.i18n import _
from salesops.core.policy.cadence import FollowupPolicy
from salesops.core.schedule.rules import CLASSES, DutyKind, grade_step
from salesops.core.values.steps import Step

SECTIONS = ("overdue", "today", "next")


class Deal(NamedTuple):
    """An open opportunity as the due list speaks of it, with its class on the day of the list; minor units."""

    id: int
    name: str
    class_: str
    expected_close_on: date | None
    stage: str
    amount: int | None


def section(due_on: date, *, today: date) -> str:
    """The section of the due list that a day belongs to."""
    if due_on < today:
        return "overdue"
    return "today" if due_on == today else "next"


def highest(deals: Iterable[Deal]) -> str | None:
    """The highest class among open opportunities, None when there are none."""
    return min((deal.class_ for deal in deals), key=CLASSES.index, default=None)


def foremost(deals: Iterable[Deal], named: int | None) -> Deal | None:
    """The deal to speak of: the one of that id, else the one of the highest class, the nearest, the largest."""

    def order(deal: Deal) -> tuple[bool, int, date, int]:
        close = deal.expected_close_on or date.max
        return deal.id != named, CLASSES.index(deal.class_), close, -(deal.amount or 0)

    return min(deals, key=order, default=None)


def places(limit: int, counts: Sequence[int]) -> list[int]:
    """How many lines each section shows of `limit` (0: no limit) when it has so many to show.

    All but the last are sure of a quarter of the lines, so that a backlog never hides what is due today; what is
    left goes to the first that needs it, and to the days to come when nothing else does.
    """
    if limit == 0:
        return list(counts)
    shown: list[int] = []
    for count in counts[:-1]:
        shown.append(min(count, ceil(limit / 4), limit - sum(shown)))
    shown.append(0)
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


def why_also(planned: str, day: str, before: str) -> str:
    """Why a customer is due with whom a step is planned for `day`, and for whom it was time `before`."""
    return _("{planned} ({day}); {before}").format(planned=planned, day=day, before=before)


def why_duty(kind: DutyKind) -> str:
    """Why a duty makes a customer due."""
    return _(kind.phrase)


def every(step: Step) -> str:
    """How often, in words."""
    if step.count == 1:
        return {"d": _("every day"), "w": _("every week"), "m": _("every month")}[step.unit]
    words = {"d": _("every {count} days"), "w": _("every {count} weeks"), "m": _("every {count} months")}
    return words[step.unit].format(count=step.count)
