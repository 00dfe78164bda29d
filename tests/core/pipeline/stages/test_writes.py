from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import Session

from salesops.core.db.session import raw
from salesops.core.pipeline.stages.reads import days_of_changes, history
from salesops.core.pipeline.stages.writes import record_stages
from tests.core.pipeline.conftest import TODAY, WANG, YUNFAN, rows

HISTORY = """
    SELECT from_stage, to_stage, changed_on, changed_by_id FROM stage_change
    WHERE opportunity_id = ? ORDER BY id"""


def deal(session: Session, number: int, stage: str, opened: str, closed: str | None = None) -> int:
    raw(session).execute(
        "INSERT INTO opportunity (id, customer_id, name, stage, opened_on, closed_on) VALUES (?, ?, 'ERP', ?, ?, ?)",
        (number, YUNFAN, stage, opened, closed),
    )
    return number


def change(session: Session, number: int, **facts: object) -> None:
    wanted = ", ".join(f"{name} = :{name}" for name in facts)
    raw(session).execute(f"UPDATE opportunity SET {wanted} WHERE id = :id", {**facts, "id": number})


def record(session: Session, *numbers: int, on: date = TODAY, by: int | None = WANG) -> None:
    record_stages(raw(session), numbers or None, on=on, by=by)


def entries(session: Session) -> int:
    (count,) = rows(session, "SELECT count(*) FROM journal WHERE record = 'stage_change'")[0]
    assert isinstance(count, int)
    return count


def test_an_imported_open_one_starts_in_its_stage(session: Session) -> None:
    deal(session, 1, "proposal", "2026-09-01")
    record(session)
    assert rows(session, HISTORY, 1) == [(None, "proposal", "2026-09-01", WANG)]


def test_an_imported_closed_one_went_from_first_contact_to_its_end(session: Session) -> None:
    deal(session, 1, "lost", "2026-09-01", "2026-10-08")
    record(session)
    assert rows(session, HISTORY, 1) == [
        (None, "contacted", "2026-09-01", WANG),
        ("contacted", "lost", "2026-10-08", WANG),
    ]


def test_a_second_time_nothing_is_written(session: Session) -> None:
    deal(session, 1, "won", "2026-09-01", "2026-10-08")
    deal(session, 2, "contacted", "2026-09-01")
    record(session)
    before = entries(session)
    record(session)
    record(session, 1, 2)
    assert entries(session) == before


def test_changes_follow_one_another_within_a_day(session: Session) -> None:
    deal(session, 1, "contacted", "2026-11-20")
    record(session)
    for stage in ("negotiation", "contacted", "proposal"):
        change(session, 1, stage=stage)
        record(session, 1)
    assert [row[:2] for row in rows(session, HISTORY, 1)] == [
        (None, "contacted"),
        ("contacted", "negotiation"),
        ("negotiation", "contacted"),
        ("contacted", "proposal"),
    ]
    assert days_of_changes(raw(session), 1) == [TODAY] * 4


def test_corrected_days_are_corrected_in_the_history(session: Session) -> None:
    deal(session, 1, "won", "2026-09-01", "2026-10-08")
    record(session)
    change(session, 1, opened_on="2026-08-15", closed_on="2026-10-09")
    record(session)
    assert [row[2] for row in rows(session, HISTORY, 1)] == ["2026-08-15", "2026-10-09"]


def test_only_those_asked_for_are_touched(session: Session) -> None:
    deal(session, 1, "contacted", "2026-09-01")
    deal(session, 2, "contacted", "2026-09-01")
    record(session, 2)
    assert rows(session, HISTORY, 1) == []
    assert len(rows(session, HISTORY, 2)) == 1


def test_the_history_as_people_read_it(session: Session) -> None:
    deal(session, 1, "contacted", "2026-09-01")
    record(session)
    change(session, 1, stage="proposal")
    record(session, on=date(2026, 10, 1), by=None)
    found = history(raw(session), 1, today=TODAY)
    assert [(span.stage, span.days, span.by) for span in found] == [
        ("contacted", 30, "王芳"),
        ("proposal", 50, None),
    ]


@pytest.mark.parametrize("number", [1, 5000])
def test_many_at_once(session: Session, number: int) -> None:
    facts = [(n, YUNFAN, "2026-09-01", "2026-10-08") for n in range(1, 5001)]
    raw(session).executemany(
        "INSERT INTO opportunity (id, customer_id, name, stage, opened_on, closed_on) VALUES (?, ?, 'x', 'won', ?, ?)",
        facts,
    )
    record(session, *range(1, 5001))
    assert len(rows(session, HISTORY, number)) == 2
