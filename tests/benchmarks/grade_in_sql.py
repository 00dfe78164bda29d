"""The whole grading as one SQL statement in a bare Python process: DATABASE counts, DATABASE --write stores.

What is stored are grades and scores; the journal records it, as it records every write.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

from dateutil.relativedelta import relativedelta

from salesops.core.db.journal import begin_operation
from salesops.core.db.open import open_database
from tests.benchmarks.data import TODAY
from tests.core.operations import operation

GRADING = Path(__file__).with_name("grading.sql").read_text(encoding="utf-8")
STORE = f"""
    UPDATE customer SET grade = changed.new_grade, grade_score = changed.score
    FROM ({GRADING}) AS changed WHERE changed.id = customer.id"""


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


def main(path: str, write: str = "") -> None:
    """Grade the customers of the database at `path`."""
    db = open_database(Path(path), write=bool(write))
    db.execute("BEGIN IMMEDIATE" if write else "BEGIN")
    if write:
        begin_operation(db, operation("bench"))
        db.execute(STORE, limits(TODAY))
    else:
        print(db.execute(f"SELECT count(*) FROM ({GRADING})", limits(TODAY)).fetchone()[0])
    db.execute("COMMIT")


if __name__ == "__main__":
    main(*sys.argv[1:])
