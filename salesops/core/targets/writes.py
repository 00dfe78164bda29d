"""Setting a target, and taking one back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from salesops.core.db import records
from salesops.core.errors import NotFound
from salesops.core.i18n import _
from salesops.core.targets import reads
from salesops.core.targets.rules import Scope, kind_of_part
from salesops.core.values.periods import Period


@dataclass(frozen=True)
class TargetChange:
    """What was set or cleared, its value before, the targets that went with it, and which sums no longer fit."""

    target: reads.Target
    before: int | None
    removed: tuple[reads.Target, ...]
    unbalanced: tuple[reads.Unbalanced, ...]


def set_value(
    db: Connection,
    period: Period,
    metric: str,
    scope: Scope,
    value: int,
    *,
    locked: bool | None = None,
    reason: str | None = None,
    agreed_by: int | None = None,
    agreed_on: date | None = None,
) -> TargetChange:
    """Set a target to `value` (minor units, basis points or a count), whether there was one or not.

    A part of a split stays one, with the method `set`. Without `locked` or `reason` these stay as they are,
    but neither a reason nor an agreement outlives the value it was given for. `agreed_by` is a rep.
    """
    old = reads.find(db, period, metric, scope)
    changes: dict[str, object] = {}
    if old is None or old.value != value or old.method != "set":
        changes = {**valued(old, value, method="set"), "reason": reason}
    if reason:
        changes["reason"] = reason
    if locked is not None:
        changes["locked"] = locked
    if agreed_by is not None:
        changes["agreed_by_id"] = agreed_by
    if agreed_on is not None:
        changes["agreed_on"] = agreed_on.isoformat()
    save(db, old, period, metric, scope, changes)
    return _done(db, period, metric, scope, old)


def clear(db: Connection, period: Period, metric: str, scope: Scope) -> TargetChange:
    """Remove a target, and with it the parts it was split into. Raises NotFound when there is none."""
    old = reads.find(db, period, metric, scope)
    if old is None:
        raise NotFound(
            _("There is no such target for {period}.").format(period=period),
            _("`salesops target show` tells which there are."),
        )
    removed = remove(db, old)
    return TargetChange(old, old.value, removed[:-1], _unbalanced_above(db, old))


def valued(
    old: reads.Target | None, value: int, *, method: str, basis: str | None = None, share: float | None = None
) -> dict[str, object]:
    """A value and how it came about, by column; an agreement holds for the value that was agreed, so it goes."""
    values = {"value": value, "method": method, "basis": basis, "share": share}
    return values if old and old.value == value else {**values, "agreed_by_id": None, "agreed_on": None}


def save(
    db: Connection,
    old: reads.Target | None,
    period: Period,
    metric: str,
    scope: Scope,
    changes: Mapping[str, object],
) -> None:
    """Write `changes` to the target `old`, or to a new one for this period, metric and scope."""
    if old is not None:
        records.update(db, "target", old.id, changes)
    else:
        records.insert(db, "target", {"period": period.code, "metric": metric, **vars(scope), **changes})


def remove(db: Connection, target: reads.Target) -> tuple[reads.Target, ...]:
    """Delete a target below the parts it was split into; locked parts stay, on their own. What went, parts first."""
    gone: list[reads.Target] = []
    for part in reads.parts_of(db, target.id):
        if part.locked:
            records.update(db, "target", part.id, {"split_from_id": None})
        else:
            gone += remove(db, part)
    records.delete(db, "target", target.id)
    return (*gone, target)


def _done(
    db: Connection, period: Period, metric: str, scope: Scope, old: reads.Target | None
) -> TargetChange:
    target = reads.find(db, period, metric, scope)
    assert target is not None
    unbalanced = (*_unbalanced_above(db, target), *reads.unbalanced(db, [target]))
    return TargetChange(target, old.value if old else None, (), unbalanced)


def _unbalanced_above(db: Connection, part: reads.Target) -> tuple[reads.Unbalanced, ...]:
    """Whether the parts beside this one still add up to what they were split from."""
    if part.split_from_id is None:
        return ()
    whole = reads.by_id(db, part.split_from_id)
    kind = kind_of_part(whole.period, whole.scope, part.period, part.scope)
    return reads.unbalanced(db, [whole], kind=kind)
