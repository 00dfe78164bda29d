"""Naming a record: by id, code, name or any unambiguous part of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection

import pytest

from salesops.core.db.find import find
from salesops.core.db.journal import begin_operation
from salesops.core.db.migrate import create
from salesops.core.db.open import open_database
from salesops.core.errors import Ambiguous, BadValue, NotFound
from tests.core.operations import operation


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    create(tmp_path / "s.db", operation("init"), currency="CNY")
    with closing(open_database(tmp_path / "s.db", write=True)) as db:
        begin_operation(db, operation())
        db.executemany(
            "INSERT INTO customer (id, name, name_key, short_name, code, created_on)"
            " VALUES (?, ?, ?, ?, ?, '2026-01-01')",
            [
                (1, "杭州云帆科技有限公司", "云帆科技", "云帆", "K-1"),
                (2, "上海云帆贸易有限公司", "云帆贸易", None, "7"),
                (3, "100% Cotton_Ltd", "100cotton", None, None),
                (7, "云", "云", None, None),
            ],
        )
        yield db


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1),
        ("#1", 1),
        ("K-1", 1),
        ("云帆", 1),  # a whole short name wins over a part of a name
        ("云", 7),
        (" 贸易 ", 2),
        ("id:7", 7),
        ("code:7", 2),
        ("100%", 3),
        ("n_L", 3),
        ("cotton", 3),
    ],
)
def test_found(db: Connection, text: str, number: int) -> None:
    assert find(db, "customer", text) == number


def test_an_id_that_is_also_a_code_is_ambiguous(db: Connection) -> None:
    with pytest.raises(Ambiguous) as found:
        find(db, "customer", "7")
    assert [number for number, _name in found.value.matches] == [2, 7]


@pytest.mark.parametrize("text", ["Nobody", "99", "id:K-1", "code:9", "%", "99999999999999999999"])
def test_not_found(db: Connection, text: str) -> None:
    db.execute("DELETE FROM customer WHERE id = 3")
    with pytest.raises(NotFound):
        find(db, "customer", text)


def test_nothing_named(db: Connection) -> None:
    with pytest.raises(BadValue):
        find(db, "customer", "  ")


def test_all_matches_are_counted_though_few_are_named(db: Connection) -> None:
    db.executemany(
        "INSERT INTO customer (name, name_key, created_on) VALUES (?, ?, '2026-01-01')",
        [(f"分店{number}", f"分店{number}") for number in range(150)],
    )
    with pytest.raises(Ambiguous, match="could be 150 records") as found:
        find(db, "customer", "分店")
    assert len(found.value.matches) == 100


def test_narrowed(db: Connection) -> None:
    db.executemany("INSERT INTO contact (id, customer_id, name) VALUES (?, ?, '李雷')", [(5, 1), (6, 2)])
    assert find(db, "contact", "李雷", within=("customer_id", 2)) == 6
    with pytest.raises(NotFound):
        find(db, "contact", "李雷", within=("customer_id", 3))
