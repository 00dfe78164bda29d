"""Writing: one session, one transaction, one operation."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool
from sqlmodel import Session

from salesops.core.db import journal
from salesops.core.db.open import WAIT, open_database, sqlite_errors, translated


@contextmanager
def writing(
    path: Path, *, command: str, actor: str, at: str, dry_run: bool = False, wait: float = WAIT
) -> Iterator[Session]:
    """A session whose changes happen wholly or not at all, recorded as one operation.

    `at` is the UTC moment. With `dry_run` everything is done and then taken back.
    Raises Busy when the database stays locked for `wait` seconds, and what else `open_database` raises.
    """
    engine = create_engine(
        "sqlite://",
        creator=lambda: open_database(path, write=True, wait=wait),
        poolclass=NullPool,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin_immediate)
    try:
        with sqlite_errors(path), Session(engine, expire_on_commit=False) as session:
            journal.begin_operation(raw(session), command, actor, at)
            yield session
            session.flush()
            session.rollback() if dry_run else session.commit()
    except DBAPIError as error:
        raise translated(cast(sqlite3.Error, error.orig), path) from error


def raw(session: Session) -> sqlite3.Connection:
    """The SQLite connection under `session`, its pending changes flushed: for reads and bulk work."""
    session.flush()
    return cast(sqlite3.Connection, session.connection().connection.driver_connection)


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
