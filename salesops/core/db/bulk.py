"""Writing many rows at once.

Several hundred rows go into one statement: the journal's trigger is set up per statement, and row by row that
costs three times what the rows themselves do.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from sqlite3 import Connection

from salesops.core.db.dialect import among, id_list

_MOST_VALUES = 30_000  # SQLite takes 32,766
_MOST_ROWS = 500


def insert(db: Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Add `rows`, each with a value for every one of `columns`."""
    for some in _portions(rows, len(columns)):
        db.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES {_marks(some)}", _flat(some))


def update(db: Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Set `columns` of the records whose ids stand first in `rows`, before the values."""
    for some in _portions(rows, len(columns) + 1):
        # A column with no value in any row is set to NULL outright: PostgreSQL could not tell its type.
        filled = {
            name: place
            for place, name in enumerate(columns, 1)
            if any(row[place] is not None for row in some)
        }
        assignments = ", ".join(
            f"{name} = {f'fresh.{name}' if name in filled else 'NULL'}" for name in columns
        )
        fresh = [[row[place] for place in (0, *filled.values())] for row in some]
        db.execute(
            f"WITH fresh ({', '.join(('id', *filled))}) AS (VALUES {_marks(fresh)}) "
            f"UPDATE {table} SET {assignments} FROM fresh WHERE {table}.id = fresh.id",
            _flat(fresh),
        )


def delete(db: Connection, table: str, ids: Sequence[int]) -> None:
    """Remove the records with these ids."""
    if ids:
        db.execute(f"DELETE FROM {table} WHERE id {among('ids')}", {"ids": id_list(ids)})


def _portions(rows: Sequence[Sequence[object]], width: int) -> list[Sequence[Sequence[object]]]:
    size = min(_MOST_ROWS, _MOST_VALUES // max(width, 1))
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def _marks(rows: Sequence[Sequence[object]]) -> str:
    one = f"({', '.join('?' * len(rows[0]))})"
    return ", ".join([one] * len(rows))


def _flat(rows: Sequence[Sequence[object]]) -> tuple[object, ...]:
    return tuple(chain.from_iterable(rows))
