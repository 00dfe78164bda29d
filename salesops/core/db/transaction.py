"""Writing: one connection, one transaction, one operation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from sqlite3 import Connection, Error

from salesops.core.db import search
from salesops.core.db.file_id import file_id
from salesops.core.db.journal import Operation, begin_operation
from salesops.core.db.open import WAIT, commit, open_database, sqlite_errors


@contextmanager
def transaction(
    path: Path, operation: Operation, *, dry_run: bool = False, wait: float = WAIT
) -> Iterator[Connection]:
    """A connection whose changes happen wholly or not at all, recorded as one `operation`.

    With `dry_run` everything is done and then taken back, as it is after any exception.
    Raises Busy when the database stays locked for `wait` seconds, and what else `open_database` raises.
    """
    opened = file_id(path)
    with closing(open_database(path, write=True, wait=wait)) as db, sqlite_errors(path):
        db.execute("BEGIN IMMEDIATE")
        try:
            begin_operation(db, operation)
            yield db
            if not dry_run:
                search.flush(db)
                commit(db, path, opened)
        finally:
            # Closing takes it back only when no statement is left, and the traceback of an error may hold one.
            if db.in_transaction:
                with suppress(Error):
                    db.execute("ROLLBACK")
