"""A review: what a period brought, beside its targets and the periods before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection
from typing import Any

from salesops.core.db.sql import CONTRACTS, all_of
from salesops.core.errors import NotFound
from salesops.core.i18n import _
from salesops.core.policy import reads as policies
from salesops.core.policy.rules import Policy
from salesops.core.reviews.breakdown.rules import (
    PeriodData,
    ProductFigures,
    RegionFigures,
    RepFigures,
    Targets,
    TargetValues,
    TypeFigures,
    by,
    figures,
    targets,
)
from salesops.core.reviews.customers import reads as customer_reads
from salesops.core.reviews.customers.rules import Customers
from salesops.core.reviews.deals import reads as deal_reads
from salesops.core.reviews.deals.rules import ClosedDeal, Pipeline, pipeline
from salesops.core.reviews.gap.rules import Gap, factors, gap
from salesops.core.reviews.rules import Scope, Span, covered, over, same_span
from salesops.core.reviews.sales import reads as sales_reads
from salesops.core.reviews.sales.rules import revenue
from salesops.core.reviews.work import reads as work_reads
from salesops.core.reviews.work.reads import Work
from salesops.core.targets import reads as target_reads
from salesops.core.targets.rules import Scope as TargetScope
from salesops.core.values.periods import Period
from salesops.core.values.text import abridged

_REPS = "SELECT id, name FROM rep ORDER BY name, id"
_SELLING = """
    SELECT id FROM rep WHERE role = 'rep' AND {chosen}
      AND (hired_on IS NULL OR hired_on < :end) AND (left_on IS NULL OR left_on > :start)
"""
_REGIONS = f"""
    SELECT region FROM customer UNION SELECT region FROM {CONTRACTS} k UNION SELECT region FROM opportunity
    UNION SELECT region FROM target ORDER BY region NULLS FIRST
"""


@dataclass(frozen=True)
class Days:
    """A period and the days of it that were counted, the last one included."""

    period: str
    from_: date
    to: date


@dataclass(frozen=True)
class Compared:
    """What a review is compared with: as much of the period before, and of the same one a year ago."""

    previous: Days
    year_ago: Days


@dataclass(frozen=True)
class Review:
    """All figures of a period. `to` is the last day included; `days_left` are still to come."""

    period: str
    from_: date
    to: date
    complete: bool
    days_left: int
    rep: str | None
    region: str | None
    compared: Compared
    targets: Targets
    pipeline: Pipeline
    gap: Gap
    customers: Customers
    work: Work
    by_rep: tuple[RepFigures, ...]
    by_region: tuple[RegionFigures, ...]
    by_product: tuple[ProductFigures, ...]
    by_customer_type: tuple[TypeFigures, ...]


@dataclass(frozen=True)
class _Asked:
    """What a review is about: the days it counts (`over` are those of them that are over), and whose."""

    period: Period
    span: Span
    over: Span
    previous: Span
    year_ago: Span
    scope: Scope
    today: date
    policy: Policy
    names: dict[int, str]


def review(
    db: Connection, period: Period, *, today: date, rep_id: int | None = None, region: str | None = None
) -> Review:
    """What `period` brought up to `today`. Raises BadValue when it has not begun, NotFound for an unknown region."""
    asked = _ask(db, period, today, Scope(rep_id, None if region is None else find_region(db, region)))
    closed = deal_reads.closed(db, asked.span, asked.scope)
    happened = _happened(db, asked, closed)
    aims, bound = _aims(db, asked), TargetScope(rep_id=rep_id, region=asked.scope.region)
    return Review(
        **_heading(asked),
        targets=targets(figures(happened, aims, bound)),
        pipeline=_pipeline(db, asked, closed),
        gap=_gap(db, asked, happened),
        customers=_customers(db, asked, closed),
        work=_work(db, asked),
        by_rep=_by_rep(asked, happened, aims, bound, _selling(db, asked)),
        by_region=tuple(
            RegionFigures(region=name, **vars(figures))
            for name, figures in by(happened, aims, bound, "region")
        ),
        by_product=tuple(
            ProductFigures(product=name, **vars(figures))
            for name, figures in by(happened, aims, bound, "product")
        ),
        by_customer_type=tuple(
            TypeFigures(customer_type=code, **vars(figures))
            for code, figures in by(happened, aims, bound, "customer_type")
        ),
    )


def find_region(db: Connection, text: str) -> str:
    """The region of that name, case-insensitively. Raises NotFound with the regions there are."""
    known = [str(region) for (region,) in db.execute(_REGIONS) if region]
    for region in known:
        if region.casefold() == text.strip().casefold():
            return region
    raise NotFound(
        _("There is no region “{text}”.").format(text=abridged(text)),
        _("Regions: {names}.").format(names=", ".join(known[:8])) if known else _("None is recorded yet."),
    )


def _ask(db: Connection, period: Period, today: date, scope: Scope) -> _Asked:
    span = covered(period, today=today)
    return _Asked(
        period=period,
        span=span,
        over=over(span, today=today),
        previous=same_span(span, period, period.previous()),
        year_ago=same_span(span, period, period.year_ago()),
        scope=scope,
        today=today,
        policy=policies.current(db),
        names=dict(db.execute(_REPS).fetchall()),
    )


def _heading(asked: _Asked) -> dict[str, Any]:
    period, span, scope = asked.period, asked.span, asked.scope
    return {
        "period": period.code,
        "from_": span.start,
        "to": span.last_day,
        "complete": period.end <= asked.today,
        "days_left": (period.end - span.end).days,
        "rep": None if scope.rep_id is None else asked.names[scope.rep_id],
        "region": scope.region,
        "compared": Compared(
            _days(period.previous(), asked.previous), _days(period.year_ago(), asked.year_ago)
        ),
    }


def _days(period: Period, span: Span) -> Days:
    return Days(period.code, span.start, span.last_day)


def _happened(db: Connection, asked: _Asked, closed: list[ClosedDeal]) -> PeriodData:
    previous = sales_reads.sales(db, asked.previous, asked.scope)
    same = asked.year_ago == asked.previous  # as for a year
    year_ago = previous if same else sales_reads.sales(db, asked.year_ago, asked.scope)
    return PeriodData(sales_reads.sales(db, asked.span, asked.scope), previous, year_ago, closed)


def _aims(db: Connection, asked: _Asked) -> TargetValues:
    revenue, new = (target_reads.values(db, asked.period, metric) for metric in ("revenue", "new_customers"))
    return TargetValues(revenue, new, asked.policy.targets)


def _pipeline(db: Connection, asked: _Asked, closed: list[ClosedDeal]) -> Pipeline:
    cohort = deal_reads.opened(db, asked.span, asked.scope, today=asked.today)
    return pipeline(closed, cohort, deal_reads.slips(db, asked.over, asked.span, asked.scope))


def _gap(db: Connection, asked: _Asked, happened: PeriodData) -> Gap:
    before = deal_reads.closed(db, asked.previous, asked.scope)
    return gap(factors(revenue(happened.previous), before), factors(revenue(happened.now), happened.closed))


def _customers(db: Connection, asked: _Asked, closed: list[ClosedDeal]) -> Customers:
    lost_reasons = [deal.lost_reason for deal in closed if not deal.won]
    return customer_reads.customers(db, asked.span, asked.scope, asked.policy.review, lost_reasons)


def _work(db: Connection, asked: _Asked) -> Work:
    hours = asked.policy.followup.late_hours
    return work_reads.work(db, asked.span, asked.over, asked.scope, asked.names, late_hours=hours)


def _selling(db: Connection, asked: _Asked) -> list[int]:
    """The reps who sold all through or at some time of the period: each has a line, whatever it brought.

    None in a region: people sell in several.
    """
    if asked.scope.region is not None:
        return []
    selling = _SELLING.format(chosen=all_of({"id = :rep": asked.scope.rep_id}))
    return [number for (number,) in db.execute(selling, asked.scope.within(asked.span))]


def _by_rep(
    asked: _Asked, happened: PeriodData, aims: TargetValues, bound: TargetScope, selling: list[int]
) -> tuple[RepFigures, ...]:
    return tuple(
        RepFigures(rep=None if number is None else asked.names[number], rep_id=number, **vars(figures))
        for number, figures in by(happened, aims, bound, "rep_id", selling)
    )
