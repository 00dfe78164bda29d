"""The models and the tables say the same: columns, types, what may be empty, and foreign keys."""

from __future__ import annotations

import importlib
import pkgutil
import sqlite3

import pytest
from sqlmodel import SQLModel

import salesops.core
from salesops.core.db import journal
from salesops.core.db.migrate import migrate

TYPES = {"INTEGER": "INTEGER", "BOOLEAN": "INTEGER", "VARCHAR": "TEXT", "FLOAT": "REAL"}
WITHOUT_A_MODEL = {"operation", "journal", "setting"}


@pytest.fixture(scope="module")
def db() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    migrate(db)
    for module in pkgutil.walk_packages(salesops.core.__path__, "salesops.core."):
        if module.name.endswith(".models"):
            importlib.import_module(module.name)
    return db


def test_every_table_has_a_model(db: sqlite3.Connection) -> None:
    assert set(SQLModel.metadata.tables) == {*journal.journaled_tables(db)} - WITHOUT_A_MODEL


def test_columns(db: sqlite3.Connection) -> None:
    for name, model in SQLModel.metadata.tables.items():
        table = {
            column: (kind, not required and not key)
            for _, column, kind, required, _, key in db.execute(f"PRAGMA table_info({name})")
        }
        assert table == {
            column.name: (TYPES[str(column.type)], bool(column.nullable)) for column in model.columns
        }, name


# A model cannot name a table of a feature above it; the database does.
UPWARDS = {
    "followup": {("opportunity_id", "opportunity", "id")},
    "need": {("opportunity_id", "opportunity", "id")},
    "duty": {("customer_id", "customer", "id"), ("done_by_id", "followup", "id")},
}


def test_foreign_keys(db: sqlite3.Connection) -> None:
    for name, model in SQLModel.metadata.tables.items():
        table = {(row[3], row[2], row[4]) for row in db.execute(f"PRAGMA foreign_key_list({name})")}
        assert table >= UPWARDS.get(name, set())
        table -= UPWARDS.get(name, set())
        assert table == {
            (key.parent.name, key.column.table.name, key.column.name) for key in model.foreign_keys
        }, name


def test_tables_are_strict_and_never_reuse_ids(db: sqlite3.Connection) -> None:
    rows = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    own = [(name, sql) for name, sql in rows if not name.startswith("search")]  # FTS5 makes its own tables
    for name, sql in own:
        assert sql.endswith("STRICT"), name
        assert "PRIMARY KEY AUTOINCREMENT" in sql, name
