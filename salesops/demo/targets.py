"""What the sample team is to sell: the year by quarters, months and reps."""

from __future__ import annotations

from sqlite3 import Connection

from salesops.core.targets import writes
from salesops.core.targets.rules import TEAM
from salesops.core.targets.splits.rules import Order, parse_by
from salesops.core.targets.splits.writes import split_target
from salesops.core.values.periods import Period

# In 万元; quarters in percent of the year, months in percent of their quarter.
THIS_YEAR, LAST_YEAR = 400, 300
QUARTERS, MONTHS = "22,26,24,28", "30,34,36"
NEW_CUSTOMERS = 12


def set_targets(db: Connection, year: Period) -> None:
    """This year's revenue is shared among the reps by last year's, last year's by ability."""
    _revenue(db, year.previous(), LAST_YEAR, by="ability")
    _revenue(db, year, THIS_YEAR, by="history")
    _new_customers(db, year.previous())
    _new_customers(db, year)


def _revenue(db: Connection, year: Period, value: int, *, by: str) -> None:
    writes.set_value(db, year, "revenue", TEAM, value * 1_000_000)
    _split(db, year, "quarters", QUARTERS)
    for quarter in year.quarters():
        _split(db, quarter, "months", MONTHS)
    for month in year.months():
        _split(db, month, "reps", by)


def _new_customers(db: Connection, year: Period) -> None:
    writes.set_value(db, year, "new_customers", TEAM, NEW_CUSTOMERS)
    _split(db, year, "quarters", "equal", "new_customers")
    for quarter in year.quarters():
        _split(db, quarter, "months", "equal", "new_customers")


def _split(db: Connection, period: Period, to: str, by: str, metric: str = "revenue") -> None:
    split_target(db, Order(period, metric, TEAM, to, parse_by(by, to)))
