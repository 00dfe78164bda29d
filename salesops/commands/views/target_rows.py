"""Targets for scripts: what JSON and CSV hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from salesops.core.targets.reads import Branch, Division, Target, Unbalanced
from salesops.core.targets.rules import number
from salesops.core.values.units import Day

if TYPE_CHECKING:
    from salesops.core.targets.splits.writes import SplitResult
    from salesops.core.targets.writes import TargetChange


@dataclass(frozen=True)
class Row:
    """A target for scripts: `value` is money in major units, a fraction or a count, by metric."""

    id: int
    period: str
    metric: str
    rep_id: int | None
    rep: str | None
    customer_id: int | None
    customer: str | None
    region: str | None
    product: str | None
    customer_type: str | None
    value: int | float
    method: str
    basis: str | None
    share: float | None
    locked: bool
    reason: str | None
    agreed_by: str | None
    agreed_on: Day | None
    split_from: int | None


@dataclass(frozen=True)
class PartRow(Row):
    """A part just split off, with its value before; empty when it is new."""

    before: int | float | None


@dataclass(frozen=True)
class Sum:
    """Parts of one kind of the target `whole`, their sum, and how much that is more than the whole."""

    whole: int
    parts: str
    count: int
    total: int | float
    difference: int | float


@dataclass(frozen=True)
class Split:
    """A target that was split, the parts that went with it, and the sums that do not fit."""

    whole: Row
    removed: tuple[Row, ...]
    unbalanced: tuple[Sum, ...]


@dataclass(frozen=True)
class Changed:
    """A target that was set or cleared, its value before, what went with it, and the sums that no longer fit."""

    target: Row
    before: int | float | None
    removed: tuple[Row, ...]
    unbalanced: tuple[Sum, ...]


@dataclass(frozen=True)
class TreeRow(Row):
    """A target in the tree: how deep it stands, and what its parts add up to, kind by kind."""

    depth: int
    parts: tuple[Sum, ...]


def row(target: Target) -> Row:
    """`target` for scripts."""
    return Row(**_facts(target))


def changed(done: TargetChange) -> Changed:
    """What was set or cleared, for scripts."""
    return Changed(
        target=row(done.target),
        before=None if done.before is None else number(done.target.metric, done.before),
        removed=tuple(map(row, done.removed)),
        unbalanced=_sums(done.unbalanced),
    )


def split(done: SplitResult) -> Split:
    """What was split, for scripts, beside the parts."""
    return Split(
        whole=row(done.whole), removed=tuple(map(row, done.removed)), unbalanced=_sums(done.unbalanced)
    )


def part_row(target: Target, before: int | None) -> PartRow:
    """The same with its value before."""
    return PartRow(**_facts(target), before=None if before is None else number(target.metric, before))


def tree_rows(branches: Iterable[Branch], depth: int = 0) -> list[TreeRow]:
    """Every target of the tree, each right before its parts."""
    rows: list[TreeRow] = []
    for branch in branches:
        parts = tuple(_sum(branch.target, fork.division) for fork in branch.forks)
        rows.append(TreeRow(**_facts(branch.target), depth=depth, parts=parts))
        for fork in branch.forks:
            rows += tree_rows(fork.branches, depth + 1)
    return rows


def _sums(unbalanced: Iterable[Unbalanced]) -> tuple[Sum, ...]:
    """The sums that no longer fit."""
    return tuple(_sum(target.whole, target.division) for target in unbalanced)


def _sum(whole: Target, division: Division) -> Sum:
    total, difference = number(whole.metric, division.total), number(whole.metric, division.difference)
    return Sum(whole.id, division.parts, division.count, total, difference)


def _facts(target: Target) -> dict[str, Any]:
    return {
        "id": target.id,
        "period": target.period.code,
        "metric": target.metric,
        "rep_id": target.scope.rep_id,
        "rep": target.rep,
        "customer_id": target.scope.customer_id,
        "customer": target.customer,
        "region": target.scope.region,
        "product": target.scope.product,
        "customer_type": target.scope.customer_type,
        "value": number(target.metric, target.value),
        "method": target.method,
        "basis": target.basis,
        "share": target.share,
        "locked": target.locked,
        "reason": target.reason,
        "agreed_by": target.agreed_by,
        "agreed_on": target.agreed_on,
        "split_from": target.split_from_id,
    }
