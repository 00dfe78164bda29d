from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from sqlite3 import Connection

import pytest

from salesops.core.customers.writes import record_types
from salesops.core.db.history import record_changes
from salesops.core.db.journal import begin_operation
from salesops.core.db.migrate import create
from salesops.core.db.open import open_database
from salesops.core.pipeline.stages.writes import CLOSINGS, OWNERS
from tests.core.operations import operation

TODAY = date(2026, 11, 21)
WANG, LI, ZHANG = 1, 2, 3


class Team:
    """Two reps and their manager, to whom things happen on given days: `on` says when the journal writes them."""

    def __init__(self, db: Connection) -> None:
        self.db = db
        self.on("2026-01-01")
        for number, name, role in ((WANG, "王芳", "rep"), (LI, "李娜", "rep"), (ZHANG, "张伟", "manager")):
            self.add("rep", id=number, name=name, role=role)

    def on(self, day: str) -> None:
        begin_operation(self.db, operation(at=f"{day}T03:00:00Z"))

    def add(self, table: str, **facts: object) -> int:
        marks = ", ".join(f":{name}" for name in facts)
        number = self.db.execute(
            f"INSERT INTO {table} ({', '.join(facts)}) VALUES ({marks})", facts
        ).lastrowid
        assert number is not None
        self.record(table, number)
        return number

    def change(self, table: str, number: int, **facts: object) -> None:
        marks = ", ".join(f"{name} = :{name}" for name in facts)
        self.db.execute(f"UPDATE {table} SET {marks} WHERE id = :id", {**facts, "id": number})
        self.record(table, number)

    def record(self, table: str, number: int) -> None:
        """What every write does afterwards; the stages are told by each test."""
        if table == "customer":
            record_types(self.db, [number])
        if table == "opportunity":
            record_changes(self.db, OWNERS, [number])
            record_changes(self.db, CLOSINGS, [number])

    def stage(self, number: int, before: str | None, stage: str, day: str) -> None:
        owner_id, region, amount = self.db.execute(
            "SELECT owner_id, region, amount FROM opportunity WHERE id = ?", (number,)
        ).fetchone()
        self.add(
            "stage_change", opportunity_id=number, from_stage=before, to_stage=stage, changed_on=day,
            owner_id=owner_id, region=region, amount=amount,
        )  # fmt: skip

    def customer(self, name: str, **facts: object) -> int:
        facts = {"owner_id": WANG, "created_on": "2026-01-01", **facts}
        return self.add("customer", name=name, name_key=name.lower(), **facts)

    def sale(self, customer_id: int, day: str, amount: int, **facts: object) -> int:
        code = f"HT-{self.db.execute('SELECT count(*) FROM contract').fetchone()[0]}"
        facts = {"rep_id": WANG, "code": code, **facts}
        return self.add("contract", customer_id=customer_id, signed_on=day, amount=amount, **facts)

    def deal(self, customer_id: int, opened: str, *stages: tuple[str, str], **facts: object) -> int:
        """An opportunity that came to each of `stages` (stage, day) in turn."""
        facts = {"owner_id": WANG, "name": "ERP", **facts}
        number = self.add("opportunity", customer_id=customer_id, opened_on=opened, **facts)
        self.stage(number, None, "contacted", opened)
        before = "contacted"
        for stage, day in stages:
            self.on(day)
            closed = day if stage in ("won", "lost") else None
            self.change("opportunity", number, stage=stage, closed_on=closed)
            self.stage(number, before, stage, day)
            before = stage
        return number

    def touch(self, customer_id: int, day: str, **facts: object) -> int:
        facts = {
            "rep_id": WANG,
            "method": "phone",
            "status": "done",
            "recorded_at": f"{day}T09:00:00Z",
            "recorded_on": day,
            **facts,
        }
        return self.add("followup", customer_id=customer_id, occurred_on=day, **facts)

    def graded(self, customer_id: int, day: str, before: str | None, after: str) -> None:
        self.add(
            "grade_change", customer_id=customer_id, from_grade=before, to_grade=after, score=50.0, reason="score",
            as_of=day,
        )  # fmt: skip


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    path = tmp_path / "salesops.db"
    create(path, operation("init", at="2026-01-01T00:00:00Z"), currency="CNY")
    with closing(open_database(path, write=True)) as db:
        yield Team(db)
