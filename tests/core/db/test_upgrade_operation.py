"""Version 2: who acted, as old journals know it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from salesops.core.db.migrate import upgrade
from tests.core.db.versions import make_database

AT = "2026-10-31T20:00:00Z"


@pytest.mark.parametrize(
    ("actor", "rep"),
    [
        ("新人", 101), ("N-1", 101), ("101", 101),  # name, code, id
        ("同名", None), ("102", 102),  # two of one name; the id says which
        ("新", None), ("cron", None), ("", None),
    ],
)  # fmt: skip
def test_whoever_is_exactly_one_rep_acted(tmp_path: Path, actor: str, rep: int | None) -> None:
    path = make_database(tmp_path / "s.db", 1)
    with closing(sqlite3.connect(path)) as db:
        db.execute(
            "INSERT INTO rep (id, name, code) VALUES (101, '新人', 'N-1'), (102, '同名', NULL), (103, '同名', NULL)"
        )
        added = db.execute("INSERT INTO operation (command, actor, at) VALUES ('test', ?, ?)", (actor, AT))
        number = added.lastrowid
        db.commit()
    upgrade(path)
    with closing(sqlite3.connect(path)) as db:
        row = db.execute(
            "SELECT command, rep_id, account, at, business_day FROM operation WHERE id = ?", (number,)
        )
        assert row.fetchone() == ("test", rep, actor, AT, "2026-10-31")
