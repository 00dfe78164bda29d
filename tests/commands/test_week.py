"""`salesops week`: the week of a rep, counted by hand."""

from __future__ import annotations

import pytest

from tests.conftest import CommandLine

# 2026-11-20 is a Friday; the week began on Monday the 16th.
FIRST = [
    ("rep", "add", "王芳"),
    ("rep", "add", "李娜"),
    ("customer", "add", "明辉制造", "--owner", "王芳"),
    ("customer", "add", "云帆科技", "--owner", "李娜"),
    ("opportunity", "add", "明辉制造", "--product", "ERP", "--amount", "8万", "--opened", "2026-11-10"),
    ("opportunity", "add", "明辉制造", "--product", "MES", "--amount", "5万", "--opened", "2026-11-17"),
    ("opportunity", "add", "云帆科技", "--product", "CRM", "--amount", "3万", "--opened", "2026-11-17"),
]


@pytest.fixture
def week(run: CommandLine) -> CommandLine:
    for command in FIRST:
        run.ok("--rep", "李娜" if "云帆科技" in command else "王芳", *command) if command[
            0
        ] != "rep" else run.ok(*command)
    return run


def told(run: CommandLine, *arguments: str) -> dict[str, object]:
    document: dict[str, object] = run.ok("--rep", "王芳", "week", *arguments, "--json").json
    return document


def test_touches_are_those_of_the_rep_and_the_week(week: CommandLine) -> None:
    mine = ("--rep", "王芳", "followup", "log", "明辉制造")
    week.ok(*mine, "phone", "谈预算", "--date", "2026-11-16", "--feedback", "太贵了")
    week.ok(*mine, "visit", "见了陈总", "--date", "2026-11-15")
    week.ok("--rep", "李娜", "followup", "log", "云帆科技", "phone", "谈过", "--date", "2026-11-18")
    this = told(week)
    assert (this["period"], this["from"], this["to"]) == ("2026-W47", "2026-11-16", "2026-11-22")
    assert [(one["day"], one["feedback"]) for one in this["touches"]] == [("2026-11-16", "太贵了")]  # type: ignore[attr-defined]
    assert this["by_method"] == {"phone": 1}
    assert [one["summary"] for one in told(week, "--last")["touches"]] == ["见了陈总"]  # type: ignore[attr-defined]
    assert len(told(week, "--all")["touches"]) == 2  # type: ignore[arg-type]


def test_promises_are_kept_late_open_or_cancelled(week: CommandLine) -> None:
    for day in ("2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19"):
        week.ok("--rep", "王芳", "--today", "2026-11-13", "followup", "plan", "明辉制造", "--on", day)
    week.ok("--rep", "王芳", "followup", "done", "1", "ok", "--method", "phone", "--date", "2026-11-16")
    week.ok("--rep", "王芳", "followup", "done", "2", "ok", "--method", "phone", "--date", "2026-11-19")
    week.ok("followup", "cancel", "3", "--reason", "出差")
    this = told(week)
    assert [one["outcome"] for one in this["promised"]] == ["kept", "late", "cancelled", "open"]  # type: ignore[attr-defined]
    assert this["kept"] == 1


def test_won_lost_opened_and_moved(week: CommandLine) -> None:
    week.ok("opportunity", "win", "明辉制造 ERP", "--amount", "80,000.50")
    week.ok("opportunity", "stage", "明辉制造 MES", "proposal")
    week.ok("opportunity", "lose", "云帆科技 CRM", "--reason", "价格")
    this = told(week)
    assert [(one["opportunity"], one["amount"]) for one in this["won"]] == [("明辉制造 ERP", 80000.5)]  # type: ignore[attr-defined]
    assert this["signed"] == 80000.5
    assert this["lost"] == []  # that was 李娜's
    assert [one["opportunity"] for one in this["opened"]] == ["明辉制造 MES"]  # type: ignore[attr-defined]
    assert [(one["from_stage"], one["to_stage"]) for one in this["moved"]] == [("contacted", "proposal")]  # type: ignore[attr-defined]
    assert [one["reason"] for one in told(week, "--all")["lost"]] == ["价格"]  # type: ignore[attr-defined]


def test_a_move_stays_in_its_week_when_the_deal_is_won_later(week: CommandLine) -> None:
    week.ok("opportunity", "stage", "明辉制造 MES", "proposal")
    before = told(week)["moved"]
    week.ok("--today", "2026-12-01", "opportunity", "win", "明辉制造 MES", "--amount", "10")
    assert told(week)["moved"] == before
    assert len(before) == 1  # type: ignore[arg-type]


def test_who_is_due_next_week(week: CommandLine) -> None:
    week.ok("--rep", "王芳", "followup", "plan", "明辉制造", "--on", "2026-11-24", "--objective", "拜访")
    assert [(one["customer"], one["day"], one["objective"]) for one in told(week)["next"]] == [  # type: ignore[attr-defined]
        ("明辉制造", "2026-11-24", "拜访")
    ]


def test_a_week_that_is_none_is_refused(week: CommandLine) -> None:
    assert week("week", "2026-11").code == 2
    assert week("week", "2026-W40", "--last").code == 2
    assert week.ok("week", "2026-W40", "--all").out.startswith("Week 2026-W40 · the team")


def test_the_message_in_chinese(week: CommandLine) -> None:
    week.ok("--rep", "王芳", "followup", "log", "明辉制造", "phone", "谈预算", "--date", "2026-11-16")
    week.ok("opportunity", "win", "明辉制造 ERP")
    page = week.ok("--rep", "王芳", "week", "--md", lang="zh").out
    assert page.startswith(
        "# 2026年第47周周报 · 王芳\n\n2026-11-16 周一至 2026-11-22 周日 · 跟进 1 次（电话 1） · 签约 1 份，80,000"
    )


def test_what_is_not_due_yet_is_not_broken(week: CommandLine) -> None:
    """On Wednesday the 18th: Monday's step was kept, Tuesday's is open, today's and two more are still to come."""
    for place, day in enumerate(("16", "17", "18", "19", "20"), start=1):
        when = f"2026-11-{day}"
        week.ok("--rep", "王芳", "--today", "2026-11-13", "followup", "plan", "明辉制造", "--on", when)
        if place == 1:
            week.ok("--today", when, "followup", "done", "1", "ok", "--method", "phone")
    midweek = ("--today", "2026-11-18")
    outcomes = [one["outcome"] for one in told(week, *midweek)["promised"]]  # type: ignore[attr-defined]
    assert outcomes == ["kept", "open", "today", "ahead", "ahead"]
    lead = week.ok("--rep", "王芳", "week", *midweek, lang="zh").out.splitlines()[1]
    assert "到期约定 2 项，按期完成 1 项 · 另有 3 项待完成" in lead
