"""What holds for a whole database: its currency, and what its own contracts are called."""

from __future__ import annotations

import sqlite3


def currency(db: sqlite3.Connection) -> str:
    """The ISO code of the one currency of this database."""
    code: str = db.execute("SELECT value FROM setting WHERE key = 'currency'").fetchone()[0]
    return code


def contract_letters(db: sqlite3.Connection) -> str:
    """How given numbers begin: with 合同 in pinyin, unless the database was made in English for another currency."""
    row = db.execute("SELECT value FROM setting WHERE key = 'contract_letters'").fetchone()
    return row[0] if row else "HT"
