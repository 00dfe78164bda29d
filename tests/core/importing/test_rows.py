from __future__ import annotations

from collections.abc import Sequence
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.errors import BadValue
from salesops.core.files.sheets import Row
from salesops.core.importing.cells import ERRORS, PLACEHOLDERS, clean_code
from salesops.core.importing.columns import CellStyle
from salesops.core.importing.headings import match
from salesops.core.importing.rows import Names, ParsedRow, parsed_rows
from salesops.core.values.codes import Codes
from salesops.core.values.fields import Field, Kind
from salesops.core.values.file_dates import DateStyle

STAGES = Codes("stage", {"proposal": "proposal", "won": "won"}, also={"方案": "proposal"})
FIELDS = (
    Field("name", "Name", required=True, also=("company",)),
    Field("code", "Code", Kind.IDENTIFIER),
    Field("amount", "Amount", Kind.FINE_MONEY),
    Field("budget", "Budget", Kind.BUDGET),
    Field("day", "Day", Kind.DATE),
    Field("stage", "Stage", Kind.CODED, codes=STAGES),
    Field("match", "Match", Kind.INTEGER, least=1, most=5),
    Field("chance", "Chance", Kind.PERCENT),
    Field("senior", "Senior", Kind.FLAG),
    Field("owner", "Owner", Kind.REFERENCE, refers_to="rep", code_also=("owner id",)),
    Field("contact_name", "Contact", stand_in=("name",)),
)


def parsed(headings: str | Sequence[str], cells: Sequence[str], style: CellStyle | None = None) -> ParsedRow:
    names = headings.split(",") if isinstance(headings, str) else headings
    found = match(names, FIELDS, {}, "f.csv")
    (only,) = parsed_rows([Row(7, list(cells))], names, found, FIELDS, style or CellStyle()).drafts
    return only


def value(field: str, text: str, style: CellStyle | None = None) -> object:
    said = parsed(["name", field], ["x", text], style)
    assert not said.problems, said.problems
    return {name: each for name, each in said.values.items() if name != "name"}


def trouble(field: str, text: str, style: CellStyle | None = None) -> str:
    (only,) = parsed(["name", field], ["x", text], style).problems
    assert (only.row, only.column, only.value) == (7, field, text)
    return only.message


@pytest.mark.parametrize(
    ("field", "text", "values"),
    [
        ("code", " 2.0 ", {"code": "2"}),
        ("code", "2.50", {"code": "2.50"}),
        ("amount", "1234.5675", {"amount": 123457, "subcent": -25}),
        ("amount", "8万", {"amount": 8_000_000, "subcent": 0}),
        ("Amount (万元)", "8.5", {"amount": 8_500_000, "subcent": 0}),
        ("amount（万元）", "0.3", {"amount": 300_000, "subcent": 0}),
        ("amount（万元）", "3亿", {"amount": 30_000_000_000, "subcent": 0}),
        ("amount（元）", "80", {"amount": 8_000, "subcent": 0}),
        ("amount（含税，万）", "１２", {"amount": 12_000_000, "subcent": 0}),
        ("budget", "5-10万", {"budget_min": 5_000_000, "budget_max": 10_000_000}),
        ("budget（万元）", "5-10", {"budget_min": 5_000_000, "budget_max": 10_000_000}),
        ("budget（万元）", "50以上", {"budget_min": 50_000_000, "budget_max": None}),
        ("budget（万元）", "50+", {"budget_min": 50_000_000, "budget_max": None}),
        ("amount（万元）", "50 元", {"amount": 5_000, "subcent": 0}),
        ("amount（万元）", "30k", {"amount": 3_000_000, "subcent": 0}),
        ("budget", "50万以上", {"budget_min": 50_000_000, "budget_max": None}),
        ("day", "2026年3月1日", {"day": "2026-03-01"}),
        ("day", "2026-03-01 13:05:00", {"day": "2026-03-01"}),
        ("stage", "方案", {"stage": "proposal"}),
        ("match", "4.0", {"match": 4}),
        ("chance", "60%", {"chance": 60}),
        ("chance", "0.6", {"chance": 60}),
        ("chance", "60", {"chance": 60}),
        ("chance", "1", {"chance": 100}),
        ("chance", "0", {"chance": 0}),
        ("senior", "是", {"senior": True}),
        ("senior", "FALSE", {"senior": False}),
        ("code", "", {}),
        ("amount", "\u3000\xa0", {}),
    ],
)
def test_cells_become_values(field: str, text: str, values: object) -> None:
    assert value(field, text) == values


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("amount", "0.30000000000000004", "decimals"),
        ("amount", "-5", "-5"),
        ("amount", "NaN", "NaN"),
        ("day", "11/12/2026", "which is the day"),
        ("day", "tomorrow", "not a date"),
        ("stage", "Engaging", "Engaging"),
        ("match", "6", "out of range"),
        ("chance", "101", "101"),
        ("chance", "33.3%", "whole percentage"),
        ("senior", "perhaps", "neither yes nor no"),
    ],
)
def test_what_is_wrong_with_a_cell(field: str, text: str, told: str) -> None:
    assert told in trouble(field, text)


@pytest.mark.parametrize(("order", "day"), [("dmy", "2026-12-11"), ("mdy", "2026-11-12")])
def test_the_order_of_dates_is_told(order: str, day: str) -> None:
    assert value("day", "11/12/2026", CellStyle(DateStyle(order))) == {"day": day}
    assert value("day", "2026-03-01", CellStyle(DateStyle(order))) == {"day": "2026-03-01"}


def test_words_that_stand_for_others() -> None:
    style = CellStyle(value_map={"Stage": {"Engaging": "proposal", "": "won"}, "owner": {"Bob": "Robert"}})
    assert value("stage", "ENGAGING ", style) == {"stage": "proposal"}
    assert value("stage", "", style) == {"stage": "won"}
    assert value("stage", "won", style) == {"stage": "won"}
    assert parsed("name,owner", ["x", "bob"], style).references["owner"].names == ("Robert",)


def test_words_of_a_field_that_is_not_there() -> None:
    with pytest.raises(BadValue, match="no field"):
        parsed("name", ["x"], CellStyle(value_map={"stadium": {"a": "b"}}))


def test_a_required_cell_is_empty() -> None:
    (problem,) = parsed("name,code", ["  ", "1"]).problems
    assert (problem.row, problem.column) == (7, "name")


def test_every_trouble_of_a_row_is_told() -> None:
    said = parsed("name,day,match", ["", "x", "9"])
    assert [problem.column for problem in said.problems] == ["name", "day", "match"]


@pytest.mark.parametrize("cells", [["x"], ["x", "1", "2"]])
def test_ragged_rows(cells: list[str]) -> None:
    problem = parsed("name,code", cells).problems[0]
    assert problem.message == f"The row has {len(cells)} cells, but there are 2 headings."


def test_empty_cells_at_the_end_do_not_matter() -> None:
    assert not parsed("name,code", ["x", "1", "", " "]).problems
    assert not parsed(["name", "code", ""], ["x", "1"]).problems


def test_references_keep_code_and_name() -> None:
    said = parsed("name,Owner,OwnerID", ["x", "Nancy", "1.0"])
    assert said.references == {"owner": Names("1", ("Nancy",), "OwnerID")}
    assert parsed("name,Owner,OwnerID", ["x", "Nancy", ""]).references["owner"] == Names(
        "", ("Nancy",), "Owner"
    )
    assert parsed("name,Owner", ["x", ""]).references == {}


def test_a_name_stands_in_where_there_is_no_company() -> None:
    assert parsed("Name,Company", ["Leonie", "Embraer"]).values == {
        "name": "Embraer",
        "contact_name": "Leonie",
    }
    assert parsed("Name,Company", ["Leonie", ""]).values == {"name": "Leonie", "contact_name": "Leonie"}


@given(st.integers(0, 10**12), st.integers(0, 4))
def test_codes_that_were_numbers(number: int, zeros: int) -> None:
    assert clean_code(f"{number}.{'0' * zeros}" if zeros else str(number)) == str(number)


@given(st.text(st.characters(categories=["L", "N", "P", "S"], exclude_characters="='")))
def test_any_text_that_shows_is_kept_but_for_the_form_of_its_accents(text: str) -> None:
    kept = "" if text in PLACEHOLDERS | ERRORS else normalize("NFC", text)
    assert parsed("name", [text]).values == ({"name": kept} if kept else {})


@given(st.sampled_from(FIELDS), st.text(max_size=30))
def test_any_cell_is_a_value_or_a_problem(field: Field, text: str) -> None:
    parsed(
        ["name", field.name] if field.name != "name" else ["name"],
        ["x", text] if field.name != "name" else [text],
    )
