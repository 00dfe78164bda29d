"""Tags at the command line."""

from __future__ import annotations

import pytest

from tests.conftest import CommandLine


@pytest.fixture
def team(run: CommandLine) -> CommandLine:
    run.ok("customer", "add", "杭州云帆科技有限公司")
    run.ok("customer", "add", "深圳蓝海贸易有限公司")
    return run


def test_tags_are_given_once_and_taken_away(team: CommandLine) -> None:
    assert team.ok("tag", "add", "云帆", "价格敏感", "决策链复杂，竞品对比中").out == (
        "杭州云帆科技有限公司 is tagged: 价格敏感, 决策链复杂, 竞品对比中.\n"
    )
    again = team.ok("tag", "add", "云帆", "价格敏感", "重点客户", "--json").json
    assert (again["changed"], again["tags"]) == (
        ["重点客户"], ["价格敏感", "决策链复杂", "竞品对比中", "重点客户"],
    )  # fmt: skip
    team.ok("tag", "remove", "云帆", "决策链复杂", "重点客户")
    assert [tag["name"] for tag in team.ok("show", "云帆", "--json").json["tags"]] == [
        "价格敏感",
        "竞品对比中",
    ]
    refused = team("tag", "remove", "云帆", "大客户")
    assert (refused.code, "价格敏感" in refused.err) == (4, True)
    assert team("tag", "add", "云帆", "，").code == 2


def test_a_tag_stands_in_its_group(team: CommandLine) -> None:
    team.ok("tag", "add", "云帆", "价格敏感", "--group", "决策")
    team.ok("tag", "add", "蓝海", "价格敏感", "老客户")
    listed = team.ok("tag", "list", "--json").json["items"]
    assert listed == [
        {"name": "价格敏感", "group": "决策", "customers": 2},
        {"name": "老客户", "group": None, "customers": 1},
    ]
    assert [tag["name"] for tag in team.ok("tag", "list", "云帆", "--json").json["items"]] == ["价格敏感"]


def test_tags_go_and_come_back(team: CommandLine) -> None:
    team.ok("tag", "add", "云帆", "价格敏感")
    taken_back = team.ok("undo", "--json").json
    assert team.ok("show", "云帆", "--json").json["tags"] == []
    team.ok("undo", str(taken_back["by"]))
    assert team.ok("find", "价格敏感", "--json").json["items"][0]["record"] == "tag"
