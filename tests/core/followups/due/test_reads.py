from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random
from sqlite3 import Connection
from typing import Any

import pytest

from salesops.core.db.journal import begin_operation
from salesops.core.db.migrate import create
from salesops.core.db.open import open_database
from salesops.core.followups.due.reads import DueLine, due
from tests.core.operations import operation

AT = "2026-11-20T00:00:00Z"
TODAY = date(2026, 11, 20)
WANG, LI = 1, 2


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    path = tmp_path / "salesops.db"
    create(path, operation("init"), currency="CNY")
    with closing(open_database(path, write=True)) as db:
        begin_operation(db, operation())
        db.executemany("INSERT INTO rep (id, name) VALUES (?, ?)", [(WANG, "王芳"), (LI, "李娜")])
        yield db


def add(db: Connection, table: str, **facts: object) -> None:
    marks = ", ".join(f":{name}" for name in facts)
    db.execute(f"INSERT INTO {table} ({', '.join(facts)}) VALUES ({marks})", facts)


def customer(db: Connection, number: int, due_on: str | None, **facts: object) -> None:
    add(
        db, "customer",
        **{
            "id": number, "name": f"K{number}", "name_key": f"k{number}", "created_on": "2026-01-05",
            "next_due_on": due_on, "next_due_reason": due_on and "grade", **facts,
        },
    )  # fmt: skip


def only(db: Connection) -> DueLine:
    (line,) = due(db, today=TODAY).lines
    return line


def test_the_order(db: Connection) -> None:
    customer(db, 1, "2026-11-10", grade="C")
    customer(db, 2, "2026-11-02", grade="B", open_amount=5)
    customer(db, 3, "2026-11-02", grade="B", open_amount=9)
    customer(db, 4, "2026-11-19", grade="A")
    customer(db, 5, "2026-11-09", grade=None)
    customer(db, 6, "2026-11-18", grade="C", hot_from="2026-11-20")
    customer(db, 7, "2026-11-16", grade="B", hot_from="2026-11-21")
    customer(db, 8, "2026-11-19", grade="C", deadline_on="2026-11-19")
    customer(db, 9, "2026-11-20", grade="C")
    customer(db, 10, "2026-11-20", grade="A")
    customer(db, 11, "2026-11-20", grade="B", deadline_on="2026-11-20")  # not missed yet
    customer(db, 12, "2026-11-23", grade="A")
    customer(db, 13, "2026-11-21", grade="B", hot_from="2026-11-01")
    customer(db, 14, "2026-11-24", grade="A")
    customer(db, 15, None, grade="A")
    found = due(db, today=TODAY, ahead=3)
    assert [line.customer_id for line in found.lines] == [8, 6, 4, 3, 2, 7, 5, 1, 10, 11, 9, 13, 12]
    assert found.counts == {"overdue": 8, "today": 3, "next": 2}
    assert found.left_out == 0


def test_days_and_sections(db: Connection) -> None:
    customer(db, 1, "2026-11-13", grade="A")
    customer(db, 2, "2026-11-20", grade="A")
    customer(db, 3, "2026-11-23", grade="A")
    lines = due(db, today=TODAY).lines
    assert [(line.section, line.days_overdue) for line in lines] == [
        ("overdue", 7),
        ("today", 0),
        ("next", -3),
    ]
    assert len(due(db, today=TODAY, ahead=0).lines) == 2


def test_a_rep_sees_their_own(db: Connection) -> None:
    customer(db, 1, "2026-11-20", owner_id=WANG, hot_from="2026-11-01")
    customer(db, 2, "2026-11-20", owner_id=LI, hot_from="2026-11-01")
    customer(db, 3, "2026-11-19", owner_id=LI, deadline_on="2026-11-19")
    customer(db, 4, "2026-11-20")
    assert [line.customer_id for line in due(db, today=TODAY, rep_id=WANG).lines] == [1]
    assert [line.customer_id for line in due(db, today=TODAY, rep_id=LI).lines] == [3, 2]
    assert due(db, today=TODAY, rep_id=LI).counts["overdue"] == 1
    assert len(due(db, today=TODAY).lines) == 4


def test_nobody_is_due(db: Connection) -> None:
    customer(db, 1, "2026-11-30", owner_id=WANG)
    customer(db, 2, "2026-11-25", owner_id=LI)
    for rep, expected in ((None, 2), (WANG, 1)):
        coming = due(db, today=TODAY, rep_id=rep).coming
        assert coming is not None
        assert coming.customer_id == expected
    assert due(db, today=TODAY, rep_id=99).coming is None
    assert due(db, today=TODAY, ahead=10).coming is None  # it is on the list


def urgency(row: tuple[Any, ...]) -> tuple[Any, ...]:
    number, due_on, deadline_on, hot_from, grade, amount = row
    missed = deadline_on is not None and deadline_on < TODAY.isoformat() and due_on < TODAY.isoformat()
    hot = hot_from is not None and hot_from <= TODAY.isoformat()
    rank = 0 if missed else 1 if hot else {"A": 2, "B": 3}.get(grade, 4)
    place = (due_on >= TODAY.isoformat()) + (due_on > TODAY.isoformat())
    return place, due_on if place == 2 else "", rank, due_on, -amount, hot_from or "", number


def no_day_is_full(db: Connection) -> None:
    document = "[followup.limits]\nper_day = 1000\n"
    add(db, "policy_version", document=document, applied_on="2026-01-05")


@pytest.mark.parametrize("seed", range(5))
def test_pages_are_cut_from_the_whole_order(db: Connection, seed: int) -> None:
    """Against a plain sort of everybody, for the team and for one rep, for many lengths of the page."""
    chance = Random(seed)
    no_day_is_full(db)
    for number in range(1, 121):
        customer(
            db, number, (TODAY + timedelta(chance.randrange(-6, 6))).isoformat(),
            grade=chance.choice(("A", "B", "C", None)), open_amount=chance.randrange(3),
            owner_id=chance.choice((WANG, LI, None)),
            hot_from=chance.choice((None, None, "2026-11-01", "2026-11-22")),
            deadline_on=chance.choice((None, None, "2026-11-19", "2026-11-25")),
        )  # fmt: skip
    for rep in (None, WANG):
        rows = db.execute(
            "SELECT id, next_due_on, deadline_on, hot_from, grade, open_amount FROM customer"
            " WHERE next_due_on <= '2026-11-23' AND (:rep IS NULL OR owner_id = :rep)",
            {"rep": rep},
        ).fetchall()
        expected = [row[0] for row in sorted(rows, key=urgency)]
        whole = due(db, today=TODAY, rep_id=rep)
        assert [line.customer_id for line in whole.lines] == expected
        for limit in (1, 4, 13, 40, 200):
            page = due(db, today=TODAY, rep_id=rep, limit=limit)
            assert len(page.lines) == min(limit, len(expected))
            assert page.left_out == len(expected) - len(page.lines)
            for section in ("overdue", "today", "next"):
                shown = [line.customer_id for line in page.lines if line.section == section]
                every = [line.customer_id for line in whole.lines if line.section == section]
                assert shown == every[: len(shown)]


def test_what_a_line_says(db: Connection) -> None:
    customer(
        db, 1, "2026-11-13", name="杭州云帆科技有限公司", short_name="云帆科技", grade="B", owner_id=WANG,
        open_amount=480_000_00, last_touch_on="2026-11-10", next_due_reason="opportunity",
        next_due_table="opportunity", next_due_ref=5,
    )  # fmt: skip
    facts = {"customer_id": 1, "opened_on": "2026-09-01", "urgent": 1, "decider_known": 1}
    add(
        db, "opportunity", id=5, name="云帆科技 ERP", expected_close_on="2026-12-01", stage="negotiation",
        amount=480_000_00, **facts,
    )  # fmt: skip
    add(db, "opportunity", id=6, name="云帆科技 OA", expected_close_on="2027-01-15", **facts)
    add(
        db, "opportunity", id=7, name="Old", stage="won", closed_on="2026-10-01",
        expected_close_on="2026-11-20", **facts,
    )  # fmt: skip
    for day, note in (("2026-11-10", "聊了预算"), ("2026-11-02", "初次拜访")):
        add(
            db, "followup", customer_id=1, status="done", method="phone", occurred_on=day, summary=note,
            recorded_at=AT,
        )  # fmt: skip
    add(
        db,
        "contact",
        customer_id=1,
        name="李雷",
        title="采购经理",
        phone="13800138000",
        decision_role="purchaser",
    )
    assert only(db) == DueLine(
        customer_id=1,
        customer="杭州云帆科技有限公司",
        short_name="云帆科技",
        grade="B",
        class_="S",
        owner="王芳",
        section="overdue",
        due_on="2026-11-13",
        days_overdue=7,
        reason="opportunity",
        why="S opportunity ERP, every 3 days; to close 2026-12-01",
        opportunity="云帆科技 ERP",
        followup_id=None,
        open_amount=480_000_00,
        last_touch_on="2026-11-10",
        last_method="phone",
        last_note="聊了预算",
        last_signed_on=None,
        topic="finding needs and product features",
        contact="李雷",
        contact_title="采购经理",
        contact_phone="13800138000",
        contact_email=None,
        contact_wechat=None,
        on="2026-11-20",
        deal="ERP",
        deal_stage="negotiation",
        deal_amount=480_000_00,
        deals=2,
        due_time=None,
    )


def test_why_a_planned_step(db: Connection) -> None:
    customer(db, 1, "2026-11-20", next_due_reason="planned", next_due_table="followup", next_due_ref=9)
    add(
        db, "followup", id=9, customer_id=1, status="planned", due_on="2026-11-20", objective="演示",
        method="visit", recorded_at=AT,
    )  # fmt: skip
    line = only(db)
    assert (line.why, line.followup_id) == ("planned visit: 演示", 9)


def test_why_a_new_customer(db: Connection) -> None:
    customer(db, 1, "2026-11-20", grade="C")
    assert only(db).why == "new, no contact yet"
    add(db, "contract", code="HT1", customer_id=1, amount=1, signed_on="2026-10-20")
    assert (only(db).why, only(db).last_signed_on) == ("C customer, every month", "2026-10-20")


@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        ([], None),
        ([("A", None, None), ("B", "1", None)], "B"),  # one who can be called
        ([("A", "1", "user"), ("B", "2", "decider")], "B"),
        ([("A", "1", "influencer"), ("B", None, "decider")], "A"),
        ([("A", "1", None), ("B", "2", None)], "A"),
    ],
)
def test_the_contact_to_call(
    db: Connection, contacts: list[tuple[str, str | None, str | None]], expected: str | None
) -> None:
    customer(db, 1, "2026-11-20")
    for name, phone, role in contacts:
        add(db, "contact", customer_id=1, name=name, phone=phone, decision_role=role)
    assert only(db).contact == expected


def test_a_planned_step_says_whom_to_call_unless_they_left(db: Connection) -> None:
    customer(db, 1, "2026-11-20", next_due_reason="planned", next_due_table="followup", next_due_ref=9)
    add(db, "contact", id=1, customer_id=1, name="A", phone="1", decision_role="decider")
    add(db, "contact", id=2, customer_id=1, name="B")
    add(
        db,
        "followup",
        id=9,
        customer_id=1,
        contact_id=2,
        status="planned",
        due_on="2026-11-20",
        recorded_at=AT,
    )
    assert only(db).contact == "B"
    db.execute("UPDATE contact SET left_on = '2026-11-01' WHERE id = 2")
    assert only(db).contact == "A"
    db.execute("UPDATE contact SET left_on = '2026-11-01' WHERE id = 1")
    assert only(db).contact is None


def exhibition(db: Connection, leads: int) -> None:
    """Leads that were taken in today, and six others who are due."""
    for number in range(1, leads + 1):
        customer(db, number, "2026-11-20", owner_id=WANG)
    customer(db, 901, "2026-11-20", owner_id=WANG, grade="C", last_touch_on="2026-10-20")
    customer(db, 902, "2026-11-18", owner_id=WANG, grade="B", last_touch_on="2026-11-04")
    customer(
        db,
        903,
        "2026-11-20",
        owner_id=WANG,
        next_due_reason="planned",
        next_due_table="followup",
        next_due_ref=1,
    )
    customer(
        db,
        904,
        "2026-11-23",
        owner_id=WANG,
        next_due_reason="planned",
        next_due_table="followup",
        next_due_ref=2,
    )
    customer(db, 905, "2026-11-23", owner_id=WANG, grade="A", last_touch_on="2026-11-16")
    for number, day in ((1, "2026-11-20"), (2, "2026-11-23")):
        add(
            db, "followup", id=number, customer_id=902 + number, status="planned", due_on=day, recorded_at=AT,
            objective="x",
        )  # fmt: skip


def test_the_leads_of_an_exhibition_are_spread_over_the_working_days(db: Connection) -> None:
    exhibition(db, leads=40)
    found = due(db, today=TODAY, rep_id=WANG)  # a Friday: Monday is the only working day of the next three
    assert found.counts == {"overdue": 1, "today": 14, "next": 15}
    assert [line.customer_id for line in found.lines[:15]] == [902, *range(1, 13), 901, 903]
    monday = [line for line in found.lines if line.section == "next"]
    assert {line.on for line in monday} == {"2026-11-23"}
    assert [line.customer_id for line in monday] == [905, *range(13, 26), 904]
    assert (monday[1].due_on, monday[1].days_overdue) == ("2026-11-20", 0)
    assert found.levelled == 15  # 13 more stand on Monday
    assert found.left_out == 0


def test_what_fits_into_a_day_is_not_moved(db: Connection) -> None:
    exhibition(db, leads=12)
    found = due(db, today=TODAY, rep_id=WANG)
    assert (found.counts, found.levelled) == ({"overdue": 1, "today": 14, "next": 2}, 0)
    assert [line.on for line in found.lines if line.section == "next"] == ["2026-11-23", "2026-11-23"]


def test_the_list_of_the_team_is_nobodys_day(db: Connection) -> None:
    exhibition(db, leads=40)
    found = due(db, today=TODAY)
    assert (found.counts, found.levelled) == ({"overdue": 1, "today": 42, "next": 2}, 0)


def test_how_many_a_day_holds_is_the_policys(db: Connection) -> None:
    exhibition(db, leads=3)
    add(db, "policy_version", document="[followup.limits]\nper_day = 2\n", applied_on="2026-01-05")
    found = due(db, today=TODAY, rep_id=WANG)
    assert [(line.customer_id, line.on) for line in found.lines] == [
        (902, "2026-11-20"), (903, "2026-11-20"), (905, "2026-11-23"), (904, "2026-11-23"),
    ]  # fmt: skip
    assert found.levelled == 4


def plans(db: Connection, query: str) -> str:
    return " ".join(row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {query}"))


def test_pages_come_from_an_index_in_its_order(db: Connection) -> None:
    """Whatever the number of customers: nothing is sorted but rows of one day and amount, and those of one rep."""
    asked: list[str] = []
    db.set_trace_callback(asked.append)
    due(db, today=TODAY, limit=20)
    due(db, today=TODAY, limit=20, rep_id=WANG)
    customer(db, 1, "2026-11-20")
    due(db, today=TODAY, limit=20)
    due(db, today=TODAY, limit=20, rep_id=WANG)
    db.set_trace_callback(None)
    pages = [query for query in asked if "FROM customer" in query and "EXPLAIN" not in query]
    assert pages
    for query in pages:
        plan = plans(db, query)
        assert "SCAN customer" not in plan, (query, plan)
        assert "owner_id" in query or "USE TEMP B-TREE FOR ORDER BY" not in plan, (query, plan)
        assert "COVERING INDEX" in plan, (query, plan)
