"""What every block of a review goes by: the days it covers, whose figures it shows, and rates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeVar

from salesops.core.errors import BadValue
from salesops.core.i18n import _
from salesops.core.values.dates import add_months, format_date
from salesops.core.values.money import Money
from salesops.core.values.numbers import Rate
from salesops.core.values.periods import Period

Value = TypeVar("Value")


@dataclass(frozen=True)
class Span:
    """The days from `start` up to, but not including, `end`."""

    start: date
    end: date

    @property
    def last_day(self) -> date:
        """The last day included."""
        return self.end - timedelta(1)


@dataclass(frozen=True)
class Scope:
    """Whose figures: those of one rep, one region, both, or (with neither) of everybody."""

    rep_id: int | None = None
    region: str | None = None

    def within(self, span: Span) -> dict[str, object]:
        """Parameters for SQL: `:start`, `:end` (half-open), `:rep` and `:region`, each None for all."""
        return {
            "start": span.start.isoformat(),
            "end": span.end.isoformat(),
            "rep": self.rep_id,
            "region": self.region,
        }


def value_on(day: date, changes: Sequence[tuple[date, Value]]) -> Value:
    """What held when `day` began, by the changes in their order: (the day, the value from then on).

    The first is the value that the record came with: it holds from the beginning.
    """
    return next((value for since, value in reversed(changes) if since < day), changes[0][1])


def covered(period: Period, *, today: date) -> Span:
    """The part of `period` that has come, today included. Raises BadValue when it has not begun."""
    if period.start > today:
        raise BadValue(
            _("{period} has not begun: it starts on {day}.").format(
                period=period.code, day=format_date(period.start)
            ),
            _("Give a period that has begun, such as this-month or last-quarter."),
        )
    return Span(period.start, min(period.end, today + timedelta(1)))


def over(span: Span, *, today: date) -> Span:
    """The days of `span` that are over: what is due today may still be done."""
    return Span(span.start, min(span.end, max(today, span.start)))


def same_span(span: Span, period: Period, earlier: Period) -> Span:
    """As much of `earlier` as `span` is of `period`: like is compared with like while a period is running.

    The whole of `earlier` once `period` is over, else up to the same day of its month (month ends clamp).
    """
    if span.end == period.end:
        return Span(earlier.start, earlier.end)
    months = (period.start.year - earlier.start.year) * 12 + period.start.month - earlier.start.month
    last_day = add_months(span.last_day, -months)
    return Span(earlier.start, min(last_day + timedelta(1), earlier.end))


def rate(part: int, whole: int | None) -> Rate | None:
    """The share of `part` in `whole`; None when there is nothing to divide by."""
    return part / whole if whole else None


def change(now: Money, before: Money) -> Rate | None:
    """How much more (or, negative, less) than `before`, as a fraction of it; None when there was nothing."""
    return rate(now - before, before)


def half_up(value: Fraction) -> int:
    """The nearest whole number, halves upwards."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def cents(exact: int) -> Money:
    """Hundredths of a cent as minor units, rounded once, half up."""
    return (exact + 50) // 100


def mean_amount(total: Money, count: int) -> Money | None:
    """The mean in minor units, rounded half up; None of nothing."""
    return half_up(Fraction(total, count)) if count else None


def mean_days(days: Sequence[int]) -> float | None:
    """The mean to one decimal, rounded half up; None of nothing."""
    return half_up(Fraction(sum(days) * 10, len(days))) / 10 if days else None


def composite(attained: Mapping[str, Rate | None], weights: Mapping[str, int], cap: int) -> Rate | None:
    """The weighted mean of the attainments that are known, each counted up to `cap` percent; None of none."""
    known = [(min(part, cap / 100), weights[metric]) for metric, part in attained.items() if part is not None]
    weight = sum(weight for _part, weight in known)
    return sum(part * weight for part, weight in known) / weight if weight else None
