from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesops.core.db.journal import begin_operation
from salesops.core.db.migrate import create
from salesops.core.db.open import open_database
from salesops.core.policy.rules import BUILT_IN
from salesops.core.schedule import rules
from salesops.core.schedule.next_due.rules import DueFacts, first_due
from salesops.core.schedule.reads import outdated
from salesops.core.schedule.writes import reschedule
from salesops.core.values.dates import stored_day
from salesops.core.values.workdays import WorkingDays
from tests.core.operations import operation

AT = "2026-11-20T00:00:00Z"
KEPT = "last_touch_on, next_due_on, next_due_reason, next_due_ref, hot_from, open_amount"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    path = tmp_path / "salesops.db"
    create(path, operation("init"), currency="CNY")
    with closing(open_database(path, write=True)) as db:
        begin_operation(db, operation())
        yield db


def customer(db: Connection, number: int, **facts: object) -> int:
    facts = {
        "id": number,
        "name": f"K{number}",
        "name_key": f"k{number}",
        "created_on": "2026-01-05",
        **facts,
    }
    add(db, "customer", **facts)
    return number


def add(db: Connection, table: str, **facts: object) -> None:
    marks = ", ".join(f":{name}" for name in facts)
    db.execute(f"INSERT INTO {table} ({', '.join(facts)}) VALUES ({marks})", facts)


def touch(
    db: Connection, number: int, day: str, status: str = "done", at: int | None = None, breaks_hold: int = 0
) -> None:
    column = "due_on" if status == "planned" else "occurred_on"
    told = {
        "customer_id": number,
        "status": status,
        "recorded_at": AT,
        "breaks_hold": breaks_hold,
        column: day,
    }
    add(db, "followup", id=at, **told)


def deal(db: Connection, number: int, close: str | None, amount: int | None, **facts: object) -> None:
    facts = {"budget_confirmed": 1, "urgent": 1, **facts}
    add(
        db, "opportunity", customer_id=number, name="ERP", opened_on="2026-11-02", expected_close_on=close,
        amount=amount, **facts,
    )  # fmt: skip


def kept(db: Connection, number: int) -> tuple[object, ...]:
    row: tuple[object, ...] = db.execute(f"SELECT {KEPT} FROM customer WHERE id = ?", (number,)).fetchone()
    return row


def test_kept_columns_follow_the_stored_facts(db: Connection) -> None:
    customer(db, 1, grade="A")
    for day in ("2026-11-13", "2026-11-20", "2026-11-16"):
        touch(db, 1, day)
    touch(db, 1, "2027-01-01", status="cancelled")
    reschedule(db, None)
    assert kept(db, 1) == ("2026-11-20", "2026-11-27", "grade", None, None, 0)


def test_the_earliest_planned_step_counts(db: Connection) -> None:
    customer(db, 1, grade="C")
    touch(db, 1, "2026-11-20")
    for day, number in (("2026-12-04", 11), ("2026-11-24", 12), ("2026-11-24", 13)):
        touch(db, 1, day, status="planned", at=number)
    reschedule(db, None)
    assert kept(db, 1) == ("2026-11-20", "2026-11-24", "planned", 12, None, 0)


def test_only_open_opportunities_count(db: Connection) -> None:
    customer(db, 1, grade="C")
    touch(db, 1, "2026-11-20")
    deal(db, 1, "2026-12-31", 5_000_00, id=5)
    deal(db, 1, None, None, id=6)
    deal(db, 1, "2026-12-01", 9_000_00, id=7, stage="lost", closed_on="2026-11-10")
    reschedule(db, None)
    assert kept(db, 1) == ("2026-11-20", "2026-11-27", "opportunity", 5, "2026-12-01", 5_000_00)


def test_never_touched_counts_from_the_latest_contract(db: Connection) -> None:
    customer(db, 1, grade="B", first_contact_on="2026-01-05")
    for number, day in enumerate(("2026-10-05", "2026-11-02")):
        add(db, "contract", code=f"HT{number}", customer_id=1, amount=1, signed_on=day)
    reschedule(db, None)
    assert kept(db, 1) == (None, "2026-11-16", "grade", None, None, 0)


def test_an_archived_customer_leaves_the_list(db: Connection) -> None:
    customer(db, 1, grade="A")
    deal(db, 1, "2026-12-01", 5_000_00)
    reschedule(db, None)
    db.execute("UPDATE customer SET archived_on = '2026-11-20'")
    reschedule(db, [1])
    assert kept(db, 1) == (None, None, None, None, None, 5_000_00)


def test_only_the_customers_asked_for_are_changed(db: Connection) -> None:
    for number in (1, 2, 3):
        customer(db, number, grade="A")
    reschedule(db, [2])
    assert [kept(db, number)[1] for number in (1, 2, 3)] == [None, "2026-01-05", None]
    reschedule(db, [])
    assert kept(db, 1)[1] is None


def test_what_is_right_already_is_not_touched(db: Connection) -> None:
    customer(db, 1, grade="A")
    reschedule(db, None)
    before = db.total_changes
    reschedule(db, None)
    assert db.total_changes == before
    assert list(outdated(db, None)) == []


def test_many_at_once(db: Connection) -> None:
    for number in range(1, 1203):
        customer(db, number, grade="A")
        touch(db, number, "2026-11-20")
    reschedule(db, None)
    assert db.execute("SELECT DISTINCT next_due_on FROM customer").fetchall() == [("2026-11-27",)]


def test_the_policy_of_the_team_holds(db: Connection) -> None:
    document = 'calendar = "weekdays"\n[followup.cadence]\nA = "2d"\n'
    add(db, "policy_version", document=document, applied_on="2026-11-20")
    customer(db, 1, grade="A")
    touch(db, 1, "2026-11-18")
    reschedule(db, None)
    assert kept(db, 1)[1] == "2026-11-20"


DAYS = st.dates(date(2026, 9, 1), date(2027, 2, 28))
CUSTOMERS = st.fixed_dictionaries(
    {
        "grade": st.sampled_from(("A", "B", "C", None)),
        "type": st.sampled_from(("active", "lost")),
        "first_contact_on": st.none() | DAYS.map(date.isoformat),
        "snoozed_until": st.none() | DAYS.map(date.isoformat),
        "archived_on": st.sampled_from((None, None, None, "2026-11-20")),
    }
)
DUTIES = st.tuples(
    st.sampled_from(("tea", "moon_cake")), DAYS, st.sampled_from(("open", "done", "cancelled"))
)
STEPS = st.tuples(DAYS, st.sampled_from(("planned", "done", "cancelled")), st.booleans())
DEALS = st.tuples(st.none() | DAYS, st.integers(0, 3))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    CUSTOMERS,
    st.lists(DUTIES, max_size=3),
    st.lists(STEPS, max_size=4),
    st.lists(DEALS, max_size=2),
)
def test_what_is_kept_equals_the_rule_on_the_facts(
    db: Connection,
    facts: dict[str, Any],
    duties: list[tuple[str, date, str]],
    steps: list[tuple[date, str, bool]],
    deals: list[tuple[date | None, int]],
) -> None:
    number = customer(db, db.execute("SELECT coalesce(max(id), 0) + 1 FROM customer").fetchone()[0], **facts)
    asked = []
    for kind, on, status in duties:
        closed = None if status == "open" else "2026-11-20"
        add(
            db, "duty", customer_id=number, kind=kind, opened_on="2026-09-01", due_on=on.isoformat(),
            status=status, closed_on=closed,
        )  # fmt: skip
        if status == "open":
            asked.append(rules.OpenDuty(kind, on, "duty", last_id(db, "duty")))
    for on, status, breaks_hold in steps:
        touch(db, number, on.isoformat(), status=status, breaks_hold=int(breaks_hold))
        if status == "planned":
            step = rules.OpenDuty("planned", on, "followup", last_id(db, "followup"), breaks_hold=breaks_hold)
            asked.append(step)
    open_deals = []
    for close, signals in deals:
        told = dict.fromkeys(("budget_confirmed", "decider_known", "urgent")[:signals], 1)
        deal(db, number, close and close.isoformat(), 5, **{"budget_confirmed": 0, "urgent": 0, **told})
        opened = date(2026, 11, 2)
        open_deals.append(rules.OpenOpportunity(last_id(db, "opportunity"), opened, close, signals))
    reschedule(db, [number])
    policy = BUILT_IN
    expected = first_due(
        DueFacts(
            created_on=date(2026, 1, 5),
            grade=facts["grade"],
            last_touch_on=max((on for on, status, _ in steps if status == "done"), default=None),
            first_contact_on=stored_day(facts["first_contact_on"]),
            opportunities=tuple(open_deals),
            duties=tuple(asked),
            snoozed_until=stored_day(facts["snoozed_until"]),
            archived=facts["archived_on"] is not None,
            lost=facts["type"] == "lost",
        ),
        policy.followup,
        WorkingDays(policy.calendar),
    )
    columns = "next_due_on, next_due_reason, next_due_table, next_due_ref, deadline_on, hot_from"
    kept_now = db.execute(f"SELECT {columns} FROM customer WHERE id = ?", (number,)).fetchone()
    assert kept_now == tuple(value.isoformat() if isinstance(value, date) else value for value in expected)
    assert list(outdated(db, [number])) == []


def last_id(db: Connection, table: str) -> int:
    number: int = db.execute(f"SELECT max(id) FROM {table}").fetchone()[0]
    return number
