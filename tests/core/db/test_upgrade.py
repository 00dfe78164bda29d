"""Upgrades from every earlier version, with data in it: whole or not at all, and nothing lost."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from salesops.core.db.journal import DERIVED_COLUMNS
from salesops.core.db.migrate import create, upgrade
from salesops.core.db.open import MIGRATIONS, SCHEMA_VERSION
from salesops.core.errors import Busy, InputOutput, NoDatabase
from tests.conftest import CommandLine
from tests.core.db.versions import contents, make_database
from tests.core.operations import operation

RECORDS = ("rep", "customer", "contact", "opportunity", "contract", "followup", "stage_change", "target")


@pytest.fixture(params=["DELETE", "WAL"])
def journal_mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=range(1, SCHEMA_VERSION))
def old(request: pytest.FixtureRequest, tmp_path: Path, journal_mode: str) -> Path:
    """A database of an earlier version."""
    return make_database(tmp_path / "salesops.db", request.param, journal_mode=journal_mode)


def test_the_migrations_are_numbered_without_a_gap() -> None:
    names = sorted(os.listdir(MIGRATIONS))
    assert [name[:5] for name in names] == [f"{number:04}_" for number in range(1, len(names) + 1)]


def test_what_is_up_to_date_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    create(path, operation("init"), currency="CNY")
    before = path.read_bytes()
    assert upgrade(path) is None
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["s.db"]


def test_nothing_is_lost(old: Path) -> None:
    version, before, dump = _version(old), _records(old), contents(old)
    sequences = _sequences(old)
    copy = upgrade(old)
    assert copy == old.with_name(f"salesops.db.v{version}")
    assert contents(copy) == dump
    assert _version(old) == SCHEMA_VERSION
    assert _records(old, like=before) == before
    assert {table: max(last, _sequences(old)[table]) for table, last in sequences.items()} == _sequences(
        old, like=sequences
    )  # an id that was given once never is again: the journal knows records by it
    assert [stat.S_IMODE(each.stat().st_mode) for each in (old, copy)] == [0o600, 0o600]
    with closing(sqlite3.connect(old)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_commands_go_on_with_it(old: Path) -> None:
    run, version = CommandLine(old, today="2026-11-24"), _version(old)
    refused = run("followup", "due")
    assert (refused.code, "salesops init" in refused.err) == (8, True)
    assert run.ok("init", "--json").json["upgraded_from"] == f"{old}.v{version}"
    run.ok("followup", "due")
    run.ok("followup", "log", "明辉制造", "phone", "It goes on", "--next", "visit", "--on", "+2d")
    run.ok("opportunity", "edit", "云帆科技 ERP", "--close", "2027-03-01")
    run.ok("customer", "show", "明辉制造")
    run.ok("grade", "run")
    run.ok("review", "month")


def test_copies_never_collide(old: Path) -> None:
    before, version = contents(old), _version(old)
    for name in (f"salesops.db.v{version}", f"salesops.db.v{version}-2", f"salesops.db.v{version}-3"):
        copy = upgrade(old)
        assert copy == old.with_name(name)
        shutil.copy(copy, old)
    assert {contents(each) for each in old.parent.glob("*.v*")} == {before}


def test_a_record_that_refers_to_a_missing_one_stops_it(old: Path) -> None:
    with closing(sqlite3.connect(old)) as db, db:
        db.execute("UPDATE contact SET customer_id = 999 WHERE id = 1")
    before = contents(old)
    with pytest.raises(NoDatabase, match="contact: 1"):
        upgrade(old)
    _is_untouched(old, before)


def test_one_that_is_written_to_is_busy(old: Path) -> None:
    with closing(sqlite3.connect(old, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy):
            upgrade(old, wait=0.05)


def test_an_error_at_any_statement_changes_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(old)
    for number in count(1):
        with monkeypatch.context() as patch:
            patch.setattr(sqlite3, "connect", _failing_at(number))
            try:
                upgrade(old)
            except InputOutput:
                pass
            else:
                break
        assert contents(old) == before
    assert number > 10
    assert _version(old) == SCHEMA_VERSION


def test_a_kill_at_any_moment_changes_nothing(old: Path) -> None:
    before, steps = contents(old), _steps(old)
    for part in range(1, 10):
        assert (
            _in_a_child(lambda part=part: _upgrade_killed_after(steps * part // 10, old)) == -signal.SIGKILL
        )
        assert contents(old) == before
    assert upgrade(old) is not None
    assert _version(old) == SCHEMA_VERSION


def test_of_two_at_once_one_does_it(old: Path) -> None:
    before = contents(old)
    children = [_child(lambda: upgrade(old)) for _ in range(4)]
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * 4
    (copy,) = old.parent.glob("*.v*")
    assert contents(copy) == before
    assert _version(old) == SCHEMA_VERSION


def _version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        version: int = db.execute("PRAGMA user_version").fetchone()[0]
        return version


def _records(
    path: Path, like: dict[str, list[dict[str, Any]]] | None = None
) -> dict[str, list[dict[str, Any]]]:
    """What people entered, by table; of each record the columns that `like` has."""
    with closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        records = {
            table: [dict(row) for row in db.execute(f"SELECT * FROM {table} ORDER BY id")]
            for table in RECORDS
        }
    for table, rows in records.items():
        columns = (like or records)[table][0].keys() - set(DERIVED_COLUMNS.get(table, ()))
        records[table] = [{column: row[column] for column in sorted(columns)} for row in rows]
    return records


def _sequences(path: Path, like: dict[str, int] | None = None) -> dict[str, int]:
    """The last id that was given, by table."""
    with closing(sqlite3.connect(path)) as db:
        last = dict(db.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    return {table: last.get(table, 0) for table in like or last}


def _is_untouched(path: Path, before: str) -> None:
    assert contents(path) == before
    assert os.listdir(path.parent) == [path.name]


def _failing_at(number: int) -> Callable[..., sqlite3.Connection]:
    """What opens connections whose statements together fail at the given one."""
    statements, connect = count(1), sqlite3.connect

    class Failing(sqlite3.Connection):
        def execute(self, *arguments: Any) -> sqlite3.Cursor:
            if next(statements) == number:
                error = sqlite3.OperationalError("disk I/O error")
                error.sqlite_errorcode = sqlite3.SQLITE_IOERR
                raise error
            return super().execute(*arguments)

    return lambda *arguments, **options: connect(*arguments, **options, factory=Failing)


@contextmanager
def _after_each_step(do: Callable[[], None]) -> Iterator[None]:
    """Call `do` after every hundred instructions of SQLite on any connection."""
    connect = sqlite3.connect

    def watched(*arguments: Any, **options: Any) -> sqlite3.Connection:
        db = connect(*arguments, **options)
        db.set_progress_handler(do, 100)  # None, what `do` returns, lets it go on
        return db

    sqlite3.connect = watched
    try:
        yield
    finally:
        sqlite3.connect = connect


def _steps(path: Path) -> int:
    """How many steps an upgrade takes."""
    steps = count()
    copy = Path(shutil.copy(path, path.with_name("steps")))
    with _after_each_step(lambda: next(steps) and None):
        upgrade(copy)
    for file in path.parent.glob("steps*"):
        file.unlink()
    return next(steps)


def _upgrade_killed_after(steps: int, path: Path) -> None:
    taken = count()
    with _after_each_step(lambda: os.kill(os.getpid(), signal.SIGKILL) if next(taken) >= steps else None):
        upgrade(path)


def _in_a_child(do: Callable[[], object]) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(_child(do), 0)[1])


def _child(do: Callable[[], object]) -> int:
    child = os.fork()
    if child == 0:
        try:
            do()
            os._exit(0)
        finally:
            os._exit(1)
    return child
