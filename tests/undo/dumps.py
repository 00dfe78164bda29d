"""What a database holds but for the journal itself."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

_LOG = ("operation", "journal")

Dump = dict[str, dict[int, dict[str, object]]]


def dump(path: Path) -> Dump:
    """Every row of every table of records, by table and id."""
    with closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        names = [name for (name,) in db.execute("SELECT name FROM pragma_table_list WHERE strict")]
        return {
            name: {row["id"]: dict(row) for row in db.execute(f"SELECT * FROM {name}")}
            for name in names
            if name not in _LOG
        }


def difference(one: Dump, other: Dump) -> list[tuple[str, int, dict[str, tuple[object, object]]]]:
    """The rows that are not the same, with the columns that differ: empty when the dumps are equal."""
    return [
        (table, number, _columns(one[table].get(number, {}), other[table].get(number, {})))
        for table in one
        for number in sorted(one[table].keys() | other[table].keys())
        if one[table].get(number) != other[table].get(number)
    ]


def _columns(one: dict[str, object], other: dict[str, object]) -> dict[str, tuple[object, object]]:
    names = one.keys() | other.keys()
    return {name: (one.get(name), other.get(name)) for name in names if one.get(name) != other.get(name)}
