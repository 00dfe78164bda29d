"""A kind of duty costs one line in the table of kinds: made-up ones go all the way through the real command line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from salesops.core.db.transaction import transaction
from salesops.core.schedule import rules
from salesops.core.schedule.reads import outdated
from salesops.core.schedule.writes import open_duty, reschedule
from tests.conftest import CommandLine
from tests.core.operations import operation

TODAY, TOMORROW, LATER = date(2026, 11, 20), date(2026, 11, 21), date(2026, 12, 18)


def visited(duty: rules.OpenDuty, touch: rules.Touch) -> bool:
    return touch.method == "visit" and duty.opened_on is not None and touch.on >= duty.opened_on


@pytest.fixture
def team(prepared: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """A customer that is not due by itself for a month, and a team that knows how to drink tea."""
    tea = rules.DutyKind(rank=5, phrase="drink tea together", deadline=True, meets=visited)
    monkeypatch.setitem(rules.DUTY_KINDS, "tea", tea)
    database = prepared(
        ("init",),
        ("rep", "add", "王芳"),
        ("customer", "add", "云帆科技", "--owner", "王芳"),
        ("--rep", "王芳", "followup", "log", "云帆科技", "phone", "聊了预算"),
    )
    return CommandLine(Path(shutil.copy(database, tmp_path / "salesops.db")))


def ask(team: CommandLine, kind: str, on: date) -> None:
    with transaction(team.database, operation()) as db:
        open_duty(db, 1, kind, today=TODAY, due_on=on, ref=("customer", 1))
        reschedule(db, None)


def settled(team: CommandLine) -> bool:
    with transaction(team.database, operation(), dry_run=True) as db:
        return not list(outdated(db, None))


def due(team: CommandLine) -> list[tuple[str, str, str]]:
    lines = team.ok("followup", "due", "--json").json["items"]
    return [(line["due_on"], line["reason"], line["why"]) for line in lines]


def test_a_duty_is_due_and_done_by_the_touch_that_meets_it(team: CommandLine) -> None:
    assert due(team) == []
    ask(team, "tea", TOMORROW)
    assert due(team) == [("2026-11-21", "tea", "drink tea together")]
    assert "drink tea together" in team.ok("followup", "due").out

    called = team.ok("followup", "log", "云帆科技", "phone", "改天喝茶", "--json").json
    assert (called["duties_met"], called["next_due_reason"]) == ([], "tea")  # nobody drinks tea by phone
    visit = ("followup", "log", "云帆科技", "visit", "喝了茶")
    assert "Done with it: drink tea together." in team.ok(*visit, "--dry-run").out
    met = team.ok(*visit, "--json").json
    assert met["duties_met"] == [{"kind": "tea", "what": "drink tea together", "due_on": "2026-11-21"}]
    assert met["next_due_reason"] == "grade"
    assert team.sql("SELECT status, closed_on, done_by_id FROM duty") == [("done", "2026-11-20", met["id"])]
    assert due(team) == []
    assert settled(team)


def test_a_planned_step_that_is_done_meets_duties_too(team: CommandLine) -> None:
    ask(team, "tea", TOMORROW)
    team.ok("followup", "plan", "云帆科技", "--on", "today", "--method", "visit")
    done = team.ok("followup", "done", "云帆科技", "喝了茶", "--json").json
    assert done["fulfilled"]
    assert [duty["kind"] for duty in done["duties_met"]] == ["tea"]


def test_a_missed_deadline_comes_first(team: CommandLine) -> None:
    team.ok("customer", "add", "明辉制造")
    team.ok("grade", "set", "明辉制造", "A", "--reason", "x")
    ask(team, "tea", date(2026, 11, 19))
    lines = team.ok("followup", "due", "--json").json["items"]
    assert [(line["customer"], line["section"]) for line in lines] == [
        ("云帆科技", "overdue"),
        ("明辉制造", "today"),
    ]
    assert team.sql("SELECT deadline_on, next_due_table, next_due_ref FROM customer WHERE id = 1") == [
        ("2026-11-19", "duty", 1)
    ]


def test_a_kind_of_a_newer_version_is_shown_by_its_code(team: CommandLine) -> None:
    ask(team, "moon_cake", TODAY)
    assert due(team) == [("2026-11-20", "moon_cake", "moon_cake")]
    assert team.ok("followup", "log", "云帆科技", "visit", "月饼", "--json").json["duties_met"] == []
    assert team.sql("SELECT status FROM duty") == [("open",)]  # only its own version knows what meets it
    assert settled(team)
