"""Databases as earlier versions of salesops left them, with a team's two years in them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from salesops.core.db.migrate import add_functions, migrations
from tests.conftest import DATA


def make_database(path: Path, version: int, *, journal_mode: str = "DELETE") -> Path:
    """A database of an earlier `version`, private as all of them."""
    path.touch(mode=0o600)
    with closing(sqlite3.connect(path)) as db:
        add_functions(db)
        db.executescript((DATA / "versions" / "0001.sql").read_text(encoding="utf-8"))
        for script in migrations()[1:version]:
            db.executescript(script)
        db.execute(f"PRAGMA user_version = {version}")
        db.execute("VACUUM")  # which puts views last: a copy has the same order
        db.execute(f"PRAGMA journal_mode = {journal_mode}")
    return path


def contents(path: Path) -> str:
    """Everything in the file, as SQL, in one order: a copy may hold its views elsewhere."""
    with closing(sqlite3.connect(path)) as db:
        return "\n".join(sorted(db.iterdump()))
