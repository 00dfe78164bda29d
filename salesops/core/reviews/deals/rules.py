"""What became of opportunities: whose they were, how far they came, and what they brought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from salesops.core.reviews.rules import Span, cents, mean_amount, mean_days, rate
from salesops.core.values.money import Money
from salesops.core.values.numbers import Rate

# The stages of a funnel, each further than the one before. Lost is not far: it can follow on any of them.
STEPS = ("contacted", "needs_analysis", "proposal", "negotiation", "won")


@dataclass(frozen=True, slots=True)
class ClosedDeal:
    """A closed opportunity; `exact` is its worth in hundredths of a cent, None when nobody said."""

    won: bool
    rep_id: int | None
    region: str | None
    product: str | None
    customer_type: str
    days: int
    lost_reason: str | None
    exact: int | None


@dataclass(frozen=True, slots=True)
class SlippedDeal:
    """An opportunity that was expected to close in time and did not; an `amount` of None is unknown."""

    name: str
    amount: Money | None
    expected_close_on: date | None


def slipped(expectations: Sequence[tuple[date, date | None]], over: Span, end: date) -> bool:
    """Whether an opportunity still open when `end` began was expected, at some time from `over` on, to close in it.

    `expectations` are as in `value_on`. A day that was moved out of `over` while it ran counts; one that was
    moved before it began does not, nor does what was first said afterwards.
    """
    moved = [since for since, _expected in expectations[1:]]
    held = zip([date.min, *moved], [*moved, date.max], expectations, strict=True)
    return any(
        since < end and until >= over.start and expected is not None and over.start <= expected < over.end
        for since, until, (_since, expected) in held
    )


@dataclass(frozen=True)
class FunnelStep:
    """How many of a cohort ever came at least as far as `stage`; as a share of all, and of the step before."""

    stage: str
    reached: int
    share: Rate | None
    conversion: Rate | None


def furthest(stages: Iterable[str], last: str | None) -> str:
    """The furthest of the `stages` an opportunity ever had; a lost one had at least the first.

    It is won only while it still is: a win may have been taken back. `last` is the stage it is in, None for one that
    closed later.
    """
    steps = [stage for stage in (*stages, last) if stage in STEPS and (stage != "won" or last == "won")]
    return max((step for step in steps if step), key=STEPS.index, default=STEPS[0])


def funnel(cohort: Iterable[str]) -> tuple[FunnelStep, ...]:
    """The funnel of a cohort, from the furthest stage that each of its opportunities ever had.

    Each is counted once at every step up to that stage: who skipped a step got past it, and a step back takes
    nothing away. Won is past everything.
    """
    ended = Counter(cohort)
    reached = list(accumulate(ended[stage] for stage in reversed(STEPS)))[::-1]
    before = (None, *reached)
    return tuple(
        FunnelStep(stage, count, rate(count, reached[0]), rate(count, last))
        for stage, count, last in zip(STEPS, reached, before, strict=False)
    )


@dataclass(frozen=True)
class Pipeline:
    """What became of opportunities. Amounts leave out the `won_without_amount`, of which none is known.

    `slipped` were expected to close in the period and did not; `funnel` follows those opened in it.
    """

    opened: int
    won: int
    lost: int
    win_rate: Rate | None
    won_amount: Money
    average_won_amount: Money | None
    won_without_amount: int
    cycle_days_won: float | None
    cycle_days_lost: float | None
    slipped: int
    slipped_amount: Money
    funnel: tuple[FunnelStep, ...]
    slipped_deals: tuple[SlippedDeal, ...]


def pipeline(closed: Sequence[ClosedDeal], cohort: Sequence[str], slips: Sequence[SlippedDeal]) -> Pipeline:
    """The figures of the opportunities `closed`, of the furthest stages of a `cohort`, and of the `slips`."""
    won, lost = ([deal for deal in closed if deal.won is which] for which in (True, False))
    unknown = sum(deal.exact is None for deal in won)
    return Pipeline(
        opened=len(cohort),
        won=len(won),
        lost=len(lost),
        win_rate=rate(len(won), len(closed)),
        won_amount=won_amount(closed),
        average_won_amount=mean_amount(won_amount(closed), len(won) - unknown),
        won_without_amount=unknown,
        cycle_days_won=mean_days([deal.days for deal in won]),
        cycle_days_lost=mean_days([deal.days for deal in lost]),
        slipped=len(slips),
        slipped_amount=sum(deal.amount or 0 for deal in slips),
        funnel=funnel(cohort),
        slipped_deals=tuple(sorted(slips, key=lambda deal: (-(deal.amount or 0), deal.name))),
    )


def won_amount(closed: Iterable[ClosedDeal]) -> Money:
    """What was won, in minor units, rounded once; what is not known counts nothing."""
    return cents(sum(deal.exact or 0 for deal in closed if deal.won))
