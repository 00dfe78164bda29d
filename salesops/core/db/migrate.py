"""Making a database and bringing an older one up to date."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from salesops.core.db import journal
from salesops.core.db.open import APPLICATION_ID, SCHEMA_VERSION, check_version, connect, sqlite_errors
from salesops.core.errors import Conflict, InputOutput
from salesops.core.i18n import _

# Older libraries can corrupt a WAL database in a rare race (fixed in these releases).
_WAL_IS_SAFE_FROM = {(3, 44): (3, 44, 6), (3, 50): (3, 50, 7)}


def create(path: Path, *, currency: str, actor: str, at: str) -> None:
    """Make a new database at `path`, readable by its owner only; `at` is the UTC moment.

    Raises Conflict when something is there already and InputOutput when it cannot be written. What is made is
    moved into place whole: a half-made file never stands at `path`.
    """
    if path.exists():
        raise _taken(path)
    try:
        if not path.parent.is_dir():
            path.parent.mkdir(parents=True, mode=0o700)
        with _draft(path) as draft:
            _fill(draft, currency, actor, at)
            os.link(draft, path)  # unlike a rename, never over a file that came meanwhile
    except OSError as error:
        if path.exists():
            raise _taken(path) from error
        raise InputOutput(
            _("{path} cannot be created: {reason}.").format(path=path, reason=error.strerror)
        ) from error


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    """A private file beside `path` that is gone at the end."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        with sqlite_errors(path):
            yield draft
    finally:
        draft.unlink(missing_ok=True)
        draft.with_name(f"{draft.name}-journal").unlink(missing_ok=True)


def upgrade(path: Path) -> Path | None:
    """Bring the database at `path` up to this version; where the copy of the old one lies, None if none.

    Raises NoDatabase when it is not ours or newer than this program.
    """
    with sqlite_errors(path):
        db = connect(path)
        try:
            version = check_version(db, path, allow_older=True)
            if version == SCHEMA_VERSION:
                return None
            copy = path.with_name(f"{path.name}.v{version}")
            db.execute("VACUUM INTO :copy", {"copy": str(copy)})
            copy.chmod(0o600)
            migrate(db)
            return copy
        finally:
            db.close()


def _taken(path: Path) -> Conflict:
    return Conflict(
        _("There is something at {path} already.").format(path=path),
        _("Name another place with --db, or move it away."),
    )


def migrate(db: sqlite3.Connection) -> None:
    """Run the migrations that `db` lacks, each with its version in one transaction."""
    version = db.execute("PRAGMA user_version").fetchone()[0]
    for number, script in enumerate(migrations(), start=1):
        if number > version:
            _run(db, number, script)


def migrations() -> list[str]:
    """The SQL of every migration, oldest first."""
    folder = files("salesops.core.db") / "migrations"
    scripts = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name
    )
    return [file.read_text(encoding="utf-8") for file in scripts]


def journal_mode(sqlite_version: tuple[int, int, int]) -> str:
    """WAL where this SQLite library is safe with it, else TRUNCATE."""
    fixed = _WAL_IS_SAFE_FROM.get(sqlite_version[:2], (3, 51, 3))
    return "WAL" if sqlite_version >= fixed else "TRUNCATE"


def _fill(path: Path, currency: str, actor: str, at: str) -> None:
    db = connect(path)
    try:
        db.execute(f"PRAGMA journal_mode = {journal_mode(sqlite3.sqlite_version_info)}")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(db)
        db.execute("BEGIN IMMEDIATE")
        journal.install_triggers(db)
        journal.begin_operation(db, journal.Operation("init", actor, at))
        db.execute("INSERT INTO setting (key, value) VALUES ('currency', :currency)", {"currency": currency})
        db.execute("COMMIT")
    finally:
        db.close()


def _run(db: sqlite3.Connection, number: int, script: str) -> None:
    db.execute("BEGIN IMMEDIATE")
    try:
        for statement in _statements(script):
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {number}")
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def _statements(script: str) -> list[str]:
    """The single statements of a script; `executescript` would commit in between."""
    statements, current = [], ""
    for line in script.splitlines(keepends=True):
        current += line
        if sqlite3.complete_statement(current):
            statements.append(current)
            current = ""
    return statements
