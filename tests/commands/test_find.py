"""`salesops find`: where words stand, whatever the record."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import golden
from tests.conftest import CommandLine

NASTY = "报价 [/b] \x1b[31mred"


@pytest.fixture
def team(prepared: Callable[..., Path], tmp_path: Path) -> CommandLine:
    """Two customers: 张伟, 总经理 works at the first; both were offered something, one touch and one note each."""
    made = prepared(
        ("init",),
        ("rep", "add", "王芳"),
        (
            "customer",
            "add",
            "杭州云帆科技有限公司",
            "--short-name",
            "云帆",
            "--contact",
            "张伟/总经理/138-0013-8000",
        ),
        ("customer", "add", "上海明辉制造有限公司", "--short-name", "明辉"),
        ("contact", "add", "明辉", "Anna Müller", "--email", "anna@minghui.cn"),
        ("opportunity", "add", "明辉", "--product", "MES"),
        ("contract", "add", "云帆", "--amount", "1万", "--number", "HT-77", "--product", "CRM"),
        ("followup", "log", "云帆", "电话", "发了报价，等财务", "--date", "2026-11-02"),
        ("followup", "log", "明辉", "电话", "谈了报价", "--feedback", "比别家贵一成", "--date", "2026-11-09"),
        (
            "customer",
            "note",
            "明辉",
            "报价要含税，发票开给集团财务部，地址见合同附件第二页，联系人每次都要先打电话再寄，不然会被前台退回来",
        ),
    )
    return CommandLine(Path(shutil.copy(made, tmp_path / "salesops.db")))


def found(team: CommandLine, *words: str) -> list[tuple[str, str, str]]:
    items = team.ok("find", *words, "--json").json["items"]
    return [(item["record"], item["customer"], item["found_in"]) for item in items]


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        (
            ["报价"],
            [("note", "明辉", "text"), ("followup", "明辉", "summary"), ("followup", "云帆", "summary")],
        ),
        (["张总", "报价"], [("followup", "云帆", "summary")]),
        (["张总 报价"], [("followup", "云帆", "summary")]),
        (["明辉", "贵"], [("followup", "明辉", "feedback")]),
        (["云帆"], [("customer", "云帆", "name"), ("contract", "云帆", "code")][:1]),
        (["+86 13800138000"], [("contact", "云帆", "phone")]),
        (["138", "0013", "8000"], [("contact", "云帆", "phone")]),
        (["138001"], [("contact", "云帆", "phone")]),
        (["anna"], [("contact", "明辉", "name")]),
        (["muller"], [("contact", "明辉", "name")]),
        (["minghui.cn"], [("contact", "明辉", "email")]),
        (["ht-77"], [("contract", "云帆", "code")]),
        (["云帆 crm"], [("contract", "云帆", "product")]),
        (["mes"], [("opportunity", "明辉", "name")]),
        (["张伟", "云帆"], [("customer", "云帆", "name")]),
        (["张伟", "明辉"], []),
        (["没有的词"], []),
    ],
)
def test_what_is_found(team: CommandLine, words: list[str], hits: list[tuple[str, str, str]]) -> None:
    assert found(team, *words) == hits


def test_the_index_follows_every_write(team: CommandLine) -> None:
    team.ok("customer", "edit", "云帆", "--short-name", "云海")
    assert found(team, "云海")[0] == ("customer", "云海", "short_name")
    team.ok("--rep", "王芳", "customer", "edit", "云海", "--name", "深圳云海科技有限公司", "--short-name", "")
    assert found(team, "云帆") == []
    team.ok("--rep", "王芳", "undo")
    assert found(team, "云帆") == [("customer", "云海", "name")]
    team("customer", "note", "云海", "要预算", "--dry-run")
    assert found(team, "要预算") == []
    file = team.database.with_name("a.csv")
    file.write_text("客户名称,联系人,联系电话\n宁波远洋,李四,139 1234 5678\n", encoding="utf-8")
    team.ok("customer", "import", file)
    assert found(team, "13912345678") == [("contact", "宁波远洋", "phone")]


def test_the_pages(team: CommandLine) -> None:
    for lang, columns in (("zh", 80), ("en", 40), ("zh", 120)):
        golden.check(f"find/{lang}-{columns}.txt", team.ok("find", "报价", lang=lang, columns=columns).out)


def test_lists_for_scripts_have_a_limit_and_say_what_is_left_out(team: CommandLine) -> None:
    listed = team.ok("find", "报价", "--limit", "1", "--json").json
    assert len(listed["items"]) == 1
    assert listed["left_out"] == 2
    rows = list(csv.reader(io.StringIO(team.ok("find", "报价", "--limit", "0", "--csv").out)))
    assert [row[0] for row in rows] == ["record", "note", "followup", "followup"]


def test_hostile_text_is_shown_and_asked_for_as_it_is(team: CommandLine) -> None:
    team.ok("followup", "log", "云帆", "电话", NASTY)
    shown = team.ok("find", "31mred", "报价").out
    assert "\\x1b" in shown
    assert "\x1b" not in shown
    for hostile in ('" OR "', "AND", "a*", "NEAR(", "^x", "search:", "-", "\\", "'", "报价\x00"):
        assert team("find", "--", hostile).code in (0, 2)


def test_nothing_to_look_for(team: CommandLine) -> None:
    refused = team("find", "…")
    assert refused.code == 2
    assert "no word" in refused.err
    assert json.loads(team.ok("find", "没有的词", "--json").out)["items"] == []


def test_a_short_name_is_taken(team: CommandLine) -> None:
    refused = team("customer", "add", "云帆")
    assert refused.code == 6
    assert "杭州云帆科技有限公司" in refused.err
    team.ok("customer", "add", "云帆", "--force")
