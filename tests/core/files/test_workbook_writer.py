"""Workbooks as they are written, read back by another library and in their XML."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from salesops.core.errors import BadValue
from salesops.core.files import workbook_writer
from salesops.core.files.workbook_writer import Cells, Column, Sheet, write_workbook

LONG_CHOICES = [f"销售{number:03}" for number in range(100)]


def written(folder: Path, *sheets: Sheet) -> Path:
    file = folder / "book.xlsx"
    with file.open("wb") as out:
        write_workbook(sheets, out)
    return file


def rows(file: Path, sheet: int = 0) -> list[list[object]]:
    return CalamineWorkbook.from_path(file).get_sheet_by_index(sheet).to_python()


def xml(file: Path, sheet: int = 1) -> str:
    return zipfile.ZipFile(file).read(f"xl/worksheets/sheet{sheet}.xml").decode()


def one(folder: Path, value: object, cells: Cells = Cells.TEXT) -> object:
    return rows(written(folder, Sheet("表", [Column("值", cells)], [[value]])))[1][0]


@pytest.mark.parametrize(
    ("value", "cells", "read"),
    [
        ("2026-11-21", Cells.DAY, date(2026, 11, 21)),
        (date(2026, 11, 21), Cells.DAY, date(2026, 11, 21)),
        ("1898-05-04", Cells.DAY, "1898-05-04"),  # a workbook would show another day
        (80000.5, Cells.MONEY, 80000.5),
        (695.6253, Cells.FINE_MONEY, 695.6253),
        (0.75, Cells.RATE, 0.75),
        (True, Cells.TEXT, "yes"),
        (False, Cells.TEXT, "no"),
        ("13800138000", Cells.TEXT, "13800138000"),
        ("0571-88001234", Cells.TEXT, "0571-88001234"),
        ("91330106MA2CXXXX1Y", Cells.TEXT, "91330106MA2CXXXX1Y"),
        ("两行\n字", Cells.TEXT, "两行\n字"),
    ],
)
def test_a_cell_has_its_type(tmp_path: Path, value: object, cells: Cells, read: object) -> None:
    assert one(tmp_path, value, cells) == read


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|calc", "-2+3", "@SUM(A1)", "{=1}", "http://a.example", "_x0041_"]
)
def test_text_stays_text(tmp_path: Path, text: str) -> None:
    file = written(tmp_path, Sheet("表", [Column("值")], [[text]]))
    assert rows(file)[1][0] == text
    assert "<f>" not in xml(file)
    assert "hyperlink" not in xml(file)


def test_text_is_no_markup_of_the_writer(tmp_path: Path) -> None:
    file = written(tmp_path, Sheet("表", [Column("值")], [["<r><t>A</t></r>"]]))
    assert str(rows(file)[1][0]).strip() == "<r><t>A</t></r>"


def test_the_page_is_laid_out(tmp_path: Path) -> None:
    file = written(
        tmp_path, Sheet("客户", [Column("名称"), Column("金额", Cells.MONEY)], [["甲", 1.0], ["乙", 2.0]])
    )
    page = xml(file)
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in page
    assert '<autoFilter ref="A1:B3"/>' in page
    assert '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>' in page
    assert '<pageSetUpPr fitToPage="1"/>' in page
    assert "_xlnm.Print_Titles" in zipfile.ZipFile(file).read("xl/workbook.xml").decode()


def widths(file: Path) -> list[float]:
    return [float(width) for width in re.findall(r'<col min="\d+" max="\d+" width="([\d.]+)"', xml(file))]


def test_a_chinese_character_is_two_letters_wide(tmp_path: Path) -> None:
    name = "上海明辉制造股份有限公司"  # 12 characters: 24 letters
    columns = [Column("名"), Column("n"), Column("长")]
    file = written(tmp_path, Sheet("表", columns, [[name, "a" * 24, "长" * 500]]))
    names, longest = widths(file)  # columns of one width are told together
    assert 24 < names < 27
    assert 60 <= longest < 62


def test_short_choices_stand_in_the_cells_and_long_ones_on_a_hidden_sheet(tmp_path: Path) -> None:
    columns = [Column("类型", choices=("潜在", "成交")), Column("负责人", choices=LONG_CHOICES)]
    file = written(tmp_path, Sheet("客户", columns))
    page = xml(file)
    assert '<formula1>"潜在,成交"</formula1>' in page
    assert "<formula1>'Choices'!$A$1:$A$100</formula1>" in page
    assert (
        'name="Choices" sheetId="2" state="hidden"' in zipfile.ZipFile(file).read("xl/workbook.xml").decode()
    )
    assert [row[0] for row in rows(file, 1)] == LONG_CHOICES


def test_titles_are_made_fit_and_differ(tmp_path: Path) -> None:
    file = written(
        tmp_path, *(Sheet(title, [Column("x")]) for title in ("a/b", "A:B", "", "长" * 40, "长" * 40))
    )
    assert CalamineWorkbook.from_path(file).sheet_names == [
        "a b",
        "A B 2",
        "Table",
        "长" * 31,
        "长" * 27 + " 2",
    ]


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_writer, "_LAST_ROW", 2)
    with pytest.raises(BadValue, match="3 rows do not fit"):
        written(tmp_path, Sheet("表", [Column("值")], [["a"], ["b"], ["c"]]))
