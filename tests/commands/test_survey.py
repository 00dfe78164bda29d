"""Surveys at the command line."""

from __future__ import annotations

import pytest

from tests.conftest import CommandLine


@pytest.fixture
def team(run: CommandLine) -> CommandLine:
    run.ok("rep", "add", "王芳")
    run.ok("--rep", "王芳", "customer", "add", "杭州云帆科技有限公司", "--contact", "周岚/总经理/13800138011")
    return run


def test_a_survey_says_how_content_a_customer_is(team: CommandLine) -> None:
    said = team.ok(
        "--rep", "王芳", "survey", "add", "云帆", "4", "--contact", "周岚", "--comments", "报表还要再快",
        "--repurchase-need", "是", "--referral-intent", "no", "--surveyed", "yesterday",
    )  # fmt: skip
    assert said.out == "杭州云帆科技有限公司 gave 4 of 5 (survey id 1).\nAsked on: 2026-11-19 Thu.\n"
    [survey] = team.ok("survey", "list", "--json").json["items"]
    assert survey == {
        "id": 1, "customer_id": 1, "customer": "杭州云帆科技有限公司", "score": 4, "surveyed_on": "2026-11-19",
        "contact": "周岚", "comments": "报表还要再快", "repurchase_need": True, "referral_intent": False,
        "rep": "王芳",
    }  # fmt: skip
    assert "4 of 5" in team.ok("show", "云帆").out


@pytest.mark.parametrize("score", ["0", "6", "4.5", "好"])
def test_scores_go_from_1_to_5(team: CommandLine, score: str) -> None:
    assert team("survey", "add", "云帆", score).code == 2


def test_nobody_is_asked_twice_on_a_day(team: CommandLine) -> None:
    team.ok("survey", "add", "云帆", "4", "--contact", "周岚")
    assert team("survey", "add", "云帆", "2", "--contact", "周岚").code == 6
    team.ok("survey", "add", "云帆", "2")
    team.ok("survey", "add", "云帆", "5", "--contact", "周岚", "--force")
    unhappy = team.ok("survey", "list", "--at-most", "2", "--json").json["items"]
    assert [survey["score"] for survey in unhappy] == [2]


def test_a_survey_is_taken_back(team: CommandLine) -> None:
    team.ok("survey", "add", "云帆", "4")
    team.ok("undo")
    assert team.ok("survey", "list", "--json").json["items"] == []
