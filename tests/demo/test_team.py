"""The sample team, on whatever day it is made."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from salesops.core.values.workdays import WorkingDays
from tests.conftest import CommandLine

MONDAY, SATURDAY = "2026-11-16", "2026-11-21"
LEAP_DAY, LAST_DAY, HOLIDAY = "2028-02-29", "2026-12-31", "2026-10-02"
FIRST_DAY, BEYOND_THE_CALENDAR = "2027-01-01", "2031-06-15"
DAYS = (MONDAY, SATURDAY, HOLIDAY, LAST_DAY, FIRST_DAY, LEAP_DAY, BEYOND_THE_CALENDAR)
TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"


@pytest.fixture(params=DAYS)
def team(request: pytest.FixtureRequest, prepared: Callable[..., Path], tmp_path: Path) -> CommandLine:
    """The sample team as made on one of the days."""
    copy = tmp_path / "salesops.db"
    copy.write_bytes(prepared(("init", "--demo"), today=request.param).read_bytes())
    return CommandLine(copy, request.param)


def test_the_file_is_sound(team: CommandLine) -> None:
    assert team.sql("PRAGMA integrity_check") == [("ok",)]
    assert team.sql("PRAGMA foreign_key_check") == []


@pytest.mark.parametrize("day", [LAST_DAY, BEYOND_THE_CALENDAR])
def test_it_says_nothing_of_holidays_to_come(nowhere: CommandLine, day: str) -> None:
    assert CommandLine(nowhere.database, day).ok("init", "--demo").err == ""


def test_a_morning_has_something_in_every_section(team: CommandLine) -> None:
    mine = team.ok("--rep", "王芳", "followup", "due", "--json").json
    assert all(1 <= mine["counts"][section] <= 5 for section in ("overdue", "today", "next"))
    everybodys = team.ok("followup", "due", "--json").json
    assert all(everybodys["counts"].values())
    assert everybodys["left_out"] == 0


def test_every_customer_has_a_day_or_a_reason_not_to(team: CommandLine) -> None:
    assert team.sql("SELECT count(*) FROM customer") == [(30,)]
    without = team.sql("SELECT short_name FROM customer WHERE next_due_on IS NULL ORDER BY short_name")
    lost = team.sql(
        "SELECT short_name FROM customer WHERE type = 'lost' OR archived_on IS NOT NULL ORDER BY 1"
    )
    assert without == lost == [("Kestrel",), ("前海云仓",), ("青禾教育",)]
    assert team.sql("SELECT count(*) FROM customer WHERE snoozed_until > ?", team.today) == [(1,)]


def test_the_story_that_the_tour_tells(team: CommandLine) -> None:
    deal = team.ok("opportunity", "show", "云帆科技 ERP", "--json").json
    assert (deal["stage"], deal["class"]) == ("negotiation", "S")
    first = team.ok("--rep", "王芳", "followup", "due", "--json").json["items"]
    assert next(line for line in first if line["section"] == "today")["short_name"] == "云帆科技"


def test_grades_are_settled_mixed_and_have_a_history(team: CommandLine) -> None:
    again = team.ok("grade", "run", "--json").json
    assert again["changed"] == 0
    assert min(again["grades"].values()) >= 4
    moved = (
        "SELECT DISTINCT from_grade > to_grade FROM grade_change WHERE as_of = ? AND from_grade IS NOT NULL"
    )
    assert {better for (better,) in team.sql(moved, team.today)} == {0, 1}
    assert team.sql("SELECT count(DISTINCT as_of) > 8 FROM grade_change") == [(1,)]


def test_targets_add_up(team: CommandLine) -> None:
    for year in ("this-year", "last-year"):
        shown = team.ok("target", "show", year, "--json").json["items"]
        assert {division["difference"] for item in shown for division in item["parts"]} == {0}
    month = team.ok("review", "month", "this-month", "--json").json
    assert month["targets"]["target"] > 0
    assert all(line["target"] for line in month["by_rep"])


def test_last_month_has_something_to_say_in_every_block(team: CommandLine) -> None:
    month = team.ok("review", "month", "last-month", "--json").json
    for block, figures in {
        "targets": ("target", "actual", "previous", "year_ago", "new_customers_target"),
        "pipeline": ("opened", "won", "lost", "slipped", "funnel", "slipped_deals"),
        "customers": ("new", "lost", "silent", "moves", "industries", "sources", "lost_reasons"),
        "work": ("touches", "due", "on_time"),
    }.items():
        assert all(month[block][figure] for figure in figures), block
    assert 0 < month["work"]["on_time_rate"] < 1


def test_nobody_works_on_a_holiday_or_in_the_future(team: CommandLine) -> None:
    calendar = WorkingDays("china")
    touched = team.sql("SELECT DISTINCT occurred_on FROM followup WHERE status = 'done'")
    assert all(calendar.is_working(date.fromisoformat(day)) and day < team.today for (day,) in touched)
    for query in ("SELECT max(signed_on) FROM contract", "SELECT max(changed_on) FROM stage_change"):
        assert team.sql(query)[0][0] < team.today
    assert team.sql("SELECT max(business_day) FROM operation")[0][0] == team.today


def test_what_is_kept_ready_is_what_a_fresh_computation_gives(team: CommandLine) -> None:
    from salesops.core.schedule.reads import outdated

    with closing(sqlite3.connect(team.database)) as db:
        assert list(outdated(db, None)) == []


def test_the_same_day_gives_the_same_team(tmp_path: Path) -> None:
    one, other = (CommandLine(tmp_path / name, SATURDAY) for name in ("one.db", "other.db"))
    for run in (one, other):
        run.ok("init", "--demo")
    for (table,) in one.sql(TABLES):
        query = f"SELECT * FROM {table} ORDER BY 1"
        assert one.sql(query) == other.sql(query), table


def test_a_step_is_planned_that_examples_can_name(demo: CommandLine) -> None:
    """The help of `followup done` and `cancel` speaks of follow-up 12."""
    assert demo.sql("SELECT status FROM followup WHERE id = 12") == [("planned",)]
