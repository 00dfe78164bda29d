"""Who shares in a target, and the weight of each: what a split goes by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from sqlite3 import Connection

from salesops.core.db.sql import REVENUE, SALES, SOLD_IN, SOLD_PRODUCT, all_of
from salesops.core.errors import BadValue, NotFound
from salesops.core.i18n import _
from salesops.core.policy import reads as policies
from salesops.core.targets.rules import Scope
from salesops.core.targets.splits.rules import (
    PERIODS,
    Order,
    Part,
    Weight,
    blend,
    in_order,
    periods_of,
    year_before,
)
from salesops.core.values.periods import Period
from salesops.core.values.workdays import WorkingDays

_CONTRACTS = f"""
    FROM {SALES}
    WHERE k.signed_on >= :start AND k.signed_on < :end AND {{in_scope}}
"""


@dataclass(frozen=True)
class Weighing:
    """The weight of every part, in order, and what it goes by."""

    weights: Mapping[Part, Weight]
    basis: str | None = None


@dataclass(frozen=True)
class _Rep:
    id: int
    name: str
    role: str
    ability: Fraction


def weigh(db: Connection, order: Order) -> Weighing:
    """The weights of the parts that `order` asks for. Raises BadValue or NotFound when there are none to go by."""
    if order.to in PERIODS:
        return _weigh_periods(db, order)
    return _weigh_reps(db, order) if order.to == "reps" else _weigh_customers(db, order)


def _weigh_periods(db: Connection, order: Order) -> Weighing:
    parts = [Part(period, order.scope) for period in periods_of(order.period, order.to)]
    method = order.by.method
    if method == "workdays":
        name = policies.current(db).calendar
        calendar = WorkingDays(name)
        days = {part: calendar.count(part.period.start, part.period.end) for part in parts}
        return Weighing(days, name)
    if method == "seasonality":
        return _weigh_by_season(db, order, parts)
    if method == "equal":
        return Weighing(dict.fromkeys(parts, 1))
    return Weighing(in_order(order.by, parts, _names(part.period.code for part in parts)), order.by.text)


def _weigh_by_season(db: Connection, order: Order, parts: Sequence[Part]) -> Weighing:
    basis = order.basis or order.period.year_ago()
    seasons = periods_of(basis, order.to)
    if len(seasons) != len(parts):
        raise BadValue(
            _("{basis} has {count} parts and {period} has {parts}: their seasons cannot be compared.").format(
                basis=basis, count=len(seasons), period=order.period, parts=len(parts)
            ),
            _("Use --by workdays, or another --basis."),
        )
    revenue = {part: _revenue(db, season, order.scope) for part, season in zip(parts, seasons, strict=True)}
    if not any(revenue.values()):
        raise _no_revenue(basis, _("Use --by workdays, or another --basis."))
    return Weighing(revenue, basis.code)


def _weigh_reps(db: Connection, order: Order) -> Weighing:
    basis = order.basis or year_before(order.period)
    revenue = _revenue_by_rep(db, basis, order.scope)
    reps = _named_reps(db, order) if order.reps else _selling_reps(db, order, revenue)
    parts = {rep: Part(order.period, replace(order.scope, rep_id=rep.id)) for rep in reps}
    if order.by.method == "weights":
        return _weigh_as_told(order, parts)
    components: dict[str, dict[Part, Weight]] = {
        "history": {part: revenue.get(rep.id, 0) for rep, part in parts.items()},
        "equal": dict.fromkeys(parts.values(), 1),
        "ability": {part: rep.ability for rep, part in parts.items()},
    }
    mix = order.by.mix or {order.by.method: Fraction(1)}
    if "history" in mix and not any(components["history"].values()):
        raise _no_revenue(basis, _("Use another --basis, or --by equal."))
    return Weighing(blend(components, mix), _basis_of(order, basis))


def _basis_of(order: Order, basis: Period) -> str | None:
    if order.by.method == "history":
        return basis.code
    return f"{order.by.text} {basis}" if "history" in order.by.mix else order.by.text or None


def _weigh_as_told(order: Order, parts: Mapping[_Rep, Part]) -> Weighing:
    """The weights in the order in which the reps were named; remembered in the order of the parts."""
    told = in_order(order.by, order.reps, _names(rep.name for rep in parts))
    texts = dict(zip(order.reps, order.by.text.split(","), strict=True))
    return Weighing(
        {part: told[rep.id] for rep, part in parts.items()}, ",".join(texts[rep.id] for rep in parts)
    )


def _weigh_customers(db: Connection, order: Order) -> Weighing:
    weights = policies.current(db).targets.grade_weights
    rows = db.execute(
        "SELECT id, coalesce(grade, 'C') FROM customer "
        "WHERE owner_id = :rep AND archived_on IS NULL ORDER BY id",
        {"rep": order.scope.rep_id},
    )
    parts: dict[Part, Weight] = {
        Part(order.period, Scope(customer_id=number)): weights.get(grade, 0) for number, grade in rows
    }
    if not any(parts.values()):
        raise NotFound(
            _("None of their customers is of a grade that shares in a target."),
            _("Grade them: salesops grade run."),
        )
    basis = ",".join(f"{grade}={percent / 100:g}" for grade, percent in weights.items())
    return Weighing(parts, basis)


def _selling_reps(db: Connection, order: Order, revenue: Mapping[int, int]) -> list[_Rep]:
    """Who is in the team at some time of the period; a manager only with revenue in the basis."""
    reps = _reps(
        db,
        "(hired_on IS NULL OR hired_on < :end) AND (left_on IS NULL OR left_on > :start)",
        {"start": order.period.start.isoformat(), "end": order.period.end.isoformat()},
    )
    selling = [rep for rep in reps if rep.role == "rep" or revenue.get(rep.id)]
    if not selling:
        raise NotFound(
            _("Nobody in the team sells in {period}.").format(period=order.period),
            _("Add somebody with salesops rep add, or name them with --reps."),
        )
    return selling


def _named_reps(db: Connection, order: Order) -> list[_Rep]:
    by_id = {rep.id: rep for rep in _reps(db, "true", {})}
    return [by_id[rep_id] for rep_id in sorted(order.reps)]


def _reps(db: Connection, condition: str, values: Mapping[str, str]) -> list[_Rep]:
    rows = db.execute(f"SELECT id, name, role, ability FROM rep WHERE {condition} ORDER BY id", dict(values))
    return [_Rep(number, name, role, Fraction(str(ability))) for number, name, role, ability in rows]


def _revenue_by_rep(db: Connection, period: Period, scope: Scope) -> dict[int, int]:
    contracts = _CONTRACTS.format(in_scope=_in_scope(scope))
    rows = db.execute(
        f"SELECT k.rep_id, {REVENUE} {contracts} AND k.rep_id IS NOT NULL GROUP BY k.rep_id",
        _values(period, scope),
    )
    return dict(rows.fetchall())


def _revenue(db: Connection, period: Period, scope: Scope) -> int:
    contracts = _CONTRACTS.format(in_scope=_in_scope(scope))
    return db.execute(f"SELECT {REVENUE} {contracts}", _values(period, scope)).fetchone()[0] or 0


def _in_scope(scope: Scope) -> str:
    return all_of(
        {
            "k.rep_id = :rep_id": scope.rep_id,
            "k.customer_id = :customer_id": scope.customer_id,
            f"{SOLD_IN} = :region": scope.region,
            f"{SOLD_PRODUCT} = :product": scope.product,
            "c.type = :customer_type": scope.customer_type,
        }
    )


def _values(period: Period, scope: Scope) -> dict[str, object]:
    return {"start": period.start.isoformat(), "end": period.end.isoformat(), **vars(scope)}


def _names(names: Iterable[str]) -> str:
    return _(", ").join(names)


def _no_revenue(basis: Period, hint: str) -> BadValue:
    return BadValue(_("There is no revenue in {basis} to go by.").format(basis=basis), hint)
