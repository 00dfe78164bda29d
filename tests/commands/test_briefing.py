"""`show CUSTOMER`: the screen before the call."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from tests import golden, terminal
from tests.conftest import CommandLine

PEOPLE = (
    "customer",
    "add",
    "甲公司",
    "--industry",
    "制造业",
    "--source",
    "展会",
    "--contact",
    "李雷/采购/13800138000",
)


@pytest.mark.parametrize("columns", [40, 80, 120, 200])
@pytest.mark.parametrize(("customer", "lang"), [("Rheinwerk", "en"), ("云帆科技", "zh")])
def test_show_at_every_width(demo: CommandLine, customer: str, lang: str, columns: int) -> None:
    shown = terminal.answer(
        demo.database, None, "show", customer, today=demo.today, columns=columns, lang=lang
    )
    assert max(map(cell_len, shown.splitlines())) <= columns
    assert not any(line.lstrip().startswith((",", "，", "、", "。")) for line in shown.splitlines())
    golden.check(f"customer/show-{lang}-{columns}.txt", shown)


@pytest.fixture
def book(run: CommandLine) -> CommandLine:
    run.ok("rep", "add", "王芳")
    run.ok("--rep", "王芳", *PEOPLE)
    return run


def test_what_is_promised_and_what_is_late(book: CommandLine) -> None:
    book.ok("--today", "2026-11-10", "followup", "plan", "甲", "--on", "2026-11-16", "--objective", "发合同")
    book.ok("followup", "plan", "甲", "--on", "today", "--method", "拜访", "--contact", "李雷")
    shown = book.ok("show", "甲公司").out.splitlines()
    place = shown.index("Next")
    assert shown[place + 1 : place + 3] == [
        "4 days late (11-16)  planned: 发合同",
        "today                planned: visit   李雷",
    ]
    promised = book.ok("show", "甲公司", "--json").json["promised"]
    assert [
        (each["followup_id"], each["due_on"], each["days_overdue"], each["what"]) for each in promised
    ] == [
        (1, "2026-11-16", 4, "planned: 发合同"),
        (2, "2026-11-20", 0, "planned: visit"),
    ]


def test_the_time_of_day_of_a_planned_step(book: CommandLine) -> None:
    book.ok("--today", "2026-11-10", "followup", "plan", "甲", "--on", "11-16 09:00", "--objective", "发合同")
    book.ok("followup", "plan", "甲", "--on", "today 15:30", "--objective", "签字")
    book.ok("followup", "plan", "甲", "--on", "today 14:00", "--objective", "对稿")
    book.ok("followup", "plan", "甲", "--on", "mon 下午三点", "--objective", "回访")
    shown = book.ok("show", "甲公司").out.splitlines()
    place = shown.index("Next")
    assert shown[place + 1 : place + 5] == [
        "4 days late (11-16)  planned: 发合同",
        "today 14:00          planned: 对稿",
        "today 15:30          planned: 签字",
        "11-23 Mon 15:00      planned: 回访",
    ]
    promised = book.ok("show", "甲公司", "--json").json["promised"]
    assert [each["due_time"] for each in promised] == ["09:00", "14:00", "15:30", "15:00"]
    assert "11-23 周一 15:00    约定：回访" in book.ok("show", "甲公司", lang="zh").out


def test_what_the_cadence_asks_for_stands_before_what_is_promised(book: CommandLine) -> None:
    book.ok(
        "followup",
        "log",
        "甲",
        "phone",
        "聊了预算",
        "--feedback",
        "明年再说",
        "--next",
        "再聊",
        "--on",
        "+6w",
    )
    shown = book.ok("show", "甲公司").out.splitlines()
    place = shown.index("Next")
    assert shown[place + 1 : place + 3] == [
        "12-21 Mon       not graded yet, every month",
        "2027-01-01 Fri  planned: 再聊",
    ]
    assert "11-20 phone  聊了预算 “明年再说”" in shown


def test_the_last_three_touches_in_the_customers_words(book: CommandLine) -> None:
    for day in (16, 17, 18, 19):
        book.ok(
            "followup", "log", "甲", "phone", f"第 {day} 日", "--date", f"2026-11-{day}", "--feedback", "“好”"
        )
    touches = book.ok("show", "甲公司", "--json").json["touches"]
    assert [(each["on"], each["summary"], each["feedback"]) for each in touches] == [
        ("2026-11-19", "第 19 日", "“好”"),
        ("2026-11-18", "第 18 日", "“好”"),
        ("2026-11-17", "第 17 日", "“好”"),
    ]


def test_deals_with_stage_amount_and_day(book: CommandLine) -> None:
    deal = ("opportunity", "add", "甲公司", "--opened", "2026-10-01")
    book.ok(*deal, "--product", "OA")
    book.ok(
        *deal, "--product", "ERP", "--amount", "48万", "--close", "2026-12-08", "--urgent", "--decider-known"
    )
    book.ok(*deal, "--product", "BI", "--amount", "9万", "--close", "2026-11-13", "--stage", "proposal")
    shown = book.ok("show", "甲公司", "--json").json
    assert [(each["name"], each["stage"], each["class"], each["amount"]) for each in shown["deals"]] == [
        ("ERP", "contacted", "S", 480000),
        ("BI", "proposal", "A", 90000),
        ("OA", "contacted", "B", None),
    ]
    assert shown["class"] == "S"
    assert shown["missing"] == ["budget", "decider"]
    page = book.ok("show", "甲公司").out
    assert "BI   A  proposal    90,000  was to close 11-13" in page
    assert "Missing\n  Budget, who decides\n" in page


def test_who_decides_comes_first(book: CommandLine) -> None:
    book.ok("contact", "add", "甲公司", "赵总", "--decision-role", "decider", "--phone", "13900139000")
    book.ok("contact", "add", "甲公司", "王工", "--decision-role", "user")
    page = book.ok("show", "甲公司").out.splitlines()
    place = page.index("Contacts")
    assert [line.split()[0] for line in page[place + 1 : place + 4]] == ["赵总", "王工", "李雷"]


def test_a_customer_that_is_never_due_says_so(book: CommandLine) -> None:
    book.ok("customer", "edit", "甲公司", "--type", "lost", "--lost-reason", "价格")
    shown = book.ok("show", "甲公司").out
    assert "Lost: 价格" in shown
    assert "甲公司 is lost or archived, and never due." in shown
    book.ok("customer", "archive", "甲公司")
    assert "Archived on 2026-11-20" in book.ok("show", "id:1").out


def test_a_customer_that_is_held_back_says_until_when(book: CommandLine) -> None:
    book.ok("followup", "snooze", "甲公司", "--until", "2026-12-14", "--reason", "装修")
    assert "Held back until 12-14 Mon: 装修" in book.ok("show", "甲公司").out


def test_stored_text_is_shown_and_nothing_else(book: CommandLine) -> None:
    book.ok("followup", "log", "甲", "phone", "x\x1b[31m[/b]", "--feedback", "y\u202e")
    book.ok("customer", "note", "甲", "z\x1b[0m")
    shown = book.ok("show", "甲公司").out
    assert "\x1b" not in shown
    assert r"x\x1b[31m[/b]" in shown
