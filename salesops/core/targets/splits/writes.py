"""Dividing a target into parts, again and again if need be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from sqlite3 import Connection

from salesops.core.errors import NotFound
from salesops.core.i18n import _
from salesops.core.targets import reads
from salesops.core.targets.rules import kind_of_part
from salesops.core.targets.splits.reads import Weighing, weigh
from salesops.core.targets.splits.rules import Order, Part, check_order, shares, split
from salesops.core.targets.writes import remove, save, valued


@dataclass(frozen=True)
class Portion:
    """A part as it stands now, and its value before; None when it is new."""

    target: reads.Target
    before: int | None


@dataclass(frozen=True)
class SplitResult:
    """What a target was split into.

    `removed` no longer take part, `without_target` counts the customers that carry none, `detached_from` are the
    wholes that lost parts to this one, `unbalanced` tells which sums no longer fit.
    """

    whole: reads.Target
    parts: tuple[Portion, ...]
    removed: tuple[reads.Target, ...]
    without_target: int
    detached_from: tuple[reads.Target, ...]
    unbalanced: tuple[reads.Unbalanced, ...]


def split_target(db: Connection, order: Order) -> SplitResult:
    """Split a target as ordered; its parts of that kind are replaced, those locked stay.

    Raises NotFound when there is nothing to split or nobody to split to, BadValue for an order that makes no
    sense or has nothing to go by, Conflict when the locked parts leave no way.
    """
    check_order(order)
    whole = _whole(db, order)
    weighing = weigh(db, order)
    old = _old_parts(db, whole, order, weighing)
    locked = {place: part.value for place, part in old.items() if part.locked}
    values = _values(whole, order, weighing, locked)
    removed = _remove(db, [part for place, part in old.items() if place not in values])
    _write(db, whole, order, weighing, values, old)
    return _done(db, whole, weighing, values, old, removed)


def _whole(db: Connection, order: Order) -> reads.Target:
    whole = reads.find(db, order.period, order.metric, order.scope)
    if whole is None:
        raise NotFound(
            _("There is no target for {period} to split.").format(period=order.period),
            _("Set it with target set; `salesops target show` tells which there are."),
        )
    return whole


def _old_parts(
    db: Connection, whole: reads.Target, order: Order, weighing: Weighing
) -> dict[Part, reads.Target]:
    """What stands where a part belongs, what was split from the whole before, and locked parts beside them."""
    return {
        Part(target.period, target.scope): target
        for target in reads.relatives(db, whole)
        if Part(target.period, target.scope) in weighing.weights or _is_part(target, whole, order)
    }


def _is_part(target: reads.Target, whole: reads.Target, order: Order) -> bool:
    if target.split_from_id == whole.id:
        return kind_of_part(whole.period, whole.scope, target.period, target.scope) == order.to
    of_a_rep = target.period == whole.period and replace(target.scope, rep_id=None) == whole.scope
    return order.to == "reps" and target.locked and of_a_rep


def _values(
    whole: reads.Target, order: Order, weighing: Weighing, locked: Mapping[Part, int]
) -> dict[Part, int]:
    """The value of each part. A customer of a grade without share gets no target rather than one of zero."""
    values = split(whole.value, weighing.weights, locked, order.metric)
    if order.to != "customers":
        return values
    return {place: value for place, value in values.items() if place in locked or weighing.weights[place]}


def _remove(db: Connection, parts: Iterable[reads.Target]) -> tuple[reads.Target, ...]:
    return tuple(gone for part in parts for gone in remove(db, part))


def _write(
    db: Connection,
    whole: reads.Target,
    order: Order,
    weighing: Weighing,
    values: Mapping[Part, int],
    old: Mapping[Part, reads.Target],
) -> None:
    share = shares({place: weighing.weights[place] for place in values if not _is_locked(old.get(place))})
    for place, value in values.items():
        part, changes = old.get(place), {}
        if not _is_locked(part):
            rounded = _rounded(share[place])
            changes = valued(part, value, method=order.by.method, basis=weighing.basis, share=rounded)
        save(db, part, place.period, whole.metric, place.scope, {**changes, "split_from_id": whole.id})


def _is_locked(target: reads.Target | None) -> bool:
    return target is not None and target.locked


def _rounded(share: Fraction) -> float:
    return round(float(share), 9)


def _done(
    db: Connection,
    whole: reads.Target,
    weighing: Weighing,
    values: Mapping[Part, int],
    old: Mapping[Part, reads.Target],
    removed: tuple[reads.Target, ...],
) -> SplitResult:
    now = {Part(target.period, target.scope): target for target in reads.parts_of(db, whole.id)}
    parts = tuple(Portion(now[place], old[place].value if place in old else None) for place in values)
    detached_from = [reads.by_id(db, number) for number in sorted(_former_wholes(old.values(), whole))]
    return SplitResult(
        whole=whole,
        parts=parts,
        removed=removed,
        without_target=len(set(weighing.weights) - set(values)),
        detached_from=tuple(detached_from),
        unbalanced=reads.unbalanced(db, [*detached_from, *(part.target for part in parts)]),
    )


def _former_wholes(parts: Iterable[reads.Target], whole: reads.Target) -> set[int]:
    return {part.split_from_id for part in parts if part.split_from_id not in (None, whole.id)}
