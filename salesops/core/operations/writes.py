"""Taking an operation back: its changes are undone one after the other, the last one first."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import groupby, islice
from sqlite3 import Connection, IntegrityError
from typing import Any, NamedTuple

from salesops.core.customers.writes import record_types
from salesops.core.db import bulk
from salesops.core.db.history import record_changes
from salesops.core.db.journal import DERIVED_COLUMNS, journaled_tables, last_operation
from salesops.core.db.schema import column_types, references
from salesops.core.errors import Conflict
from salesops.core.i18n import _
from salesops.core.operations import reads
from salesops.core.operations.names import described
from salesops.core.pipeline.stages.writes import CLOSINGS, OWNERS
from salesops.core.schedule.writes import reschedule

_AT_ONCE = 10_000  # rows of the journal
_SHOWN = 8  # records that stand in the way
_ENTRIES = """
    SELECT id, record, record_id, change, old FROM journal
    WHERE operation_id = :operation AND id < :before ORDER BY id DESC LIMIT :limit"""
_FIRST_AFTER_ALL = 2**62
_OF_CUSTOMERS = """
    SELECT DISTINCT t.customer_id FROM journal j JOIN {table} t ON t.id = j.record_id
    WHERE j.operation_id = :operation AND j.record = '{table}' AND t.customer_id IS NOT NULL"""


class _Entry(NamedTuple):
    """A change as the journal holds it; `old` are the values before by column, None where the record came."""

    record: str
    record_id: int
    change: str
    old: dict[str, Any] | None

    @property
    def statement(self) -> tuple[object, ...]:
        """What entries that one statement can take back together have in common."""
        return self.record, self.change, tuple(self.old or ())


class Undone(NamedTuple):
    """The operation that was taken back, what it was about, the one that did it, and how many records that changed."""

    operation: reads.Operation
    about: str | None
    by: int
    changed: list[reads.RecordCount]


def undo(db: Connection, operation_id: int) -> Undone:
    """Take back everything that an operation changed, itself as one operation that can be undone in turn.

    What is kept ready (due dates, histories) follows. Raises Conflict, and names the records, when something was
    changed since or refers by now to what would be removed; NotFound when there is no such operation.
    """
    operation = reads.operation(db, operation_id)
    _check(db, operation)
    changed = _changed(db, operation_id)
    customers = changed["customer"] | _customers(db, operation_id)
    _remove_what_an_upgrade_added(db, operation_id)
    try:
        for entries in _portions(db, operation_id):
            customers |= {number for entry in entries if (number := (entry.old or {}).get("customer_id"))}
            for _statement, alike in groupby(entries, key=lambda entry: entry.statement):
                _take_back(db, list(alike))
    except IntegrityError as error:
        raise Conflict(
            _(
                "Operation {number} cannot be taken back: what it changed does not go with what is there now ({why})."
            ).format(number=operation_id, why=error)
        ) from error
    _follow(db, changed, customers)
    by = last_operation(db)
    db.execute("UPDATE operation SET undoes_id = :undone WHERE id = :id", {"undone": operation_id, "id": by})
    changed_records = reads.changed_by(db, by)
    return Undone(operation, reads.about(db, by, changed_records), by, changed_records)


def _check(db: Connection, operation: reads.Operation) -> None:
    number = operation.id
    if operation.command == reads.BEGINNING:
        raise Conflict(
            _("Operation {number} made the database and cannot be taken back.").format(number=number)
        )
    by = reads.undone_by(db, number)
    if by is not None:
        raise Conflict(
            _("Operation {number} was taken back already.").format(number=number),
            _("`salesops undo {number}` brings it back.").format(number=by),
        )
    if (
        db.execute("SELECT 1 FROM journal WHERE operation_id = :id LIMIT 1", {"id": number}).fetchone()
        is None
    ):
        raise Conflict(_("Operation {number} changed nothing.").format(number=number))
    met = list(islice(reads.hindrances(db, number), _SHOWN + 1))
    if met:
        # A history is described by its record, which may stand in the way itself: each is named once.
        reasons = dict.fromkeys(_reason(db, one) for one in met[:_SHOWN])
        more = [_("and more")] if len(met) > _SHOWN else []
        raise Conflict(
            _(
                "Operation {number} cannot be taken back, because of what was written since: {reasons}."
            ).format(number=number, reasons=_("; ").join([*reasons, *more])),
            _("Take those back first, or correct the records by their own commands."),
        )


def _reason(db: Connection, one: reads.Hindrance) -> str:
    later = reads.operation(db, one.by)
    return _("{record} by operation {number} (`{command}`, {day})").format(
        record=described(db, one.record, one.record_id),
        number=later.id,
        command=later.command,
        day=later.business_day,
    )


def _portions(db: Connection, operation_id: int) -> Iterator[list[_Entry]]:
    """The entries of an operation, the last one first; read in portions, because taking them back writes new ones."""
    before = _FIRST_AFTER_ALL
    while True:
        rows = db.execute(
            _ENTRIES, {"operation": operation_id, "before": before, "limit": _AT_ONCE}
        ).fetchall()
        if not rows:
            return
        before = rows[-1][0]
        yield [
            _Entry(record, record_id, change, json.loads(old) if old else None)
            for _id, record, record_id, change, old in rows
        ]


def _take_back(db: Connection, entries: list[_Entry]) -> None:
    """Undo changes of one kind to several records of one table."""
    table, change = entries[0].record, entries[0].change
    if change == "insert":
        bulk.delete(db, table, [entry.record_id for entry in entries])
        return
    columns = _columns(db, entries[0])
    # The entry that comes last is the oldest one: of a record that was changed twice, it is what counts.
    rows = {
        entry.record_id: [entry.record_id, *((entry.old or {})[name] for name in columns)]
        for entry in entries
    }
    if change == "update":
        bulk.update(db, table, columns, list(rows.values()))
    else:
        bulk.insert(db, table, ("id", *columns), list(rows.values()))


def _columns(db: Connection, entry: _Entry) -> list[str]:
    """The columns to be set again: all that the entry has but what is kept ready and what the table lost since."""
    there = column_types(db, entry.record)
    derived = DERIVED_COLUMNS.get(entry.record, ())
    return [name for name in entry.old or () if name in there and name != "id" and name not in derived]


def _changed(db: Connection, operation_id: int) -> dict[str, set[int]]:
    """The ids of the changed records, by table. One question: asked for one table, SQLite reads all its entries."""
    changed: dict[str, set[int]] = defaultdict(set)
    rows = db.execute(
        "SELECT record, record_id FROM journal WHERE operation_id = :operation", {"operation": operation_id}
    )
    for record, record_id in rows:
        changed[record].add(record_id)
    return changed


def _customers(db: Connection, operation_id: int) -> set[int]:
    """The customers that the changed records belong to now."""
    customers: set[int] = set()
    for reference in references(db, journaled_tables(db)):
        if reference.column == "customer_id":
            owners = db.execute(_OF_CUSTOMERS.format(table=reference.table), {"operation": operation_id})
            customers |= {number for (number,) in owners}
    return customers


def _remove_what_an_upgrade_added(db: Connection, operation_id: int) -> None:
    """Rows that no operation wrote stand there because an upgrade gave a record a history: they go with it."""
    for reference in references(db, journaled_tables(db)):
        users = db.execute(reads.USERS.format(**reference._asdict()), {"operation": operation_id})
        bulk.delete(
            db, reference.table, [row_id for row_id, _record_id, by in users.fetchall() if by is None]
        )


def _follow(db: Connection, changed: Mapping[str, set[int]], customers: set[int]) -> None:
    """Bring what follows from the facts in line with them."""
    record_types(db, customers)
    record_changes(db, OWNERS, changed["opportunity"])
    record_changes(db, CLOSINGS, changed["opportunity"])
    reschedule(db, None if changed["policy_version"] else customers)
