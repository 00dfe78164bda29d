"""Needs at the command line: recorded, corrected, found, taken in from files, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import CommandLine


@pytest.fixture
def team(run: CommandLine) -> CommandLine:
    run.ok("rep", "add", "王芳")
    run.ok("--rep", "王芳", "customer", "add", "杭州云帆科技有限公司")
    return run


def test_a_need_is_recorded_with_what_is_told(team: CommandLine) -> None:
    said = team.ok(
        "--rep", "王芳", "need", "add", "云帆", "自动对账", "--category", "功能", "--rank", "核心",
        "--pains", "靠人工、慢；慢", "--budget", "5-10万", "--wanted-by", "2月15日", "--term", "三年",
    )  # fmt: skip
    assert said.out == (
        "Recorded a need of 杭州云帆科技有限公司: 自动对账 (need id 1).\nWanted by: 2027-02-15 Mon.\n"
        "Grade: B. `salesops grade explain 1` says why.\n"
    )
    [need] = team.ok("need", "list", "--json").json["items"]
    assert need == {
        "id": 1, "customer_id": 1, "customer": "杭州云帆科技有限公司", "text": "自动对账", "category": "function",
        "rank": "core", "pains": "靠人工, 慢", "budget_min": 50_000, "budget_max": 100_000,
        "wanted_by": "2027-02-15", "term": "三年", "opportunity": None, "reviewed_on": None,
        "recorded_on": "2026-11-20", "rep": "王芳",
    }  # fmt: skip


def test_who_names_a_day_intends_to_buy(team: CommandLine) -> None:
    assert "intends to buy" in team.ok("need", "add", "云帆", "--wanted-by", "+3m").out
    assert team("need", "add", "云帆").code == 2


def test_the_same_need_twice_is_refused(team: CommandLine) -> None:
    team.ok("need", "add", "云帆", "自动对账")
    refused = team("need", "add", "云帆", " 自动对账 ")
    assert (refused.code, "id 1" in refused.err) == (6, True)
    team.ok("need", "add", "云帆", "移动审批")
    assert team("need", "edit", "移动", "--text", "自动对账").code == 6


def test_an_edit_tells_before_and_after(team: CommandLine) -> None:
    team.ok("need", "add", "云帆", "自动对账", "--budget", "8万")
    said = team.ok("need", "edit", "对账", "--budget", "12万", "--reviewed", "today", "--json").json
    assert said["changes"] == [
        {
            "record": "need",
            "id": 1,
            "field": "budget",
            "before": [80_000, 80_000],
            "after": [120_000, 120_000],
        },
        {"record": "need", "id": 1, "field": "reviewed_on", "before": None, "after": "2026-11-20"},
    ]
    again = team.ok("need", "edit", "1", "--budget", "12万")
    assert "nothing changed" in again.out


def test_a_deleted_need_comes_back(team: CommandLine) -> None:
    team.ok("need", "add", "云帆", "自动对账")
    team.ok("need", "delete", "对账", "--dry-run")
    team.ok("need", "delete", "对账")
    assert team.ok("need", "list", "--json").json["items"] == []
    assert team("need", "delete", "对账").code == 4
    team.ok("undo")
    assert [need["text"] for need in team.ok("need", "list", "--json").json["items"]] == ["自动对账"]
    changes = team.ok("history", "云帆", "--json").json["items"]
    needs = [one["change"] for one in changes if one["record"] == "need"]
    assert needs == ["insert", "delete", "insert"]


def test_needs_stand_before_the_call_and_are_found_by_words(team: CommandLine) -> None:
    team.ok("need", "add", "云帆", "自动对账", "--pains", "靠人工")
    assert "自动对账" in team.ok("show", "云帆").out
    assert team.ok("show", "云帆", "--json").json["needs"][0]["pains"] == "靠人工"
    [hit] = team.ok("find", "人工", "--json").json["items"]
    assert (hit["record"], hit["found_in"]) == ("need", "pains")


def test_a_list_is_a_reps_own_and_of_one_category(team: CommandLine) -> None:
    team.ok("rep", "add", "李娜")
    team.ok("--rep", "李娜", "customer", "add", "深圳蓝海贸易有限公司", "--force")
    team.ok("need", "add", "云帆", "自动对账", "--category", "功能", "--wanted-by", "+2m")
    team.ok("need", "add", "蓝海", "账期", "--category", "价格", "--wanted-by", "+1m")

    def texts(*words: str) -> list[str]:
        return [need["text"] for need in team.ok(*words, "--json").json["items"]]

    assert texts("need", "list") == ["账期", "自动对账"]  # what is wanted first
    assert texts("--rep", "王芳", "need", "list") == ["自动对账"]
    assert texts("--rep", "王芳", "need", "list", "--all", "--category", "价格") == ["账期"]
    assert team("need", "list", "--category", "nonsense").code == 2


def test_a_file_brings_needs_and_tags_once(team: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    file.write_text(
        "客户名称,客户需求,需求类型,痛点,期望采购时间,标签,意向,推荐客户,推荐人\n"
        "宁波远洋物流有限公司,仓库条码,功能,盘点慢,2027-01-10,价格敏感；竞品对比中,高,杭州云帆科技有限公司,\n"
        "苏州锦绣纺织有限公司,,,,2027-02-01,,中,,\n",
        encoding="utf-8",
    )
    assert team.ok("customer", "import", file, "--json").json["added"] == 2
    assert team.sql(
        "SELECT customer_id, text, category, pains, wanted_by, recorded_on FROM need ORDER BY id"
    ) == [
        (2, "仓库条码", "function", "盘点慢", "2027-01-10", "2026-11-20"),
        (3, "intends to buy", None, None, "2027-02-01", "2026-11-20"),
    ]
    assert team.sql("SELECT customer_id, name FROM tag ORDER BY id") == [(2, "价格敏感"), (2, "竞品对比中")]
    assert team.sql("SELECT intent, referrer_id FROM customer WHERE id > 1") == [
        ("high", 1),
        ("medium", None),
    ]
    again = team.ok("customer", "import", file, "--json").json
    assert (again["added"], again["unchanged"]) == (0, 2)


def test_a_referrer_may_stand_further_down(team: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    file.write_text("name,referrer\n宁波远洋,苏州锦绣\n苏州锦绣,\n无锡精工,Nobody Ltd\n", encoding="utf-8")
    refused = team("customer", "import", file)
    assert (refused.code, "Nobody Ltd" in refused.err) == (3, True)
    team.ok("customer", "import", file, "--skip-bad")
    assert team.sql("SELECT name, referrer_id FROM customer WHERE id > 1 ORDER BY id") == [
        ("宁波远洋", 3), ("苏州锦绣", None),
    ]  # fmt: skip


def test_nobody_refers_themselves(team: CommandLine) -> None:
    assert team("customer", "edit", "云帆", "--referrer", "云帆").code == 2
