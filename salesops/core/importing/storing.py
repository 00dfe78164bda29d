"""Writing what was planned, in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from sqlite3 import Connection

from salesops.core.db import bulk
from salesops.core.db.journal import last_operation
from salesops.core.errors import BadData
from salesops.core.i18n import _
from salesops.core.importing.planning import plan
from salesops.core.importing.rows import ParsedRow, Values
from salesops.core.importing.spec import Import, ImportOptions, Plan, RecordChange


def up_to_date(
    db: Connection,
    spec: Import,
    made: Plan,
    parsed_rows: Sequence[ParsedRow],
    options: ImportOptions,
    *,
    skip_bad: bool,
) -> Plan:
    """`made`, or a new plan for the same drafts if somebody else has written since. `db` is in an operation.

    Raises BadData when the new plan has bad rows that are not to be skipped.
    """
    if last_operation(db, before=last_operation(db)) == made.seen:
        return made
    made = plan(db, spec, parsed_rows, options)
    if made.problems and not skip_bad:
        raise BadData(
            _("Somebody changed the database meanwhile, and now some rows cannot be taken."), _("Try again.")
        )
    return made


def store(db: Connection, spec: Import, made: Plan, options: ImportOptions) -> None:
    """Write what was planned for the state that `db` is in, and do what follows from it."""
    db.execute("PRAGMA defer_foreign_keys = ON")  # rows may refer to rows further down
    for reference in spec.references:
        if reference.create and (new := made.created.get(reference.record)):
            reference.create(db, new, options.today)
    _insert(db, spec.record, made.added)
    _update(db, spec.record, made.changed)
    for record, added in made.nested_added.items():
        _insert(db, record, added)
    for record, changed in made.nested_changed.items():
        _update(db, record, changed)
    spec.after(db, made, options)


def _insert(db: Connection, record: str, rows: Sequence[Values]) -> None:
    names = sorted({name for row in rows for name in row})
    bulk.insert(db, record, names, [tuple(map(row.get, names)) for row in rows])


def _update(db: Connection, record: str, changes: Iterable[RecordChange]) -> None:
    alike: dict[tuple[str, ...], list[tuple[object, ...]]] = {}
    for change in changes:
        row = (change.before["id"], *change.values.values())
        alike.setdefault(tuple(change.values), []).append(row)
    for names, rows in alike.items():
        if names:
            bulk.update(db, record, names, rows)
