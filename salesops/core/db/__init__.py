"""The one SQLite file: opening it, changing it in transactions, its schema and its journal."""

from __future__ import annotations

from salesops.core.db.open import open_database, reading

__all__ = ["open_database", "reading"]
