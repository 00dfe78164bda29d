"""The figures of everybody and of each rep, region, product or type of customer: one formula for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from salesops.core.policy.rules import TargetPolicy
from salesops.core.reviews.deals.rules import ClosedDeal
from salesops.core.reviews.rules import change, composite, mean_days, rate
from salesops.core.reviews.sales.rules import Sales, revenue
from salesops.core.targets.rules import Scope as TargetScope
from salesops.core.values.money import Money
from salesops.core.values.numbers import Rate


@dataclass(frozen=True)
class Figures:
    """What a part of the team did. `composite` counts the metrics that have a target; None without any."""

    target: Money | None
    actual: Money
    attainment: Rate | None
    previous: Money
    year_ago: Money
    contracts: int
    new_customers: int
    new_customers_target: int | None
    composite: Rate | None
    won: int
    lost: int
    win_rate: Rate | None
    cycle_days_won: float | None
    cycle_days_lost: float | None


@dataclass(frozen=True)
class _Rep:
    rep: str | None
    rep_id: int | None


@dataclass(frozen=True)
class _Region:
    region: str | None


@dataclass(frozen=True)
class _Product:
    product: str | None


@dataclass(frozen=True)
class _CustomerType:
    customer_type: str | None


# The fields of the last base come first.
@dataclass(frozen=True)
class RepFigures(Figures, _Rep):
    """Of a rep; of nobody where a contract names none."""


@dataclass(frozen=True)
class RegionFigures(Figures, _Region):
    """Of a region; of none where neither contract nor opportunity nor customer names one."""


@dataclass(frozen=True)
class ProductFigures(Figures, _Product):
    """Of a product."""


@dataclass(frozen=True)
class TypeFigures(Figures, _CustomerType):
    """Of the customers of one type, as they are typed now."""


@dataclass(frozen=True)
class Targets:
    """Revenue beside its target and the periods compared with; each change is a fraction of what it was.

    `composite_parts` are the attainments that the composite score is made of, `composite_left_out` the metrics
    that have no target or no actual yet.
    """

    target: Money | None
    actual: Money
    attainment: Rate | None
    previous: Money
    previous_change: Rate | None
    year_ago: Money
    year_ago_change: Rate | None
    contracts: int
    new_customers: int
    new_customers_target: int | None
    composite: Rate | None
    composite_parts: dict[str, Rate]
    composite_left_out: tuple[str, ...]


class PeriodData(NamedTuple):
    """What was signed in a period and in the two it is compared with, and what was closed in it."""

    now: Sequence[Sales]
    previous: Sequence[Sales]
    year_ago: Sequence[Sales]
    closed: Sequence[ClosedDeal]


@dataclass(frozen=True)
class TargetValues:
    """The targets of a period for all scopes, and what the composite score makes of them."""

    revenue: Mapping[TargetScope, Money]
    new_customers: Mapping[TargetScope, int]
    policy: TargetPolicy


def figures(happened: PeriodData, aims: TargetValues, bound: TargetScope | None) -> Figures:
    """The figures of what `happened` beside the targets that bind `bound`; None is bound by none."""
    actual, new = revenue(happened.now), sum(row.new_customers for row in happened.now)
    target = aims.revenue.get(bound) if bound else None
    new_target = aims.new_customers.get(bound) if bound else None
    parts = attained(target, actual, new_target, new)
    won = [deal.days for deal in happened.closed if deal.won]
    lost = [deal.days for deal in happened.closed if not deal.won]
    return Figures(
        target=target,
        actual=actual,
        attainment=parts["revenue"],
        previous=revenue(happened.previous),
        year_ago=revenue(happened.year_ago),
        contracts=sum(row.contracts for row in happened.now),
        new_customers=new,
        new_customers_target=new_target,
        composite=composite(parts, aims.policy.composite, aims.policy.composite_cap),
        won=len(won),
        lost=len(lost),
        win_rate=rate(len(won), len(happened.closed)),
        cycle_days_won=mean_days(won),
        cycle_days_lost=mean_days(lost),
    )


def attained(target: Money | None, actual: Money, new_target: int | None, new: int) -> dict[str, Rate | None]:
    """The attainment of each part of the composite score; the collection rate joins with the payments."""
    return {"revenue": rate(actual, target), "new_customers": rate(new, new_target), "collection_rate": None}


def targets(whole: Figures) -> Targets:
    """The figures of everybody as the first block of a review tells them."""
    parts = attained(whole.target, whole.actual, whole.new_customers_target, whole.new_customers)
    return Targets(
        target=whole.target,
        actual=whole.actual,
        attainment=whole.attainment,
        previous=whole.previous,
        previous_change=change(whole.actual, whole.previous),
        year_ago=whole.year_ago,
        year_ago_change=change(whole.actual, whole.year_ago),
        contracts=whole.contracts,
        new_customers=whole.new_customers,
        new_customers_target=whole.new_customers_target,
        composite=whole.composite,
        composite_parts={metric: part for metric, part in parts.items() if part is not None},
        composite_left_out=tuple(metric for metric, part in parts.items() if part is None),
    )


def by(
    happened: PeriodData, aims: TargetValues, bound: TargetScope, column: str, always: Iterable[Any] = ()
) -> list[tuple[Any, Figures]]:
    """The figures for each value of `column` (rep_id, region, product or customer_type), the largest first.

    Every value that has a figure in any of the periods or a target has a line, and so has each of `always`; what
    belongs to none (the value None) comes last, so that the lines add up to the whole.
    """
    groups = [_grouped(rows, column) for rows in happened]
    values = {*always, *_aimed_at(aims, bound, column)}.union(*groups)
    lines = [
        (
            value,
            figures(
                PeriodData(*(group.get(value, []) for group in groups)),
                aims,
                None if value is None else replace(bound, **{column: value}),
            ),
        )
        for value in values
    ]
    return sorted(lines, key=lambda line: (line[0] is None, -line[1].actual, -line[1].previous, str(line[0])))


def _grouped(rows: Sequence[Sales] | Sequence[ClosedDeal], column: str) -> dict[Any, list[Any]]:
    groups: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, column)].append(row)
    return groups


def _aimed_at(aims: TargetValues, bound: TargetScope, column: str) -> set[Any]:
    """The values of `column` that have a target within `bound`."""
    if (fixed := getattr(bound, column)) is not None:
        return {fixed}
    within = (
        target
        for target in (*aims.revenue, *aims.new_customers)
        if replace(target, **{column: None}) == bound
    )
    return {getattr(target, column) for target in within} - {None}
