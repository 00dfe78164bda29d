"""One sentence adds a customer, with who decides, what is wanted and by when: its grade follows at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import CommandLine


@pytest.fixture
def team(run: CommandLine) -> CommandLine:
    run.ok("rep", "add", "王芳")
    return run


def test_ready_to_buy_is_an_a(team: CommandLine) -> None:
    said = team.ok(
        "--rep", "王芳", "customer", "add", "杭州某某软件有限公司", "--industry", "软件", "--budget", "8万",
        "--decider", "王总，13512340000", "--need", "换财务系统", "--need-match", "4", "--wanted-by", "+3m",
    )  # fmt: skip
    assert said.out == (
        "Added customer 杭州某某软件有限公司 (id 1).\n"
        "Contact: 王总, decider, 13512340000 (contact id 1).\n"
        "Need: 换财务系统 (need id 1).\n"
        "Wanted by: 2027-02-20 Sat.\n"
        "Grade: A. `salesops grade explain 1` says why.\n"
        "Next contact: 2026-11-20 Fri.\n"
    )
    shown = team.ok("show", "某某", "--json").json
    assert (shown["grade"], shown["budget_min"], shown["needs"][0]["wanted_by"]) == (
        "A",
        80_000,
        "2027-02-20",
    )
    assert team.ok("grade", "explain", "某某", "--json").json["reason"] == "ready_to_buy"
    team.ok("grade", "run")
    assert team.sql("SELECT grade FROM customer") == [("A",)]
    team.ok("undo", "--rep", "王芳")
    assert team.sql("SELECT count(*) FROM customer") == [(0,)]


def test_no_words_are_needed_for_a_need(team: CommandLine) -> None:
    added = team.ok(
        "customer", "add", "某某软件", "--budget", "8万", "--decider", "王总", "--need-match", "4",
        "--wanted-by", "+2m", "--json",
    )  # fmt: skip
    assert (added.json["grade"], added.json["need"]["text"]) == ("A", "intends to buy")


@pytest.mark.parametrize(
    ("options", "grade"),
    [
        (["--need", "换系统"], "B"),  # no clear budget
        (
            ["--need", "换系统", "--budget", "8万", "--wanted-by", "+2m", "--need-match", "4"],
            "B",
        ),  # who decides?
        (["--decider", "王总", "--budget", "8万", "--wanted-by", "+4m", "--need-match", "5"], "B"),  # later
        (
            ["--decider", "王总", "--budget", "8万", "--wanted-by", "+2m", "--need-match", "3"],
            "B",
        ),  # no good match
        (["--decider", "王总", "--budget", "8万", "--need-match", "5"], None),  # the next run says
    ],
)
def test_what_is_missing_decides(team: CommandLine, options: list[str], grade: str | None) -> None:
    assert team.ok("customer", "add", "某某软件", *options, "--json").json["grade"] == grade


def test_a_need_that_is_told_later_lifts_at_once(team: CommandLine) -> None:
    team.ok("customer", "add", "某某软件")
    assert team.ok("need", "add", "某某", "换系统").out.endswith(
        "Grade: B. `salesops grade explain 1` says why.\n"
    )
    assert "Grade" not in team.ok("need", "add", "某某", "移动审批").out


def test_a_budget_may_be_that_of_the_need(team: CommandLine) -> None:
    team.ok("customer", "add", "某某软件", "--decider", "王总", "--need-match", "4")
    assert "Grade: A" in team.ok("need", "add", "某某", "换系统", "--budget", "8万", "--wanted-by", "+1m").out


def test_a_dry_run_adds_nobody(team: CommandLine) -> None:
    assert "Grade: B" in team.ok("customer", "add", "某某软件", "--need", "换系统", "--dry-run").out
    assert team.sql("SELECT count(*) FROM customer") == [(0,)]


def test_contact_and_tags_are_told(team: CommandLine) -> None:
    said = team.ok(
        "customer", "add", "某某软件", "--contact", "赵总 13512340000", "--tag", "急", "--tag", "价格敏感"
    )
    assert "Contact: 赵总, 13512340000 (contact id 1).\n" in said.out
    assert "Tags: 急, 价格敏感\n" in said.out
    team.ok("contact", "add", "某某", "李雷 13800138000", "--title", "采购经理")
    assert team.sql("SELECT name, title, phone FROM contact ORDER BY id") == [
        ("赵总", None, "13512340000"), ("李雷", "采购经理", "13800138000"),
    ]  # fmt: skip


def test_a_credit_code_is_checked_where_it_is_typed(team: CommandLine, tmp_path: Path) -> None:
    refused = team("customer", "add", "某某软件", "--credit-code", "9144030071526726XH")
    assert (refused.code, "the last one is G, not H" in refused.err) == (2, True)
    team.ok("customer", "add", "某某软件", "--credit-code", "9144 0300 7152 6726 xg")
    file = tmp_path / "customers.csv"
    file.write_text("name,credit code\n远洋物流,91310000ma1k 000001\n", encoding="utf-8")
    team.ok("customer", "import", file)
    assert team.sql("SELECT credit_code FROM customer ORDER BY id") == [
        ("9144030071526726XG",), ("91310000MA1K000001",),
    ]  # fmt: skip
