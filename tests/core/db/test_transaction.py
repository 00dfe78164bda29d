"""Writing: wholly or not at all, one operation each, and never two at once."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from salesops.core.db.journal import Operation
from salesops.core.db.migrate import create
from salesops.core.db.records import get, insert, update
from salesops.core.db.transaction import transaction
from salesops.core.errors import BadValue, Conflict
from tests.core.operations import AT, operation


@pytest.fixture
def path(tmp_path: Path) -> Path:
    create(tmp_path / "s.db", operation("init"), currency="CNY")
    return tmp_path / "s.db"


def names(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return [name for (name,) in db.execute("SELECT name FROM rep ORDER BY id")]


def operations(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(
            "SELECT command, rep_id, account, at, business_day FROM operation ORDER BY id"
        ).fetchall()


def test_a_write_is_one_operation(path: Path) -> None:
    with transaction(path, operation("rep add")) as db:
        insert(db, "rep", {"name": "A"})
        insert(db, "rep", {"name": "B"})
    with transaction(path, Operation("rep edit", 2, "fang", AT, "2026-10-31")) as db:
        update(db, "rep", 1, {"team": "华东"})
    assert names(path) == ["A", "B"]
    assert operations(path)[1:] == [
        ("rep add", None, "tests", AT, "2026-11-20"),
        ("rep edit", 2, "fang", AT, "2026-10-31"),
    ]


def test_a_dry_run_leaves_the_file_as_it_was(path: Path) -> None:
    before = path.read_bytes()
    with transaction(path, operation("rep add"), dry_run=True) as db:
        insert(db, "rep", {"name": "A"})
        assert db.execute("SELECT count(*) FROM rep").fetchone() == (1,)
    assert path.read_bytes() == before


def test_an_error_takes_everything_back(path: Path) -> None:
    before = path.read_bytes()

    def fail_half_way() -> None:
        with transaction(path, operation("rep add")) as db:
            insert(db, "rep", {"name": "A"})
            db.execute("INSERT INTO rep (name) VALUES ('B')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert path.read_bytes() == before


def test_a_check_of_the_schema_takes_everything_back(path: Path) -> None:
    before = path.read_bytes()
    with (
        pytest.raises(sqlite3.IntegrityError),
        transaction(path, operation("rep add")) as db,
    ):
        insert(db, "rep", {"name": "A", "role": "king"})
    assert path.read_bytes() == before


def test_no_update_is_lost_among_writers(path: Path) -> None:
    """Each writer reads a number and writes the next one; begun late, a transaction would lose some."""
    with transaction(path, operation("rep add")) as db:
        insert(db, "rep", {"name": "counter", "code": "0"})

    def count() -> None:
        for _ in range(20):
            with transaction(path, operation("count")) as db:
                update(db, "rep", 1, {"code": str(int(get(db, "rep", 1)["code"]) + 1)})

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT code FROM rep").fetchone() == ("80",)


def test_text_that_is_no_text_takes_everything_back(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(BadValue), transaction(path, operation("rep add")) as db:
        insert(db, "rep", {"name": "caf\udce9"})
    assert path.read_bytes() == before


def test_what_refers_to_nothing_any_more_is_a_conflict(path: Path) -> None:
    gone = {"customer_id": 99, "name": "李雷"}
    with pytest.raises(Conflict, match="was changed meanwhile"), transaction(path, operation()) as db:
        insert(db, "contact", gone)
