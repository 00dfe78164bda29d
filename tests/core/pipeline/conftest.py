"""A real database file with two reps and two customers, open for writing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from sqlite3 import Connection

import pytest

from salesops.core.db.migrate import create
from salesops.core.db.transaction import transaction
from tests.core.operations import operation

TODAY = date(2026, 11, 20)
AT = "2026-11-20T00:00:00Z"
WANG, LI = 1, 2
YUNFAN, HARBOR = 1, 2

REPS = "INSERT INTO rep (id, name) VALUES (:id, :name)"
CUSTOMERS = """
    INSERT INTO customer (id, name, name_key, short_name, type, owner_id, first_contact_on, created_on)
    VALUES (:id, :name, :name, :short_name, :type, :owner, '2026-11-19', '2026-01-05')"""


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    path = tmp_path / "salesops.db"
    create(path, operation("init"), currency="CNY")
    with transaction(path, operation(), dry_run=True) as db:
        db.executemany(REPS, [{"id": WANG, "name": "王芳"}, {"id": LI, "name": "李娜"}])
        db.executemany(
            CUSTOMERS,
            [
                {
                    "id": YUNFAN,
                    "name": "杭州云帆科技有限公司",
                    "short_name": "云帆科技",
                    "type": "potential",
                    "owner": WANG,
                },
                {
                    "id": HARBOR,
                    "name": "Harbor Foods Ltd",
                    "short_name": None,
                    "type": "strategic",
                    "owner": None,
                },
            ],
        )
        yield db


def column(db: Connection, query: str, *values: object) -> list[object]:
    """The first column of what a query finds."""
    return [row[0] for row in db.execute(query, values)]


def rows(db: Connection, query: str, *values: object) -> list[tuple[object, ...]]:
    """What a query finds."""
    return list(db.execute(query, values))
