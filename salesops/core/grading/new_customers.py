"""A customer added in one sentence: who is there, what they need, how it is tagged, and the grade that follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from sqlite3 import Connection
from typing import Any, NamedTuple

from salesops.core.customers import writes as customers
from salesops.core.customers.needs import writes as needs
from salesops.core.customers.needs.writes import SavedNeed
from salesops.core.customers.tags import writes as tags
from salesops.core.customers.writes import AddedContact
from salesops.core.values.units import Day


class AddedCustomer(NamedTuple):
    """The customer that was added and what came with it; `grade` is the one that a named rule gave it at once."""

    id: int
    name: str
    next_due_on: Day | None
    contacts: list[AddedContact]
    need: SavedNeed | None
    tags: list[str]
    grade: str | None


def add(
    db: Connection,
    facts: Mapping[str, Any],
    *,
    people: Sequence[Mapping[str, Any]],
    need: Mapping[str, Any],
    tagged: Sequence[str],
    today: date,
    by: int | None,
    force: bool = False,
) -> AddedCustomer:
    """Add a customer with its people, its need (none where nothing is told of one) and its tags.

    Raises what `customers.writes.add`, `needs.writes.add` and `tags.writes.add` raise.
    """
    customer = customers.add(db, facts, today=today, contacts=people, force=force)
    wanted = needs.add(db, customer.id, need, today=today, rep_id=by) if need else None
    names = tags.add(db, customer.id, tagged).tags if tagged else []
    grade = _lifted(db, customer.id, today) if need or facts.get("expansion_plan") else None
    return AddedCustomer(
        customer.id, customer.name, customer.next_due_on, customer.contacts, wanted, names, grade
    )


def _lifted(db: Connection, customer_id: int, today: date) -> str | None:
    """The grade that a named rule gives: what lifts a new customer is a need, or that it plans to expand."""
    from salesops.core.grading.writes import lift

    return lift(db, customer_id, as_of=today)
