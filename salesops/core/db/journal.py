"""The journal: triggers that record every change of every record under the operation in progress.

One write is one row of `operation`. The newest row is the operation in progress, because only one
transaction can write at a time and each begins by adding its own.
"""

from __future__ import annotations

import sqlite3

_NOT_JOURNALED = ("operation", "journal")


def journaled_tables(db: sqlite3.Connection) -> list[str]:
    """The tables whose changes are recorded: all of ours but the journal's own."""
    tables = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return [name for (name,) in tables if name not in _NOT_JOURNALED and not name.startswith("sqlite_")]


def install(db: sqlite3.Connection) -> None:
    """Make the triggers anew for the tables as they stand."""
    for table in journaled_tables(db):
        columns = [name for (name,) in db.execute("SELECT name FROM pragma_table_info(?)", (table,))]
        for change, old in _old_values(columns).items():
            db.execute(f"DROP TRIGGER IF EXISTS journal_{table}_{change}")
            db.execute(_trigger(table, change, old))


def begin_operation(db: sqlite3.Connection, command: str, actor: str, at: str) -> int:
    """Open the operation that all changes of this transaction belong to; its id."""
    added = db.execute(
        "INSERT INTO operation (command, actor, at) VALUES (:command, :actor, :at)",
        {"command": command, "actor": actor, "at": at},
    )
    assert added.lastrowid is not None
    return added.lastrowid


def _old_values(columns: list[str]) -> dict[str, str]:
    """For each kind of change the SQL that gives its old values as a JSON object."""
    every = [f"SELECT '\"{name}\":' AS name, OLD.{name} AS value" for name in columns]
    changed = [
        f"{select} WHERE OLD.{name} IS NOT NEW.{name}" for select, name in zip(every, columns, strict=True)
    ]
    return {"insert": "NULL", "update": _json_object(changed), "delete": _json_object(every)}


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


def _trigger(table: str, change: str, old: str) -> str:
    row = "NEW" if change == "insert" else "OLD"
    return f"""
        CREATE TRIGGER journal_{table}_{change} AFTER {change.upper()} ON {table} BEGIN
            INSERT INTO journal (operation_id, record, record_id, change, old)
            VALUES ((SELECT max(id) FROM operation), '{table}', {row}.id, '{change}', {old});
        END"""
