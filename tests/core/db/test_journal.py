"""The journal records every change of every record, whoever makes it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.db import journal
from salesops.core.db.migrate import create
from salesops.core.db.open import open_database
from tests.core.operations import operation

AT = "2026-11-20T00:00:00Z"


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("journal") / "s.db"
    create(path, operation("init"), currency="CNY")
    with closing(open_database(path, write=True)) as db:
        yield db


def entries(db: sqlite3.Connection, number: int) -> list[tuple[str, int, str, object]]:
    rows = db.execute(
        "SELECT record, record_id, change, old FROM journal WHERE operation_id = ? ORDER BY id", (number,)
    )
    return [(record, record_id, change, old and json.loads(old)) for record, record_id, change, old in rows]


def test_every_table_has_its_three_triggers(db: sqlite3.Connection) -> None:
    made = db.execute("SELECT name FROM temp.sqlite_schema WHERE type = 'trigger' AND name LIKE 'journal%'")
    triggers = {name for (name,) in made}
    tables = journal.journaled_tables(db)
    assert triggers == {
        f"journal_{table}_{change}" for table in tables for change in ("insert", "update", "delete")
    }
    assert {"rep", "customer", "contract", "target", "setting", "policy_version"} <= set(tables)


def test_a_number_is_kept_to_its_last_digit(db: sqlite3.Connection) -> None:
    number = journal.begin_operation(db, operation())
    rep = db.execute("INSERT INTO rep (name, ability) VALUES ('李娜', ?)", (2 / 3,)).lastrowid
    db.execute("UPDATE rep SET ability = 1 WHERE id = ?", (rep,))
    _inserted, (_record, _id, _change, old) = entries(db, number)
    assert isinstance(old, dict)
    assert float(old["ability"]) == 2 / 3


def test_insert_update_delete(db: sqlite3.Connection) -> None:
    number = journal.begin_operation(db, operation())
    rep = db.execute("INSERT INTO rep (name, region) VALUES ('王芳', '华东')").lastrowid
    db.execute("UPDATE rep SET region = NULL, ability = 1.25 WHERE id = ?", (rep,))
    db.execute("UPDATE rep SET region = NULL WHERE id = ?", (rep,))
    db.execute("DELETE FROM rep WHERE id = ?", (rep,))
    inserted, updated, deleted = entries(db, number)
    assert inserted == ("rep", rep, "insert", None)
    assert updated == ("rep", rep, "update", {"region": "华东", "ability": "1.0"})
    assert deleted[:3] == ("rep", rep, "delete")
    assert deleted[3] == {
        "id": rep, "name": "王芳", "code": None, "email": None, "phone": None, "region": None, "team": None,
        "manager_id": None, "role": "rep", "senior": 0, "ability": "1.25", "hired_on": None, "left_on": None,
    }  # fmt: skip


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1))
def test_any_text_comes_back_from_the_journal(db: sqlite3.Connection, text: str) -> None:
    number = journal.begin_operation(db, operation())
    rep = db.execute("INSERT INTO rep (name) VALUES (?)", (text,)).lastrowid
    db.execute("UPDATE rep SET name = 'x' || name WHERE id = ?", (rep,))
    assert entries(db, number)[1][3] == {"name": text}


def test_what_is_kept_ready_is_not_recorded(db: sqlite3.Connection) -> None:
    number = journal.begin_operation(db, operation())
    customer = db.execute(
        "INSERT INTO customer (name, name_key, created_on) VALUES ('A', 'a', '2026-11-20')"
    ).lastrowid
    db.execute("UPDATE customer SET next_due_on = '2026-11-23', open_amount = 5 WHERE id = ?", (customer,))
    db.execute("UPDATE customer SET grade = 'B', open_amount = 7 WHERE id = ?", (customer,))
    assert entries(db, number) == [
        ("customer", customer, "insert", None),
        ("customer", customer, "update", {"grade": None}),
    ]


def test_a_change_belongs_to_the_operation_in_progress(db: sqlite3.Connection) -> None:
    first = journal.begin_operation(db, operation("one"))
    db.execute("INSERT INTO rep (name) VALUES ('A')")
    second = journal.begin_operation(db, operation("two"))
    db.execute("INSERT INTO rep (name) VALUES ('B')")
    assert len(entries(db, first)) == len(entries(db, second)) == 1
