from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests import golden, terminal
from tests.conftest import CommandLine

NASTY = "发方案 [/b] \x1b[31mred | 红"
WANG, LI = ("--rep", "王芳"), ("--rep", "李娜")
# (name, short name, owner, day of the last touch, grade)
CUSTOMERS = (
    ("杭州云帆科技有限公司", "云帆科技", "王芳", "2026-11-17", "A"),
    ("上海明辉制造股份有限公司", "明辉制造", "王芳", "2026-11-09", "B"),
    ("Harbor Foods Ltd", "Harbor Foods", "王芳", "2026-10-21", "C"),
    ("Nordlicht GmbH", "Nordlicht", "李娜", "2026-11-11", "A"),
)

UNKNOWN = (
    "The holidays of 2047 are not known yet: Monday to Friday was counted. A newer salesops will know them.\n"
)


def team() -> list[tuple[str, ...]]:
    """Four customers of two reps, each touched once; one has an opportunity, one a step that is due."""
    commands: list[tuple[str, ...]] = [("init",), ("rep", "add", "王芳"), ("rep", "add", "李娜")]
    for name, short, owner, day, grade in CUSTOMERS:
        person = f"{short}的联系人/采购经理/13800138000"
        commands += [
            ("customer", "add", name, "--short-name", short, "--owner", owner, "--contact", person),
            ("grade", "set", short, grade, "--reason", "test"),
            ("--rep", owner, "followup", "log", short, "phone", f"{short}：聊了预算", "--date", day),
        ]
    return [
        *commands,
        (*WANG, "opportunity", "add", "云帆科技", "--product", "ERP", "--amount", "48万", "--opened", "2026-11-02",
         "--close", "2026-12-01", "--urgent", "--budget-confirmed"),
        (*WANG, "followup", "plan", "Harbor", "--on", "today", "--objective", NASTY, "--method", "visit"),
    ]  # fmt: skip


@pytest.fixture
def book(prepared: Callable[..., Path], tmp_path: Path) -> CommandLine:
    return CommandLine(Path(shutil.copy(prepared(*team()), tmp_path / "salesops.db")))


def due_names(book: CommandLine, *arguments: str) -> list[str]:
    return [line["short_name"] for line in book.ok(*arguments, "followup", "due", "--json").json["items"]]


@pytest.mark.parametrize("columns", [40, 80, 120, 200])
@pytest.mark.parametrize(("rep", "lang"), [("Emma Clarke", "en"), ("王芳", "zh")])
def test_due_at_every_width(demo: CommandLine, rep: str, lang: str, columns: int) -> None:
    shown = terminal.answer(
        demo.database, None, "--rep", rep, "due", today=demo.today, columns=columns, lang=lang
    )
    assert max(map(cell_len, shown.splitlines())) <= columns
    assert not any(line.lstrip().startswith((",", "，", "、", "。")) for line in shown.splitlines())
    golden.check(f"followup/due-{lang}-{columns}.txt", shown)


def test_the_team_in_a_pipe(book: CommandLine) -> None:
    golden.check("followup/due-team.txt", book.ok("due").out)


def test_due_for_scripts(book: CommandLine) -> None:
    golden.check("followup/due.json", book.ok("followup", "due", "--json").out)
    golden.check("followup/due.csv", book.ok("followup", "due", "--csv").out)


def test_list_at_every_width_and_for_scripts(book: CommandLine) -> None:
    for columns in (40, 80, 200):
        golden.check(f"followup/list-{columns}.txt", book.ok("followup", "list", columns=columns).out)
    listed = book.ok("followup", "list", "--json").json
    for item in listed["items"]:
        item.pop("recorded_at")  # the one thing that the clock says
    golden.check("followup/list.json", json.dumps(listed, ensure_ascii=False, indent=2) + "\n")
    rows = list(csv.reader(io.StringIO(book.ok("followup", "list", "--csv").out)))
    assert [row[:4] for row in rows[:2]] == [
        ["id", "customer_id", "customer", "short_name"],
        ["5", "3", "Harbor Foods Ltd", "Harbor Foods"],
    ]


def test_what_is_stored_is_never_acted_on(book: CommandLine) -> None:
    for command in ("due", "list"):
        shown = book.ok("followup", command).out
        assert "\x1b" not in shown
        assert r"[/b] \x1b[31mred" in shown


def test_a_rep_sees_their_own_and_all_shows_everybodys(book: CommandLine) -> None:
    assert due_names(book) == ["Nordlicht", "云帆科技", "Harbor Foods", "明辉制造"]
    assert due_names(book, *WANG) == ["云帆科技", "Harbor Foods", "明辉制造"]
    everybody = book.ok(*WANG, "followup", "due", "--all", "--json").json
    assert len(everybody["items"]) == 4


def test_what_is_left_out_is_told(book: CommandLine) -> None:
    some = book.ok("followup", "due", "--limit", "1", "--json").json
    assert (len(some["items"]), some["left_out"]) == (1, 3)
    assert some["counts"] == {"overdue": 1, "today": 2, "next": 1}
    assert book.ok("followup", "due", "--limit", "1").out.endswith("\n  3 more: --limit 0 shows them.\n")
    assert book.ok("followup", "due", "--limit", "1", "--csv").err == "3 more: --limit 0 shows them.\n"


def test_nobody_is_due(book: CommandLine) -> None:
    for name in ("云帆科技", "明辉制造", "Harbor", "Nordlicht"):
        book.ok("followup", "snooze", name, "--until", "2026-12-14", "--reason", "x")
    assert book.ok("followup", "due").out.splitlines() == [
        "11-20 Fri · overdue 0 · today 0 · next 0",
        "",
        "  Next: 12-14 Mon, 云帆科技, S opportunity ERP, every 3 days; to close 2026-12-01.",
    ]
    book.ok("rep", "add", "新人")
    nobodys = book.ok("--rep", "新人", "followup", "due").out
    assert nobodys.endswith("\n  Nobody is due. --all shows the whole team's list.\n")


def test_after_a_touch_the_customer_leaves_the_list(book: CommandLine) -> None:
    logged = book.ok(
        *WANG, "followup", "log", "明辉制造", "电话", "样品收到", "--feedback", "质量不错", "--attitude", "1"
    )
    assert logged.out.splitlines() == [
        "Recorded: phone, 上海明辉制造股份有限公司, 2026-11-20 Fri (id 6).",
        "Next contact: 2026-12-04 Fri, B customer, every 2 weeks.",
    ]
    assert "明辉制造" not in due_names(book)


def test_log_plans_the_next_step(book: CommandLine) -> None:
    logged = book.ok(*WANG, "followup", "log", "云帆", "微信", "预算已批", "--next", "发合同", "--on", "周一")
    assert logged.out.splitlines()[1:] == [
        "Planned: 发合同, 2026-11-23 Mon (id 7).",
        "Next contact: 2026-11-23 Mon, planned: 发合同.",
    ]
    assert book.sql("SELECT status, due_on, next_on, method FROM followup WHERE id > 5") == [
        ("done", None, "2026-11-23", "wechat"),
        ("planned", "2026-11-23", None, None),
    ]


def test_a_rhythm_that_asks_before_the_agreed_step_is_told(book: CommandLine) -> None:
    logged = book.ok(*WANG, "followup", "log", "云帆", "phone", "x", "--next", "y", "--on", "+3w")
    assert logged.out.splitlines()[1:] == [
        "Planned: y, 2026-12-11 Fri (id 7).",
        "Next contact: 2026-11-23 Mon, S opportunity ERP, every 3 days; to close 2026-12-01.",
    ]
    assert logged.err == "It is due before the step you planned: `salesops followup snooze` lets it wait.\n"


def test_a_plan_before_the_agreed_step_is_told_as_a_plan(book: CommandLine) -> None:
    book.ok(*WANG, "followup", "plan", "明辉制造", "--on", "mon", "--objective", "报价")
    logged = book.ok(*WANG, "followup", "log", "明辉制造", "phone", "x", "--next", "y", "--on", "+10d")
    assert logged.out.splitlines()[-1] == "Next contact: 2026-11-23 Mon, planned: 报价."
    assert "before the step you planned" not in logged.err
    assert logged.err.startswith("Still planned: 报价, 2026-11-23 Mon (id 6).\n")


def test_log_closes_the_step_that_was_due(book: CommandLine) -> None:
    logged = book.ok(*WANG, "followup", "log", "Harbor", "拜访", "见了采购")
    assert logged.out.splitlines()[0] == "Recorded: visit, Harbor Foods Ltd, 2026-11-20 Fri (id 5)."
    assert logged.out.splitlines()[1].startswith("Done with it: 发方案")
    kept = book.ok(*WANG, "followup", "plan", "Harbor", "--on", "today")
    assert kept.out.splitlines()[0] == "Planned: Harbor Foods Ltd, 2026-11-20 Fri (id 6)."
    other = book.ok(*WANG, "followup", "log", "Harbor", "phone", "x", "--keep-plans")
    assert other.err == "Still planned: next step, 2026-11-20 Fri (id 6).\n"


def test_a_call_recorded_late_leaves_what_was_promised_since(book: CommandLine) -> None:
    book.ok(*WANG, "followup", "plan", "明辉制造", "--on", "today", "--objective", "报价")
    logged = book.ok(*WANG, "followup", "log", "明辉制造", "phone", "要报价", "--date", "2026-11-19")
    assert "Done with it" not in logged.out
    assert logged.err.splitlines() == [
        "Still planned: 报价, 2026-11-20 Fri (id 6).",
        "What is agreed for a later day stays. If it was that: `salesops followup edit 7 --plan 6`.",
    ]
    assert due_names(book, *WANG).count("明辉制造") == 1
    named = book.ok(
        *WANG, "followup", "log", "明辉制造", "email", "发了", "--date", "2026-11-19", "--plan", "6"
    )
    assert named.out.splitlines()[1] == "Done with it: 报价."


@pytest.mark.parametrize(("answer", "status"), [("y", "done"), ("n", "planned"), ("", "planned")])
def test_on_a_terminal_a_step_taken_early_is_asked_for(book: CommandLine, answer: str, status: str) -> None:
    book.ok(*WANG, "followup", "plan", "明辉制造", "--on", "周一", "--objective", "演示", "--method", "visit")
    shown = terminal.answer(
        book.database, answer, *WANG, "followup", "log", "明辉制造", "visit", "提前去了", today=book.today
    )
    assert "Was this the step agreed with 上海明辉制造股份有限公司 for 2026-11-23 Mon: 演示? [y/N]: " in shown
    assert book.sql("SELECT status FROM followup WHERE id = 6") == [(status,)]


def test_a_colleagues_touch_is_told(book: CommandLine) -> None:
    logged = book.ok(*LI, "followup", "log", "云帆科技", "phone", "问好")
    assert logged.err == "王芳 was in touch with 杭州云帆科技有限公司, too: 2026-11-17 Tue.\n"
    told = book.ok(*LI, "followup", "log", "云帆科技", "phone", "再问好", "--json").json
    assert told["colleague"] == {"name": "王芳", "occurred_on": "2026-11-17", "method": "phone"}


def test_done_and_cancel_take_an_id_or_the_customer(book: CommandLine) -> None:
    assert "(id 5)" in book.ok("followup", "done", "Harbor", "谈妥了", "--dry-run").out
    assert "(id 5)" in book.ok("followup", "done", "id:5", "谈妥了", "--dry-run").out
    off = book.ok("followup", "cancel", "5", "--reason", "客户出差")
    assert off.out.splitlines() == [
        "Cancelled: Harbor Foods Ltd, 2026-11-20 Fri (id 5).",
        "Next contact: 2026-11-23 Mon, C customer, every month.",
    ]
    assert book("followup", "done", "Harbor").code == 4


def test_snooze_and_clear(book: CommandLine) -> None:
    held = book.ok("followup", "snooze", "云帆科技", "--until", "下周三", "--reason", "年底盘点")
    assert held.out.splitlines() == [
        "杭州云帆科技有限公司 is held back until 2026-11-25 Wed.",
        "Next contact: 2026-11-25 Wed, S opportunity ERP, every 3 days; to close 2026-12-01.",
    ]
    back = book.ok("followup", "snooze", "云帆科技", "--clear")
    assert back.out.splitlines()[1].startswith("Next contact: 2026-11-20 Fri, ")


def test_contact_and_deal_are_looked_for_at_the_customer(book: CommandLine) -> None:
    book.ok(*WANG, "followup", "log", "云帆科技", "phone", "x", "--contact", "联系人", "--opportunity", "ERP")
    assert book.sql("SELECT contact_id, opportunity_id FROM followup WHERE id = 6") == [(1, 1)]
    assert book("followup", "log", "明辉制造", "phone", "x", "--opportunity", "ERP").code == 4


def test_a_write_is_one_operation_and_can_be_tried(book: CommandLine) -> None:
    before = book.database.read_bytes()
    for arguments in (
        ("log", "云帆科技", "phone", "x", "--next", "y", "--on", "+3d"),
        ("done", "Harbor"),
        ("plan", "云帆科技", "--on", "+3d"),
        ("cancel", "Harbor", "--reason", "x"),
        ("snooze", "云帆科技", "--until", "+3d", "--reason", "x"),
    ):
        assert book.ok("followup", *arguments, "--dry-run").out.startswith(
            "Dry run, nothing is written. It would say:\n"
        )
        assert book.ok("followup", *arguments, "--dry-run", "--json").json["dry_run"] is True
    assert book.database.read_bytes() == before
    book.ok("followup", "log", "云帆科技", "phone", "x", "--next", "y", "--on", "+3d")
    assert book.sql("SELECT command FROM operation ORDER BY id DESC LIMIT 1") == [("followup log",)]
    newest = "SELECT DISTINCT record FROM journal WHERE operation_id = (SELECT max(id) FROM operation)"
    assert book.sql(newest) == [("followup",)]  # what is kept ready on the customer follows from it


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("log", "Nobody", "phone", "x"), 4, "No customer answers to “Nobody”."),
        (("log", "r", "phone", "x"), 5, "“r” could be 2 records"),
        (("log", "云帆", "fax", "x"), 2, '"fax" is not a known method.'),
        (("log", "云帆", "phone", " "), 2, "What was said is empty."),
        (("log", "云帆", "phone", "x", "--date", "tomorrow"), 2, "2026-11-21 Sat has not come yet."),
        (("log", "云帆", "phone", "x", "--date", "11/12"), 2, ""),
        (("log", "云帆", "phone", "x", "--next", "y"), 2, "Which day is the next step for?"),
        (("log", "云帆", "phone", "x", "--on", "yesterday"), 2, "2026-11-19 Thu is over."),
        (("log", "云帆", "phone", "x", "--attitude", "3"), 2, ""),
        (("log", "云帆", "phone", "x", "--contact", "Nobody"), 4, "No contact answers to “Nobody”."),
        (("log", "云帆", "phone", "x", "--plan", "99"), 4, ""),
        (("log", "云帆", "phone", "x", "--plan", "5"), 2, "Follow-up 5 is planned with another customer."),
        (("done", "1"), 6, "Follow-up 1 is done already."),
        (("done", "云帆"), 4, "Nothing is planned with this customer."),
        (("plan", "云帆", "--on", "yesterday"), 2, "2026-11-19 Thu is over."),
        (("cancel", "99", "--reason", "x"), 4, ""),
        (("snooze", "云帆", "--until", "today", "--reason", "x"), 2, "2026-11-20 Fri is not after today."),
        (("snooze", "云帆", "--until", "fri"), 2, "Give --until and --reason, or --clear alone."),
        (("snooze", "云帆", "--until", "fri", "--reason", "x", "--clear"), 2, "Give --until"),
        (("due", "--limit", "-1"), 2, ""),
        (("due", "--json", "--csv"), 2, ""),
        (("list", "--status", "lost"), 2, '"lost" is not a known status.'),
    ],
)
def test_refusals_are_one_line_and_change_nothing(
    book: CommandLine, arguments: tuple[str, ...], code: int, message: str
) -> None:
    before = book.database.read_bytes()
    refused = book("followup", *arguments)
    assert (refused.code, refused.out) == (code, "")
    assert refused.err.startswith(message) or message in refused.err
    assert refused.err.count("\n") == 1
    assert book.database.read_bytes() == before


def test_in_chinese(book: CommandLine) -> None:
    shown = book.ok("followup", "due", lang="zh", columns=200).out
    assert "今天" in shown
    assert "电话：云帆科技：聊了预算" in shown


def test_a_team_sees_whose_each_customer_is(book: CommandLine) -> None:
    assert "李娜" in book.ok("followup", "due", columns=200).out
    assert "王芳" not in book.ok("--rep", "王芳", "followup", "due", columns=200).out


def test_topics_are_for_those_who_ask(book: CommandLine) -> None:
    topic = "Talk about: finding needs and product features"
    assert topic in book.ok("due", "--brief").out
    assert topic not in book.ok("due").out


def test_a_pipe_is_a_hundred_wide(book: CommandLine) -> None:
    book.ok("opportunity", "add", "明辉制造", "--product", "一套很长很长的名字" * 9)
    for lang in ("en", "zh"):
        assert max(map(cell_len, book.ok("due", lang=lang).out.splitlines())) <= 100


def test_a_day_holds_so_many(book: CommandLine, tmp_path: Path) -> None:
    leads = tmp_path / "leads.csv"
    leads.write_text("name,owner\n" + "".join(f"Lead {n},王芳\n" for n in range(1, 41)), encoding="utf-8")
    book.ok("customer", "import", leads)
    page = book.ok(*WANG, "due").out.splitlines()
    assert page[0] == "11-20 Fri · overdue 0 · today 15 · next 15"
    assert page[-1] == (
        "  13 more wait for a later working day: there is room for no more on a day (per_day of the policy)."
    )
    assert book.ok(*WANG, "due", "--json").json["levelled"] == 13


@pytest.mark.parametrize("flags", [[], ["--json"]])
def test_a_year_whose_holidays_are_not_known_is_told_once(book: CommandLine, flags: list[str]) -> None:
    result = book.ok("followup", "plan", "云帆科技", "--on", "2047-01-04", *flags)
    assert "holidays" not in result.err
    book.ok("customer", "edit", "云帆科技", "--depth", "core")
    result = CommandLine(book.database, "2047-01-02").ok("followup", "log", "云帆科技", "phone", "x", *flags)
    assert result.err.count(UNKNOWN) == 1


@pytest.mark.parametrize(
    "command",
    [
        ("followup", "due"),
        ("followup", "due", "--json"),
        ("customer", "show", "云帆科技"),
        ("customer", "list"),
        ("customer", "list", "--csv"),
    ],
)
def test_a_read_that_reaches_into_such_a_year_tells_it_too(
    book: CommandLine, tmp_path: Path, command: tuple[str, ...]
) -> None:
    book.ok("followup", "snooze", "云帆科技", "--until", "2047-01-02", "--reason", "holidays")
    late = CommandLine(book.database, "2046-12-31")
    assert late.ok(*command).err == UNKNOWN
    rules = tmp_path / "rules.toml"
    rules.write_text('calendar = "weekdays"\n')
    late.ok("policy", "apply", rules)
    assert late.ok(*command).err == ""


def test_a_week_that_is_followed_by_such_days_tells_it(book: CommandLine) -> None:
    book.ok("followup", "snooze", "云帆科技", "--until", "2047-01-08", "--reason", "holidays")
    late = CommandLine(book.database, "2046-12-31")  # a Monday
    assert late.ok("week").err == UNKNOWN


@pytest.mark.parametrize(
    "command", [("followup", "due"), ("customer", "show", "云帆科技"), ("customer", "list")]
)
def test_a_day_that_was_agreed_needs_no_holidays(book: CommandLine, command: tuple[str, ...]) -> None:
    """2047-01-01 is a holiday, surely; whoever agreed on it knows."""
    for customer in ("云帆科技", "明辉制造", "Harbor"):
        book.ok("customer", "edit", customer, "--type", "lost", "--lost-reason", "价格")
    book.ok("customer", "restore", "云帆科技")
    book.ok("followup", "plan", "云帆科技", "--on", "2047-01-01", "--objective", "签约")
    book.ok("followup", "snooze", "云帆科技", "--until", "2047-01-01", "--reason", "到那天")
    late = CommandLine(book.database, "2046-12-31")
    shown = late.ok(*command)
    assert ("2047-01-01" in shown.out or "01-01" in shown.out, shown.err) == (True, "")


def test_the_same_touch_is_not_taken_twice(book: CommandLine) -> None:
    said = (*WANG, "followup", "log", "明辉制造", "电话", "要报价")
    book.ok(*said)
    before = book.database.read_bytes()
    refused = book(*said)
    assert (refused.code, refused.out, refused.err) == (
        6,
        "",
        "This is recorded already, on the same day in the same words (id 6). Use --force if it happened twice.\n",
    )
    assert book.database.read_bytes() == before
    for another in (("--force",), ("--date", "2026-11-19")):
        book.ok(*said, *another)
    book.ok(*WANG, "followup", "log", "明辉制造", "微信", "要报价")
    book.ok(*WANG, "followup", "log", "云帆", "电话", "要报价")
    assert book.sql("SELECT count(*) FROM followup WHERE summary = '要报价'") == [(5,)]


def test_the_same_step_is_not_planned_twice(book: CommandLine) -> None:
    step = (*WANG, "followup", "plan", "明辉制造", "--on", "mon", "--objective", "报价")
    planned = book.ok(*step, "--json").json["id"]
    before = book.database.read_bytes()
    refused = book(*step)
    assert (refused.code, refused.out, refused.err) == (
        6,
        "",
        f"This is planned already, for the same day (id {planned}). Use --force if it is to be done twice.\n",
    )
    assert "如确实要约两次" in book(*step, lang="zh").err
    assert book.database.read_bytes() == before
    for another in (
        ("--force",),
        ("--on", "tue"),
        ("--on", "mon 14:00"),
        ("--method", "visit"),
        ("--objective", "演示"),
    ):
        book.ok(*step, *another)
    book.ok(*WANG, "followup", "plan", "云帆", "--on", "mon", "--objective", "报价")
    assert book.sql("SELECT count(*) FROM followup WHERE status = 'planned' AND objective = '报价'") == [(6,)]


def test_a_step_that_is_off_may_be_planned_again(book: CommandLine) -> None:
    step = (*WANG, "followup", "plan", "明辉制造", "--on", "mon")
    planned = book.ok(*step, "--json").json["id"]
    book.ok("followup", "cancel", f"id:{planned}", "--reason", "出差")
    book.ok(*step)


def test_what_is_agreed_is_shown_though_a_cadence_asked_for_its_customer_before(run: CommandLine) -> None:
    run.ok("rep", "add", "王芳")
    for name in ("约定公司", "甲甲公司", "乙乙公司"):
        run.ok(*WANG, "--today", "2026-10-09", "customer", "add", name)
    run.ok(
        *WANG,
        "--today",
        "2026-10-09",
        "log",
        "约定公司",
        "phone",
        "聊了",
        "--next",
        "签合同",
        "--on",
        "2026-11-20",
    )
    for name in ("甲甲公司", "乙乙公司"):
        run.ok(*WANG, "--today", "2026-10-12", "log", name, "phone", "聊了")
    policy = run.database.with_name("p.toml")
    policy.write_text(run.ok("policy", "show").out.replace("per_day = 15", "per_day = 1"), encoding="utf-8")
    run.ok("policy", "apply", policy)
    # A month after 9 October is Monday, 9 November; one of the three fits on a day, and it is the one with the promise.
    items = run.ok(*WANG, "--today", "2026-11-20", "due", "--json").json["items"]
    assert [(item["customer"], item["due_on"], item["followup_id"], item["why"]) for item in items] == [
        ("约定公司", "2026-11-09", 2, "planned: 签合同 (11-20 Fri); not graded yet, every month"),
        ("甲甲公司", "2026-11-12", None, "not graded yet, every month"),
    ]
    assert [item["on"] for item in items] == ["2026-11-20", "2026-11-23"]
    done = run.ok(*WANG, "--today", "2026-11-20", "done", "约定公司", "签了", "--method", "visit").out
    assert "签合同" in done
