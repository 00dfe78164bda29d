"""What a target is measured in, whom it binds, and what a period's target is when only its parts are set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from salesops.core.i18n import N_
from salesops.core.values.codes import Codes
from salesops.core.values.money import format_money, parse_money, to_major
from salesops.core.values.numbers import parse_fraction, parse_int
from salesops.core.values.periods import Period

METRICS = Codes(
    N_("metric"),
    {
        "revenue": N_("revenue"),
        "new_customers": N_("new customers"),
        "collection_rate": N_("collection rate"),
        "calls": N_("calls"),
        "visits": N_("visits"),
        "need_reports": N_("need reports"),
    },
    also={"销售额": "revenue", "新客户": "new_customers", "回款率": "collection_rate"},
)
METHODS = Codes(
    N_("method"),
    {
        "set": N_("set"),
        "weights": N_("weights"),
        "seasonality": N_("seasonality"),
        "workdays": N_("working days"),
        "history": N_("history"),
        "equal": N_("equal"),
        "ability": N_("ability"),
        "blend": N_("blend"),
        "grade": N_("grade"),
    },
)
_BASIS_POINTS = 10_000


@dataclass(frozen=True)
class Scope:
    """Whom or what a target binds: the combination of what is filled; nothing filled is the whole team."""

    rep_id: int | None = None
    customer_id: int | None = None
    region: str | None = None
    product: str | None = None
    customer_type: str | None = None


TEAM = Scope()


def binds(scope: Scope, sold: Scope) -> bool:
    """Whether what was `sold`, all of it filled, counts for a target of `scope`."""
    return all(wanted in (None, vars(sold)[name]) for name, wanted in vars(scope).items())


def is_sum(metric: str) -> bool:
    """Whether the parts of a target of this metric add up to it. Those of a rate do not."""
    return metric != "collection_rate"


def parse_value(metric: str, text: str) -> int:
    """Minor units for revenue, basis points for a rate (`90%`, `0.9`), else a count. Raises BadValue."""
    if metric == "revenue":
        return parse_money(text)
    if metric == "collection_rate":
        return round(parse_fraction(text) * _BASIS_POINTS)
    return parse_int(text, least=0)


def format_value(metric: str, value: int) -> str:
    """`value` as a person reads it: 80,000.50, 95.5 % or 12."""
    if metric == "revenue":
        return format_money(value)
    return f"{value / 100:g}%" if metric == "collection_rate" else f"{value:,}"


def number(metric: str, value: int) -> int | float:
    """`value` as JSON has it: major units, a fraction 0-1, or a count."""
    if metric == "revenue":
        return to_major(value)
    return value / _BASIS_POINTS if metric == "collection_rate" else value


def plain_period(period: Period) -> Period:
    """The year, quarter, month or week itself where a run says no more: 2026-Q1 for 2026-01..2026-03.

    So that the target of a period is found however the period is written.
    """
    around = (Period.year_of, Period.quarter_of, Period.month_of, Period.week_of)
    plain = (period_of(period.start) for period_of in around)
    return next((same for same in plain if (same.start, same.end) == (period.start, period.end)), period)


def kind_of_part(whole: Period, of: Scope, part: Period, scope: Scope) -> str:
    """What a target was split to when this part came about: quarters, months, weeks, reps or customers."""
    if part != whole:
        return f"{part.kind}s"
    return "customers" if scope.customer_id != of.customer_id else "reps"


def covering(period: Period, values: Mapping[Period, int]) -> int | None:
    """The value of `period` itself, else the sum of those parts that fill it exactly, else None.

    Of parts within parts the longer counts: quarters before months. Weeks cross the ends of months, so they
    fill nothing. No value is not zero: one month missing, and the year is not known.
    """
    spans = sorted(
        ((part.start, part.end, value) for part, value in values.items() if _may_fill(part, period)),
        key=lambda span: span[1],
        reverse=True,
    )
    return _filled(period.start, period.end, spans)


def _may_fill(part: Period, period: Period) -> bool:
    return part == period or (part.kind != "week" and part.start >= period.start and part.end <= period.end)


def _filled(start: date, end: date, spans: Iterable[tuple[date, date, int]]) -> int | None:
    if start == end:
        return 0
    for first, after, value in spans:
        if first == start and (rest := _filled(after, end, spans)) is not None:
            return value + rest
    return None
