"""The whole grading as one SQL statement in a bare Python process; the database given stays as it was."""

from __future__ import annotations

import sqlite3
import sys
from datetime import date, timedelta
from pathlib import Path

from dateutil.relativedelta import relativedelta

from tests.benchmarks.data import TODAY

GRADING = Path(__file__).with_name("grading.sql").read_text(encoding="utf-8")


def limits(as_of: date) -> dict[str, str]:
    """The days that the statement goes by, with the thresholds of the built-in policy."""
    days = {
        "as_of": as_of,
        "since": as_of - relativedelta(months=12),
        "pipeline_until": as_of + timedelta(days=90),
        "wanted_until": as_of + relativedelta(months=3),
        "silent_since": as_of - timedelta(days=180),
    }
    return {name: day.isoformat() for name, day in days.items()}


if __name__ == "__main__":
    db = sqlite3.connect(sys.argv[1], isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    print(db.execute(GRADING, limits(TODAY)).rowcount)
    db.execute("ROLLBACK")
