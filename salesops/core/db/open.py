"""The one place that opens a database file."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from salesops.core.errors import BadData, BadValue, Busy, Conflict, InputOutput, NoDatabase, SalesopsError
from salesops.core.i18n import _
from salesops.core.values.money import SumTooLarge
from salesops.core.values.text import shown

if TYPE_CHECKING:
    from salesops.core.db.file_id import FileId

APPLICATION_ID = 0x53_4F_70_73  # "SOps", in the file's header
MIGRATIONS = os.path.join(os.path.dirname(__file__), "migrations")
SCHEMA_VERSION = sum(name.endswith(".sql") for name in os.listdir(MIGRATIONS))  # 20 µs at start
# What Python says, without a code, of text that it cannot read, and of a function that is given such text.
_NOT_UTF_8 = ("Could not decode to UTF-8", "user-defined function raised exception")
_AS_THE_SYSTEM_SAYS = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_PERM: errno.EACCES,
}
WAIT = 30.0  # seconds for somebody else's write to end


def open_database(path: Path, *, write: bool, wait: float = WAIT) -> sqlite3.Connection:
    """Open the database at `path`, which must exist and be of this version.

    Raises NoDatabase when it is missing, a folder, not ours, or of another version; Busy when it stays locked
    for `wait` seconds.
    """
    _refuse_what_is_no_file(path)
    with sqlite_errors(path):
        db = connect(path, wait=wait)
        try:
            check_version(db, path)
            configure(db, write=write)
            if write:
                from salesops.core.db import journal, search

                journal.install_triggers(db)
                search.install_triggers(db)
        except BaseException:
            db.close()
            raise
    return db


def open_view(path: Path, *, wait: float = WAIT) -> sqlite3.Connection:
    """A connection that sees one consistent state of the database and cannot change it. Raises as `open_database`."""
    db = open_database(path, write=False, wait=wait)
    db.execute("BEGIN")
    return db


def commit(db: sqlite3.Connection, path: Path, opened: FileId | None) -> None:
    """Commit to the file that was `opened` at `path`; `file_id` tells which that was.

    Raises InputOutput when another one is there: before the commit nothing is changed, after it that is not known.
    """
    from salesops.core.db.file_id import check_file

    check_file(path, opened)
    try:
        db.execute("COMMIT")
    except sqlite3.DatabaseError as error:
        raise translated(error, path, committing=True) from error
    check_file(path, opened, committed=True)


def connect(path: Path, *, mode: str = "rw", wait: float = WAIT) -> sqlite3.Connection:
    """A bare connection in autocommit; `mode` rw never creates a file."""
    quoted = str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    uri = f"file:{quoted}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None)


@contextmanager
def sqlite_errors(path: Path) -> Iterator[None]:
    """Say in the user's words what SQLite says in its own, also of a value that it cannot hold."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise translated(error, path) from error
    except UnicodeEncodeError as error:  # bytes of a command line that are no UTF-8 came as surrogates
        raise BadValue(
            _("{text} is not valid text.").format(text=shown(error.object)), _("Write it in UTF-8.")
        ) from error
    except SumTooLarge as error:
        raise _too_large_a_sum(path) from error
    except OverflowError as error:
        raise BadValue(_("A number is too large."), _("Give a smaller one.")) from error


def translated(error: sqlite3.Error, path: Path, *, committing: bool = False) -> SalesopsError:
    """The error of ours that stands for SQLite's `error` on the file `path`.

    With `committing` it came from COMMIT itself: after a failed read or write nobody knows whether that happened.
    """
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Busy(_("Somebody else is writing to {path}.").format(path=path), _("Try again in a moment."))
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return NoDatabase(_("{path} is damaged or is no database.").format(path=path))
    if code in _AS_THE_SYSTEM_SAYS:
        from salesops.core.refusals import reason

        system_error = OSError(_AS_THE_SYSTEM_SAYS[code], str(error))
        unknown = committing and code == sqlite3.SQLITE_IOERR
        return InputOutput(
            _("{path} cannot be written: {reason}.").format(path=path, reason=reason(system_error)),
            _("Check the disk, then whether what you entered is there.")
            if unknown
            else _("Nothing was changed. Check the disk's space and the file's permissions."),
        )
    if getattr(error, "sqlite_errorname", "") == "SQLITE_CONSTRAINT_FOREIGNKEY":
        return Conflict(_("What this refers to was changed meanwhile."), _("Look again, then try again."))
    if "integer overflow" in str(error):
        return _too_large_a_sum(path)
    if code == sqlite3.SQLITE_CANTOPEN:
        return NoDatabase(_("{path} cannot be opened.").format(path=path), _("Check its permissions."))
    if str(error).startswith(_NOT_UTF_8):
        return NoDatabase(
            _("{path} holds text that is not UTF-8.").format(path=path),
            _("Correct it with the program that wrote it."),
        )
    raise error


def _too_large_a_sum(path: Path) -> BadData:
    return BadData(
        _("The amounts in {path} are too large to be added up.").format(path=path),
        _("Look for one with too many digits, and correct it."),
    )


def _refuse_what_is_no_file(path: Path) -> None:
    if path.is_dir():
        raise NoDatabase(_("{path} is a folder, not a database.").format(path=path), _hint_init())
    if not path.exists():
        raise NoDatabase(_("There is no database at {path}.").format(path=path), _hint_init())


def _hint_init() -> str:
    return _("Create one with `salesops init`, or name another with --db.")


def check_version(db: sqlite3.Connection, path: Path, *, allow_older: bool = False) -> int:
    """The schema version of a database of ours; NoDatabase when it is another program's or another version's."""
    application = db.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION_ID:
        raise NoDatabase(_("{path} belongs to another program.").format(path=path), _hint_init())
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise NoDatabase(
            _("{path} was written by a newer salesops.").format(path=path), _("Upgrade this one to open it.")
        )
    if version < SCHEMA_VERSION and not allow_older:
        raise NoDatabase(
            _("{path} was written by an older salesops.").format(path=path),
            _("Bring it up to date with `salesops init`."),
        )
    return version


def configure(db: sqlite3.Connection, *, write: bool) -> None:
    """Set what holds for this connection only."""
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA cell_size_check = ON")
    db.execute("PRAGMA temp_store = MEMORY")  # else a full /tmp would look like a full disk
    if write:
        # A rollback journal that was removed comes back after a power cut, and takes the commit back, unless its
        # folder is synced: only EXTRA does that. With WAL it is the same as FULL.
        db.execute("PRAGMA synchronous = EXTRA")
        db.execute("PRAGMA secure_delete = ON")
        db.execute("PRAGMA cache_size = -65536")  # KiB: a batch that rewrites indexes needs them at hand
    else:
        db.execute("PRAGMA query_only = ON")
