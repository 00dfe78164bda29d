"""Bare days on the command line: what happened is the latest one past, what is to happen the next to come."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import CommandLine

FRIDAY = "2026-11-20"


@pytest.fixture
def friday(prepared: Callable[..., Path], tmp_path: Path) -> CommandLine:
    made = prepared(
        ("init",),
        ("rep", "add", "王芳"),
        ("customer", "add", "云帆科技", "--owner", "王芳"),
        ("opportunity", "add", "云帆科技", "--product", "ERP", "--amount", "10万", "--opened", "周一"),
        today=FRIDAY,
    )
    return CommandLine(Path(shutil.copy(made, tmp_path / "salesops.db")), FRIDAY)


@pytest.mark.parametrize(
    ("text", "stored", "echo"),
    [
        ("周一", "2026-11-16", "2026-11-16 周一"),
        ("11月16日", "2026-11-16", "2026-11-16 周一"),
        ("16号", "2026-11-16", "2026-11-16 周一"),
        ("nov 16", "2026-11-16", "2026-11-16 周一"),
        ("11.30", "2025-11-30", "2025-11-30 周日"),
    ],
)
def test_a_touch_was_on_the_latest_such_day(friday: CommandLine, text: str, stored: str, echo: str) -> None:
    said = friday.ok("followup", "log", "云帆科技", "电话", "聊了预算", "--date", text, lang="zh").out
    assert echo in said
    assert friday.sql("SELECT occurred_on FROM followup") == [(stored,)]


@pytest.mark.parametrize(
    ("text", "stored", "echo"),
    [
        ("周一", "2026-11-23", "2026-11-23 Mon"),
        ("11月16日", "2027-11-16", "2027-11-16 Tue"),
        ("16号", "2026-12-16", "2026-12-16 Wed"),
        ("下周", "2026-11-23", "2026-11-23 Mon"),
        ("in 3 days", "2026-11-23", "2026-11-23 Mon"),
    ],
)
def test_a_step_is_planned_for_the_next_such_day(
    friday: CommandLine, text: str, stored: str, echo: str
) -> None:
    assert echo in friday.ok("followup", "plan", "云帆科技", "--on", text).out
    assert friday.sql("SELECT due_on FROM followup") == [(stored,)]


def test_since_a_weekday_is_this_week(friday: CommandLine) -> None:
    friday.ok("followup", "log", "云帆科技", "电话", "周二谈的", "--date", "周二")
    friday.ok("followup", "log", "云帆科技", "电话", "上周谈的", "--date", "上周五")
    listed = friday.ok("followup", "list", "--since", "周一", "--json").json["items"]
    assert [line["summary"] for line in listed] == ["周二谈的"]


def test_days_of_a_record_lie_where_they_belong(friday: CommandLine) -> None:
    assert friday.sql("SELECT opened_on FROM opportunity") == [("2026-11-16",)]
    assert "2026-12-18 Fri" in friday.ok("opportunity", "edit", "ERP", "--close", "12月18日").out
    assert "2026-11-19 Thu" in friday.ok("opportunity", "win", "ERP", "--on", "thu").out
    terms = ("--amount", "1万", "--signed", "周三", "--start", "12月1日")
    added = friday.ok("contract", "add", "云帆科技", *terms).out
    assert "2026-11-18 Wed" in added
    assert "2026-12-01 Tue" in added
    held = friday.ok("grade", "set", "云帆科技", "A", "--reason", "new", "--until", "1月5日").out
    assert "2027-01-05 Tue" in held


def test_a_list_may_end_with_a_day_or_a_period(friday: CommandLine) -> None:
    friday.ok("opportunity", "edit", "ERP", "--close", "2026-12-20")
    for text, count in (("next month", 1), ("12月20日", 1), ("12月19日", 0), ("下周", 0)):
        items = friday.ok("opportunity", "list", "--all", "--closing-by", text, "--json").json["items"]
        assert len(items) == count, text


@pytest.mark.parametrize(
    "option", [("log", "电话", "x", "--date"), ("plan", "--on"), ("snooze", "--reason", "x", "--until")]
)
def test_what_may_be_two_days_is_refused(friday: CommandLine, option: tuple[str, ...]) -> None:
    command, *rest = option
    refused = friday("followup", command, "云帆科技", *rest, "11/12")
    assert refused.code == 2
    assert "which is the day and which the month" in refused.err
    assert "11-21 (the month first)" in refused.err


def test_a_time_where_only_the_day_counts_is_refused(friday: CommandLine) -> None:
    refused = friday("followup", "snooze", "云帆科技", "--reason", "x", "--until", "后天下午")
    assert refused.code == 2
    assert "time of day" in refused.err
