"""Whatever a file holds: what was taken in once is not taken in again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesops.core.customers.imports import IMPORT as CUSTOMER
from salesops.core.db.migrate import create
from salesops.core.db.transaction import transaction
from salesops.core.files.sheets import Row
from salesops.core.importing.columns import CellStyle
from salesops.core.importing.headings import match
from salesops.core.importing.planning import plan
from salesops.core.importing.rows import parsed_rows
from salesops.core.importing.spec import Import, ImportOptions, Plan
from salesops.core.importing.storing import store
from salesops.core.pipeline.imports.contracts import IMPORT as CONTRACT
from salesops.core.pipeline.imports.opportunities import IMPORT as OPPORTUNITY
from salesops.core.team.imports import IMPORT as REP
from tests.core.operations import operation

AT = "2026-11-20T00:00:00Z"
COLUMNS = {
    "rep": ["code", "name", "team", "manager"],
    "customer": ["code", "name", "industry", "owner", "contact name", "contact phone"],
    "contract": ["number", "customer id", "customer", "signed on", "amount", "rep"],
    "opportunity": ["code", "customer", "name", "stage", "opened on", "closed on", "amount"],
}
CELLS = {
    "code": ["", "1", "2", "2.0", "3"],
    "number": ["", "1", "2", "HT-2026-0001"],
    "name": ["", "IT", "It Ltd.", "云帆", "明辉"],
    "customer id": ["", ""],
    "customer": ["IT", "云帆", "it ltd", "明辉"],
    "stage": ["", "contacted", "won", "lost"],
    "signed on": ["2026-01-01", "2026-01-02"],
    "opened on": ["", "2025-01-01", "2025-01-02"],
    "closed on": ["2026-01-01"],
    "amount": ["", "1", "2.5"],
}
SMALL = ["", "x", "y"]


def rows_of(spec: Import) -> st.SearchStrategy[list[list[str]]]:
    cells = [st.sampled_from(CELLS.get(column, SMALL)) for column in COLUMNS[spec.record]]
    return st.lists(st.tuples(*cells).map(list), max_size=7)


@pytest.fixture(scope="module")
def path() -> Path:
    path = Path(mkdtemp()) / "salesops.db"
    create(path, operation("init"), currency="CNY")
    return path


def taken_twice(
    path: Path, spec: Import, rows: Sequence[list[str]], options: ImportOptions
) -> tuple[Plan, Plan, list[object]]:
    """The plans for the same rows, the second after the first was carried out; and what is broken then."""
    headings = COLUMNS[spec.record]
    matched = match(headings, spec.fields, {}, "f")
    options = replace(options, fields=frozenset(field.name for field in matched.columns))
    numbered = [Row(number, cells) for number, cells in enumerate(rows, start=2)]
    read = list(parsed_rows(numbered, headings, matched, spec.fields, CellStyle()).drafts)
    with transaction(path, operation(), dry_run=True) as db:
        first = plan(db, spec, read, options)
        store(db, spec, first, options)
        second = plan(db, spec, read, options)
        return first, second, db.execute("PRAGMA foreign_key_check").fetchall()


@pytest.mark.parametrize("spec", [REP, CUSTOMER, OPPORTUNITY, CONTRACT], ids=lambda spec: spec.record)
@given(data=st.data(), how=st.sampled_from(["", "force", "update"]))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_the_second_time_nothing_is_added(path: Path, spec: Import, data: st.DataObject, how: str) -> None:
    rows = data.draw(rows_of(spec))
    options = ImportOptions(
        date(2026, 11, 20), force=how == "force", update=how == "update", create_missing=True
    )
    first, second, broken = taken_twice(path, spec, rows, options)
    assert not broken
    assert len(first.added) + len(first.rejected) + first.gathered == len(rows)
    if how == "force" and first.rejected:
        return  # a bad row may say less than a good one of its name, and is then taken for it
    assert second.added == []
    assert second.changed == []
