"""What holds for a whole database: its currency."""

from __future__ import annotations

import sqlite3


def currency(db: sqlite3.Connection) -> str:
    """The ISO code of the one currency of this database."""
    code: str = db.execute("SELECT value FROM setting WHERE key = 'currency'").fetchone()[0]
    return code
