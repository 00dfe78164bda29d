"""What was planned is written as long as nobody else has written; otherwise it is planned again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from salesops.core.customers.imports import IMPORT
from salesops.core.db.migrate import create
from salesops.core.db.transaction import transaction
from salesops.core.errors import BadData
from salesops.core.files.tables import Format
from salesops.core.importing.columns import CellStyle
from salesops.core.importing.parsing import parse_file
from salesops.core.importing.planning import plan
from salesops.core.importing.rows import ParsedRow
from salesops.core.importing.spec import ImportOptions, Plan
from salesops.core.importing.storing import store, up_to_date
from tests.core.operations import operation
from tests.core.reading import reading

AT = "2026-11-20T00:00:00Z"
WISHES = ImportOptions(date(2026, 11, 20))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    create(tmp_path / "salesops.db", operation("init"), currency="CNY")
    return tmp_path / "salesops.db"


def parsed_rows(folder: Path, text: str) -> Sequence[ParsedRow]:
    (folder / "a.csv").write_text(text, encoding="utf-8")
    taken = parse_file(
        folder / "a.csv",
        IMPORT.fields,
        file_format=Format(),
        columns={},
        style=CellStyle(),
        watch=lambda rows: rows,
    )
    return taken.parsed_rows


def planned(path: Path, rows: Sequence[ParsedRow]) -> Plan:
    with reading(path) as db:
        return plan(db, IMPORT, rows, WISHES)


def carry_out(path: Path, rows: Sequence[ParsedRow], made: Plan, *, skip_bad: bool = False) -> Plan:
    with transaction(path, operation("customer import")) as db:
        now = up_to_date(db, IMPORT, made, rows, WISHES, skip_bad=skip_bad)
        store(db, IMPORT, now, WISHES)
        return now


def names(path: Path) -> list[tuple[int, str]]:
    with reading(path) as db:
        return db.execute("SELECT id, name FROM customer ORDER BY id").fetchall()


def test_a_plan_holds_until_somebody_writes(path: Path, tmp_path: Path) -> None:
    rows = parsed_rows(tmp_path, "code,name\nA,Ann\nB,Bob\n")
    made = planned(path, rows)
    assert carry_out(path, rows, made) is made
    assert names(path) == [(1, "Ann"), (2, "Bob")]


def test_then_it_is_made_anew(path: Path, tmp_path: Path) -> None:
    rows = parsed_rows(tmp_path, "code,name\nA,Ann\nB,Bob\n")
    made = planned(path, rows)
    others = parsed_rows(tmp_path, "code,name\nX,Xi\nB,Bob\n")
    carry_out(path, others, planned(path, others))
    now = carry_out(path, rows, made)
    assert (len(now.added), now.unchanged) == (1, 1)
    assert names(path) == [(1, "Xi"), (2, "Bob"), (3, "Ann")]


def test_rows_that_became_bad_stop_it(path: Path, tmp_path: Path) -> None:
    rows = parsed_rows(tmp_path, "code,name\nA,Ann\nB,Bob\n")
    made = planned(path, rows)
    others = parsed_rows(tmp_path, "code,name\nX,Bob\n")
    carry_out(path, others, planned(path, others))
    with pytest.raises(BadData, match="meanwhile"):
        carry_out(path, rows, made)
    assert names(path) == [(1, "Bob")]
    assert len(carry_out(path, rows, made, skip_bad=True).problems) == 1
    assert names(path) == [(1, "Bob"), (2, "Ann")]


def test_ids_are_never_reused(path: Path, tmp_path: Path) -> None:
    rows = parsed_rows(tmp_path, "code,name\nA,Ann\n")
    carry_out(path, rows, planned(path, rows))
    with transaction(path, operation()) as db:
        db.execute("DELETE FROM customer_type_change")
        db.execute("DELETE FROM customer")
    carry_out(path, rows, planned(path, rows))
    assert names(path) == [(2, "Ann")]
