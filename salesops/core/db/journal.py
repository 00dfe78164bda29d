"""The journal: every change of every record, recorded by triggers under the operation in progress.

One write is one row of `operation`. The newest row is the operation in progress, because only one
transaction can write at a time and each begins by adding its own.

The triggers are made on each connection that writes, not kept in the file: a reader would have to parse all of
them first, which costs more than most of what it then asks.

Columns that are kept ready (`DERIVED_COLUMNS`) follow from the others and can be made anew at any time, so that an
update of them is not recorded.
"""

from __future__ import annotations

import sqlite3
from typing import Any, NamedTuple

from salesops.core.db import schema
from salesops.core.db.records import insert
from salesops.core.db.sql import all_of

DERIVED_COLUMNS = {
    "customer": (
        "last_touch_on",
        "next_due_on",
        "next_due_reason",
        "next_due_table",
        "next_due_ref",
        "deadline_on",
        "hot_from",
        "open_amount",
    )
}
_NOT_JOURNALED = ("operation", "journal")


class Operation(NamedTuple):
    """What is written down of a write: the command, who runs it, when, and for which day.

    `rep_id` is None when nobody was named, `account` that of the machine, `at` the true UTC moment, whatever day of
    business (local, ISO) was asked for.
    """

    command: str
    rep_id: int | None
    account: str
    at: str
    business_day: str


def journaled_tables(db: sqlite3.Connection) -> list[str]:
    """The tables whose changes are recorded: all of ours but the journal's own."""
    return [name for name in schema.tables(db) if name not in _NOT_JOURNALED]


def install_triggers(db: sqlite3.Connection) -> None:
    """Record every change that comes over this connection from now on."""
    for table in journaled_tables(db):
        for trigger in _triggers(db, table):
            db.execute(trigger)


def begin_operation(db: sqlite3.Connection, operation: Operation) -> int:
    """Open the operation that all changes of this transaction belong to; its id."""
    return insert(db, "operation", operation._asdict())


def last_operation(db: sqlite3.Connection, *, before: int | None = None) -> int:
    """The id of the latest operation, or of the latest one before another; 0 when there was none.

    What was computed outside a transaction still holds in one if nothing was written in between.
    """
    last = f"SELECT coalesce(max(id), 0) FROM operation WHERE {all_of({'id < :before': before})}"
    number: int = db.execute(last, {"before": before}).fetchone()[0]
    return number


def values_before(
    db: sqlite3.Connection, record: str, record_id: int, added: tuple[str, int]
) -> dict[str, Any]:
    """What a record held before the operation that added another, as (record, id).

    The columns changed then and since, no more.
    """
    changes = db.execute(
        "SELECT j.old FROM journal a JOIN journal j ON j.operation_id >= a.operation_id"
        " WHERE a.record = :added AND a.record_id = :added_id AND a.change = 'insert'"
        " AND j.record = :record AND j.record_id = :id AND j.change = 'update' ORDER BY j.id DESC",
        {"added": added[0], "added_id": added[1], "record": record, "id": record_id},
    )
    import json

    held: dict[str, Any] = {}
    for (old,) in changes:
        held |= json.loads(old)
    return held


def values_left(
    db: sqlite3.Connection, record: str, record_id: int, column: str, value: object
) -> dict[str, Any]:
    """What a record held before `column` last ceased to be `value`: the columns changed then and since.

    None if it never did.
    """
    import json

    changes = db.execute(
        "SELECT old FROM journal WHERE record = :record AND record_id = :id AND change = 'update' ORDER BY id DESC",
        {"record": record, "id": record_id},
    )
    held: dict[str, Any] = {}
    for (old,) in changes:
        was = json.loads(old)
        held |= was
        if column in was and was[column] == value:
            return held
    return {}


def written_together(db: sqlite3.Connection, added: tuple[str, int], record: str) -> bool:
    """Whether the operation that added a record, as (record, id), wrote such a `record`, too."""
    row = db.execute(
        "SELECT 1 FROM journal a JOIN journal j ON j.operation_id = a.operation_id"
        " WHERE a.record = :added AND a.record_id = :id AND a.change = 'insert' AND j.record = :record LIMIT 1",
        {"added": added[0], "id": added[1], "record": record},
    ).fetchone()
    return row is not None


def written_by(record: str, row: str) -> str:
    """Joins to the operation `p` that added the `row` of a `record`, and to the rep `r` who ran it, if any."""
    return f"""
    LEFT JOIN journal AS j ON j.record = '{record}' AND j.record_id = {row}.id AND j.change = 'insert'
    LEFT JOIN operation AS p ON p.id = j.operation_id
    LEFT JOIN rep AS r ON r.id = p.rep_id"""


def revisions(record: str, row: str) -> str:
    """Columns of the `row` of a `record`: how often it was changed since it came, and the UTC moment of the last."""
    changes = f"journal j WHERE j.record = '{record}' AND j.record_id = {row}.id"
    return f"""
           (SELECT count(*) - 1 FROM {changes}) AS changes,
           (SELECT p.at FROM operation p WHERE p.id = (SELECT max(j.operation_id) FROM {changes})) AS changed_at"""


def origin(db: sqlite3.Connection) -> str:
    """What tells this database from every other, made of when and by whom it was made."""
    import hashlib

    account, at = db.execute("SELECT account, at FROM operation ORDER BY id LIMIT 1").fetchone()
    return hashlib.sha256(f"{account} {at}".encode()).hexdigest()[:16]


def _triggers(db: sqlite3.Connection, table: str) -> list[str]:
    """The SQL of the three triggers of a table, which may be another program's and called anything."""
    columns = schema.column_types(db, table)
    facts = [name for name in columns if name not in DERIVED_COLUMNS.get(table, ())]
    pairs = " UNION ALL ".join(
        f"SELECT {_text(name)} AS name, {_value('OLD', name, columns[name])} AS was, "
        f"{_value('NEW', name, columns[name])} AS now"
        for name in facts
    )
    before = f"(SELECT json_group_object(name, was) FROM ({pairs}) WHERE was IS NOT now)"
    everything = ", ".join(f"{_text(name)}, {_value('OLD', name, columns[name])}" for name in columns)
    return [
        _trigger(table, "insert", "INSERT", "NULL"),
        _trigger(table, "update", f"UPDATE OF {', '.join(map(_name, facts))}", before),
        _trigger(table, "delete", "DELETE", f"json_object({everything})"),
    ]


def _trigger(table: str, change: str, event: str, old: str) -> str:
    row = "NEW" if change == "insert" else "OLD"
    return f"""
        CREATE TEMP TRIGGER {_name(f"journal_{table}_{change}")} AFTER {event} ON main.{_name(table)} BEGIN
            INSERT INTO journal (operation_id, record, record_id, change, old)
            SELECT (SELECT max(id) FROM operation), {_text(table)}, {row}.id, '{change}', old
            FROM (SELECT {old} AS old) WHERE old IS NOT '{{}}';
        END"""


def _value(row: str, name: str, of_type: str) -> str:
    """A column as the journal keeps it: a REAL as text, because JSON would keep 15 of its 17 digits only."""
    column = f"{row}.{_name(name)}"
    return (
        f"CASE WHEN {column} IS NOT NULL THEN printf('%!.17g', {column}) END" if of_type == "REAL" else column
    )


def _name(name: str) -> str:
    quoted = name.replace('"', '""')
    return f'"{quoted}"'


def _text(text: str) -> str:
    quoted = text.replace("'", "''")
    return f"'{quoted}'"
