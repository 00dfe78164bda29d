"""Adding, changing and reading back single records on the connection of a transaction.

Tables and columns are named by our own code only. The records themselves are declared in the `models.py` of each
feature, which nothing loads at run time.
"""

from __future__ import annotations

from collections.abc import Mapping
from sqlite3 import Connection
from typing import Any

from salesops.core.db.rows import existing, removed
from salesops.core.errors import Conflict
from salesops.core.i18n import _

Record = dict[str, Any]  # by column, as stored: yes/no is 1/0, a day its ISO text


def insert(db: Connection, table: str, values: Mapping[str, object]) -> int:
    """Add a record; columns that `values` leave out take the default of the table. The new id."""
    marks = ", ".join(f":{column}" for column in values)
    sql = f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks}) RETURNING id"
    ((record_id,),) = db.execute(sql, values).fetchall()
    return int(record_id)


def update(db: Connection, table: str, record_id: int, values: Mapping[str, object]) -> None:
    """Set the given columns of a record; without any, nothing happens. Conflict when it was removed."""
    if values:
        changes = ", ".join(f"{column} = :{column}" for column in values)
        written = db.execute(f"UPDATE {table} SET {changes} WHERE id = :id", {**values, "id": record_id})
        if written.rowcount != 1:
            raise removed()


def delete(db: Connection, table: str, record_id: int) -> None:
    """Remove a record."""
    db.execute(f"DELETE FROM {table} WHERE id = :id", {"id": record_id})


def get(db: Connection, table: str, record_id: int) -> Record:
    """The record with this id; Conflict when it was removed."""
    rows = db.execute(f"SELECT * FROM {table} WHERE id = :id", {"id": record_id})
    row = existing(rows)
    return {column[0]: value for column, value in zip(rows.description, row, strict=True)}


def check_code(db: Connection, table: str, code: str | None, *, record_id: int | None = None) -> None:
    """Raise Conflict when `code` belongs to another record than `record_id` (None: a new one)."""
    owner = db.execute(
        f"SELECT name FROM {table} WHERE code = :code AND id <> :id", {"code": code, "id": record_id or 0}
    ).fetchone()
    if owner is not None:
        raise Conflict(_("The code {code} belongs to {name}.").format(code=code, name=owner[0]))
