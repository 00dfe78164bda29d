from __future__ import annotations

import codecs
import csv
import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.errors import BadData, BadValue
from salesops.core.files.delimited import DELIMITERS, read_delimited

CHINESE = "客户编号,客户名称\nC1,杭州云帆科技有限公司\n"


def cells(data: bytes, encoding: str | None = None, delimiter: str | None = None) -> list[list[str]]:
    table = read_delimited("file.csv", data, encoding=encoding, delimiter=delimiter)
    return [row.cells for row in table.rows]


def numbers(text: str) -> list[int]:
    return [row.number for row in read_delimited("f", text.encode(), encoding=None, delimiter=None).rows]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le-bom", "utf-16-be-bom"]
)
def test_the_encoding_is_found_out(encoding: str) -> None:
    marks = {"utf-16-le-bom": codecs.BOM_UTF16_LE, "utf-16-be-bom": codecs.BOM_UTF16_BE}
    data = marks.get(encoding, b"") + CHINESE.encode(encoding.removesuffix("-bom"))
    assert cells(data) == [["客户编号", "客户名称"], ["C1", "杭州云帆科技有限公司"]]


def test_chinese_that_is_not_utf8_is_told() -> None:
    table = read_delimited("名单.csv", CHINESE.encode("gb18030"), encoding=None, delimiter=None)
    assert "名单.csv" in table.note
    assert "GB18030" in table.note


def test_an_encoding_that_was_told_is_not_remarked_on() -> None:
    data = "name\nTaquería\n".encode("cp1252")
    table = read_delimited("f.csv", data, encoding="cp1252", delimiter=None)
    assert table.note == ""
    assert [row.cells for row in table.rows] == [["name"], ["Taquería"]]


@pytest.mark.parametrize(
    ("data", "encoding", "told"),
    [
        (b"\xff\xff\xff\x80", None, "cannot be read as utf-8, gb18030"),
        ("name\n客户".encode(), "ascii", "cannot be read as ascii"),
        (b"a\0b\0", None, "neither a text nor a workbook"),
        (b"\x7fELF\x02\x01\x01\0\0\0", None, "neither a text nor a workbook"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, encoding: str | None, told: str) -> None:
    with pytest.raises(BadData) as error:
        cells(data, encoding)
    assert told in error.value.message


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(encoding: str) -> None:
    assert cells(CHINESE.encode(encoding)) == [["客户编号", "客户名称"], ["C1", "杭州云帆科技有限公司"]]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ("Account name,Contact\nMüller GmbH,Jörg Schäfer\n".encode("cp1252"), "M黮ler"),
        (
            "客戶名稱,聯絡人,電話\n臺北貿易股份有限公司,陳小姐,02\n高雄港務,林先生,07\n".encode("big5"),
            "GB18030",
        ),
    ],
)
def test_another_encoding_is_not_taken_for_chinese(data: bytes, word: str) -> None:
    with pytest.raises(BadData) as refused:
        cells(data)
    assert word in refused.value.message
    assert "--encoding" in refused.value.hint


@pytest.mark.parametrize(
    "text",
    ["MÃ¼ller GmbH", "L’Oréal â€“ Paris".replace("’", "â€™"), "锟斤拷司", "M\ufffdller"],
)
def test_what_was_garbled_before_is_noticed(text: str) -> None:
    data = f"name\nAcme\n{text}\n".encode()
    with pytest.raises(BadData, match=r"f.*, line 3: .* was read in a wrong encoding"):
        cells(data)
    assert cells(data, "utf-8")[2] == [text]


def test_rare_characters_of_names_are_chinese() -> None:
    text = "客户名称,联系人\n成都堃泰商贸有限公司,陶喆\n"
    assert cells(text.encode("gb18030"))[1] == ["成都堃泰商贸有限公司", "陶喆"]


@pytest.mark.parametrize("encoding", ["klingon", "base64"])
def test_an_unknown_encoding(encoding: str) -> None:
    with pytest.raises(BadValue, match="no encoding"):
        cells(b"a,b\n", encoding)


@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize("lines", [1, 3])
def test_the_delimiter_is_found_out(delimiter: str, lines: int) -> None:
    text = "\n".join([delimiter.join(["name", "address", "note"])] * lines)
    assert cells(text.encode()) == [["name", "address", "note"]] * lines


def test_a_delimiter_within_cells_is_not_mistaken() -> None:
    text = "name;address\nA;1, Main Street, Leeds\nB;2, Side Street, Leeds\n"
    assert cells(text.encode())[1] == ["A", "1, Main Street, Leeds"]


@pytest.mark.parametrize(("told", "separator"), [("tab", "\t"), ("\\t", "\t"), (";", ";"), ("#", "#")])
def test_the_delimiter_can_be_told(told: str, separator: str) -> None:
    assert cells(f"a{separator}b,c\n".encode(), delimiter=told) == [["a", "b,c"]]


@pytest.mark.parametrize("told", [",,", '"', "\n", ""])
def test_what_cannot_be_a_delimiter(told: str) -> None:
    with pytest.raises(BadValue, match="delimiter"):
        cells(b"a,b\n", delimiter=told)


def test_rows_are_numbered_as_a_spreadsheet_does() -> None:
    assert numbers("a,b\n1,2\n\n,\n3,4\n") == [1, 2, 5]
    assert numbers('a,b\n"1\nand more",2\n3,4\n') == [1, 2, 3]
    assert numbers("a,b\r\n1,2\r3,4\n") == [1, 2, 3]


@pytest.mark.parametrize(("text", "row"), [('a,b\n1,"2\n3,4\n', 2), ('a,b\n1,2\n"3"x,4\n', 3)])
def test_a_lost_quotation_mark_is_told_with_its_row(text: str, row: int) -> None:
    with pytest.raises(BadData, match=f"row {row}:"):
        cells(text.encode())


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0ÂÃâ\ufffd"), max_size=8),
            min_size=3,
            max_size=3,
        ).filter(lambda row: any(cell.strip() for cell in row)),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from(["utf-8-sig", "utf-16"]),
    st.sampled_from(DELIMITERS),
)
def test_whatever_a_spreadsheet_writes_is_read_back(
    rows: list[list[str]], encoding: str, delimiter: str
) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    assert cells(file.getvalue().encode(encoding), delimiter=delimiter) == rows


@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_refused(data: bytes) -> None:
    with suppress(BadData):
        cells(data)
