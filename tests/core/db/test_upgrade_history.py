"""Version 3: histories from the journal, so that the reviews of old periods say the same as before."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from salesops.core.db.migrate import upgrade
from salesops.core.db.open import open_database
from salesops.core.reviews.reads import review
from salesops.core.values.periods import parse_period
from tests.conftest import DATA
from tests.core.db.versions import make_database

# What version 1 wrote: the day, the record, and its columns as they are from then on.
CHANGES: tuple[tuple[str, str, int, dict[str, object]], ...] = (
    ("2026-09-20", "opportunity", 26, {"owner_id": 4}),  # before it was won on 15 October
    ("2026-11-02", "opportunity", 23, {"owner_id": 6}),  # before it was lost on 6 November
    ("2026-11-09", "opportunity", 23, {"owner_id": 1}),
    ("2026-10-20", "opportunity", 28, {"expected_close_on": "2026-10-28"}),
    ("2026-10-27", "opportunity", 28, {"expected_close_on": "2027-01-30", "owner_id": 2}),
    ("2026-11-04", "opportunity", 28, {"owner_id": None}),
    ("2026-10-12", "customer", 4, {"type": "lost", "lost_reason": "价格"}),
    ("2026-10-13", "customer", 4, {"lost_reason": "搬迁"}),
    ("2026-11-10", "customer", 4, {"type": "active", "lost_reason": None}),
    ("2026-11-11", "customer", 1, {"region": "海外"}),
)


def change(db: sqlite3.Connection, day: str, record: str, number: int, values: dict[str, object]) -> None:
    """As version 1 did it: an operation, the old values in its journal, the new ones in the row."""
    operation = db.execute(
        "INSERT INTO operation (command, actor, at) VALUES ('test', '王芳', ?)", (f"{day}T03:00:00Z",)
    ).lastrowid
    columns = ", ".join(values)
    old = db.execute(f"SELECT {columns} FROM {record} WHERE id = ?", (number,)).fetchone()
    db.execute(
        "INSERT INTO journal (operation_id, record, record_id, change, old) VALUES (?, ?, ?, 'update', ?)",
        (operation, record, number, json.dumps(dict(zip(values, old, strict=True)))),
    )
    assignments = ", ".join(f"{column} = :{column}" for column in values)
    db.execute(f"UPDATE {record} SET {assignments} WHERE id = :id", {**values, "id": number})


def old_database(path: Path) -> Path:
    make_database(path, 1)
    with closing(sqlite3.connect(path)) as db:
        for written in CHANGES:
            change(db, *written)
        db.commit()
    return path


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = old_database(tmp_path_factory.mktemp("history") / "s.db")
    upgrade(path)
    with closing(open_database(path, write=False)) as db:
        yield db


def figures(db: sqlite3.Connection) -> dict[str, Any]:
    """What a review says of deals, lost customers and late records, per month and rep."""
    today = date(2026, 11, 23)
    reps = [None, *(number for (number,) in db.execute("SELECT id FROM rep ORDER BY id"))]
    found = {}
    for month in ("2025-12", *(f"2026-{number:02}" for number in range(1, 12))):
        for rep in reps:
            told = review(db, parse_period(month, today=today), today=today, rep_id=rep)
            deals, customers = told.pipeline, told.customers
            found[f"{month} {rep or 'team'}"] = [
                deals.opened, deals.won, deals.lost, int(deals.won_amount),
                [deal.name for deal in deals.slipped_deals],
                [customer.customer for customer in customers.lost_customers],
                told.work.touches, told.work.late,
            ]  # fmt: skip
    return found


def test_reviews_say_the_same_as_version_1_said(db: sqlite3.Connection) -> None:
    said = json.loads((DATA / "versions" / "0001-reviews.json").read_text(encoding="utf-8"))
    assert figures(db) == said


def rows(db: sqlite3.Connection, query: str, number: int) -> list[tuple[object, ...]]:
    return db.execute(query, (number,)).fetchall()


def test_whose_deals_were(db: sqlite3.Connection) -> None:
    history = """
        SELECT from_owner_id, to_owner_id, changed_on, changed_by_id FROM owner_change
        WHERE opportunity_id = ? ORDER BY id"""
    assert rows(db, history, 23) == [
        (None, 4, "2026-08-14", None),
        (4, 6, "2026-11-02", 2),
        (6, 1, "2026-11-09", 2),
    ]
    assert rows(db, history, 28)[-1] == (2, None, "2026-11-04", 2)
    assert rows(db, history, 40) == [(None, 2, "2026-11-11", None)]


def test_how_expected_closings_moved(db: sqlite3.Connection) -> None:
    history = "SELECT from_on, to_on, changed_on FROM closing_change WHERE opportunity_id = ? ORDER BY id"
    assert rows(db, history, 28)[-2:] == [
        ("2026-12-30", "2026-10-28", "2026-10-20"),
        ("2026-10-28", "2027-01-30", "2026-10-27"),
    ]


def test_what_customers_were_and_why_they_were_lost(db: sqlite3.Connection) -> None:
    history = """
        SELECT from_type, to_type, changed_on, reason FROM customer_type_change
        WHERE customer_id = ? ORDER BY id"""
    assert rows(db, history, 4)[-2:] == [
        ("active", "lost", "2026-10-12", "搬迁"),  # what was last said while it was lost
        ("lost", "active", "2026-11-10", None),
    ]


def test_stages_tell_owner_and_region_of_the_moment(db: sqlite3.Connection) -> None:
    moments = "SELECT to_stage, owner_id FROM stage_change WHERE opportunity_id = ? ORDER BY id"
    assert rows(db, moments, 23)[0] == ("contacted", 4)
    regions = """
        SELECT DISTINCT s.region FROM stage_change s JOIN opportunity o ON o.id = s.opportunity_id
        WHERE o.customer_id = ? AND o.region IS NULL"""
    assert ("海外",) not in rows(db, regions, 1)


def test_what_is_kept_ready_is_right_already(db: sqlite3.Connection) -> None:
    names = "next_due_on IS NOT NULL AND next_due_reason IN ('planned', 'opportunity')"
    tables = f"SELECT DISTINCT next_due_reason, next_due_table FROM customer WHERE {names} ORDER BY 1"
    assert db.execute(tables).fetchall() == [("opportunity", "opportunity"), ("planned", "followup")]
