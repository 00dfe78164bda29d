"""The one SQLite file: opening it, changing it in transactions, its schema and its journal."""

from __future__ import annotations
