"""The tables of the sample team, as they stand in their files."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from salesops import demo
from salesops.core.customers.fields import CONTACT_FIELDS
from salesops.core.customers.imports import IMPORT as CUSTOMERS
from salesops.core.importing.rows import Values
from salesops.core.pipeline.imports.contracts import IMPORT as CONTRACTS
from salesops.core.pipeline.imports.opportunities import IMPORT as OPPORTUNITIES
from salesops.core.team.imports import IMPORT as REPS
from salesops.core.values.fields import Field
from salesops.core.values.workdays import WorkingDays
from salesops.demo.days import Days
from salesops.demo.tables import FIELDS, parse, rows

FOLDER = Path(str(demo.__file__)).parent
TABLES: dict[str, Sequence[Field]] = {  # with the fields that are read besides those of the sample team
    "reps": REPS.fields,
    "customers": CUSTOMERS.fields,
    "customer_changes": CUSTOMERS.fields,
    "contacts": CONTACT_FIELDS,
    "opportunities": OPPORTUNITIES.fields,
    "contracts": CONTRACTS.fields,
    "followups": (),
    "events": (),
    "targets": (),
}
DAYS = Days(date(2026, 11, 16), WorkingDays("china"))
STEPS = ("on", "needs_analysis", "proposal", "negotiation", "back", "put_off_on", "won", "lost")


def values_in(table: str, column: str) -> set[object]:
    return {row[column] for row in rows(table, DAYS) if column in row}


def met() -> dict[str, str]:
    return {row["customer"]: row["on"] for row in rows("customers", DAYS)}


def test_every_file_is_a_table() -> None:
    assert {path.stem for path in FOLDER.glob("*.csv")} == set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_excel_and_git_can_read_it(table: str) -> None:
    content = (FOLDER / f"{table}.csv").read_bytes()
    assert content.startswith(codecs.BOM_UTF8)
    assert b"\r" not in content
    assert content.endswith(b"\n")


@pytest.mark.parametrize("table", TABLES)
def test_every_row_and_every_column_can_be_read(table: str) -> None:
    imported, own = parse(table, TABLES[table], DAYS) if TABLES[table] else None, parse(table, FIELDS, DAYS)
    for file in filter(None, (imported, own)):
        assert [row.problems for row in file.parsed_rows if row.problems] == []
    unread = set(own.unmatched) & set(imported.unmatched if imported else own.unmatched)
    assert unread == set()


def test_a_file_is_named_by_what_its_importer_calls_it() -> None:
    """The tables can be given to `salesops … import` as they are once their days are dates."""
    assert {"name", "manager", "hired_on"} <= parse("reps", REPS.fields, DAYS).fields
    assert {"name", "short_name", "owner", "budget"} <= parse("customers", CUSTOMERS.fields, DAYS).fields
    assert {"customer", "amount", "opened_on"} <= parse("opportunities", OPPORTUNITIES.fields, DAYS).fields
    assert {"customer", "amount", "signed_on"} <= parse("contracts", CONTRACTS.fields, DAYS).fields


@pytest.mark.parametrize("table", ["contacts", "opportunities", "contracts", "followups", "events"])
def test_customers_are_known_and_have_been_met(table: str) -> None:
    for row in rows(table, DAYS):
        assert met()[row["customer"]] <= row["on"] if "customer" in row else row["command"] == "rep edit", row


def test_names_are_those_of_reps_contacts_and_products() -> None:
    reps = {row.values["name"] for row in parse("reps", REPS.fields, DAYS).parsed_rows}
    people = {(row["customer"], row["name"]) for row in rows("contacts", DAYS, CONTACT_FIELDS)}
    deals = {(row["customer"], row["product"]) for row in rows("opportunities", DAYS)}
    assert set().union(*(values_in(table, "by") for table in TABLES)) <= reps
    for row in [*rows("followups", DAYS), *rows("events", DAYS)]:
        named = {row[column] for column in ("person", "successor") if column in row}
        assert {(row["customer"], name) for name in named} <= people if "customer" in row else named <= reps
        assert "product" not in row or (row["customer"], row["product"]) in deals


def test_a_deal_goes_from_step_to_step() -> None:
    for row in rows("opportunities", DAYS):
        days = [row[step] for step in ("on", "needs_analysis", "proposal", "negotiation") if step in row]
        assert days == sorted(days), row
        assert not ("won" in row and "lost" in row), row
        assert ("lost" in row) == ("reason" in row), row
        assert ("put_off_on" in row) == ("put_off_to" in row), row
        assert max(row[step] for step in STEPS if step in row) < DAYS.today.isoformat(), row


def test_a_touch_has_all_of_a_next_step_or_none() -> None:
    for row in rows("followups", DAYS):
        step: Values = {name: row[name] for name in ("next_method", "next_step", "next_on") if name in row}
        assert len(step) in (0, 3), row
        assert row["on"] <= row.get("recorded_on", row["on"]), row
