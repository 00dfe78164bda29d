"""What hangs on a customer or a rep, and is told when that changes: customers, open deals, planned steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from sqlite3 import Connection
from typing import NamedTuple

from salesops.core.db.rows import records
from salesops.core.values.money import Money
from salesops.core.values.units import Day

_CUSTOMERS = "SELECT c.id, c.name FROM customer c WHERE c.owner_id = :rep ORDER BY c.id"
_DEALS = """
    SELECT o.id, o.name, o.stage, o.amount FROM opportunity o
    WHERE {wanted} AND o.stage NOT IN ('won', 'lost') ORDER BY o.id"""
_STEPS = """
    SELECT f.id, c.name AS customer, f.due_on, f.objective FROM followup f JOIN customer c ON c.id = f.customer_id
    WHERE {wanted} AND f.status = 'planned' ORDER BY f.due_on, f.id"""


class HeldCustomer(NamedTuple):
    """A customer that somebody owns."""

    id: int
    name: str


class OpenDeal(NamedTuple):
    """A deal that is open; an amount of None is not known."""

    id: int
    name: str
    stage: str
    amount: Money | None


class PlannedStep(NamedTuple):
    """A step that is planned."""

    id: int
    customer: str
    due_on: Day
    objective: str | None


@dataclass(frozen=True)
class Dependents:
    """Customers, open deals and planned steps."""

    customers: list[HeldCustomer]
    deals: list[OpenDeal]
    steps: list[PlannedStep]


NOTHING = Dependents([], [], [])


def of_customer(db: Connection, customer_id: int) -> Dependents:
    """What is open and promised at a customer."""
    values = {"customer": customer_id}
    return _dependents(db, "o.customer_id = :customer", "f.customer_id = :customer", values)


def of_owner(db: Connection, customer_id: int, rep_id: int | None) -> Dependents:
    """As `of_customer`, only what is that rep's, or with None nobody's."""
    whose = "IS NULL" if rep_id is None else "= :rep"
    return _dependents(
        db,
        f"o.customer_id = :customer AND o.owner_id {whose}",
        f"f.customer_id = :customer AND f.rep_id {whose}",
        {"customer": customer_id, "rep": rep_id},
    )


def of_rep(db: Connection, rep_id: int) -> Dependents:
    """What a rep holds, archived customers among it."""
    held = _dependents(db, "o.owner_id = :rep", "f.rep_id = :rep", {"rep": rep_id})
    customers = list(records(db.execute(_CUSTOMERS, {"rep": rep_id}), HeldCustomer))
    return Dependents(customers, held.deals, held.steps)


def _dependents(db: Connection, deals: str, steps: str, values: Mapping[str, object]) -> Dependents:
    return Dependents(
        [],
        list(records(db.execute(_DEALS.format(wanted=deals), values), OpenDeal)),
        list(records(db.execute(_STEPS.format(wanted=steps), values), PlannedStep)),
    )
