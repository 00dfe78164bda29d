"""Writing what was planned, in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from sqlite3 import Connection

from salesops.core.db import bulk
from salesops.core.db.journal import last_operation
from salesops.core.errors import BadData
from salesops.core.files.importing import Change, Import, Plan, Wishes
from salesops.core.files.planning import plan
from salesops.core.files.rows import Draft, Values
from salesops.core.i18n import _


def up_to_date(
    db: Connection, spec: Import, made: Plan, drafts: Sequence[Draft], wishes: Wishes, *, skip_bad: bool
) -> Plan:
    """`made`, or a new plan for the same drafts if somebody else has written since. `db` is in an operation.

    Raises BadData when the new plan has bad rows that are not to be skipped.
    """
    if last_operation(db, before=last_operation(db)) == made.seen:
        return made
    made = plan(db, spec, drafts, wishes)
    if made.problems and not skip_bad:
        raise BadData(
            _("Somebody changed the database meanwhile, and now some rows cannot be taken."), _("Try again.")
        )
    return made


def store(db: Connection, spec: Import, made: Plan, wishes: Wishes) -> None:
    """Write what was planned for the state that `db` is in, and do what follows from it."""
    db.execute("PRAGMA defer_foreign_keys = ON")  # rows may refer to rows further down
    for reference in spec.references:
        if reference.create and (new := made.created.get(reference.record)):
            reference.create(db, new, wishes.today)
    _insert(db, spec.record, made.added)
    _update(db, spec.record, made.changed)
    if spec.part:
        _insert(db, spec.part.record, made.parts_added)
        _update(db, spec.part.record, made.parts_changed)
    spec.after(db, made, wishes)


def _insert(db: Connection, record: str, rows: Sequence[Values]) -> None:
    names = sorted({name for row in rows for name in row})
    bulk.insert(db, record, names, [tuple(map(row.get, names)) for row in rows])


def _update(db: Connection, record: str, changes: Iterable[Change]) -> None:
    alike: dict[tuple[str, ...], list[tuple[object, ...]]] = {}
    for change in changes:
        row = (change.before["id"], *change.values.values())
        alike.setdefault(tuple(change.values), []).append(row)
    for names, rows in alike.items():
        if names:
            bulk.update(db, record, names, rows)
