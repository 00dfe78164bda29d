"""What follows when what was signed is corrected: deals are won otherwise or open again, customers as before."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from sqlite3 import Connection
from typing import Any, NamedTuple

from salesops.core.customers.writes import record_types
from salesops.core.db import journal, records, rows
from salesops.core.db.dialect import chosen
from salesops.core.db.sql import CONTRACTS
from salesops.core.pipeline.stages.rules import FIRST
from salesops.core.pipeline.stages.writes import record_history
from salesops.core.schedule.writes import reschedule
from salesops.core.values.money import Money
from salesops.core.values.units import Day

# A won deal, the first of the contracts that stand for it, and the change of stage that won it.
_WON = f"""
    SELECT o.id, o.opened_on, k.amount, k.signed_on, s.id AS change_id
    FROM opportunity o
    LEFT JOIN {CONTRACTS} k ON k.id = (
        SELECT f.id FROM {CONTRACTS} f WHERE f.opportunity_id = o.id ORDER BY f.signed_on, f.id LIMIT 1)
    LEFT JOIN stage_change s ON s.id = (SELECT max(e.id) FROM stage_change e WHERE e.opportunity_id = o.id)
    WHERE {{wanted}} AND o.stage = 'won' ORDER BY o.id"""
_LAST_OPEN = """
    SELECT from_stage FROM stage_change
    WHERE opportunity_id = :deal AND from_stage IS NOT NULL AND from_stage NOT IN ('won', 'lost')
    ORDER BY id DESC LIMIT 1"""
# How a customer without a contract that counts became active, and why it was lost before, if it was.
_ACTIVATED = f"""
    SELECT h.id AS change_id, h.from_type, (
        SELECT p.reason FROM customer_type_change p WHERE p.customer_id = h.customer_id AND p.id < h.id
        ORDER BY p.id DESC LIMIT 1) AS lost_reason
    FROM customer_type_change h JOIN customer c ON c.id = h.customer_id
    WHERE h.id = (SELECT max(e.id) FROM customer_type_change e WHERE e.customer_id = :customer)
      AND c.type = 'active' AND h.to_type = 'active' AND h.from_type IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM {CONTRACTS} k WHERE k.customer_id = :customer)"""


class _WonDeal(NamedTuple):
    id: int
    opened_on: Day
    amount: Money | None
    signed_on: Day | None
    change_id: int


class _Activated(NamedTuple):
    change_id: int
    from_type: str
    lost_reason: str | None


def settle(
    db: Connection, opportunity_ids: Collection[int], *, on: date, by: int | None, stage: str | None = None
) -> None:
    """Bring those of these deals that are won in line with the first contract that stands for each: amount and day.

    One that nothing stands for any more is open again as it was before it was won, in `stage` if that is said.
    """
    wanted, values = chosen("o.id", opportunity_ids)
    for deal in list(rows.records(db.execute(_WON.format(wanted=wanted), values), _WonDeal)):
        if deal.signed_on is None:
            winning = ("stage_change", deal.change_id)
            open_again(db, deal.id, stage, journal.values_before(db, "opportunity", deal.id, winning))
        else:
            closed = {"amount": deal.amount, "closed_on": max(deal.signed_on, deal.opened_on)}
            records.update(db, "opportunity", deal.id, closed)
            records.update(db, "stage_change", deal.change_id, {"amount": deal.amount})
    record_history(db, opportunity_ids, on=on, by=by)


def follow(
    db: Connection,
    deals: Collection[int],
    buyers: Collection[int],
    *,
    today: date,
    by: int | None,
    stage: str | None = None,
) -> None:
    """Bring in line what depends on contracts that were changed: these `deals` and `buyers`, see `settle`."""
    settle(db, deals, on=today, by=by, stage=stage)
    for customer in buyers:
        _take_back_type(db, customer)
    record_types(db, buyers)
    reschedule(db, buyers)


def open_again(db: Connection, deal_id: int, stage: str | None, before: Mapping[str, Any]) -> None:
    """Open a deal again in `stage`, else its last open one; `before` are columns as they were before it was won."""
    last = db.execute(_LAST_OPEN, {"deal": deal_id}).fetchone()
    reopened = {"stage": stage or (last[0] if last else FIRST), "closed_on": None, "lost_reason": None}
    amount = {"amount": before["amount"]} if "amount" in before else {}
    records.update(db, "opportunity", deal_id, reopened | amount)


def _take_back_type(db: Connection, customer_id: int) -> None:
    """Make a customer what it was before the signing that made it active, when nothing signed is left."""
    active = rows.record(db.execute(_ACTIVATED, {"customer": customer_id}), _Activated)
    if active is None:
        return
    if journal.written_together(db, ("customer_type_change", active.change_id), "contract"):
        lost_reason = {"lost_reason": active.lost_reason} if active.from_type == "lost" else {}
        records.update(db, "customer", customer_id, {"type": active.from_type, **lost_reason})
