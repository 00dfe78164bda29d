"""Who wrote, where, when, and for which day: as the journal holds it."""

from __future__ import annotations

import dataclasses
import getpass
import shlex

import pytest

from tests.commands._all import Command, every_command
from tests.conftest import CommandLine

WRITES = [
    command
    for command in every_command()
    if not command.reads and command.name not in ("init", "grade run") and "FILE" not in command.example
]


def last(run: CommandLine, columns: str) -> tuple[object, ...]:
    return run.sql(f"SELECT {columns} FROM operation ORDER BY id DESC LIMIT 1")[0]


@pytest.fixture
def team(run: CommandLine) -> CommandLine:
    run.ok("rep", "add", "王芳", "--code", "S07")
    run.ok("rep", "add", "李娜")
    run.ok("rep", "add", "李磊")
    run.ok("customer", "add", "云帆科技")
    return run


@pytest.mark.parametrize("name", ["1", "id:1", "S07", "王", "王芳", " 王芳 "])
def test_one_rep_by_whatever_name(team: CommandLine, name: str) -> None:
    team.ok("--rep", name, "followup", "log", "云帆", "phone", "x")
    assert last(team, "command, rep_id") == ("followup log", 1)
    team.ok("target", "set", "2026", "5", env={"SALESOPS_REP": name})
    assert last(team, "command, rep_id") == ("target set", 1)


def test_who_is_not_named_is_nobody(team: CommandLine) -> None:
    team.ok("customer", "edit", "云帆", "--region", "华东")
    assert last(team, "command, rep_id, account") == ("customer edit", None, getpass.getuser())


def test_the_account_is_kept_beside_the_rep(team: CommandLine) -> None:
    team.ok("--rep", "李娜", "customer", "edit", "云帆", "--region", "华东", env={"LOGNAME": "lina"})
    assert last(team, "rep_id, account") == (2, "lina")


@pytest.mark.parametrize("command", WRITES, ids=[command.name for command in WRITES])
def test_who_is_nobody_is_refused_before_anything_is_written(demo: CommandLine, command: Command) -> None:
    before = demo.database.read_bytes()
    words = shlex.split(command.example)
    refused = demo("--rep", "Nobody", *words[words.index(command.path[0]) :])
    assert (refused.code, refused.out) == (4, "")
    assert "No rep answers to “Nobody”." in refused.err
    assert demo.database.read_bytes() == before


def test_who_is_nobody_grades_nobody(demo: CommandLine) -> None:
    before = demo.database.read_bytes()
    assert demo("--today", "2027-06-01", "--rep", "Nobody", "grade", "run").code == 4
    assert demo.database.read_bytes() == before


def test_who_could_be_two_is_asked(team: CommandLine) -> None:
    before = team.database.read_bytes()
    refused = team("--rep", "李", "rep", "edit", "王芳", "--team", "华东")
    assert (refused.code, team.database.read_bytes()) == (5, before)
    assert "李娜 (id:2), 李磊 (id:3)" in refused.err


def test_the_first_of_a_team_adds_herself(nowhere: CommandLine) -> None:
    me = {"SALESOPS_REP": "王芳"}
    nowhere.ok("init", env=me)
    nowhere.ok("rep", "add", "王芳", env=me)
    nowhere.ok("rep", "edit", "王芳", "--team", "华东", env=me)
    assert nowhere.sql("SELECT command, rep_id FROM operation ORDER BY id") == [
        ("init", None), ("rep add", None), ("rep edit", 1),
    ]  # fmt: skip


def test_the_day_that_is_asked_for_does_not_move_the_clock(team: CommandLine) -> None:
    late = dataclasses.replace(team, clock="2026-12-24T16:30:05Z")
    late.ok("--today", "2026-10-31", "followup", "log", "云帆", "phone", "x")
    assert last(team, "at, business_day") == ("2026-12-24T16:30:05Z", "2026-10-31")
    touch = "SELECT occurred_on, recorded_at FROM followup ORDER BY id DESC LIMIT 1"
    assert team.sql(touch) == [("2026-10-31", "2026-12-24T16:30:05Z")]


def test_the_day_of_business_is_the_local_one(team: CommandLine) -> None:
    night = dataclasses.replace(team, clock="2026-10-31T20:00:00Z")  # 4 in the morning in Shanghai
    night.ok("customer", "edit", "云帆", "--type", "lost", env={"TZ": "Asia/Shanghai", "SALESOPS_TODAY": ""})
    assert last(team, "at, business_day") == ("2026-10-31T20:00:00Z", "2026-11-01")
    reviews = [team.ok("review", "month", month, "--json").json for month in ("2026-10", "2026-11")]
    assert [review["customers"]["lost"] for review in reviews] == [0, 1]


def test_the_history_names_the_rep(team: CommandLine) -> None:
    team.ok("--rep", "S07", "grade", "set", "云帆", "A", "--reason", "partner")
    assert team.ok("grade", "history", "云帆", "--json").json["items"][0]["actor"] == "王芳"
