"""The index of words: which records have which words in their names, texts and phone numbers.

It is kept by triggers on each connection that writes, as the journal is, so that whatever writes keeps it: commands,
imports, undo; what they note is put into it at the end of the transaction. It holds no text, only the ids of records
under words, and is made anew by every migration. On another engine this module is what to write again: everything
else asks `matching` for ids.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import NamedTuple

from salesops.core.values.words import address_words, name_words, phone_words, text_words


class _Indexed(NamedTuple):
    """A table whose records are found by words, the columns that these stand in, and what makes words of them."""

    table: str
    columns: Sequence[str]
    make: Callable[..., str]

    def words(self, row: str) -> str:
        """The SQL for all words of a row."""
        return f"{self.table}_words({', '.join(f'{row}.{column}' for column in self.columns)})"


def _customer(name: str, short_name: str | None, code: str | None) -> str:
    return f"{name_words(name, short_name)} {text_words(code)}"


def _contact(name: str, title: str | None, phone: str | None, *texts: str | None) -> str:
    return f"{name_words(name)} {address_words(name, title)} {phone_words(phone)} {text_words(title, *texts)}"


def _opportunity(name: str, *texts: str | None) -> str:
    return f"{name_words(name)} {text_words(*texts)}"


# The place of a table tells which numbers its records have in the index.
_INDEXED = (
    _Indexed("customer", ("name", "short_name", "code"), _customer),
    _Indexed("contact", ("name", "title", "phone", "email", "wechat", "code"), _contact),
    _Indexed("opportunity", ("name", "product", "code"), _opportunity),
    _Indexed("contract", ("code", "product"), text_words),
    _Indexed("note", ("text",), text_words),
    _Indexed("followup", ("objective", "summary", "feedback"), text_words),
    _Indexed("need", ("text", "pains"), text_words),
    _Indexed("tag", ("name",), text_words),
    _Indexed("survey", ("comments",), text_words),
)
_ROOM = 1 << 40  # numbers for the records of one table


def install_triggers(db: sqlite3.Connection) -> None:
    """Note every change that comes over this connection from now on, for `flush`.

    A trigger may not write to the index itself: SQLite trusts no virtual table that a schema names.
    """
    _add_functions(db)
    db.execute("CREATE TEMP TABLE changed_words (number INTEGER PRIMARY KEY, was TEXT, now TEXT)")
    for indexed in _INDEXED:
        for trigger in _triggers(indexed):
            db.execute(trigger)


def flush(db: sqlite3.Connection) -> None:
    """Bring the index in line with the changes of this transaction; to be done before it is committed."""
    db.execute(
        "INSERT INTO search (search, rowid, words) "
        "SELECT 'delete', number, was FROM changed_words WHERE was IS NOT NULL"
    )
    db.execute(
        "INSERT INTO search (rowid, words) SELECT number, now FROM changed_words WHERE now IS NOT NULL"
    )
    db.execute("DELETE FROM changed_words")


def refill(db: sqlite3.Connection) -> None:
    """Make the index anew from all records."""
    _add_functions(db)
    db.execute("INSERT INTO search (search) VALUES ('delete-all')")
    for indexed in _INDEXED:
        db.execute(
            f"INSERT INTO search (rowid, words) SELECT {_number(indexed, 'r')}, {indexed.words('r')} "
            f"FROM {indexed.table} AS r ORDER BY r.id"
        )


def matching(db: sqlite3.Connection, table: str, query: str, *, limit: int) -> list[int]:
    """The ids of the records that have the words of `query` (see `values.words.query`), the latest first.

    At most `limit` of them; 0 is all.
    """
    first = _first(table)
    rows = db.execute(
        "SELECT rowid - :first FROM search WHERE search MATCH :query AND rowid BETWEEN :first AND :last "
        "ORDER BY rowid DESC LIMIT :limit",
        {"query": query, "first": first, "last": first + _ROOM - 1, "limit": limit or -1},
    )
    return [number for (number,) in rows]


def counts(db: sqlite3.Connection, query: str) -> dict[str, int]:
    """How many records of each table have the words of `query`."""
    rows = db.execute(
        f"SELECT rowid / {_ROOM}, count(*) FROM search WHERE search MATCH :query GROUP BY 1", {"query": query}
    )
    return {_INDEXED[place].table: count for place, count in rows}


def _add_functions(db: sqlite3.Connection) -> None:
    for indexed in _INDEXED:
        count = len(indexed.columns)
        db.create_function(f"{indexed.table}_words", count, indexed.make, deterministic=True)


def _triggers(indexed: _Indexed) -> list[str]:
    """The SQL of the three triggers of a table. What is taken out of the index has to be told word by word."""
    changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in indexed.columns)
    events = {
        "INSERT": ("TRUE", "NULL", indexed.words("NEW")),
        f"UPDATE OF {', '.join(indexed.columns)}": (changed, indexed.words("OLD"), indexed.words("NEW")),
        "DELETE": ("TRUE", indexed.words("OLD"), "NULL"),
    }
    return [
        f"""
        CREATE TEMP TRIGGER search_{indexed.table}_{event.split()[0].lower()} AFTER {event} ON main.{indexed.table}
        WHEN {condition} BEGIN
            INSERT INTO changed_words VALUES ({_number(indexed, "OLD" if now == "NULL" else "NEW")}, {was}, {now})
            ON CONFLICT (number) DO UPDATE SET now = excluded.now;
        END"""
        for event, (condition, was, now) in events.items()
    ]


def _number(indexed: _Indexed, row: str) -> str:
    return f"{_first(indexed.table)} + {row}.id"


def _first(table: str) -> int:
    return next(place for place, indexed in enumerate(_INDEXED) if indexed.table == table) * _ROOM
