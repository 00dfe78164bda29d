"""Planned steps with a time of day, and the calendar file, read back by another library."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest
import vobject

from tests.conftest import CommandLine


@pytest.fixture
def team(run: CommandLine) -> CommandLine:
    run.ok("rep", "add", "王芳")
    run.ok("--rep", "王芳", "customer", "add", "明辉制造", "--contact", "陈国栋/总经理/13800138012")
    return run


def events(run: CommandLine, folder: Path, lang: str = "en") -> dict[str, vobject.base.Component]:
    """The events of a calendar that was just written, by their names."""
    file = folder / "followups.ics"
    run.ok("--rep", "王芳", "followup", "calendar", "-o", file, lang=lang)
    calendar = vobject.readOne(file.read_text(encoding="utf-8"))
    return {event.uid.value: event for event in calendar.contents.get("vevent", [])}


@pytest.mark.parametrize(
    ("said", "day", "time"),
    [
        ("2026-11-25 14:00", "2026-11-25", "14:00"),
        ("下周三14:00", "2026-11-25", "14:00"),
        ("后天下午", "2026-11-22", "14:00"),
        ("fri 9:30", "2026-11-27", "09:30"),
        ("fri", "2026-11-27", None),
    ],
)
def test_a_step_may_carry_a_time(team: CommandLine, said: str, day: str, time: str | None) -> None:
    planned = team.ok("followup", "plan", "明辉制造", "--on", said, "--objective", "拜访", "--json").json
    assert (planned["due_on"], planned["due_time"]) == (day, time)
    assert team.sql("SELECT due_on, due_time FROM followup") == [(day, time)]


def test_the_time_is_told_and_stands_in_the_list(team: CommandLine) -> None:
    logged = team.ok(
        "--rep",
        "王芳",
        "followup",
        "log",
        "明辉制造",
        "phone",
        "谈过",
        "--next",
        "拜访",
        "--on",
        "today 15:00",
    )
    assert "Planned: 拜访, 2026-11-20 Fri 15:00 (id 2)." in logged.out
    assert "today 15:00" in team.ok("--rep", "王芳", "due").out
    moved = team.ok("followup", "move", "2", "--on", "mon 10:00").out
    assert "10:00" in moved
    assert "11-23 Mon 10:00" in team.ok("--rep", "王芳", "due").out


def test_a_calendar_holds_what_is_planned(team: CommandLine, tmp_path: Path) -> None:
    team.ok("followup", "plan", "明辉制造", "--on", "2026-11-25 14:00", "--objective", "拜访, 带报价; 第二版",
            "--method", "visit", "--contact", "陈国栋")  # fmt: skip
    team.ok("followup", "plan", "明辉制造", "--on", "2026-11-26", "--objective", "发合同")
    timed, whole_day = sorted(events(team, tmp_path, lang="zh").values(), key=lambda event: event.uid.value)
    assert timed.summary.value == "明辉制造：拜访 拜访, 带报价; 第二版"
    assert timed.description.value == "陈国栋 13800138012"
    assert timed.dtstart.value.isoformat() == "2026-11-25T14:00:00"
    assert timed.dtend.value.isoformat() == "2026-11-25T15:00:00"
    assert timed.valarm.trigger.value == datetime.timedelta(minutes=-15)
    assert (whole_day.dtstart.value, whole_day.dtend.value) == (
        datetime.date(2026, 11, 26),
        datetime.date(2026, 11, 27),
    )
    assert whole_day.valarm.trigger.value == datetime.timedelta(hours=9)
    assert os.stat(tmp_path / "followups.ics").st_mode & 0o777 == 0o600


def test_what_moves_keeps_its_name_and_what_is_done_disappears(team: CommandLine, tmp_path: Path) -> None:
    team.ok("followup", "plan", "明辉制造", "--on", "2026-11-25", "--objective", "拜访")
    ((name, before),) = events(team, tmp_path).items()
    assert before.sequence.value == "0"
    team.ok("followup", "move", "1", "--on", "2026-12-01 09:00")
    ((same, after),) = events(team, tmp_path).items()
    assert same == name
    assert after.sequence.value == "1"
    assert after.dtstart.value.isoformat() == "2026-12-01T09:00:00"
    team.ok("--rep", "王芳", "followup", "done", "1", "见了", "--method", "visit")
    assert events(team, tmp_path) == {}


def test_another_database_has_other_names(team: CommandLine, tmp_path: Path) -> None:
    team.ok("followup", "plan", "明辉制造", "--on", "2026-11-25")
    other = CommandLine(tmp_path / "other.db", clock="2026-11-20T04:00:00Z")
    for command in (("init",), ("rep", "add", "王芳"), ("--rep", "王芳", "customer", "add", "明辉制造"),
                    ("followup", "plan", "明辉制造", "--on", "2026-11-25")):  # fmt: skip
        other.ok(*command)
    assert events(team, tmp_path).keys().isdisjoint(events(other, tmp_path).keys())


def test_a_slip_of_the_hand_replaces_nothing(team: CommandLine, tmp_path: Path) -> None:
    refused = team("followup", "calendar", "--all", "-o", team.database)
    assert refused.code == 2
    assert "does not end in .ics" in refused.err
    team.ok("customer", "list", "--all")
    assert team("followup", "calendar", "--all", "-o", tmp_path / "nowhere" / "x.ics").code == 9


def test_what_cannot_be_written_leaves_nothing_behind(team: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "week.ics"
    folder.mkdir()
    result = team("followup", "calendar", "-o", folder)
    assert result.code == 9
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".salesops")] == []


def test_without_a_file_the_steps_are_listed(team: CommandLine) -> None:
    team.ok("followup", "plan", "明辉制造", "--on", "2026-11-25 14:00", "--objective", "拜访")
    (step,) = team.ok("followup", "calendar", "--all", "--json").json["items"]
    assert (step["due_on"], step["due_time"], step["customer"]) == ("2026-11-25", "14:00", "明辉制造")


def test_steps_past_their_day_are_counted(team: CommandLine) -> None:
    for day in ("2026-11-23", "2026-11-24", "2026-11-27"):
        team.ok("followup", "plan", "明辉制造", "--on", day)
    shown = team.ok("--rep", "王芳", "--today", "2026-11-25", "followup", "calendar").out
    assert shown.endswith("  2 of them are past their day.\n")
