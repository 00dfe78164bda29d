"""New records are verified, old ones confirmed each quarter; people leave, and others come after them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conftest import CommandLine


@pytest.fixture
def team(run: CommandLine) -> CommandLine:
    run.ok("rep", "add", "张伟", "--role", "manager")
    run.ok("rep", "add", "王芳")
    for name, day in (("云帆科技", "2026-08-01"), ("蓝海贸易", "2026-11-01"), ("远洋物流", "2026-11-02")):
        run.ok("--today", day, "--rep", "王芳", "customer", "add", name, "--force")
    return run


def waiting(run: CommandLine, *words: str) -> list[str]:
    return [one["name"] for one in run.ok(*words, "--json").json["waiting"]]


def test_new_records_wait_for_the_manager(team: CommandLine) -> None:
    assert team.ok("customer", "verify").out.splitlines()[0] == "云帆科技 (id 1), 王芳, since 2026-08-01"
    said = team.ok("--rep", "张伟", "customer", "verify", "云帆", "蓝海", "云帆", "--all")
    assert said.out == (
        "云帆科技: Verified on: – → 2026-11-20\n蓝海贸易: Verified on: – → 2026-11-20\n1 customer still waits.\n"
    )
    assert waiting(team, "customer", "verify") == ["远洋物流"]
    shown = team.ok("show", "云帆", "--json").json
    assert (shown["verified_by"], shown["verified_on"]) == ("张伟", "2026-11-20")
    team.ok("undo", "--rep", "张伟")
    assert len(waiting(team, "customer", "verify")) == 3
    assert team("customer", "verify", "云帆", "nobody").code == 4


def test_facts_are_confirmed_each_quarter(team: CommandLine) -> None:
    assert waiting(team, "customer", "confirm") == ["云帆科技"]
    team.ok("customer", "confirm", "云帆")
    assert waiting(team, "customer", "confirm") == []
    later = replace(team, today="2027-02-01")
    assert waiting(later, "customer", "confirm") == ["蓝海贸易"]
    assert waiting(replace(team, today="2027-02-20"), "customer", "confirm") == [
        "蓝海贸易",
        "远洋物流",
        "云帆科技",
    ]


def test_a_successor_takes_over_what_is_planned(team: CommandLine) -> None:
    team.ok("contact", "add", "云帆", "王总 13512340000", "--decision-role", "决策者")
    team.ok("contact", "add", "云帆", "赵总")
    team.ok("followup", "log", "云帆", "电话", "谈过预算", "--contact", "王总", "--date", "yesterday")
    team.ok("followup", "plan", "云帆", "--on", "+3d", "--objective", "演示", "--contact", "王总")
    said = team.ok("contact", "leave", "王总", "--successor", "赵总", "--on", "yesterday")
    assert said.out.splitlines() == [
        "王总 of 云帆科技 left (contact id 1).",
        "Left on: – → 2026-11-19 Thu",
        "Successor: – → 赵总",
        "1 planned step goes to 赵总.",
    ]
    assert "They decided there" in said.err
    shown = team.ok("show", "云帆", "--json").json
    assert [touch["contact"] for touch in shown["touches"]] == ["王总"]
    assert [step["contact"] for step in shown["promised"]] == ["赵总"]
    team.ok("undo")
    assert [step["contact"] for step in team.ok("show", "云帆", "--json").json["promised"]] == ["王总"]


def test_without_a_successor_what_is_planned_is_told(team: CommandLine) -> None:
    team.ok("contact", "add", "云帆", "王总")
    team.ok("followup", "plan", "云帆", "--on", "+3d", "--objective", "演示", "--contact", "王总")
    assert "1 planned step still names them" in team.ok("contact", "leave", "王总").err
    assert team("contact", "leave", "王总", "--successor", "王总").code == 6  # who left by then
    team.ok("contact", "add", "云帆", "赵总", "--left", "yesterday")
    assert team("contact", "leave", "王总", "--successor", "赵总").code == 6
