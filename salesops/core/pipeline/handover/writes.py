"""Customers that get another owner, with their open deals and what is planned with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection
from typing import Any

from salesops.core.customers import dependents, reads
from salesops.core.customers.dependents import NOTHING, Dependents
from salesops.core.customers.reads import CustomerFacts
from salesops.core.customers.writes import SavedCustomer
from salesops.core.customers.writes import edit as edit_customer
from salesops.core.db import bulk, records
from salesops.core.errors import BadValue
from salesops.core.i18n import _
from salesops.core.pipeline.stages.writes import record_history
from salesops.core.team.writes import edit as edit_rep
from salesops.core.values.units import Day


@dataclass(frozen=True)
class EditedCustomer:
    """A customer that was changed: what went along to a new owner or stayed, and what is open where it is lost now."""

    saved: SavedCustomer
    before: CustomerFacts
    after: CustomerFacts
    along: Dependents
    stayed: Dependents
    left_open: Dependents


def edit(
    db: Connection,
    customer_id: int,
    facts: Mapping[str, Any],
    *,
    keep_deals: bool,
    force: bool,
    today: date,
    by: int | None,
) -> EditedCustomer:
    """Change the given fields of a customer; raises what `customers.writes.edit` raises.

    A new owner gets what is open and planned there and was the former one's, unless `keep_deals`.
    """
    before, stored = reads.facts(db, customer_id), records.get(db, "customer", customer_id)
    saved = edit_customer(db, customer_id, facts, force=force)
    after = reads.facts(db, customer_id)
    moves = "owner_id" in facts and facts["owner_id"] != stored["owner_id"]
    theirs = dependents.of_owner(db, customer_id, stored["owner_id"]) if moves else NOTHING
    if not keep_deals:
        _give(db, theirs, facts.get("owner_id"), today=today, by=by)
    along, stayed = (NOTHING, theirs) if keep_deals else (theirs, NOTHING)
    lost = facts.get("type") == "lost" != stored["type"]
    left_open = dependents.of_customer(db, customer_id) if lost else NOTHING
    return EditedCustomer(saved, before, after, along, stayed, left_open)


@dataclass(frozen=True)
class Left:
    """A rep who left: what they held, and who has it now (None: nobody was named)."""

    id: int
    name: str
    left_on: Day
    to: str | None
    held: Dependents


def leave(db: Connection, rep_id: int, *, on: date, to: int | None, today: date, by: int | None) -> Left:
    """Let a rep leave on that day, and give all that they hold to another, if one is named.

    Raises BadValue as `hand_over` does and for a day before they were hired.
    """
    rep = records.get(db, "rep", rep_id)
    held = dependents.of_rep(db, rep_id) if to is None else hand_over(db, rep_id, to, today=today, by=by)
    edit_rep(db, rep_id, {"left_on": on.isoformat()})
    receiver = records.get(db, "rep", to)["name"] if to is not None else None
    return Left(rep_id, rep["name"], on.isoformat(), receiver, held)


def hand_over(db: Connection, rep_id: int, to: int, *, today: date, by: int | None) -> Dependents:
    """Give all that a rep holds to another; what that was. BadValue for the same rep and for one who has left."""
    receiver = records.get(db, "rep", to)
    if rep_id == to:
        raise BadValue(_("{name} cannot hand over to themselves.").format(name=receiver["name"]))
    if receiver["left_on"] and receiver["left_on"] <= today.isoformat():
        raise BadValue(_("{name} has left.").format(name=receiver["name"]))
    held = dependents.of_rep(db, rep_id)
    bulk.update(db, "customer", ("owner_id",), [(customer.id, to) for customer in held.customers])
    _give(db, held, to, today=today, by=by)
    return held


def _give(db: Connection, held: Dependents, to: Any, *, today: date, by: int | None) -> None:  # noqa: ANN401 - an id
    bulk.update(db, "opportunity", ("owner_id",), [(deal.id, to) for deal in held.deals])
    bulk.update(db, "followup", ("rep_id",), [(step.id, to) for step in held.steps])
    record_history(db, [deal.id for deal in held.deals], on=today, by=by)
