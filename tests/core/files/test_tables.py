from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.errors import BadData, BadValue, InputOutput, NotFound
from salesops.core.files.sheets import Row, Table
from salesops.core.files.tables import Format, read_table
from salesops.core.files.workbook_reader import as_text
from tests.conftest import DATA


def read(path: Path, sheet: str | None = None) -> list[Row]:
    return list(read_table(path, Format(sheet=sheet)).rows)


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    book = xlsxwriter.Workbook(path)
    day = book.add_format({"num_format": "yyyy年m月d日"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, datetime.date):
                    sheet.write_datetime(number, place, cell, day)
                elif cell is not None:
                    sheet.write(number, place, cell)
    book.close()
    return path


def rewritten(path: Path, change: dict[str, bytes]) -> Path:
    """The same workbook with other contents of some of its parts."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()} | change
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return path


def test_cells_of_a_workbook_come_as_people_write_them(tmp_path: Path) -> None:
    rows = [
        ["客户", "金额", "日期", "电话", "有", "时间"],
        [
            "云帆",
            0.1 + 0.2,
            datetime.date(2026, 11, 21),
            13800138000,
            True,
            datetime.datetime.fromisoformat("2026-11-21 13:05"),
        ],
        ["明辉", 2.0, None, "021-5555", False, None],
    ]
    assert read(workbook(tmp_path / "a.xlsx", 客户=rows)) == [
        Row(1, ["客户", "金额", "日期", "电话", "有", "时间"]),
        Row(2, ["云帆", "0.3", "2026-11-21", "13800138000", "TRUE", "2026-11-21 13:05:00"]),
        Row(3, ["明辉", "2", "", "021-5555", "FALSE", ""]),
    ]


def test_empty_rows_count_but_are_passed_over(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", a=[[None], ["name"], [None], ["云帆"]])
    assert [row.number for row in read(path)] == [2, 4]


def test_an_old_workbook() -> None:
    assert read(DATA / "made" / "contracts.xls")[2] == Row(
        3, ["1002", "Königlich Essen", "1998-05-06", "1234.5675", "Andrew Fuller"]
    )


def test_the_first_sheet_with_anything_on_it_is_read_and_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", empty=[], data=[["name"]], other=[["else"]])
    table = read_table(path, Format())
    assert [row.cells for row in table.rows] == [["name"]]
    assert table.note == "Sheet “data” was read, not “empty”, “other”; --sheet names another."
    assert read(path, sheet="other") == [Row(1, ["else"])]


def test_a_hidden_sheet_is_read_only_when_named(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    book.add_worksheet("lists").write(0, 0, "hidden")
    book.get_worksheet_by_name("lists").hide()  # type: ignore[union-attr]
    book.add_worksheet("data").write(0, 0, "name")
    book.get_worksheet_by_name("data").activate()  # type: ignore[union-attr]
    book.close()
    assert read(tmp_path / "a.xlsx") == [Row(1, ["name"])]
    assert read(tmp_path / "a.xlsx", sheet="lists") == [Row(1, ["hidden"])]


def test_a_sheet_that_is_not_there(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", 客户=[["name"]])
    with pytest.raises(BadValue) as error:
        read(path, sheet="合同")
    assert "客户" in error.value.hint


def test_a_workbook_without_anything(tmp_path: Path) -> None:
    assert read(workbook(tmp_path / "a.xlsx", a=[])) == []


def test_a_cell_far_out_is_refused(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "far.xlsx")
    sheet = book.add_worksheet()
    sheet.write(0, 0, "name")
    sheet.write(1_048_575, 16_383, "x")
    book.close()
    with pytest.raises(BadData, match="too far apart"):
        read(tmp_path / "far.xlsx")


def test_formats_far_out_do_no_harm(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "far.xlsx")
    sheet = book.add_worksheet()
    sheet.write(0, 0, "name")
    sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))
    book.close()
    assert read(tmp_path / "far.xlsx") == [Row(1, ["name"])]


def test_a_reader_that_breaks_down_is_no_crash(tmp_path: Path) -> None:
    """What the check does not see (here cells without quoted positions) ends in the child process."""
    sheet = (
        "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>"
        "<row><c r='&#65;1'><v>1</v></c></row><row><c r='X&#70;D1048576'><v>1</v></c></row></sheetData></worksheet>"
    )
    path = workbook(tmp_path / "a.xlsx", a=[["name"]])
    rewritten(path, {"xl/worksheets/sheet1.xml": sheet.encode()})
    with pytest.raises(BadData):
        read(path)


def test_a_workbook_that_unpacks_to_too_much(tmp_path: Path) -> None:
    path = workbook(tmp_path / "bomb.xlsx", a=[["name"]])
    data = bytearray(path.read_bytes())
    entry = data.rfind(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (0xFFFFFFF0).to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(BadData, match="too far apart or too much"):
        read(path)


@pytest.mark.parametrize("kept", [60, 300, 2000])
def test_a_workbook_cut_off(tmp_path: Path, kept: int) -> None:
    path = workbook(tmp_path / "a.xlsx", a=[["name"]])
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(BadData, match="damaged or no workbook"):
        read(path)


def test_a_damaged_old_workbook(tmp_path: Path) -> None:
    data = (DATA / "made" / "contracts.xls").read_bytes()
    (tmp_path / "a.xls").write_bytes(data[:1000] + bytes(2000))
    with pytest.raises(BadData, match="damaged or no workbook"):
        read(tmp_path / "a.xls")


@pytest.mark.parametrize("head", ["<html><table>", "  <!DOCTYPE html>", '<?xml version="1.0"?><Workbook>'])
def test_a_web_page_under_another_name(tmp_path: Path, head: str) -> None:
    (tmp_path / "a.xls").write_text(head)
    with pytest.raises(BadData, match="web page or XML"):
        read(tmp_path / "a.xls")


def test_a_text_under_the_name_of_a_workbook_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_text("name\tcode\n云帆\t1\n", encoding="gb18030")
    assert read(tmp_path / "a.xls")[1].cells == ["云帆", "1"]


def test_what_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no file"):
        read(tmp_path / "none.csv")
    with pytest.raises(InputOutput, match="is a folder"):
        read(tmp_path)
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(InputOutput, match="cannot be read"):
        read(tmp_path / "loop")


def test_half_a_reading_leaves_no_process(tmp_path: Path) -> None:
    table: Table = read_table(workbook(tmp_path / "a.xlsx", a=[["name"]] * 5000), Format())
    assert next(table.rows).number == 1
    table.rows.close()  # type: ignore[attr-defined]


@given(st.floats(-1e300, 1e300))
def test_a_number_reads_as_itself(number: float) -> None:
    assert float(as_text(number)) == pytest.approx(number, rel=1e-14)


@given(st.integers(-(10**14), 10**14), st.integers(0, 4))
def test_an_amount_reads_as_it_was_typed(digits: int, places: int) -> None:
    typed = digits / 10**places
    assert as_text(typed) == f"{typed:.15g}" == as_text(float(as_text(typed)))
    assert "e" not in as_text(float(digits))
