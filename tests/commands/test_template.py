"""The workbooks to fill in: what stands in them, and that they come back without a word about their columns."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from salesops.core.files.workbook_writer import Cells, Column, Sheet, write_workbook
from tests.conftest import CommandLine

TITLES = {
    "customers": "客户信息管理表", "followups": "客户跟进计划表", "targets": "业绩目标跟踪表",
    "grading": "客户分级评估表",
}  # fmt: skip
ROW = {
    "zh_CN": {
        "名称 *": "杭州云海数据有限公司", "简称": "云海", "客户类型": "潜在", "客户来源": "转介绍", "负责人": "王芳",
        "年营业额": 90_000_000, "成立日期": "2014-03-18", "预算": "5-10万", "扩展计划": "是", "需求匹配度": 4,
        "联系人": "李雷", "联系人电话": "13800138000", "联系人决策角色": "决策者", "备注": "年底前要换系统",
        "需求": "协同办公",
    },
    "en": {
        "Name *": "杭州云海数据有限公司", "Short name": "云海", "Type": "potential", "Source": "referral",
        "Owner": "王芳",
        "Annual revenue": 90_000_000, "Founded on": "2014-03-18", "Budget": "5-10万", "Expansion plan": "yes",
        "Need match": 4, "Contact": "李雷", "Contact's phone": "13800138000", "Contact's decision role": "decider",
        "Note": "年底前要换系统",
    },
}  # fmt: skip


def template(run: CommandLine, folder: Path, name: str, lang: str) -> Path:
    file = folder / f"{name}.xlsx"
    run.ok("template", name, "-o", file, lang=lang)
    return file


def headings(file: Path) -> list[str]:
    return [str(cell) for cell in CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()[0]]


def filled(file: Path, row: dict[str, object]) -> Path:
    """A workbook with the headings of the template and one row."""
    names = headings(file)
    assert set(row) <= set(names)
    days = {name for name, value in row.items() if str(value)[:4].isdigit() and str(value).count("-") == 2}
    columns = [Column(name, Cells.DAY if name in days else Cells.TEXT) for name in names]
    with (copy := file.with_name("filled.xlsx")).open("wb") as out:
        write_workbook([Sheet("表", columns, [[row.get(name) for name in names]])], out)
    return copy


@pytest.fixture
def team(run: CommandLine) -> CommandLine:
    run.ok("rep", "add", "王芳")
    run.ok("rep", "add", "李娜")
    run.ok("rep", "leave", "李娜", "--on", "2026-11-01")
    return run


@pytest.mark.parametrize("name", TITLES)
def test_a_template_has_its_title_its_columns_and_their_explanation(
    team: CommandLine, tmp_path: Path, name: str
) -> None:
    book = CalamineWorkbook.from_path(template(team, tmp_path, name, "zh_CN"))
    assert book.sheet_names[:2] == [TITLES[name], "填写说明"]
    told = book.get_sheet_by_index(1).to_python()[1:]
    assert [row[0] for row in told] == [
        str(cell).removesuffix(" *") for cell in book.get_sheet_by_index(0).to_python()[0]
    ]


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_customers_filled_in_come_back_without_a_map(team: CommandLine, tmp_path: Path, lang: str) -> None:
    file = filled(template(team, tmp_path, "customers", lang), ROW[lang])
    result = team.ok("customer", "import", file)
    assert (result.out, "not taken in" in result.err) == (
        "1 added, 0 changed, 0 unchanged, 0 rejected.\n",
        False,
    )
    assert team.sql(
        """SELECT c.name, c.short_name, c.type, c.source, c.owner_id, c.annual_revenue, c.founded_on, c.budget_min,
                  c.budget_max, c.expansion_plan, c.need_match, p.name, p.phone, p.decision_role, n.text
           FROM customer c JOIN contact p ON p.customer_id = c.id JOIN note n ON n.customer_id = c.id"""
    ) == [
        ("杭州云海数据有限公司", "云海", "potential", "referral", 1, 9_000_000_000, "2014-03-18", 5_000_000,
         10_000_000, 1, 4, "李雷", "13800138000", "decider", "年底前要换系统"),
    ]  # fmt: skip


def test_a_grading_filled_in_changes_what_the_grade_is_made_of(team: CommandLine, tmp_path: Path) -> None:
    team.ok("--rep", "王芳", "customer", "add", "甲公司")
    row = {"名称 *": "甲公司", "需求匹配度": 5, "合作深度": "核心", "扩展计划": "是"}
    file = filled(template(team, tmp_path, "grading", "zh_CN"), row)
    team.ok("customer", "import", file, "--update")
    assert team.sql("SELECT need_match, depth, expansion_plan FROM customer") == [(5, "core", 1)]


def test_what_may_be_chosen_is_offered(team: CommandLine, tmp_path: Path) -> None:
    page = (
        zipfile.ZipFile(template(team, tmp_path, "customers", "zh_CN"))
        .read("xl/worksheets/sheet1.xml")
        .decode()
    )
    for choices in ("潜在,成交,流失,战略", "1,2,3,4,5", "是,否", "王芳"):  # 李娜 left
        assert f'<formula1>"{choices}"</formula1>' in page


def test_days_typed_into_it_look_like_days(team: CommandLine, tmp_path: Path) -> None:
    file = template(team, tmp_path, "customers", "zh_CN")
    styles = zipfile.ZipFile(file).read("xl/styles.xml").decode()
    assert 'formatCode="yyyy-mm-dd"' in styles
    assert (
        date(2014, 3, 18)
        == CalamineWorkbook.from_path(filled(file, ROW["zh_CN"]))
        .get_sheet_by_index(0)
        .to_python()[1][headings(file).index("成立日期")]
    )


def test_its_columns_are_listed(team: CommandLine) -> None:
    told = team.ok("template", "客户分级评估表", "--json").json["items"]
    assert [column["field"] for column in told][:2] == ["name", "code"]
    assert "客户分级评估表.xlsx" in team.ok("template", "grading", lang="zh_CN").out
    assert team("template", "nonsense").code == 2
