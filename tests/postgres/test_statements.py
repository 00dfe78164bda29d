"""Every statement of the product is one that PostgreSQL takes, too, and answers alike.

The statements are those that a script of commands asks SQLite for; SQL in the source that none of them holds fails.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import Any

import pytest

from salesops.core.db.dialect import postgres as for_postgres
from salesops.core.db.migrate import migrations
from tests.postgres.conftest import Recorded
from tests.postgres.recording import Values
from tests.postgres.written import plain, texts

# What only SQLite has: opening, transactions, the schema, the journal's triggers, the index of words. It stands in
# core/db alone.
_SQLITE_ONLY = re.compile(
    r"(?:\s|--[^\n]*\n)*(PRAGMA|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|VACUUM|CREATE|ALTER|DROP|ATTACH|DETACH)\b"
    r"|.*\b(MATCH|INTO search|changed_words)\b"
    r"|.*\b(sqlite_\w+|pragma_\w+|json_\w+)\b(?<!sqlite_sequence)(?<!json_each)",
    re.DOTALL,
)
_READS = re.compile(r"\s*(SELECT|WITH)\b(?!.*\b(INSERT|UPDATE|DELETE)\b)", re.DOTALL)


def statements(recorded: Recorded) -> Iterator[tuple[str, Values]]:
    """What is asked of a database that is up to date: migrations begin at the end on PostgreSQL."""
    schema = "".join(migrations())
    for sql, sets in recorded.recording.statements.items():
        if sql not in schema and not _SQLITE_ONLY.match(sql):
            yield from ((sql, values) for values in sets)


def arguments(names: Iterable[str | int], values: Any) -> list[Any]:
    """The values in the order of their numbers; yes and no are whole numbers on both engines."""
    ordered = [values[name] for name in names]
    return [int(value) if isinstance(value, bool) else value for value in ordered]


def answer(rows: Iterable[Sequence[Any]], sql: str) -> list[list[tuple[Any, type]]]:
    """The rows, each value with its type; in their order if the statement tells one."""
    typed = [
        [(int(value), int) if isinstance(value, bool) else (value, type(value)) for value in row]
        for row in rows
    ]
    return typed if is_ordered(sql) else sorted(typed, key=repr)


def is_ordered(sql: str) -> bool:
    """Whether the statement itself, not only a part of it in brackets, has an order."""
    while sql != (outer := re.sub(r"\([^()]*\)", "", sql)):
        sql = outer
    return "ORDER BY" in sql


def test_the_commands_of_the_script_work(recorded: Recorded) -> None:
    assert [call for call in recorded.recording.calls if call.code] == []


def test_no_sql_is_forgotten(recorded: Recorded) -> None:
    asked = [plain(sql) for sql in recorded.recording.statements]
    portable = [text for text in texts() if not _SQLITE_ONLY.match(text.sql)]
    forgotten = [text for text in portable if not any(text.is_in(sql) for sql in asked)]
    assert [f"{text.place}: {plain(text.sql)}" for text in forgotten] == []


def test_what_only_sqlite_has_stands_in_one_place() -> None:
    assert [
        text for text in texts() if _SQLITE_ONLY.match(text.sql) and not text.place.startswith("db/")
    ] == []


def test_postgres_prepares_every_statement(postgres: Any, recorded: Recorded) -> None:
    failed = {}
    for sql, values in statements(recorded):
        theirs, names = for_postgres(sql)
        types = [_oid(postgres, value) for value in arguments(names, values)]
        result = postgres.pgconn.prepare(b"", theirs.encode(), types)
        if result.error_message:
            failed[plain(sql)] = result.error_message.decode()
    assert failed == {}


def test_both_answer_alike(postgres: Any, recorded: Recorded) -> None:
    from psycopg import RawCursor

    with closing(sqlite3.connect(recorded.database)) as sqlite, RawCursor(postgres) as cursor:
        for sql, values in statements(recorded):
            if _READS.match(sql):
                theirs, names = for_postgres(sql)
                rows = cursor.execute(theirs, arguments(names, values)).fetchall()
                assert answer(rows, sql) == answer(sqlite.execute(sql, values), sql), plain(sql)


@pytest.mark.parametrize(
    ("sql", "ordered"),
    [
        ("SELECT a FROM t ORDER BY coalesce(a, (b))", True),
        ("SELECT (SELECT a FROM t ORDER BY f(a) LIMIT 1) FROM t", False),
    ],
)
def test_an_order_in_brackets_is_no_order(sql: str, ordered: bool) -> None:
    assert is_ordered(sql) == ordered


def _oid(postgres: Any, value: object) -> int:
    """The type of a parameter; one that is empty has none."""
    names = {int: "int8", float: "float8", str: "text", bytes: "bytea"}
    return 0 if value is None else int(postgres.adapters.types[names[type(value)]].oid)
