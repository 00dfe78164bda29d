"""Naming a record: by id, code, name or any unambiguous part of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection

import pytest

from salesops.core.db import search
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
        search.flush(db)
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
    search.flush(db)
    with pytest.raises(Ambiguous, match="could be 150 records") as found:
        find(db, "customer", "分店")
    assert len(found.value.matches) == 100


def test_narrowed(db: Connection) -> None:
    db.executemany("INSERT INTO contact (id, customer_id, name) VALUES (?, ?, '李雷')", [(5, 1), (6, 2)])
    assert find(db, "contact", "李雷", within=("customer_id", 2)) == 6
    with pytest.raises(NotFound):
        find(db, "contact", "李雷", within=("customer_id", 3))


def add_customers(db: Connection, *customers: tuple[int, str, str | None, str | None]) -> None:
    db.executemany(
        "INSERT INTO customer (id, name, name_key, short_name, archived_on, created_on)"
        " VALUES (?1, ?2, ?2, ?3, ?4, '2026-01-01')",
        customers,
    )
    search.flush(db)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("科技 杭州", 1),  # words in any order
        ("云 帆 贸易", 2),
        ("云帆 贸 易", 2),  # spaces ignored
        ("上海云帆（贸易）有限公司", 2),
        ("ｃｏｔｔｏｎ", 3),
        ("ltd cotton", 3),
        ("cottonltd", 3),
        ("otton", 3),  # in the middle of a word, where nothing begins with it
    ],
)
def test_found_by_words(db: Connection, text: str, number: int) -> None:
    db.execute("UPDATE customer SET name = '100% Cotton (Ltd)' WHERE id = 3")
    search.flush(db)
    assert find(db, "customer", text) == number


def test_what_is_archived_gives_way(db: Connection) -> None:
    add_customers(db, (10, "明辉制造", None, None), (11, "明辉贸易", None, "2026-02-01"))
    assert find(db, "customer", "明辉") == 10
    assert find(db, "customer", "明辉贸易") == 11  # a whole name wins over parts of others
    db.execute("UPDATE customer SET archived_on = '2026-02-01' WHERE id = 10")
    with pytest.raises(Ambiguous):
        find(db, "customer", "明辉")


def test_an_open_deal_wins_over_a_closed_one_of_its_name(db: Connection) -> None:
    db.executemany(
        "INSERT INTO opportunity (id, customer_id, name, opened_on, stage, closed_on)"
        " VALUES (?, 1, '明辉制造 MES', '2026-01-01', ?, ?)",
        [(1, "won", "2026-03-01"), (2, "contacted", None)],
    )
    search.flush(db)
    assert find(db, "opportunity", "明辉制造 MES") == 2
    assert find(db, "opportunity", "mes 明辉") == 2
    assert find(db, "opportunity", "明辉制造 MES", within=("customer_id", 1)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "李雷",
        "13800138000",
        "138 0013 8000",
        "+86 138-0013-8000",
        "0086 13800138000",
        "8613800138000",
        "00138000",
        "8000",
    ],
)
def test_a_customer_by_who_calls(db: Connection, text: str) -> None:
    db.execute("INSERT INTO contact (customer_id, name, phone) VALUES (2, '李雷', '+86 138 0013 8000')")
    db.execute("INSERT INTO contact (customer_id, name, phone) VALUES (1, '李小雷', '0571-8765 4321')")
    search.flush(db)
    assert find(db, "customer", text) == 2


@pytest.mark.parametrize("text", ["陈总", "陈总监", "陈生产总监"])
def test_a_person_as_addressed(db: Connection, text: str) -> None:
    people = [(2, "陈国栋", "生产总监"), (2, "孙浩", "IT 经理"), (1, "陈静", "财务")]
    db.executemany("INSERT INTO contact (customer_id, name, title) VALUES (?, ?, ?)", people)
    search.flush(db)
    assert find(db, "customer", text) == 2
    assert find(db, "contact", text) == find(db, "contact", text, within=("customer_id", 2)) == 1
    assert find(db, "contact", "IT经理", within=("customer_id", 2)) == 2


def test_a_phone_of_two_customers_is_ambiguous_and_names_the_people(db: Connection) -> None:
    people = [(1, "李雷", "13800138000"), (2, "韩梅", "138-0013-8000")]
    db.executemany("INSERT INTO contact (customer_id, name, phone) VALUES (?, ?, ?)", people)
    search.flush(db)
    with pytest.raises(Ambiguous, match=r"李雷.*韩梅"):
        find(db, "customer", "13800138000")
    db.execute("UPDATE contact SET left_on = '2026-02-01' WHERE customer_id = 1")
    assert find(db, "customer", "13800138000") == 2


def test_the_nearest_are_suggested(db: Connection) -> None:
    add_customers(db, (10, "深圳明达电子有限公司", "明达", None), (11, "Harbor Foods", None, None))
    for text, near in (("明大", "深圳明达电子有限公司"), ("Harber Fods", "Harbor Foods")):
        with pytest.raises(NotFound) as missed:
            find(db, "customer", text)
        assert near in missed.value.hint
    with pytest.raises(NotFound) as missed:
        find(db, "customer", "xqz")
    assert "mean" not in missed.value.hint
