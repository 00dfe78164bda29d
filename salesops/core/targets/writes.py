"""Setting a target, and taking one back."""

from __future__ import annotations

from dataclasses import dataclass
from sqlite3 import Connection

from sqlmodel import Session

from salesops.core.db.session import raw
from salesops.core.errors import NotFound
from salesops.core.i18n import _
from salesops.core.targets import reads
from salesops.core.targets.models import Target
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
    session: Session,
    period: Period,
    metric: str,
    scope: Scope,
    value: int,
    *,
    locked: bool | None = None,
    reason: str | None = None,
) -> TargetChange:
    """Set a target to `value` (minor units, basis points or a count), whether there was one or not.

    A part of a split stays one, with the method `set`. Without `locked` or `reason` these stay as they are,
    but a reason does not outlive the value it was given for.
    """
    db = raw(session)
    old = reads.find(db, period, metric, scope)
    record = session.get_one(Target, old.id) if old else _new(period, metric, scope, value)
    if old is None or old.value != value or old.method != "set":
        give(record, value, method="set")
        record.reason = reason
    record.reason = reason or record.reason
    record.locked = record.locked if locked is None else locked
    session.add(record)
    return _done(session, period, metric, scope, old)


def clear(session: Session, period: Period, metric: str, scope: Scope) -> TargetChange:
    """Remove a target, and with it the parts it was split into. Raises NotFound when there is none."""
    db = raw(session)
    old = reads.find(db, period, metric, scope)
    if old is None:
        raise NotFound(
            _("There is no such target for {period}.").format(period=period),
            _("`salesops target show` tells which there are."),
        )
    removed = remove(session, old)
    return TargetChange(old, old.value, removed[:-1], _unbalanced_above(db, old))


def give(
    record: Target, value: int, *, method: str, basis: str | None = None, share: float | None = None
) -> None:
    """Write a value and how it came about; an agreement holds for the value that was agreed, so it goes."""
    if record.value != value:
        record.agreed_by_id = record.agreed_on = None
    record.value, record.method, record.basis, record.share = value, method, basis, share


def remove(session: Session, target: reads.Target) -> tuple[reads.Target, ...]:
    """Delete a target below the parts it was split into; locked parts stay, on their own. What went, parts first."""
    gone: list[reads.Target] = []
    for part in reads.parts_of(raw(session), target.id):
        if part.locked:
            session.get_one(Target, part.id).split_from_id = None
        else:
            gone += remove(session, part)
    session.flush()
    session.delete(session.get_one(Target, target.id))
    session.flush()
    return (*gone, target)


def _new(period: Period, metric: str, scope: Scope, value: int) -> Target:
    return Target(period=period.code, metric=metric, value=value, **vars(scope))


def _done(
    session: Session, period: Period, metric: str, scope: Scope, old: reads.Target | None
) -> TargetChange:
    db = raw(session)
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
