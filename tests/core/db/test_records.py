"""Single records: added, changed, read back and removed, with what the tables themselves hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from salesops.core.db import records
from salesops.core.db.migrate import create
from salesops.core.db.transaction import transaction
from salesops.core.errors import Conflict
from tests.core.operations import operation


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    create(tmp_path / "s.db", operation("init"), currency="CNY")
    with transaction(tmp_path / "s.db", operation(), dry_run=True) as db:
        yield db


def test_a_record_comes_back_as_it_was_written(db: sqlite3.Connection) -> None:
    wang = records.insert(db, "rep", {"name": "王芳", "senior": True, "ability": 1.25})
    li = records.insert(db, "rep", {"name": "李娜", "manager_id": wang})
    assert (wang, li) == (1, 2)
    assert records.get(db, "rep", wang) == {
        "id": 1, "name": "王芳", "code": None, "email": None, "phone": None, "region": None, "team": None,
        "manager_id": None, "role": "rep", "senior": 1, "ability": 1.25, "hired_on": None, "left_on": None,
    }  # fmt: skip
    assert records.get(db, "rep", li)["manager_id"] == wang


def test_only_what_is_given_changes(db: sqlite3.Connection) -> None:
    wang, li = (records.insert(db, "rep", {"name": name, "team": "华东"}) for name in ("王芳", "李娜"))
    records.update(db, "rep", wang, {"team": None, "senior": True})
    records.update(db, "rep", wang, {})
    rep = records.get(db, "rep", wang)
    assert (rep["name"], rep["team"], rep["senior"]) == ("王芳", None, 1)
    assert records.get(db, "rep", li)["team"] == "华东"


def test_a_removed_record_is_gone_and_its_id_is_not_used_again(db: sqlite3.Connection) -> None:
    wang = records.insert(db, "rep", {"name": "王芳"})
    records.delete(db, "rep", wang)
    assert db.execute("SELECT count(*) FROM rep").fetchone() == (0,)
    assert records.insert(db, "rep", {"name": "李娜"}) == wang + 1


def test_what_is_not_there_is_neither_read_nor_changed(db: sqlite3.Connection) -> None:
    with pytest.raises(Conflict, match="removed meanwhile"):
        records.get(db, "rep", 7)
    with pytest.raises(Conflict, match="removed meanwhile"):
        records.update(db, "rep", 7, {"name": "王芳"})


def test_a_code_belongs_to_one_record(db: sqlite3.Connection) -> None:
    wang = records.insert(db, "rep", {"name": "王芳", "code": "S1"})
    records.check_code(db, "rep", "S1", record_id=wang)
    records.check_code(db, "rep", "S2")
    records.check_code(db, "rep", None)
    with pytest.raises(Conflict, match="S1 belongs to 王芳"):
        records.check_code(db, "rep", "S1")
    with pytest.raises(Conflict):
        records.check_code(db, "rep", "S1", record_id=wang + 1)
