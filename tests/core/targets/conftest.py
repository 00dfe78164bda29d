"""A team with revenue in a real file, and targets set in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import pytest

from salesops.core.db.journal import begin_operation
from salesops.core.db.migrate import create
from salesops.core.db.open import open_database
from salesops.core.db.transaction import transaction
from salesops.core.targets import writes
from salesops.core.targets.rules import Scope
from salesops.core.targets.splits.rules import Order, parse_by
from salesops.core.targets.splits.writes import SplitResult, split_target
from salesops.core.values.periods import Period, parse_period
from tests.core.operations import operation
from tests.core.reading import reading

AT = "2026-11-20T00:00:00Z"
ANNA, BEN, CHEN, BOSS = 1, 2, 3, 4


def period(text: str) -> Period:
    return parse_period(text, today=date(2026, 11, 20))


@dataclass(frozen=True)
class Targets:
    """Sets and splits targets of the database at `path`, each in a transaction of its own."""

    path: Path

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with transaction(self.path, operation()) as db:
            yield db

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with reading(self.path) as db:
            yield db

    def set(self, when: str, value: int, *, metric: str = "revenue", **how: Any) -> writes.TargetChange:
        scope = Scope(**{name: how.pop(name) for name in list(how) if name in Scope.__dataclass_fields__})
        with self.writing() as db:
            return writes.set_value(db, period(when), metric, scope, value, **how)

    def clear(self, when: str, **scope: Any) -> writes.TargetChange:
        with self.writing() as db:
            return writes.clear(db, period(when), "revenue", Scope(**scope))

    def split(
        self,
        when: str,
        to: str,
        by: str | None = None,
        *,
        basis: str | None = None,
        reps: tuple[int, ...] = (),
        metric: str = "revenue",
        **scope: Any,
    ) -> SplitResult:
        order = Order(
            period(when), metric, Scope(**scope), to, parse_by(by, to), period(basis) if basis else None, reps
        )
        with self.writing() as db:
            return split_target(db, order)

    def write(self, table: str, **facts: object) -> None:
        with closing(open_database(self.path, write=True)) as db:
            begin_operation(db, operation())
            marks = ", ".join(f":{name}" for name in facts)
            db.execute(f"INSERT INTO {table} ({', '.join(facts)}) VALUES ({marks})", facts)


def values(done: SplitResult) -> dict[str, int]:
    """The parts of a split by what tells them apart."""
    names = [
        part.target.customer
        or (part.target.rep if part.target.period == done.whole.period else part.target.period.code)
        or ""
        for part in done.parts
    ]
    return dict(zip(names, (part.target.value for part in done.parts), strict=True))


@pytest.fixture
def targets(tmp_path: Path) -> Targets:
    path = tmp_path / "salesops.db"
    create(path, operation("init"), currency="CNY")
    team = Targets(path)
    team.write("rep", id=ANNA, name="Anna", ability=1.2, region="East")
    team.write("rep", id=BEN, name="Ben", ability=0.8)
    team.write("rep", id=CHEN, name="Chen", hired_on="2026-03-01")
    team.write("rep", id=BOSS, name="Boss", role="manager")
    team.write("customer", id=1, name="Alpha", name_key="alpha", region="East", created_on="2025-01-01")
    team.write("customer", id=2, name="Beta", name_key="beta", region="West", created_on="2025-01-01")
    return team


@pytest.fixture
def sold(targets: Targets) -> Targets:
    """The same team with revenue in 2025: Anna 300.00 (spring and autumn), Ben 100.00."""
    targets.write("contract", code="1", customer_id=1, rep_id=ANNA, amount=200_00, signed_on="2025-02-10")
    targets.write("contract", code="2", customer_id=2, rep_id=ANNA, amount=100_00, signed_on="2025-11-10")
    targets.write("contract", code="3", customer_id=1, rep_id=BEN, amount=100_00, signed_on="2025-12-31")
    targets.write("contract", code="4", customer_id=1, rep_id=BEN, amount=999_00, signed_on="2026-01-01")
    return targets
