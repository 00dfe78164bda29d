"""`salesops followup import`: touches under their own reps, and what is still planned."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import CommandLine

FILE = """客户名称,跟进日期,跟进方式,跟进内容,跟进人,下次跟进时间,下一步
甲公司,2026-10-12,电话,问了预算,李娜,2026-10-15,发资料
甲公司,2026-11-18,上门拜访,看了产线,王芳,2026-11-25,报价
乙公司,2026-12-01,微信,确认到场,,,
"""


@pytest.fixture
def team(run: CommandLine) -> CommandLine:
    for name in ("王芳", "李娜"):
        run.ok("rep", "add", name)
    for name in ("甲公司", "乙公司"):
        run.ok("--rep", "王芳", "customer", "add", name)
    return run


def followups(run: CommandLine) -> list[tuple[object, ...]]:
    return run.sql(
        "SELECT c.name, r.name, f.status, coalesce(f.occurred_on, f.due_on), f.method, "
        "coalesce(f.summary, f.objective) FROM followup f JOIN customer c ON c.id = f.customer_id "
        "LEFT JOIN rep r ON r.id = f.rep_id ORDER BY f.id"
    )


def test_each_touch_is_its_own_reps_and_what_lies_ahead_is_planned(team: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(FILE, encoding="utf-8")
    assert team.ok("--rep", "王芳", "followup", "import", file).out.startswith("3 added")
    assert followups(team) == [
        ("甲公司", "李娜", "done", "2026-10-12", "phone", "问了预算"),
        ("甲公司", "王芳", "done", "2026-11-18", "visit", "看了产线"),
        ("乙公司", None, "planned", "2026-12-01", "wechat", "确认到场"),
        ("甲公司", "王芳", "planned", "2026-11-25", None, "报价"),  # what was to be done by October is over
    ]
    assert team.sql("SELECT DISTINCT recorded_on = occurred_on FROM followup WHERE status = 'done'") == [(1,)]
    assert team.ok("customer", "show", "甲公司", "--json").json["next_due_on"] == "2026-11-25"
    assert team.ok("--rep", "王芳", "followup", "import", file).out.startswith("Nothing to do")


def test_what_cannot_be_known(team: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        "customer,date,type,rep\n丙公司,2026-10-12,phone,王芳\n甲公司,,phone,王芳\n", encoding="utf-8"
    )
    result = team("followup", "import", file)
    assert result.code == 3
    assert 'Row 2, customer: There is no customer "丙公司".' in result.err
    assert "Row 3: The row has no day on which it happened or is planned." in result.err
    assert followups(team) == []


def test_it_is_taken_back_as_one(team: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(FILE, encoding="utf-8")
    team.ok("followup", "import", file)
    team.ok("undo")
    assert followups(team) == []
