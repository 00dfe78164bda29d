"""What the tables look like: their columns, and which refer to which."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple


class Reference(NamedTuple):
    """The `column` of a table that holds ids of the table `parent`."""

    table: str
    column: str
    parent: str


def tables(db: sqlite3.Connection) -> list[str]:
    """All tables of ours, which are strict; another program's need not be."""
    names = db.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict ORDER BY name"
    )
    return [name for (name,) in names]


def column_types(db: sqlite3.Connection, table: str) -> dict[str, str]:
    """The columns of a table, which may be called anything, in their order with their types."""
    return dict(db.execute("SELECT name, type FROM pragma_table_info(?)", (table,)))


def alike(db: sqlite3.Connection, table: str, column: str) -> list[list[str]]:
    """The other columns of each unique index of the table that `column` is in; those over expressions are left out."""
    indexes = db.execute("SELECT name FROM pragma_index_list(?) WHERE \"unique\" AND origin = 'c'", (table,))
    columns = [
        [name for (name,) in db.execute("SELECT name FROM pragma_index_info(?)", index)] for index in indexes
    ]
    return [
        [name for name in names if name != column]
        for names in columns
        if column in names and None not in names
    ]


def references(db: sqlite3.Connection, among: Iterable[str]) -> list[Reference]:
    """Every column of the tables `among` that refers to a record."""
    return [
        Reference(table, column, parent)
        for table in among
        for column, parent in db.execute('SELECT "from", "table" FROM pragma_foreign_key_list(?)', (table,))
    ]
