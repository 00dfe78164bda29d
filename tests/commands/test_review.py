from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests import golden
from tests.conftest import DATA, CommandLine

NASTY = "Harbor [/b] \x1b[31mFoods | Ltd"
WANG, LI = ("--rep", "王芳"), ("--rep", "李娜")
TEAM = (
    ("init",),
    ("rep", "add", "王芳"),
    ("rep", "add", "李娜"),
    (*WANG, "customer", "add",
     "杭州云帆科技有限公司", "--industry", "互联网", "--source", "转介绍", "--region", "华东"),
    (*WANG, "customer", "add",
     "上海明辉制造股份有限公司", "--industry", "制造业", "--source", "展会", "--region", "华东"),
    (*LI, "customer", "add", NASTY, "--region", "华南"),
)  # fmt: skip
DEALS = (
    (*WANG, "contract", "add", "云帆", "--amount", "10万", "--product", "ERP", "--signed", "2025-10-08"),
    (*WANG, "opportunity", "add", "云帆", "--product", "CRM", "--amount", "12万", "--opened", "2026-08-20"),
    (*WANG, "opportunity", "win", "CRM", "--on", "2026-09-10"),
    (*WANG, "opportunity", "add", "云帆", "--product", "OA", "--opened", "2026-09-01"),
    (*WANG, "opportunity", "lose", "OA", "--reason", "太贵", "--on", "2026-09-21"),
    (*WANG, "opportunity", "add", "明辉", "--product", "ERP", "--amount", "30万", "--opened", "2026-10-09",
     "--close", "2026-10-30"),
    (*WANG, "opportunity", "stage", "明辉", "proposal", "--on", "2026-10-20"),
    (*WANG, "opportunity", "add", "云帆", "--product", "BI", "--amount", "20万", "--opened", "2026-10-12"),
    (*WANG, "opportunity", "win", "BI", "--amount", "198000.50", "--on", "2026-10-27"),
    (*LI, "opportunity", "add", "Harbor", "--product", "MES", "--amount", "25万", "--opened", "2026-10-02"),
    (*LI, "opportunity", "win", "MES", "--on", "2026-10-28"),
    (*LI, "opportunity", "add", "Harbor", "--product", "OA", "--amount", "3万", "--opened", "2026-10-05"),
    (*LI, "opportunity", "lose", "Harbor [/b] \x1b[31mFoods | Ltd OA", "--reason", "太贵", "--on", "2026-10-30"),
    (*LI, "contract", "add", "Harbor", "--amount", "1.5万", "--product", "OA", "--signed", "2026-10-29"),
    (*LI, "contract", "add", "Harbor", "--amount", "6万", "--product", "ERP", "--signed", "2026-11-12"),
    ("target", "set", "2026-10", "50万"),
    ("target", "set", "2026-10", "30万", "--rep", "王芳"),
    ("target", "set", "2026-10", "20万", "--rep", "李娜"),
    ("target", "set", "2026-10", "3", "--metric", "new_customers"),
    ("target", "set", "2026-11", "60万"),
)  # fmt: skip
TOUCHES = """
    INSERT INTO followup (customer_id, rep_id, status, method, due_on, occurred_on, recorded_at, recorded_on) VALUES
        (1, 1, 'done', 'phone', NULL, '2026-10-08', '2026-10-08T09:00:00Z', '2026-10-08'),
        (1, 1, 'done', 'visit', '2026-10-12', '2026-10-12', '2026-10-12T09:00:00Z', '2026-10-12'),
        (2, 1, 'done', 'phone', '2026-10-16', '2026-10-19', '2026-10-23T09:00:00Z', '2026-10-23'),
        (3, 2, 'done', 'wechat', NULL, '2026-10-20', '2026-10-20T09:00:00Z', '2026-10-20'),
        (3, 2, 'planned', 'visit', '2026-10-21', NULL, '2026-10-20T09:00:00Z', NULL)
"""
GRADES = """
    INSERT INTO grade_change (customer_id, from_grade, to_grade, score, reason, as_of) VALUES
        (1, NULL, 'B', 60.0, 'score', '2026-09-30'), (3, NULL, 'C', 30.0, 'score', '2026-09-30'),
        (1, 'B', 'A', 80.0, 'score', '2026-10-31'), (3, 'C', 'B', 50.0, 'score', '2026-11-10')
"""


@pytest.fixture
def team(prepared: Callable[..., Path], tmp_path: Path) -> CommandLine:
    """Two reps in October 2026, with targets, deals, touches and grades."""
    made = Path(shutil.copy(prepared(*TEAM, *DEALS), tmp_path / "salesops.db"))
    with closing(sqlite3.connect(made, isolation_level=None)) as db:
        db.execute(TOUCHES)
        db.execute(GRADES)
    return CommandLine(made)


def answers(name: str) -> list[dict[str, Any]]:
    known = json.loads((DATA / "northwind" / "expected.json").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = next(each["result"] for each in known["answers"] if each["id"] == name)
    return found


@pytest.mark.parametrize("year", ["1996", "1997", "1998"])
def test_northwind_revenue_per_rep(northwind: CommandLine, year: str) -> None:
    lines = northwind.ok("review", "year", year, "--json").json["by_rep"]
    expected = [each for each in answers("rep_year") if each["y"] == year]
    assert {line["rep"]: line["actual"] for line in lines} == {
        each["Employee"]: each["revenue"] for each in expected
    }
    assert {line["rep"]: line["contracts"] for line in lines} == {
        each["Employee"]: each["orders"] for each in expected
    }


def test_northwind_revenue_per_month(northwind: CommandLine) -> None:
    before = None
    for month in answers("month"):
        review = northwind.ok("review", "month", month["m"], "--json").json
        assert review["targets"]["actual"] == month["revenue"]
        assert review["targets"]["contracts"] == month["orders"]
        assert review["customers"]["buyers"] == month["customers"]
        if before is not None and review["complete"]:
            assert review["targets"]["previous"] == before
            assert review["gap"]["change"] == pytest.approx(month["revenue"] - before)
        before = month["revenue"]


def test_northwind_top_customers(northwind: CommandLine) -> None:
    customers = northwind.ok("review", "year", "1997", "--json").json["customers"]
    assert (customers["top20_customers"], customers["buyers"]) == (18, 86)
    assert customers["top20_share"] == pytest.approx(0.61365, abs=5e-6)  # top20_1997 of expected.json


def test_northwind_lines_add_up(northwind: CommandLine) -> None:
    review = northwind.ok("review", "year", "1997", "--json").json
    for block in ("by_rep", "by_region", "by_product", "by_customer_type"):
        assert sum(round(line["actual"] * 100) for line in review[block]) == pytest.approx(
            617_085_20, abs=len(review[block])
        )


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_page(team: CommandLine, columns: int) -> None:
    golden.check(f"review/month-{columns}.txt", team.ok("review", "month", columns=columns).out)


def test_page_of_a_running_month_in_chinese(team: CommandLine) -> None:
    golden.check("review/running-zh-80.txt", team.ok("review", "month", "本月", columns=80, lang="zh").out)


def test_markdown(team: CommandLine) -> None:
    golden.check("review/month.md", team.ok("review", "month", "2026-10", "--md").out)


def test_json(team: CommandLine) -> None:
    golden.check("review/month.json", team.ok("review", "month", "2026-10", "--json").out)


def test_csv_has_the_figures_of_each_rep(team: CommandLine) -> None:
    printed = team.ok("review", "month", "2026-10", "--csv").out
    golden.check("review/month.csv", printed)
    lines = list(csv.DictReader(io.StringIO(printed)))
    assert [(line["rep"], line["actual"]) for line in lines] == [("李娜", "265000"), ("王芳", "198000.5")]


def test_the_keys_that_scripts_rely_on(team: CommandLine) -> None:
    review = team.ok("review", "month", "2026-10", "--json").json
    assert review["schema"] == "salesops/review.month/1"
    assert {"as_of", "currency", "period", "from", "to", "by_rep", "by_region", "by_product"} <= review.keys()
    assert {"target", "actual", "attainment", "previous", "year_ago"} <= review["targets"].keys()
    assert {
        "opened", "won", "lost", "win_rate", "won_amount", "average_won_amount", "cycle_days_won", "cycle_days_lost",
    } <= review["pipeline"].keys()  # fmt: skip
    assert {"new", "lost", "top20_share", "grades"} <= review["customers"].keys()
    figures = {"target", "actual", "attainment", "contracts", "won", "lost", "win_rate", "cycle_days_won"}
    assert figures | {"rep"} <= review["by_rep"][0].keys()
    assert figures | {"region"} <= review["by_region"][0].keys()
    assert figures | {"product"} <= review["by_product"][0].keys()


def test_the_keys_are_the_same_in_every_language(team: CommandLine) -> None:
    both = [team.ok("review", "month", "--json", lang=lang).out for lang in ("en", "zh")]
    assert both[0] == both[1]


def test_a_rate_of_nothing_is_null(run: CommandLine) -> None:
    review = run.ok("review", "month", "--json").json
    assert review["targets"]["attainment"] is None
    assert review["pipeline"]["win_rate"] is None
    assert review["customers"]["top20_share"] is None
    golden.check("review/empty-80.txt", run.ok("review", "month", columns=80).out)


@pytest.mark.parametrize(
    ("today", "kind", "period", "first", "last"),
    [
        ("2026-11-20", "month", "2026-10", "2026-10-01", "2026-10-31"),
        ("2026-11-30", "month", "2026-10", "2026-10-01", "2026-10-31"),
        ("2026-12-01", "month", "2026-11", "2026-11-01", "2026-11-30"),
        ("2026-11-20", "quarter", "2026-Q3", "2026-07-01", "2026-09-30"),
        ("2026-11-20", "year", "2025", "2025-01-01", "2025-12-31"),
    ],
)
def test_unless_told_the_last_one_that_is_over(
    run: CommandLine, today: str, kind: str, period: str, first: str, last: str
) -> None:
    review = replace(run, today=today).ok("review", kind, "--json").json
    assert (review["schema"], review["period"]) == (f"salesops/review.{kind}/1", period)
    assert (review["from"], review["to"], review["complete"]) == (first, last, True)


def test_a_running_quarter_says_so(team: CommandLine) -> None:
    review = team.ok("review", "quarter", "this-quarter", "--json").json
    assert (review["to"], review["complete"], review["days_left"]) == ("2026-11-20", False, 41)
    assert review["compared"]["previous"] == {"period": "2026-Q3", "from": "2026-07-01", "to": "2026-08-20"}
    title = team.ok("review", "quarter", "this-quarter").out.splitlines()[0]
    assert title == "Review of 2026-Q4: 2026-10-01 to 2026-11-20, 41 days to go"
    last_day = replace(team, today="2026-11-30").ok("review", "month", "this-month").out.splitlines()[0]
    assert last_day == "Review of 2026-11: 2026-11-01 to 2026-11-30, its last day"


def test_only_one_rep_or_region(team: CommandLine) -> None:
    of_wang = team.ok("review", "month", "--rep", "王", "--json").json
    assert (of_wang["rep"], of_wang["targets"]["actual"], of_wang["targets"]["target"]) == (
        "王芳",
        198000.5,
        300000,
    )
    assert [line["rep"] for line in of_wang["by_rep"]] == ["王芳"]
    south = team.ok("review", "month", "--region", "华南", "--json").json
    assert (south["region"], south["targets"]["actual"], south["work"]["touches"]) == ("华南", 265000, 1)
    assert (
        team.ok("review", "month", "--rep", "王", "--region", "华南", "--json").json["targets"]["actual"] == 0
    )
    title = team.ok("review", "month", "--rep", "王", "--region", "华东").out.splitlines()[0]
    assert title == "Review of 2026-10: 2026-10-01 to 2026-10-31 · 王芳 · 华东"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("month", "2026-12"), 2, "2026-12 has not begun: it starts on 2026-12-01 Tue."),
        (("month", "2026-Q3"), 2, "2026-Q3 is not one month."),
        (("quarter", "2026-01..2026-06"), 2, "2026-01..2026-06 is not one quarter."),
        (("year", "soon"), 2, "is not a period."),
        (("month", "--rep", "nobody"), 4, "No rep answers to “nobody”."),
        (("month", "--region", "华北"), 4, "There is no region “华北”. Regions: 华东, 华南."),
        (("month", "--json", "--md"), 2, "One format at a time, not --json, --md together."),
    ],
)
def test_what_is_refused(team: CommandLine, arguments: tuple[str, ...], code: int, said: str) -> None:
    refused = team("review", *arguments)
    assert (refused.code, refused.out) == (code, "")
    assert said in (refused.error["message"] if "--json" in arguments else refused.err)
    assert len(refused.err.splitlines()) == 1


def test_names_are_never_markup(team: CommandLine) -> None:
    printed = team.ok("review", "month", "2026-10").out + team.ok("review", "month", "2026-10", "--md").out
    assert "\x1b" not in printed
