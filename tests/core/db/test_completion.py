"""Which names are offered while one is typed, also beyond the records that are read first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection

import pytest

from salesops.core.db import search
from salesops.core.db.completion import MOST, names_with
from salesops.core.db.journal import begin_operation
from salesops.core.db.migrate import create
from salesops.core.db.open import open_database
from tests.core.operations import operation

NAMES = {
    1: "杭州云帆科技有限公司",
    20_000: "上海云帆贸易有限公司",
    20_001: "Northwind Traders",
    20_002: "Windsor Mills",
    20_003: "南京明达（苏州）有限公司",
}


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    create(tmp_path / "s.db", operation("init"), currency="CNY")
    with closing(open_database(tmp_path / "s.db", write=True)) as db:
        begin_operation(db, operation())
        db.executemany(
            "INSERT INTO customer (id, name, name_key, created_on) VALUES (:id, :name, :name, '2026-01-01')",
            [{"id": number, "name": name} for number, name in NAMES.items()],
        )
        search.flush(db)
        yield db


@pytest.mark.parametrize(
    ("part", "numbers"),
    [
        ("云帆", [1, 20_000]),
        ("帆贸易", [20_000]),
        ("贸", [20_000]),
        ("wind", [20_001, 20_002]),  # inside a word, which the index of words does not know
        ("明达（苏", [20_003]),
        ("明达 苏", []),  # a name is completed as it is written
        ("海帆", []),
        ("（", [20_003]),
    ],
)
def test_names_with_a_part(db: Connection, part: str, numbers: list[int]) -> None:
    assert names_with(db, "customer", part) == [(NAMES[number],) for number in numbers]


def test_no_more_than_can_be_shown(db: Connection) -> None:
    rows = [(f"云帆{number}号店",) for number in range(2 * MOST)]
    db.executemany("INSERT INTO customer (name, name_key, created_on) VALUES (?1, ?1, '2026-01-01')", rows)
    search.flush(db)
    offered = names_with(db, "customer", "云帆")
    assert offered[0] == (NAMES[1],)
    assert len(offered) == MOST
