"""Where the table stands: lines above, two rows of headings, lines below that are no rows."""

from __future__ import annotations

import pytest

from salesops.core.customers.imports import IMPORT as CUSTOMER
from salesops.core.files.sheets import Row
from salesops.core.importing.layout import Body, find_table, letters
from salesops.core.importing.vocabulary import Vocabulary
from salesops.core.pipeline.imports.contracts import IMPORT as CONTRACT

CUSTOMERS = Vocabulary(CUSTOMER.fields)
CONTRACTS = Vocabulary(CONTRACT.fields)


def table(text: str, vocabulary: Vocabulary = CUSTOMERS) -> Body:
    """The table in lines whose cells are separated by bars."""
    lines = [line.split("|") for line in text.splitlines()]
    return find_table(iter([Row(n, cells) for n, cells in enumerate(lines, start=1)]), vocabulary, "f.csv")


@pytest.mark.parametrize(
    ("text", "names", "row"),
    [
        ("客户名称|行业\n甲|软件", "客户名称|行业", 1),
        ("客户信息管理表|\n制表人：王芳|日期：2026-11-01\n客户名称|行业\n甲|软件", "客户名称|行业", 3),
        ("销售一部||2026年\n单位：万元||\n客户名称|行业|预算\n甲|软件|5", "客户名称|行业|预算", 3),
        ("客户信息||其他|\n客户名称|联系人|行业|地址\n甲|赵|软件|上海", "客户名称|联系人|行业|地址", 2),
        ("客户名称|联系人||行业\n|姓名|电话|\n甲|赵|138|软件", "客户名称|联系人姓名|联系人电话|行业", 2),
        ("客户名称|联系人1||联系人2|\n|姓名|电话|姓名|电话\n甲|赵|1|钱|2",
         "客户名称|联系人1姓名|联系人1电话|联系人2姓名|联系人2电话", 2),
        ("Kunde|Ort\nA|B", "Kunde|Ort", 1),
        ("客户名称|客户来源|来源\n甲|线上|行业", "客户名称|客户来源|来源", 1),  # cells that are words of headings
        ("客户名称|传真|联系人\n甲||地址", "客户名称|传真|联系人", 1),
    ],
)  # fmt: skip
def test_headings(text: str, names: str, row: int) -> None:
    found = table(text).headings
    assert (found.names, found.row) == (tuple(names.split("|")), row)


def test_a_group_has_the_unit_or_the_name_of_its_columns() -> None:
    money = table("客户|金额（万元）|\n名称|合同金额|已收\n甲|5|2", CONTRACTS)
    assert money.headings.names == ("客户名称", "合同金额（万元）", "已收（万元）")
    assert table("客户||合同|\n名称|编号|编号|金额\n甲|1|H|5", CONTRACTS).headings.names == (
        "客户名称", "客户编号", "合同编号", "合同金额",
    )  # fmt: skip


def test_lines_above_are_kept() -> None:
    assert table("客户表|\n单位：万元|\n客户名称|行业\n甲|x").headings.above == ("客户表", "单位：万元")


@pytest.mark.parametrize(
    "line",
    ["合计|", "合 计|12|3.5万|-", "总计：|¥1,200", "Total||5,000.00", "Grand Total|", "小计|80%", "共 12 条|",
     "共计：12 家客户|", "制表人：王芳|审核：李娜", "审核人:|", "备注：以上数据截至月底|", "客户名称|行业",
     "行业|客户名称", "|合计|12", "3 records|"],
)  # fmt: skip
def test_what_is_no_row(line: str) -> None:
    body = table(f"客户名称|行业\n甲|软件\n{line}\n乙|贸易")
    assert [row.number for row in body.rows()] == [2, 4]
    assert [row.number for row in body.passed_over] == [3]


@pytest.mark.parametrize(
    "line",
    [
        "Total|能源",
        "合计科技|",
        "Total Energies|12",
        "共5人科技|",
        "总计|2026-10-01",
        "审核人|",
        "备注|软件",
        "行业|行业",
    ],
)
def test_what_is_a_row(line: str) -> None:
    assert [row.number for row in table(f"客户名称|行业\n{line}").rows()] == [2]


def test_columns_without_a_heading() -> None:
    body = table("客户名称||行业|\n甲|x|软件|\n乙||软件|")
    assert len(list(body.rows())) == 2
    assert body.unnamed == {1}
    assert [letters(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
