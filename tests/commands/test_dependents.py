"""What hangs on a record that changes is told, and goes along or stays as said."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import CommandLine

TEAM = (
    ("init",),
    ("rep", "add", "王芳", "--hired", "2026-01-05"),
    ("rep", "add", "李娜"),
    ("--rep", "王芳", "customer", "add", "甲公司", "--contact", "李雷/采购经理/13800138000"),
    ("--rep", "王芳", "opportunity", "add", "甲公司", "--product", "CRM", "--amount", "30万", "--opened", "2026-11-02"),
    ("--rep", "李娜", "opportunity", "add", "甲公司", "--product", "BI", "--opened", "2026-11-02"),
    ("--rep", "王芳", "followup", "log", "甲公司", "phone", "聊了", "--contact", "李雷", "--next", "报价",
     "--on", "2026-11-24"),
)  # fmt: skip
DEAL, STEP = "甲公司 CRM, contacted, 300,000 (id 1)", "报价, 2026-11-24 Tue (follow-up 2)"


@pytest.fixture
def book(prepared: Callable[..., Path], tmp_path: Path) -> CommandLine:
    """甲公司 is 王芳's, with her deal (1), one of 李娜's (2), and an offer that 王芳 promised for the 24th."""
    return CommandLine(shutil.copy(prepared(*TEAM), tmp_path / "salesops.db"))


def owners(book: CommandLine) -> list[tuple[object, ...]]:
    """Whose the customer, the two deals and the plan are."""
    return book.sql(
        "SELECT c.owner_id, (SELECT owner_id FROM opportunity WHERE id = 1),"
        " (SELECT owner_id FROM opportunity WHERE id = 2), (SELECT rep_id FROM followup WHERE id = 2) FROM customer c"
    )


def test_a_new_owner_gets_what_was_the_former_ones(book: CommandLine) -> None:
    changed = book.ok("customer", "edit", "甲公司", "--owner", "李娜", "--region", "华东")
    assert changed.out.splitlines() == [
        "Changed customer 甲公司 (id 1).",
        "Region: – → 华东",
        "Owner: 王芳 → 李娜",
        "甲公司 CRM: Owner: 王芳 → 李娜",
        "报价, 2026-11-24 Tue: Owner: 王芳 → 李娜",
    ]
    assert owners(book) == [(2, 2, 2, 2)]
    assert book.sql("SELECT from_owner_id, to_owner_id, changed_on FROM owner_change WHERE opportunity_id = 1") == [
        (None, 1, "2026-11-02"), (1, 2, "2026-11-20"),
    ]  # fmt: skip
    back = book.ok("customer", "edit", "甲公司", "--owner", "王芳", "--json").json
    assert [(each["record"], each["id"], each["field"], each["after"]) for each in back["changes"]] == [
        ("customer", 1, "owner", "王芳"), ("opportunity", 1, "owner", "王芳"), ("opportunity", 2, "owner", "王芳"),
        ("followup", 2, "rep", "王芳"),
    ]  # fmt: skip


def test_deals_stay_where_that_is_said(book: CommandLine) -> None:
    changed = book.ok("customer", "edit", "甲公司", "--owner", "李娜", "--keep-deals")
    assert changed.err.splitlines() == [f"Stays with 王芳: {DEAL}.", f"Stays with 王芳: {STEP}."]
    assert owners(book) == [(2, 1, 2, 1)]
    assert book.ok("customer", "edit", "甲公司", "--owner", "李娜").out == (
        "It says so already: nothing changed.\n"
    )


def test_a_rep_who_leaves_is_told_what_they_hold(book: CommandLine) -> None:
    told = [
        "王芳 still holds: 1 customer, 1 open deal, 1 planned step.",
        "`salesops rep leave 王芳 --to …` hands all of it over, `salesops customer edit … --owner …` one by one.",
    ]
    assert book.ok("rep", "edit", "王芳", "--left", "2026-11-20").err.splitlines() == told
    assert book.ok("rep", "leave", "王芳").err.splitlines() == told
    handed = book.ok("rep", "leave", "王芳", "--to", "李娜", "--on", "2026-11-19")
    assert (handed.out.splitlines(), handed.err) == (
        ["王芳 leaves on 2026-11-19 Thu (id 1).", "李娜 has what was theirs: 1 customer, 1 open deal, 1 planned step."],
        "",
    )  # fmt: skip
    assert owners(book) == [(2, 2, 2, 2)]
    assert book.sql("SELECT left_on FROM rep WHERE id = 1") == [("2026-11-19",)]
    nothing = book.ok("rep", "leave", "王芳", "--to", "李娜")
    assert nothing.out.splitlines()[1:] == ["There was nothing to hand over."]
    for to, message in (("李娜", "李娜 cannot hand over to themselves."), ("王芳", "王芳 has left.")):
        refused = book("rep", "leave", "李娜", "--to", to)
        assert (refused.code, refused.err) == (2, f"{message}\n")
    assert book("rep", "leave", "王芳", "--on", "2026-01-04").code == 2


def test_what_is_open_at_a_customer_who_is_called_no_more(book: CommandLine) -> None:
    other = "Still open: 甲公司 BI, contacted (id 2)."
    both = [f"Still open: {DEAL}.", other, f"Still open: {STEP}."]
    assert book.ok("customer", "archive", "甲公司").err.splitlines() == both
    back = book.ok("customer", "restore", "甲公司")
    assert back.out.splitlines() == [
        "甲公司 is back in the lists.",
        "Archived on: 2026-11-20 Fri → –",
        "Next contact: 2026-11-24 Tue.",
    ]
    lost = book.ok("customer", "edit", "甲公司", "--type", "lost", "--lost-reason", "价格")
    assert lost.err.splitlines() == both
    held = book.ok("followup", "snooze", "甲公司", "--until", "2026-11-24", "--reason", "出差")
    assert held.err.splitlines() == both[:2]  # the offer is promised for that very day
    held = book.ok("followup", "snooze", "甲公司", "--until", "2026-11-25", "--reason", "出差")
    assert held.err.splitlines() == both
    assert book.ok("followup", "snooze", "甲公司", "--clear").err == ""


@pytest.mark.parametrize("before", ["strategic", "potential"])
def test_a_lost_customer_is_what_it_was(book: CommandLine, before: str) -> None:
    book.ok("customer", "edit", "甲公司", "--type", before)
    book.ok("customer", "edit", "甲公司", "--type", "lost", "--lost-reason", "价格")
    assert book.ok("customer", "restore", "甲公司").out.splitlines()[1:3] == [
        f"Type: lost → {before}",
        "Lost reason: 价格 → –",
    ]
    refused = book("customer", "restore", "甲公司")
    assert (refused.code, refused.err) == (6, "甲公司 is neither archived nor lost.\n")


def test_a_contact_entered_by_mistake_is_deleted(book: CommandLine) -> None:
    book.ok("contact", "add", "甲公司", "张敏", "--left", "2026-11-19")
    book.ok("contact", "edit", "张敏", "--successor", "李雷")
    gone = book.ok("contact", "delete", "李雷")
    assert gone.out == "Deleted 李雷 of 甲公司 (contact id 1).\n"
    assert gone.err.splitlines() == ["2 follow-ups no longer name them.", "They were named as a successor."]
    assert book.sql("SELECT name, successor_id FROM contact") == [("张敏", None)]
    assert book.sql("SELECT DISTINCT contact_id FROM followup") == [(None,)]


def test_people_are_told_what_changed(book: CommandLine) -> None:
    assert book.ok("contact", "edit", "李雷", "--phone", "139", "--title", "").out.splitlines() == [
        "Changed 李雷 (contact id 1).",
        "Title: 采购经理 → –",
        "Phone: 13800138000 → 139",
    ]
    assert book.ok("rep", "edit", "王芳", "--senior", "yes", "--hired", "2026-02-02").out.splitlines() == [
        "Changed 王芳 (id 1).",
        "Senior: no → yes",
        "Hired on: 2026-01-05 Mon → 2026-02-02 Mon",
    ]


def test_targets_of_months_before_hiring_and_after_leaving_are_told(book: CommandLine) -> None:
    book.ok("rep", "edit", "王芳", "--hired", "2026-03-01", "--left", "2026-10-15")
    book.ok("target", "set", "2026", "120万", "--rep", "王芳")
    split = book.ok("target", "split", "2026", "--rep", "王芳", "--to", "months", "--by", "equal")
    assert split.err.splitlines() == [
        "王芳 was hired on 2026-03-01 Sun; a target lies before that: 2026-01, 2026-02.",
        "王芳 left on 2026-10-15 Thu; a target lies after that: 2026-11, 2026-12.",
    ]


def test_an_archive_and_a_loss_are_taken_back_one_by_one(book: CommandLine) -> None:
    book.ok("customer", "edit", "甲公司", "--type", "lost", "--lost-reason", "价格")
    book.ok("customer", "archive", "甲公司")
    twice = book("--today", "2026-11-25", "customer", "archive", "甲公司")
    assert (twice.code, twice.err) == (
        6, "甲公司 is archived since 2026-11-20 Fri. `salesops customer restore` takes it back.\n",
    )  # fmt: skip
    first = book.ok("customer", "restore", "甲公司")
    assert first.err == "It is still lost: `salesops customer restore` once more takes that back, too.\n"
    state = "SELECT type, lost_reason, archived_on FROM customer WHERE id = 1"
    assert book.sql(state) == [("lost", "价格", None)]
    assert book.ok("customer", "restore", "甲公司").err == ""
    assert book.sql(state) == [("potential", None, None)]
