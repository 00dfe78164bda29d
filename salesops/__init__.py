"""salesops: a sales team's customers, grades, follow-ups, targets and reviews in one SQLite file."""

from __future__ import annotations

__version__ = "0.1.0"
