"""Which targets are set, for whom, and how each came about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from sqlite3 import Connection, Row
from typing import Any

from salesops.core.db.sql import SALES, SOLD_IN, SOLD_PRODUCT
from salesops.core.targets.rules import (
    METRICS,
    TEAM,
    Scope,
    binds,
    covering,
    is_sum,
    kind_of_part,
    plain_period,
)
from salesops.core.values.periods import Period, parse_period
from salesops.core.values.units import Day, field_types

_SCOPE = tuple(field_types(Scope))
_COLUMNS = ", ".join(f"t.{name}" for name in _SCOPE)
_SELECT = f"""
    SELECT t.id, t.period, t.metric, t.value, t.method, t.basis, t.share, t.split_from_id, t.locked, t.reason,
           a.name AS agreed_by, t.agreed_on, r.name AS rep, coalesce(c.short_name, c.name) AS customer, {_COLUMNS}
    FROM target t
    LEFT JOIN rep r ON r.id = t.rep_id
    LEFT JOIN rep a ON a.id = t.agreed_by_id
    LEFT JOIN customer c ON c.id = t.customer_id
"""
_IN_SCOPE = """
    coalesce(t.rep_id, 0) = coalesce(:rep_id, 0) AND coalesce(t.customer_id, 0) = coalesce(:customer_id, 0)
    AND coalesce(t.region, '') = coalesce(:region, '') AND coalesce(t.product, '') = coalesce(:product, '')
    AND coalesce(t.customer_type, '') = coalesce(:customer_type, '')
"""

_SOLD = f"""
    SELECT k.rep_id, k.customer_id, {SOLD_IN} AS region, {SOLD_PRODUCT} AS product, c.type AS customer_type,
           k.signed_on
    FROM {SALES} WHERE k.id = :contract"""


@dataclass(frozen=True)
class Target:
    """A target as it stands. `value` in minor units, basis points or a count, by metric; `share` 0-1.

    `agreed_by` is who agreed to this very value, on the day `agreed_on`.
    """

    id: int
    period: Period
    metric: str
    value: int
    method: str
    basis: str | None
    share: float | None
    split_from_id: int | None
    locked: bool
    reason: str | None
    agreed_by: str | None
    agreed_on: Day | None
    rep: str | None
    customer: str | None
    scope: Scope


@dataclass(frozen=True)
class Division:
    """The parts of one kind that a target was split into, and how far their sum is from the whole."""

    parts: str
    count: int
    total: int
    difference: int


@dataclass(frozen=True)
class Unbalanced:
    """A target whose parts of one kind do not add up to it."""

    whole: Target
    division: Division
    parts: tuple[Target, ...]


@dataclass(frozen=True)
class Branch:
    """A target with everything it was split into, kind by kind."""

    target: Target
    forks: tuple[Fork, ...]


@dataclass(frozen=True)
class Fork:
    """The parts of one kind, their sum, and what each was split into itself."""

    division: Division
    branches: tuple[Branch, ...]


def value(
    db: Connection,
    period: Period,
    rep_id: int | None = None,
    metric: str = "revenue",
    *,
    customer_id: int | None = None,
    region: str | None = None,
    product: str | None = None,
    customer_type: str | None = None,
) -> int | None:
    """The target of one scope (none given: the team's) for `period`: minor units, a count or basis points.

    What was set for this very period, else the sum of its parts when they fill it (three months make their
    quarter), else None: no value is not zero, and a year's target says nothing of its months until it is split.
    """
    scope = Scope(rep_id, customer_id, region, product, customer_type)
    return values(db, period, metric).get(scope)


def values(db: Connection, period: Period, metric: str = "revenue") -> dict[Scope, int]:
    """For each scope that has one, the target for `period`, as `value` gives it."""
    period = plain_period(period)
    rows = db.execute(
        f"SELECT t.period, t.value, {_COLUMNS} FROM target t WHERE t.metric = :metric "
        "AND (t.period = :code OR substr(t.period, 1, 4) BETWEEN :first AND :last)",
        {
            "metric": metric,
            "code": period.code,
            "first": f"{period.start.year:04}",
            "last": f"{period.last_day.year:04}",
        },
    )
    by_scope: dict[Scope, dict[Period, int]] = defaultdict(dict)
    for code, amount, *scope in rows:
        by_scope[Scope(*scope)][_period(code)] = amount
    amounts = {scope: _known(period, parts, metric) for scope, parts in by_scope.items()}
    return {scope: amount for scope, amount in amounts.items() if amount is not None}


def _known(period: Period, parts: Mapping[Period, int], metric: str) -> int | None:
    return covering(period, parts) if is_sum(metric) else parts.get(period)


def find(db: Connection, period: Period, metric: str, scope: Scope = TEAM) -> Target | None:
    """The target set for exactly this period, metric and scope."""
    condition = f"t.period = :period AND t.metric = :metric AND {_IN_SCOPE}"
    targets = _targets(db, condition, {"period": period.code, "metric": metric, **vars(scope)})
    return targets[0] if targets else None


def by_id(db: Connection, target_id: int) -> Target:
    """The target with this id, which must exist."""
    return _targets(db, "t.id = :id", {"id": target_id})[0]


def met_by(db: Connection, contract_id: int) -> list[Target]:
    """The targets of revenue that a contract counts for; none for a void one."""
    row = next(_rows(db, _SOLD, {"contract": contract_id}), None)
    if row is None:
        return []
    sold, day = _scope(row), date.fromisoformat(row["signed_on"])
    revenue = _targets(db, "t.metric = 'revenue'", {})
    return [
        target
        for target in revenue
        if target.period.start <= day < target.period.end and binds(target.scope, sold)
    ]


def parts_of(db: Connection, target_id: int) -> list[Target]:
    """What a target was split into directly, of whatever kind."""
    return _targets(db, "t.split_from_id = :id", {"id": target_id})


def relatives(db: Connection, whole: Target) -> list[Target]:
    """What can be parts of `whole`: the targets of its metric that have its period or scope, or were split from it."""
    return _targets(
        db,
        f"t.metric = :metric AND t.id <> :id AND (t.period = :period OR t.split_from_id = :id OR ({_IN_SCOPE}))",
        {"metric": whole.metric, "id": whole.id, "period": whole.period.code, **vars(whole.scope)},
    )


def divisions(whole: Target, parts: Sequence[Target]) -> dict[Division, tuple[Target, ...]]:
    """The parts of `whole` by kind, with their count and sum."""
    by_kind: dict[str, list[Target]] = defaultdict(list)
    for part in parts:
        by_kind[kind_of_part(whole.period, whole.scope, part.period, part.scope)].append(part)
    return {_division(whole, kind, alike): tuple(alike) for kind, alike in by_kind.items()}


def unbalanced(
    db: Connection, wholes: Iterable[Target], *, kind: str | None = None
) -> tuple[Unbalanced, ...]:
    """Those of `wholes` whose parts (of one kind, or any) do not add up to them, once for each kind."""
    return tuple(
        Unbalanced(whole, division, parts)
        for whole in wholes
        for division, parts in divisions(whole, parts_of(db, whole.id)).items()
        if division.difference and kind in (None, division.parts)
    )


def _division(whole: Target, kind: str, parts: Sequence[Target]) -> Division:
    total = sum(part.value for part in parts)
    return Division(kind, len(parts), total, total - whole.value)


def tree(
    db: Connection, *, period: Period | None = None, metric: str | None = None, scope: Scope | None = None
) -> list[Branch]:
    """Targets with what they were split into: those of one period, metric or scope, or all there are.

    Ordered by metric, then period (the longer first), then the team before reps before customers. A target that
    is a part of another one in the list stands below that one only.
    """
    targets = {target.id: target for target in _targets(db, "true", {})}
    below: dict[int, list[Target]] = defaultdict(list)
    for target in targets.values():
        if target.split_from_id is not None:
            below[target.split_from_id].append(target)
    wanted = {target.id for target in targets.values() if _is_wanted(target, period, metric, scope)}
    return [
        _branch(target, below)
        for number, target in targets.items()
        if number in wanted and not _is_below(targets, number, wanted)
    ]


def _is_wanted(target: Target, period: Period | None, metric: str | None, scope: Scope | None) -> bool:
    return (
        (period is None or target.period == period)
        and (metric is None or target.metric == metric)
        and (scope is None or target.scope == scope)
    )


def _is_below(targets: Mapping[int, Target], target_id: int, wanted: set[int]) -> bool:
    """Whether this one was split, directly or not, from one of the wanted."""
    parent = targets[target_id].split_from_id
    return parent is not None and (parent in wanted or _is_below(targets, parent, wanted))


def _branch(target: Target, below: Mapping[int, Sequence[Target]]) -> Branch:
    forks = (
        Fork(division, tuple(_branch(part, below) for part in parts))
        for division, parts in divisions(target, below.get(target.id, [])).items()
    )
    return Branch(target, tuple(forks))


def _targets(db: Connection, condition: str, values: Mapping[str, object]) -> list[Target]:
    return sorted(map(_target, _rows(db, f"{_SELECT} WHERE {condition}", values)), key=_order)


def _rows(db: Connection, sql: str, values: Mapping[str, object]) -> Iterator[dict[str, Any]]:
    cursor = db.cursor()
    cursor.row_factory = Row
    return map(dict, cursor.execute(sql, dict(values)))


def _target(row: dict[str, Any]) -> Target:
    scope = _scope(row)
    return Target(**{**row, "period": _period(row["period"]), "locked": bool(row["locked"]), "scope": scope})


def _scope(row: dict[str, Any]) -> Scope:
    """The scope that stands in a row, taken out of it."""
    return Scope(**{name: row.pop(name) for name in _SCOPE})


def _order(target: Target) -> tuple[object, ...]:
    scope = target.scope
    return (
        METRICS.codes.index(target.metric),
        target.period.start,
        -target.period.end.toordinal(),
        scope.customer_id or 0,
        scope.rep_id or 0,
        scope.region or "",
        scope.product or "",
        scope.customer_type or "",
    )


@cache
def _period(code: str) -> Period:
    return parse_period(code, today=date.min)
