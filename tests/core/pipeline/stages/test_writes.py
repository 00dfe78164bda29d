from __future__ import annotations

from datetime import date
from sqlite3 import Connection

import pytest

from salesops.core.pipeline.stages.reads import days_of_changes, history
from salesops.core.pipeline.stages.writes import record_stages
from tests.core.pipeline.conftest import TODAY, WANG, YUNFAN, rows

HISTORY = """
    SELECT from_stage, to_stage, changed_on, changed_by_id FROM stage_change
    WHERE opportunity_id = ? ORDER BY id"""


def deal(db: Connection, number: int, stage: str, opened: str, closed: str | None = None) -> int:
    db.execute(
        "INSERT INTO opportunity (id, customer_id, name, stage, opened_on, closed_on) VALUES (?, ?, 'ERP', ?, ?, ?)",
        (number, YUNFAN, stage, opened, closed),
    )
    return number


def change(db: Connection, number: int, **facts: object) -> None:
    wanted = ", ".join(f"{name} = :{name}" for name in facts)
    db.execute(f"UPDATE opportunity SET {wanted} WHERE id = :id", {**facts, "id": number})


def record(db: Connection, *numbers: int, on: date = TODAY, by: int | None = WANG) -> None:
    record_stages(db, numbers or None, on=on, by=by)


def entries(db: Connection) -> int:
    (count,) = rows(db, "SELECT count(*) FROM journal WHERE record = 'stage_change'")[0]
    assert isinstance(count, int)
    return count


def test_an_imported_open_one_starts_in_its_stage(db: Connection) -> None:
    deal(db, 1, "proposal", "2026-09-01")
    record(db)
    assert rows(db, HISTORY, 1) == [(None, "proposal", "2026-09-01", WANG)]


def test_an_imported_closed_one_went_from_first_contact_to_its_end(db: Connection) -> None:
    deal(db, 1, "lost", "2026-09-01", "2026-10-08")
    record(db)
    assert rows(db, HISTORY, 1) == [
        (None, "contacted", "2026-09-01", WANG),
        ("contacted", "lost", "2026-10-08", WANG),
    ]


def test_a_second_time_nothing_is_written(db: Connection) -> None:
    deal(db, 1, "won", "2026-09-01", "2026-10-08")
    deal(db, 2, "contacted", "2026-09-01")
    record(db)
    before = entries(db)
    record(db)
    record(db, 1, 2)
    assert entries(db) == before


def test_changes_follow_one_another_within_a_day(db: Connection) -> None:
    deal(db, 1, "contacted", "2026-11-20")
    record(db)
    for stage in ("negotiation", "contacted", "proposal"):
        change(db, 1, stage=stage)
        record(db, 1)
    assert [row[:2] for row in rows(db, HISTORY, 1)] == [
        (None, "contacted"),
        ("contacted", "negotiation"),
        ("negotiation", "contacted"),
        ("contacted", "proposal"),
    ]
    assert days_of_changes(db, 1) == [TODAY] * 4


def test_corrected_days_are_corrected_in_the_history(db: Connection) -> None:
    deal(db, 1, "won", "2026-09-01", "2026-10-08")
    record(db)
    change(db, 1, opened_on="2026-08-15", closed_on="2026-10-09")
    record(db)
    assert [row[2] for row in rows(db, HISTORY, 1)] == ["2026-08-15", "2026-10-09"]


def test_only_those_asked_for_are_touched(db: Connection) -> None:
    deal(db, 1, "contacted", "2026-09-01")
    deal(db, 2, "contacted", "2026-09-01")
    record(db, 2)
    assert rows(db, HISTORY, 1) == []
    assert len(rows(db, HISTORY, 2)) == 1


def test_the_history_as_people_read_it(db: Connection) -> None:
    deal(db, 1, "contacted", "2026-09-01")
    record(db)
    change(db, 1, stage="proposal")
    record(db, on=date(2026, 10, 1), by=None)
    found = history(db, 1, today=TODAY)
    assert [(span.stage, span.days, span.by) for span in found] == [
        ("contacted", 30, "王芳"),
        ("proposal", 50, None),
    ]


@pytest.mark.parametrize("number", [1, 5000])
def test_many_at_once(db: Connection, number: int) -> None:
    facts = [(n, YUNFAN, "2026-09-01", "2026-10-08") for n in range(1, 5001)]
    db.executemany(
        "INSERT INTO opportunity (id, customer_id, name, stage, opened_on, closed_on) VALUES (?, ?, 'x', 'won', ?, ?)",
        facts,
    )
    record(db, *range(1, 5001))
    assert len(rows(db, HISTORY, number)) == 2
