"""What was recorded or planned by mistake is put right, and promises stay."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import CommandLine

TEAM = (
    ("init",),
    ("rep", "add", "王芳"),
    ("--rep", "王芳", "customer", "add", "甲公司", "--contact", "李雷/采购经理/13800138000"),
    ("--rep", "王芳", "customer", "add", "乙公司"),
    ("grade", "set", "甲公司", "B", "--reason", "test"),
    ("--rep", "王芳", "followup", "log", "甲公司", "phone", "要报价", "--date", "2026-11-16", "--contact", "李雷",
     "--next", "报价", "--on", "2026-11-24"),
)  # fmt: skip


@pytest.fixture
def book(prepared: Callable[..., Path], tmp_path: Path) -> CommandLine:
    """甲公司 (B) was called on Monday the 16th (1) and is to be sent an offer on Tuesday the 24th (2)."""
    return CommandLine(shutil.copy(prepared(*TEAM), tmp_path / "salesops.db"))


def said(book: CommandLine, *arguments: str) -> list[str]:
    return book.ok("--rep", "王芳", "followup", *arguments).out.splitlines()


def test_a_touch_is_corrected(book: CommandLine) -> None:
    assert said(book, "edit", "1", "--summary", "要报价和样品", "--date", "周二", "--method", "微信") == [
        "Changed: 甲公司, WeChat, 要报价和样品, 2026-11-17 Tue (id 1).",
        "Method: phone → WeChat",
        "Happened on: 2026-11-16 Mon → 2026-11-17 Tue",
        "What was said: 要报价 → 要报价和样品",
        "Next contact: 2026-11-24 Tue, planned: 报价.",
    ]
    assert book.sql("SELECT last_touch_on FROM customer WHERE id = 1") == [("2026-11-17",)]
    emptied = book.ok("followup", "edit", "1", "--contact", "", "--attitude", "2", "--json").json
    assert emptied["changes"] == [
        {"record": "followup", "id": 1, "field": "contact", "before": "李雷", "after": None},
        {"record": "followup", "id": 1, "field": "attitude", "before": None, "after": 2},
    ]
    before = book.database.read_bytes()
    book.ok("followup", "edit", "1", "--summary", "x", "--dry-run")
    assert book.database.read_bytes() == before


def test_a_touch_goes_to_the_customer_it_was_with(book: CommandLine) -> None:
    assert said(book, "edit", "1", "--customer", "乙公司") == [
        "Changed: 乙公司, phone, 要报价, 2026-11-16 Mon (id 1).",
        "Customer: 甲公司 → 乙公司",
        "Contact: 李雷 → –",
        "报价: Customer: 甲公司 → 乙公司",
        "报价: Contact: 李雷 → –",
        "Next contact: 2026-11-24 Tue, planned: 报价.",
    ]
    assert book.sql("SELECT last_touch_on, next_due_on FROM customer ORDER BY id") == [
        (None, "2026-11-20"), ("2026-11-16", "2026-11-24"),
    ]  # fmt: skip


def test_what_was_agreed_and_done_already_stays_where_it_was_done(book: CommandLine) -> None:
    said(book, "done", "2", "发了", "--method", "email", "--next", "签约", "--on", "+1w")
    moved = book.ok("--rep", "王芳", "followup", "edit", "1", "--customer", "乙公司")
    assert moved.out.splitlines()[1:] == [
        "Customer: 甲公司 → 乙公司",
        "Contact: 李雷 → –",
        "Next contact: 2026-12-16 Wed, not graded yet, every month.",
    ]
    assert moved.err == "Done already, and stays: 甲公司, e-mail, 发了, 2026-11-20 Fri (id 2).\n"
    assert book.sql("SELECT customer_id, agreed_in_id FROM followup ORDER BY id") == [
        (2, None), (1, None), (1, 2),
    ]  # fmt: skip


def test_a_step_with_another_customer_was_not_agreed_with_this_one(book: CommandLine) -> None:
    for name, until in (("甲公司", "2027-01-10"), ("乙公司", "2027-02-10")):
        said(book, "snooze", name, "--until", until, "--reason", "x")
    assert said(book, "edit", "2", "--customer", "乙公司", "--on", "2026-12-15") == [
        "Changed: 乙公司, 报价, 2026-12-15 Tue (id 2).",
        "Customer: 甲公司 → 乙公司",
        "Contact: 李雷 → –",
        "Planned for: 2026-11-24 Tue → 2026-12-15 Tue",
        "要报价: Next step: 报价 → –",
        "要报价: Next step on: 2026-11-24 Tue → –",
        "Next contact: 2026-12-15 Tue, planned: 报价.",
    ]
    assert book.sql("SELECT snoozed_until, next_due_on FROM customer ORDER BY id") == [
        ("2027-01-10", "2027-01-11"),  # a Sunday, and the cadence asks on working days
        ("2027-02-10", "2026-12-15"),
    ]
    said(book, "edit", "2", "--customer", "甲公司")
    assert book.sql("SELECT next_due_on FROM customer ORDER BY id") == [("2026-12-15",), ("2027-02-10",)]


def test_the_step_knows_in_which_touch_it_was_agreed(book: CommandLine) -> None:
    same = ("甲公司", "--on", "2026-11-24", "--objective", "报价")
    said(book, "plan", *same, "--force")
    said(book, "delete", "3")
    assert book.sql("SELECT next_step, next_on FROM followup WHERE id = 1") == [("报价", "2026-11-24")]
    said(book, "move", "2", "--on", "2026-11-27")
    said(book, "edit", "2", "--objective", "报价单")
    assert book.sql("SELECT next_step, next_on FROM followup WHERE id = 1") == [("报价单", "2026-11-24")]
    said(book, "delete", "2")
    assert book.sql("SELECT next_step, next_on FROM followup WHERE id = 1") == [(None, None)]


def test_a_touch_that_was_a_step_takes_over_what_was_agreed_in_it(book: CommandLine) -> None:
    said(book, "log", "甲公司", "email", "报价已发", "--next", "签约", "--on", "+1w")
    assert book("followup", "edit", "3", "--plan", "4").err.startswith(
        "Follow-up 4 was agreed in this touch."
    )
    said(book, "edit", "3", "--plan", "2")
    assert book.sql("SELECT id, agreed_in_id FROM followup ORDER BY id") == [(1, None), (2, 1), (4, 2)]
    said(book, "delete", "2")
    assert book.sql("SELECT id, agreed_in_id FROM followup ORDER BY id") == [(1, None), (2, 1), (4, None)]


def test_a_step_is_planned_again_as_it_was_whatever_was_corrected_since(book: CommandLine) -> None:
    said(book, "plan", "乙公司", "--on", "2026-11-24", "--method", "visit", "--objective", "拜访")
    said(book, "done", "3", "去过了")
    said(book, "edit", "3", "--method", "phone")
    said(book, "edit", "3", "--method", "wechat", "--objective", "电话")
    assert said(book, "delete", "3")[1] == "Planned again: 乙公司, visit, 拜访, 2026-11-24 Tue (id 3)."


def test_a_plan_does_not_shorten_a_hold(book: CommandLine) -> None:
    said(book, "snooze", "乙公司", "--until", "2026-12-20", "--reason", "客户出差")
    assert said(book, "plan", "乙公司", "--on", "2026-12-01")[-1].startswith("Next contact: 2026-12-01 Tue")
    assert said(book, "cancel", "乙公司", "--reason", "x")[-1].startswith("Next contact: 2026-12-21 Mon")
    held = "SELECT snoozed_until, snooze_reason FROM customer WHERE id = 2"
    assert book.sql(held) == [("2026-12-20", "客户出差")]
    said(book, "plan", "乙公司", "--on", "2026-12-02")
    said(
        book, "snooze", "乙公司", "--until", "2026-12-24", "--reason", "还在外面"
    )  # what is planned waits, too
    assert book.sql("SELECT next_due_on FROM customer WHERE id = 2") == [("2026-12-24",)]


def test_a_plan_is_corrected_where_it_was_agreed_too(book: CommandLine) -> None:
    assert said(book, "edit", "甲公司", "--on", "2026-11-25", "--objective", "报价单") == [
        "Changed: 甲公司, 报价单, 2026-11-25 Wed (id 2).",
        "Planned for: 2026-11-24 Tue → 2026-11-25 Wed",
        "Objective: 报价 → 报价单",
        "Next contact: 2026-11-25 Wed, planned: 报价单.",
    ]
    assert book.sql("SELECT next_step, next_on FROM followup WHERE id = 1") == [("报价单", "2026-11-25")]


def test_a_step_is_put_off_to_the_day_that_was_agreed(book: CommandLine) -> None:
    assert said(book, "move", "甲公司", "--on", "周五", "--reason", "客户出差") == [
        "Changed: 甲公司, 报价, 2026-11-27 Fri (id 2).",
        "Planned for: 2026-11-24 Tue → 2026-11-27 Fri",
        "Reason: – → 客户出差",
        "Next contact: 2026-11-27 Fri, planned: 报价.",
    ]
    assert book.sql("SELECT next_on FROM followup WHERE id = 1") == [("2026-11-24",)]  # what was agreed then
    book.ok("followup", "snooze", "甲公司", "--until", "+4w", "--reason", "x")
    said(book, "move", "2", "--on", "2026-12-01")
    assert book.sql("SELECT snoozed_until, next_due_on FROM customer WHERE id = 1") == [
        ("2026-12-18", "2026-12-01")
    ]


def test_a_mistake_is_deleted_and_the_promise_it_fulfilled_comes_back(book: CommandLine) -> None:
    said(book, "done", "2", "发了", "--method", "email", "--feedback", "太贵")
    assert said(book, "delete", "2") == [
        "Deleted: 甲公司, e-mail, 发了, 2026-11-20 Fri (id 2).",
        "Planned again: 甲公司, 报价, 2026-11-24 Tue (id 2).",
        "Next contact: 2026-11-24 Tue, planned: 报价.",
    ]
    columns = "status, due_on, objective, method, occurred_on, summary, feedback, contact_id, rep_id"
    assert book.sql(f"SELECT {columns} FROM followup WHERE id = 2") == [
        ("planned", "2026-11-24", "报价", None, None, None, None, 1, 1)
    ]
    gone = book.ok("--rep", "王芳", "followup", "delete", "1")
    assert gone.out.splitlines()[0] == "Deleted: 甲公司, phone, 要报价, 2026-11-16 Mon (id 1)."
    assert gone.err == "Still planned: 报价, 2026-11-24 Tue (id 2).\n"
    assert book.sql("SELECT last_touch_on, next_due_on FROM customer WHERE id = 1") == [(None, "2026-11-20")]


def test_a_plan_made_by_mistake_is_deleted(book: CommandLine) -> None:
    assert said(book, "delete", "2") == [
        "Deleted: 甲公司, 报价, 2026-11-24 Tue (id 2).",
        "Next contact: 2026-11-30 Mon, B customer, every 2 weeks.",
    ]
    assert book.sql("SELECT id, next_step, next_on FROM followup") == [(1, None, None)]


def test_a_touch_was_the_step_that_was_agreed_for_later(book: CommandLine) -> None:
    logged = book.ok("--rep", "王芳", "followup", "log", "甲公司", "email", "报价已发")
    assert logged.err.splitlines() == [
        "Still planned: 报价, 2026-11-24 Tue (id 2).",
        "What is agreed for a later day stays. If it was that: `salesops followup edit 3 --plan 2`.",
    ]
    assert said(book, "edit", "3", "--plan", "2") == [
        "Changed: 甲公司, e-mail, 报价已发, 2026-11-20 Fri (id 2).",
        "Status: planned → done",
        "Method: – → e-mail",
        "Happened on: – → 2026-11-20 Fri",
        "What was said: – → 报价已发",
        "Next contact: 2026-12-04 Fri, B customer, every 2 weeks.",
    ]
    assert book.sql("SELECT id, status FROM followup ORDER BY id") == [(1, "done"), (2, "done")]
    assert book("followup", "edit", "1", "--plan", "2").code == 6


def test_what_cannot_be(book: CommandLine) -> None:
    said(book, "done", "2", "发了", "--method", "email")
    said(book, "plan", "乙公司", "--on", "+3d")
    for arguments, code, message in (
        (("edit", "1"), 2, "Nothing to change was given."),
        (("edit", "1", "--on", "+3d"), 2, "It is done, no longer planned."),
        (("edit", "3", "--summary", "x"), 2, "It is planned and has not taken place."),
        (("edit", "1", "--date", "2026-11-21"), 2, "2026-11-21 Sat has not come yet."),
        (("edit", "3", "--on", "2026-11-19"), 2, "2026-11-19 Thu is over."),
        (("edit", "2", "--customer", "乙公司"), 6, "It fulfilled a step that was agreed with 甲公司."),
        (("edit", "1", "--plan", "3"), 2, "Follow-up 3 is planned with another customer."),
        (("edit", "2", "--plan", "3"), 6, "Follow-up 2 is no touch without a plan."),
        (("move", "2", "--on", "+3d"), 6, "Follow-up 2 is done already."),
        (("move", "3", "--on", "2026-11-19"), 2, "2026-11-19 Thu is over."),
        (("delete", "99"), 4, "No follow-up answers to “99”."),
    ):
        before = book.database.read_bytes()
        refused = book("followup", *arguments)
        assert (refused.code, refused.out) == (code, ""), arguments
        assert refused.err.startswith(message), refused.err
        assert book.database.read_bytes() == before


def test_a_move_tells_the_time_with_the_day(book: CommandLine) -> None:
    assert (
        said(book, "move", "2", "--on", "2026-11-27 15:00")[1]
        == "Planned for: 2026-11-24 Tue → 2026-11-27 Fri 15:00"
    )


def test_what_says_so_already_is_not_called_changed(book: CommandLine) -> None:
    assert (
        book.ok("customer", "edit", "甲公司", "--name", "甲公司").out
        == "It says so already: nothing changed.\n"
    )
