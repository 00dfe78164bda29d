"""The journal: triggers that record every change of every record under the operation in progress.

One write is one row of `operation`. The newest row is the operation in progress, because only one
transaction can write at a time and each begins by adding its own.

Columns that are kept ready (`KEPT_READY`) follow from the others and can be made anew at any time, so that an
update of them is not recorded.
"""

from __future__ import annotations

import sqlite3

KEPT_READY = {
    "customer": (
        "last_touch_on",
        "next_due_on",
        "next_due_reason",
        "next_due_ref",
        "hot_from",
        "open_amount",
    )
}
_NOT_JOURNALED = ("operation", "journal")


def journaled_tables(db: sqlite3.Connection) -> list[str]:
    """The tables whose changes are recorded: all of ours but the journal's own."""
    tables = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return [name for (name,) in tables if name not in _NOT_JOURNALED and not name.startswith("sqlite_")]


def install(db: sqlite3.Connection) -> None:
    """Make the triggers anew for the tables as they stand."""
    for table in journaled_tables(db):
        for change, trigger in _triggers(db, table).items():
            db.execute(f"DROP TRIGGER IF EXISTS journal_{table}_{change}")
            db.execute(trigger)


def begin_operation(db: sqlite3.Connection, command: str, actor: str, at: str) -> int:
    """Open the operation that all changes of this transaction belong to; its id."""
    added = db.execute(
        "INSERT INTO operation (command, actor, at) VALUES (:command, :actor, :at)",
        {"command": command, "actor": actor, "at": at},
    )
    assert added.lastrowid is not None
    return added.lastrowid


def _triggers(db: sqlite3.Connection, table: str) -> dict[str, str]:
    """The SQL of the three triggers of a table."""
    every = [name for (name,) in db.execute("SELECT name FROM pragma_table_info(?)", (table,))]
    facts = [name for name in every if name not in KEPT_READY.get(table, ())]
    changed = [f"{_pair(name)} WHERE OLD.{name} IS NOT NEW.{name}" for name in facts]
    return {
        "insert": _trigger(table, "insert", "INSERT", "NULL"),
        "update": _trigger(table, "update", f"UPDATE OF {', '.join(facts)}", _json_object(changed)),
        "delete": _trigger(table, "delete", "DELETE", _json_object([_pair(name) for name in every])),
    }


def _pair(name: str) -> str:
    return f"SELECT '\"{name}\":' AS name, OLD.{name} AS value"


def _json_object(pairs: list[str]) -> str:
    """The SQL of a JSON object. SQLite's own JSON functions are not trusted in a schema before 3.41."""
    return (
        f"(SELECT '{{' || group_concat(name || {_json('value')}) || '}}' FROM ({' UNION ALL '.join(pairs)}))"
    )


def _json(value: str) -> str:
    escaped = f"replace(replace({value}, '\\', '\\\\'), '\"', '\\\"')"
    # In two halves, because SQLite's parser does not take 33 nested calls.
    half = f"SELECT {_without(escaped, range(1, 16))} AS half"
    controls = f"(SELECT {_without('half', range(16, 32))} FROM ({half}))"
    return f"""CASE WHEN {value} IS NULL THEN 'null' WHEN typeof({value}) <> 'text' THEN {value}
        WHEN {value} GLOB '*[' || char(1) || '-' || char(31) || ']*' THEN '"' || {controls} || '"'
        ELSE '"' || {escaped} || '"' END"""


def _without(text: str, controls: range) -> str:
    for code in controls:
        text = f"replace({text}, char({code}), '\\u{code:04x}')"
    return text


def _trigger(table: str, change: str, event: str, old: str) -> str:
    row = "NEW" if change == "insert" else "OLD"
    return f"""
        CREATE TRIGGER journal_{table}_{change} AFTER {event} ON {table} BEGIN
            INSERT INTO journal (operation_id, record, record_id, change, old)
            VALUES ((SELECT max(id) FROM operation), '{table}', {row}.id, '{change}', {old});
        END"""
