"""The stages of an opportunity, their history, and the days on which they can change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from salesops.core.errors import BadValue
from salesops.core.i18n import N_, _
from salesops.core.values.codes import Codes
from salesops.core.values.dates import format_date

STAGES = Codes(
    N_("stage"),
    {
        "contacted": N_("contacted"),
        "needs_analysis": N_("needs analysis"),
        "proposal": N_("proposal"),
        "negotiation": N_("negotiation"),
        "won": N_("won"),
        "lost": N_("closed lost"),  # a customer that is lost has another word in Chinese
    },
    also={
        "初步接触": "contacted",
        "需求分析": "needs_analysis",
        "方案沟通": "proposal",
        "方案报价": "proposal",
        "谈判": "negotiation",
        "成交": "won",
        "赢单": "won",
        "closed won": "won",
        "丢单": "lost",
        "输单": "lost",
    },
)
FIRST = STAGES.codes[0]
CLOSED = ("won", "lost")


@dataclass(frozen=True)
class StageEntry:
    """One entry of the typed history: the stage entered, when, and by whom."""

    stage: str
    on: date
    by: str | None = None


@dataclass(frozen=True)
class Span:
    """A stay in a stage. `left_on` is empty for the present stage, `days` for won and lost."""

    stage: str
    entered_on: date
    left_on: date | None
    days: int | None
    by: str | None


@dataclass(frozen=True)
class Move:
    """A change of stage that the history lacks."""

    from_stage: str | None
    to_stage: str
    on: date


def is_open(stage: str) -> bool:
    """Whether there is still something to sell."""
    return stage not in CLOSED


def check_open(stage: str) -> None:
    """Raise BadValue for won and lost, which need more than a stage."""
    if not is_open(stage):
        raise BadValue(
            _("Won and lost have commands of their own."),
            _("Use opportunity win, or opportunity lose --reason."),
        )


def check_past(day: date, *, today: date) -> None:
    """Raise BadValue for a day that has not come yet."""
    if day > today:
        raise BadValue(
            _("{day} has not come yet.").format(day=format_date(day)),
            _("Give today or an earlier day."),
        )


def check_opened(opened_on: date, *, before: date | None, today: date) -> None:
    """Raise BadValue for an opening in the future, or after what happened next, on `before`."""
    check_past(opened_on, today=today)
    if before is not None and before < opened_on:
        raise BadValue(
            _("{opened} is after the next change of stage, on {next}.").format(
                opened=format_date(opened_on), next=format_date(before)
            ),
            _("Give that day or an earlier one."),
        )


def check_change(day: date, *, opened_on: date, last_on: date, today: date) -> None:
    """Raise BadValue unless a stage can change on `day`: not ahead of time, nor before what happened last."""
    check_past(day, today=today)
    if day < opened_on:
        raise BadValue(
            _("{day} is before the opportunity was opened, on {opened}.").format(
                day=format_date(day), opened=format_date(opened_on)
            ),
            _("Give a later day, or correct the opening with opportunity edit --opened."),
        )
    if day < last_on:
        raise BadValue(
            _("{day} is before the last change of stage, on {last}.").format(
                day=format_date(day), last=format_date(last_on)
            ),
            _("Give that day or a later one."),
        )


def missing_moves(
    last: str | None, stage: str, *, opened_on: date, closed_on: date | None, on: date
) -> list[Move]:
    """What to add to a history that ends in `last` (None: it is empty) when the opportunity is in `stage`.

    One closed before anything was written down went from the first stage on its opening day to its end.
    """
    if last == stage:
        return []
    if last is not None:
        return [Move(last, stage, closed_on or on)]
    if closed_on is None:
        return [Move(None, stage, opened_on)]
    return [Move(None, FIRST, opened_on), Move(FIRST, stage, closed_on)]


def spans(changes: Sequence[StageEntry], *, today: date) -> list[Span]:
    """The stays in each stage, first to last; the days of the present one are counted until `today`."""
    ends = (change.on for change in changes[1:])
    return [_span(change, end, today) for change, end in zip_longest(changes, ends)]


def _span(change: StageEntry, left_on: date | None, today: date) -> Span:
    until = left_on or (today if is_open(change.stage) else None)
    days = max((until - change.on).days, 0) if until else None
    return Span(change.stage, change.on, left_on, days, change.by)
