"""Version 13: a step knows the touch in which it was agreed, in databases of before, too."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from salesops.core.db.migrate import upgrade
from tests.core.db.versions import make_database

BEFORE = 12
COLUMNS = "customer_id, status, due_on, objective, occurred_on, next_step, next_on, recorded_at"
TOUCH, STEP = ("done", None, None, "2026-11-20"), ("planned", "2026-12-04")


def write(db: sqlite3.Connection, *rows: tuple[object, ...]) -> list[int]:
    """As one operation of before: its follow-ups and their entries in the journal."""
    operation = db.execute(
        "INSERT INTO operation (command, account, at, business_day)"
        " VALUES ('followup log', 'test', '2026-11-20T08:00:00Z', '2026-11-20')"
    ).lastrowid
    numbers = []
    for row in rows:
        marks = ", ".join("?" * 7)
        sql = f"INSERT INTO followup ({COLUMNS}) VALUES ({marks}, '2026-11-20T08:00:00Z')"
        numbers.append(db.execute(sql, row).lastrowid or 0)
        db.execute(
            "INSERT INTO journal (operation_id, record, record_id, change) VALUES (?, 'followup', ?, 'insert')",
            (operation, numbers[-1]),
        )
    return numbers


def test_older_steps_know_the_touch_in_which_they_were_agreed(tmp_path: Path) -> None:
    path = make_database(tmp_path / "salesops.db", BEFORE)
    agreed = ("报价", "2026-12-04")
    step = (1, *STEP, "报价", None, None, None)
    with closing(sqlite3.connect(path)) as db, db:
        touch, step_of_it = write(db, (1, *TOUCH, *agreed), step)
        (apart,) = write(db, step)
        nameless, moved = write(
            db, (1, *TOUCH, None, "2026-12-04"), (1, "planned", "2026-12-07", None, *[None] * 3)
        )
        _one, _other, of_either = write(db, (1, *TOUCH, *agreed), (1, *TOUCH, *agreed), step)
        _theirs, elsewhere = write(db, (2, *TOUCH, *agreed), step)
    upgrade(path)
    with closing(sqlite3.connect(path)) as db:
        found = dict(db.execute("SELECT id, agreed_in_id FROM followup WHERE id >= ?", (touch,)))
    assert {number: touch for number, touch in found.items() if touch} == {step_of_it: touch, moved: nameless}
    assert {apart, of_either, elsewhere} <= found.keys()
