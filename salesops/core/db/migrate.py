"""Making a database and bringing an older one up to date."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from types import MappingProxyType
from unicodedata import is_normalized, normalize

from salesops.core.db import search
from salesops.core.db.drafts import draft_of, make_folder, publish
from salesops.core.db.file_id import file_id
from salesops.core.db.journal import Operation, begin_operation, install_triggers
from salesops.core.db.open import (
    APPLICATION_ID,
    MIGRATIONS,
    SCHEMA_VERSION,
    WAIT,
    check_version,
    commit,
    configure,
    connect,
    sqlite_errors,
)
from salesops.core.errors import Conflict, InputOutput, NoDatabase
from salesops.core.i18n import _
from salesops.core.refusals import reason
from salesops.core.values.names import name_key

# Older libraries can corrupt a WAL database in a rare race (fixed in these releases).
_WAL_IS_SAFE_FROM = {(3, 44): (3, 44, 6), (3, 50): (3, 50, 7)}
_SIDE_FILES = ("-journal", "-wal", "-shm")

Fill = Callable[[sqlite3.Connection], None]


def create(
    path: Path,
    operation: Operation,
    *,
    currency: str,
    settings: Mapping[str, str] = MappingProxyType({}),
    fill: Fill | None = None,
) -> None:
    """Make a new database at `path`, readable by its owner only; the first entry of its journal is `operation`.

    `settings` hold for all of it, beside its currency.

    It gets its name when it is whole, with what `fill` writes in the same transaction: whatever happens before,
    nothing stands at `path`. Raises Conflict when something is there or was left beside it, and InputOutput when
    it cannot be written.
    """
    refuse_what_is_there(path)
    try:
        make_folder(path.parent)
        with draft_of(path) as draft, sqlite_errors(path):
            _make(draft, operation, {"currency": currency, **settings}, fill)
            _publish(draft, path)
    except OSError as error:
        raise InputOutput(
            _("{path} cannot be created: {reason}.").format(path=path, reason=reason(error))
        ) from error


def upgrade(path: Path, *, wait: float = WAIT) -> Path | None:
    """Bring the database at `path` up to this version; where the copy of the old one lies, None if none was needed.

    Raises NoDatabase when it is not ours, newer than this program, or refers to records that are missing.
    """
    opened = file_id(path)
    with sqlite_errors(path), closing(connect(path, wait=wait)) as db:
        if check_version(db, path, allow_older=True) == SCHEMA_VERSION:
            return None
        configure(db, write=True)
        # A table that is made anew is dropped while others refer to it. Inside a transaction this does nothing.
        db.execute("PRAGMA foreign_keys = OFF")
        with _transaction(db):
            version = check_version(db, path, allow_older=True)  # somebody may have been faster
            if version == SCHEMA_VERSION:
                return None
            with draft_of(path) as draft:
                _copy(path, draft)
                migrate(db)
                _check_references(db, path)
                copy = _publish_copy(draft, path, version)
            commit(db, path, opened)
    return copy


def migrate(db: sqlite3.Connection) -> None:
    """Run the migrations that `db` lacks, in the transaction of the caller."""
    add_functions(db)
    (version,) = db.execute("PRAGMA user_version").fetchone()
    for script in migrations()[version:]:
        for statement in _statements(script):
            db.execute(statement)
    search.refill(db)
    db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def add_functions(db: sqlite3.Connection) -> None:
    """What migrations ask of text that SQLite does not know."""
    db.create_function("nfc", 1, lambda text: text and normalize("NFC", text))
    db.create_function("is_nfc", -1, lambda *texts: all(is_normalized("NFC", text) for text in texts if text))
    db.create_function("name_key", 1, name_key)


def migrations() -> list[str]:
    """The SQL of every migration, oldest first: the first one makes version 1."""
    names = sorted(name for name in os.listdir(MIGRATIONS) if name.endswith(".sql"))
    return [Path(MIGRATIONS, name).read_text(encoding="utf-8") for name in names]


def journal_mode(sqlite_version: tuple[int, int, int]) -> str:
    """WAL where this SQLite library is safe with it, else DELETE."""
    fixed = _WAL_IS_SAFE_FROM.get(sqlite_version[:2], (3, 51, 3))
    return "WAL" if sqlite_version >= fixed else "DELETE"


def refuse_what_is_there(path: Path) -> None:
    """Raise Conflict when something is at `path`, or was left beside it by a database that is gone."""
    left = [side for end in _SIDE_FILES if os.path.lexists(side := path.with_name(path.name + end))]
    if os.path.lexists(path):
        raise _taken(path, left)
    if left:
        raise Conflict(
            _("{side} was left by a database that is not at {path} now, and would damage a new one.").format(
                side=left[0], path=path
            ),
            _("Put that database back, or move away: {files}.").format(files=", ".join(map(str, left))),
        )


def _taken(path: Path, side_files: list[Path]) -> Conflict:
    together = ", ".join(map(str, [path, *side_files]))
    return Conflict(
        _("There is something at {path} already.").format(path=path),
        _("Name another place with --db, or move away all of it: {files}.").format(files=together)
        if side_files
        else _("Name another place with --db, or move it away."),
    )


def _make(path: Path, operation: Operation, settings: Mapping[str, str], fill: Fill | None) -> None:
    with closing(connect(path)) as db:
        configure(db, write=True)
        with _transaction(db):
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            migrate(db)
            install_triggers(db)
            search.install_triggers(db)
            begin_operation(db, operation)
            db.executemany("INSERT INTO setting (key, value) VALUES (?, ?)", settings.items())
            if fill:
                fill(db)
            search.flush(db)
            db.execute("COMMIT")
        # Last: what WAL cannot carry over into the file when it is closed is lost without an error.
        db.execute(f"PRAGMA journal_mode = {journal_mode(sqlite3.sqlite_version_info)}")


def _publish(draft: Path, path: Path) -> None:
    try:
        publish(draft, path)
    except FileExistsError as error:
        raise _taken(path, []) from error


def _copy(path: Path, draft: Path) -> None:
    """Over a connection of its own, because the one that holds the lock is in a transaction."""
    with closing(connect(path)) as db:
        db.execute("VACUUM INTO :draft", {"draft": str(draft)})


def _publish_copy(draft: Path, path: Path, version: int) -> Path:
    """The name that the copy of the old database gets: x.db.v1, else x.db.v1-2, x.db.v1-3 …"""
    for number in count(1):
        copy = path.with_name(f"{path.name}.v{version}" + (f"-{number}" if number > 1 else ""))
        try:
            publish(draft, copy)
        except FileExistsError:
            continue
        break
    return copy


def _check_references(db: sqlite3.Connection, path: Path) -> None:
    lost = db.execute('SELECT "table", count(*) FROM pragma_foreign_key_check GROUP BY 1').fetchall()
    if lost:
        raise NoDatabase(
            _("{path} cannot be brought up to date: some records refer to missing ones ({tables}).").format(
                path=path, tables=", ".join(f"{table}: {count}" for table, count in lost)
            ),
            _("Nothing was changed."),
        )


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Holds the lock for writing; what is not committed at the end is taken back."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


def _statements(script: str) -> list[str]:
    """The single statements of a script; `executescript` would commit in between."""
    statements, current = [], ""
    for line in script.splitlines(keepends=True):
        current += line
        if sqlite3.complete_statement(current):
            statements.append(current)
            current = ""
    return [*statements, current] if current.strip() else statements
