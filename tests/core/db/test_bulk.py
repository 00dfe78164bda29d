from __future__ import annotations

import sqlite3

import pytest

from salesops.core.db import bulk


@pytest.fixture
def db() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT NOT NULL, size INTEGER) STRICT")
    return db


@pytest.mark.parametrize("count", [0, 1, 499, 500, 501, 1234])
def test_rows_go_in_and_change(db: sqlite3.Connection, count: int) -> None:
    bulk.insert(db, "thing", ("id", "name"), [(number, f"n{number}") for number in range(count)])
    bulk.update(db, "thing", ("size", "name"), [(number, number * 2, "new") for number in range(0, count, 2)])
    stored = db.execute("SELECT id, name, size FROM thing ORDER BY id").fetchall()
    assert stored == [(n, f"n{n}", None) if n % 2 else (n, "new", n * 2) for n in range(count)]


def test_columns_that_are_emptied_throughout(db: sqlite3.Connection) -> None:
    bulk.insert(db, "thing", ("id", "name", "size"), [(number, "n", 1) for number in range(501)])
    bulk.update(db, "thing", ("size", "name"), [(number, None, f"n{number}") for number in range(501)])
    assert db.execute("SELECT id, name, size FROM thing").fetchall() == [
        (n, f"n{n}", None) for n in range(501)
    ]
    bulk.update(db, "thing", ("size",), [(number, number or None) for number in range(501)])
    bulk.update(db, "thing", ("size",), [(7, None), (8, None)])
    emptied = db.execute("SELECT id FROM thing WHERE size IS NULL ORDER BY id").fetchall()
    assert emptied == [(0,), (7,), (8,)]


def test_wide_rows_stay_within_what_sqlite_takes(db: sqlite3.Connection) -> None:
    names = [f"c{number}" for number in range(200)]
    db.execute(f"CREATE TABLE wide (id INTEGER PRIMARY KEY, {', '.join(names)})")
    bulk.insert(db, "wide", ["id", *names], [(number, *range(200)) for number in range(600)])
    assert db.execute("SELECT count(*), sum(c199) FROM wide").fetchone() == (600, 600 * 199)
