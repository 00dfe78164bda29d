"""The tables of the sample team, read as the importer reads files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from salesops.core.files.sheets import Row
from salesops.core.files.tables import Format
from salesops.core.followups.rules import METHODS
from salesops.core.importing.columns import CellStyle
from salesops.core.importing.parsing import ParsedFile, parse_file
from salesops.core.importing.rows import Values
from salesops.core.targets.rules import METRICS
from salesops.core.values.fields import Field, Kind
from salesops.demo.days import Days

# What the importer does not know. Records are named as people call them: customers by their short names.
FIELDS = (
    Field("on", "日期", Kind.DATE, also=("入职日期", "录入日期", "创建日期", "签约日期")),
    Field("by", "经手人", also=("负责人",)),
    Field("customer", "客户", also=("简称",)),
    Field("person", "人员", also=("联系人",)),
    Field("successor", "接任"),
    Field("product", "产品", also=("商机",)),
    Field("needs_analysis", "需求分析", Kind.DATE),
    Field("proposal", "方案报价", Kind.DATE),
    Field("negotiation", "谈判", Kind.DATE),
    Field("back", "回到方案", Kind.DATE),
    Field("put_off_on", "推迟日期", Kind.DATE),
    Field("put_off_to", "推迟到", Kind.DATE),
    Field("won", "赢单", Kind.DATE),
    Field("lost", "丢单", Kind.DATE),
    Field("command", "命令"),
    Field("method", "方式", Kind.CODED, codes=METHODS),
    Field("summary", "内容"),
    Field("feedback", "客户原话"),
    Field("attitude", "态度", Kind.INTEGER, least=-2, most=2),
    Field("next_method", "下一步方式", Kind.CODED, codes=METHODS),
    Field("next_step", "下一步"),
    Field("next_on", "下一步日期", Kind.DATE),
    Field("recorded_on", "补录日期", Kind.DATE),
    Field("grade", "等级"),
    Field("until", "截止日期", Kind.DATE),
    Field("reason", "原因", also=("丢单说明",)),
    Field("period", "期间"),
    Field("metric", "指标", Kind.CODED, codes=METRICS),
    Field("value", "目标"),
    Field("quarters", "按季"),
    Field("months", "按月"),
    Field("reps", "按人"),
)


def parse(table: str, fields: Sequence[Field], days: Days) -> ParsedFile:
    """The table as a file to be imported, its days as dates."""

    def dated(rows: Iterable[Row]) -> Iterator[Row]:
        return (Row(row.number, [days.dated(cell) for cell in row.cells]) for row in rows)

    path = Path(__file__).with_name(f"{table}.csv")
    comma = Format(delimiter=",")
    return parse_file(path, fields, file_format=comma, columns={}, style=CellStyle(), watch=dated)


def rows(table: str, days: Days, further: Sequence[Field] = ()) -> list[Values]:
    """What the filled cells of each row say, by the names of FIELDS and of `further` fields."""
    parsed = parse(table, (*further, *FIELDS), days).parsed_rows
    assert not any(row.problems for row in parsed), table
    return [row.values for row in parsed]
