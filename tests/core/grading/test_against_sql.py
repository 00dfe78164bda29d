"""The grades of a large made-up team against those of one SQL statement, written independently."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from random import Random
from sqlite3 import Connection

from salesops.core.db.journal import begin_operation
from salesops.core.db.open import open_database
from salesops.core.grading import reads
from tests.benchmarks.data import TODAY, build
from tests.benchmarks.grade_in_sql import GRADING, limits
from tests.core.operations import operation


def test_the_grades_are_those_of_one_sql_statement(tmp_path: Path) -> None:
    path = tmp_path / "made_up.db"
    build(path, customers=3_000, contracts=9_000)
    with closing(open_database(path, write=True)) as db:
        db.execute("BEGIN")
        _vary(db, Random(3))
        found = reads.regrade(db, as_of=TODAY)
        expected = db.execute(GRADING, limits(TODAY)).fetchall()
        db.execute("ROLLBACK")
    ours = [(each.customer_id, each.from_grade, each.to_grade, each.score) for each in found.changes]
    assert sorted(ours) == sorted(expected)
    assert {each.reason for each in found.changes} >= {
        "score",
        "held",
        "key_account",
        "ready_to_buy",
        "dormant",
    }


def _vary(db: Connection, chance: Random) -> None:
    """Make every rule matter for somebody."""
    begin_operation(db, operation())
    for one in range(1, 3_001):
        plan = chance.choice([None, 0, 1]) if chance.random() < 0.3 else None
        grade = chance.choice([None, "A", "B", "C"])
        db.execute("UPDATE customer SET grade = ?, expansion_plan = ? WHERE id = ?", (grade, plan, one))
    db.execute("UPDATE contract SET end_on = '2027-01-01' WHERE id % 5 = 0")
    db.execute("DELETE FROM followup WHERE customer_id % 3 = 0")
    db.execute("UPDATE customer SET last_touch_on = NULL WHERE id % 3 = 0")
