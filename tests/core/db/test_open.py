"""Opening a database: only ours, only this version, never creating one."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from salesops.core.db.migrate import create, journal_mode
from salesops.core.db.open import APPLICATION_ID, SCHEMA_VERSION, open_database
from salesops.core.errors import BadValue, Busy, Conflict, InputOutput, NoDatabase
from tests.core.operations import operation
from tests.core.reading import reading


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A new database whose name holds what a URI must not."""
    path = tmp_path / "a b?c#d%20.db"
    create(path, operation("init"), currency="CNY")
    return path


def test_the_file_is_ours_and_private(path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert db.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_folder_made_for_it_is_private(tmp_path: Path) -> None:
    create(tmp_path / "new" / "s.db", operation("init"), currency="CNY")
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_what_is_there_is_never_overwritten(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(Conflict):
        create(path, operation("init"), currency="USD")
    assert path.read_bytes() == before


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputOutput):
        create(tmp_path / "file" / "s.db", operation("init"), currency="CNY")


def test_opening_settings(path: Path) -> None:
    with closing(open_database(path, write=True)) as db:
        assert _pragmas(db, "foreign_keys", "trusted_schema", "secure_delete", "synchronous") == [1, 0, 1, 3]
        assert _pragmas(db, "cell_size_check", "query_only") == [1, 0]
    with closing(open_database(path, write=False)) as db:
        assert _pragmas(db, "query_only", "trusted_schema") == [1, 0]
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            db.execute("DELETE FROM rep")


def _pragmas(db: sqlite3.Connection, *names: str) -> list[int]:
    return [db.execute(f"PRAGMA {name}").fetchone()[0] for name in names]


def test_a_missing_file_is_not_created(tmp_path: Path) -> None:
    with pytest.raises(NoDatabase, match="no database"):
        open_database(tmp_path / "missing.db", write=True)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoDatabase, match="folder"):
        open_database(tmp_path, write=False)


@pytest.mark.parametrize("content", [b"just a text, longer than a header of SQLite: " * 40, b"\x00" * 4096])
def test_what_is_no_database_is_refused_untouched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(content)
    with pytest.raises(NoDatabase):
        open_database(path, write=True)
    assert path.read_bytes() == content


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.touch()
    with pytest.raises(NoDatabase):
        open_database(path, write=True)
    assert path.read_bytes() == b""


def test_another_programs_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE rep (id INTEGER PRIMARY KEY)")
    before = path.read_bytes()
    with pytest.raises(NoDatabase, match="another program"):
        open_database(path, write=True)
    assert path.read_bytes() == before


@pytest.mark.parametrize(("version", "word"), [(SCHEMA_VERSION + 1, "newer"), (SCHEMA_VERSION - 1, "older")])
def test_another_version_is_refused_untouched(path: Path, version: int, word: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {version}")
    before = path.read_bytes()
    with pytest.raises(NoDatabase, match=word):
        open_database(path, write=True)
    assert path.read_bytes() == before


def test_a_damaged_file_is_refused(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(NoDatabase, match="damaged"), reading(path) as db:
        db.execute("SELECT count(*) FROM customer JOIN rep").fetchall()


def test_a_locked_database_is_busy(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Busy), closing(open_database(path, write=True, wait=0.05)) as db:
            db.execute("BEGIN IMMEDIATE")


def test_a_reader_sees_one_state(path: Path) -> None:
    with reading(path) as db:
        assert db.in_transaction


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "DELETE"),
        ((3, 44, 5), "DELETE"),
        ((3, 44, 6), "WAL"),
        ((3, 45, 9), "DELETE"),
        ((3, 50, 6), "DELETE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 2), "DELETE"),
        ((3, 51, 3), "WAL"),
        ((3, 52, 0), "WAL"),
    ],
)
def test_journal_mode_by_library(version: tuple[int, int, int], mode: str) -> None:
    assert journal_mode(version) == mode


def test_a_moved_copy_works(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(path, copy)
    with reading(copy) as db:
        assert db.execute("SELECT value FROM setting WHERE key = 'currency'").fetchone() == ("CNY",)


@pytest.mark.parametrize("value", ["caf\udce9", 2**63])
def test_a_value_that_sqlite_cannot_hold(path: Path, value: object) -> None:
    with pytest.raises(BadValue), reading(path) as db:
        db.execute("SELECT ?", (value,))
