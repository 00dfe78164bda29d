"""From a file to records: headings matched to fields, rows parsed, planned and stored. Knows fields, not formats."""

from __future__ import annotations
