"""Tables in and out of the database: csv, xlsx, xls. Knows formats, not customers."""

from __future__ import annotations
