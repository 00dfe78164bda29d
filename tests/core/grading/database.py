"""A database file to grade, filled row by row."""

from __future__ import annotations

from pathlib import Path
from sqlite3 import Connection

from salesops.core.db import journal
from salesops.core.db.migrate import create
from salesops.core.db.open import open_database
from tests.core.operations import operation

AT = "2026-11-20T00:00:00Z"


def made(folder: Path) -> Path:
    path = folder / "salesops.db"
    create(path, operation("init"), currency="CNY")
    return path


def opened(path: Path) -> Connection:
    db = open_database(path, write=True)
    journal.begin_operation(db, operation())
    return db


def add(db: Connection, table: str, **facts: object) -> int:
    marks = ", ".join(f":{name}" for name in facts)
    row = db.execute(f"INSERT INTO {table} ({', '.join(facts)}) VALUES ({marks})", facts)
    assert row.lastrowid is not None
    return row.lastrowid


def customer(db: Connection, name: str, **facts: object) -> int:
    return add(db, "customer", **{"name": name, "name_key": name, "created_on": "2026-01-01", **facts})


def contract(db: Connection, customer_id: int, amount: int, signed_on: str, **facts: object) -> int:
    number = db.execute("SELECT count(*) FROM contract").fetchone()[0]
    return add(
        db, "contract", code=f"K{number}", customer_id=customer_id, amount=amount, signed_on=signed_on, **facts
    )  # fmt: skip


def opportunity(db: Connection, customer_id: int, opened_on: str, **facts: object) -> int:
    return add(
        db, "opportunity", **{"customer_id": customer_id, "name": "ERP", "opened_on": opened_on, **facts}
    )


def touch(db: Connection, customer_id: int, day: str) -> int:
    return add(db, "followup", customer_id=customer_id, status="done", occurred_on=day, recorded_at=AT)
