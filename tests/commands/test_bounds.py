"""Values that cannot be held are refused where they are entered, with the status of a bad value."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from salesops.core.customers.fields import CONTACT_FIELDS
from salesops.core.customers.fields import FIELDS as CUSTOMER
from salesops.core.pipeline.contracts.fields import FIELDS as CONTRACT
from salesops.core.pipeline.opportunities.fields import FIELDS as OPPORTUNITY
from salesops.core.team.fields import FIELDS as REP
from salesops.core.values.fields import columns
from tests.conftest import CommandLine

TABLES = {
    "rep": REP,
    "customer": CUSTOMER,
    "contact": CONTACT_FIELDS,
    "opportunity": OPPORTUNITY,
    "contract": CONTRACT,
}
# These are given when nobody does: a name after customer and product, a number of our own; nothing finer than the cent.
GIVEN = {("opportunity", "name"), ("contract", "code"), ("contract", "subcent")}


@pytest.mark.parametrize("table", TABLES)
def test_a_column_that_cannot_be_empty_has_a_field_that_cannot(run: CommandLine, table: str) -> None:
    held = {name for _, name, _, required, _, _ in run.sql(f"PRAGMA table_info({table})") if required}
    emptied = {
        column
        for field in TABLES[table]
        for column in columns(field)
        if not (field.required or field.never_empty)
    }
    assert {(table, column) for column in held & emptied} <= GIVEN


@pytest.mark.parametrize(
    "arguments",
    [
        ("customer", "edit", "云帆科技", "--kind="), ("customer", "edit", "云帆科技", "--type="),
        ("rep", "edit", "王芳", "--role="), ("rep", "edit", "王芳", "--senior="), ("rep", "edit", "王芳", "--ability="),
        ("rep", "add", "New", "--role="), ("opportunity", "edit", "1", "--opened="),
    ],
)  # fmt: skip
def test_what_has_a_default_cannot_be_emptied(demo: CommandLine, arguments: tuple[str, ...]) -> None:
    result = demo(*arguments)
    assert (result.code, "must not be empty" in result.err) == (2, True), result


def test_a_code_belongs_to_one_contact(demo: CommandLine) -> None:
    demo.ok("contact", "add", "云帆科技", "甲", "--code", "P-1")
    assert demo("contact", "add", "云帆科技", "乙", "--code", "P-1").code == 6
    assert demo("contact", "edit", "李雷", "--code", "P-1").err.startswith("The code P-1 belongs to 甲.")
    demo.ok("contact", "edit", "甲", "--code", "P-1", "--title", "总监")


@pytest.mark.parametrize("amount", ["9,999,999,999,999", "1000000000000.01", "10000.1亿"])
def test_an_amount_has_a_bound(demo: CommandLine, amount: str) -> None:
    result = demo("contract", "add", "云帆科技", "--amount", amount)
    assert (result.code, "amounts up to 1,000,000,000,000 can be kept." in result.err) == (2, True), result
    assert demo("target", "set", "2027", amount).code == 2


def test_the_bound_of_a_budget_is_told(demo: CommandLine) -> None:
    result = demo("customer", "edit", "云帆科技", "--budget=5-99999999999999")
    assert (result.code, "amounts up to 1,000,000,000,000 can be kept." in result.err) == (2, True), result


@pytest.mark.parametrize(
    "arguments",
    [
        ("customer", "edit", "云帆科技", "--employees=999999999999999"),
        ("contract", "add", "云帆科技", "--amount=1", "--delivery-days=999999999999999"),
    ],
)
def test_a_count_has_a_bound(demo: CommandLine, arguments: tuple[str, ...]) -> None:
    result = demo(*arguments)
    assert (result.code, "Write a number from 0 to" in result.err) == (2, True), result


@pytest.mark.parametrize(
    "arguments",
    [
        ("review", "month", "2026-10"), ("review", "quarter", "2026-Q4", "--md"), ("review", "year", "2026", "--json"),
        ("contract", "list", "--all"), ("contract", "list", "--all", "--csv"), ("customer", "show", "id:1"),
        ("grade", "run"), ("grade", "explain", "id:1"), ("grade", "set", "id:1", "A", "--reason", "size"),
    ],
)  # fmt: skip
def test_sums_beyond_what_can_be_added_are_told(demo: CommandLine, arguments: tuple[str, ...]) -> None:
    """923 contracts of the highest amount there is, in hundredths of a cent, are beyond 63 bits."""
    with closing(sqlite3.connect(demo.database)) as db, db:
        db.executemany(
            "INSERT INTO contract (code, customer_id, amount, signed_on) VALUES (?, 1, ?, '2026-10-05')",
            [(f"X-{place}", 100_000_000_000_000) for place in range(923)],
        )
    before = demo.database.read_bytes()
    result = demo(*arguments)
    assert (result.code, result.out, result.err.count("\n")) == (3, "", 1), result
    assert "too large to be added up" in result.err
    assert demo.database.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("followup", "log", "id:1", "phone", "hello"), ("followup", "plan", "id:1", "--on", "fri"),
        ("opportunity", "add", "id:1", "--amount", "1"), ("contract", "add", "id:1", "--amount", "1"),
    ],
)  # fmt: skip
def test_open_deals_beyond_what_can_be_kept_are_told(demo: CommandLine, arguments: tuple[str, ...]) -> None:
    """92,234 deals of the highest amount there is are beyond 63 bits; three of a damaged file stand for them."""
    with closing(sqlite3.connect(demo.database)) as db, db:
        db.executemany(
            "INSERT INTO opportunity (name, customer_id, amount, opened_on, stage) "
            "VALUES (?, 1, ?, '2026-10-05', 'contacted')",
            [(f"X-{place}", 2**62) for place in range(3)],
        )
    before = demo.database.read_bytes()
    result = demo(*arguments)
    assert (result.code, result.out, result.err.count("\n")) == (3, "", 1), result
    assert "too large to be added up" in result.err
    assert demo.database.read_bytes() == before
