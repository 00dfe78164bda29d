"""Adding and changing opportunities, and moving them from stage to stage. To win one is to sign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection
from typing import Any

from salesops.core.db import records
from salesops.core.db.records import Record
from salesops.core.pipeline.opportunities import reads, rules
from salesops.core.pipeline.stages.reads import days_of_changes
from salesops.core.pipeline.stages.rules import check_change, check_opened
from salesops.core.pipeline.stages.writes import record_history
from salesops.core.schedule.writes import reschedule
from salesops.core.values.dates import stored_day
from salesops.core.values.units import Day


@dataclass(frozen=True)
class SavedOpportunity:
    """The opportunity that was written, the stage it was in before, and when its customer is due next (ISO)."""

    id: int
    name: str
    customer: str
    owner: str | None
    stage: str
    was: str | None
    next_due_on: Day | None


def add(
    db: Connection, facts: Mapping[str, Any], *, today: date, by: int | None, force: bool = False
) -> SavedOpportunity:
    """Start an opportunity. Unless told it is called after customer and product, is owned by `by`, opened today.

    Raises BadValue for one that is closed or opened in the future, Conflict when its code is taken and (unless it
    has one, or `force`) when the customer has one of that name, amount and opening day.
    """
    told = {name: value for name, value in facts.items() if value is not None}
    deal = {"name": "", "opened_on": today.isoformat(), "stage": "contacted", **told}
    opened_on = date.fromisoformat(deal["opened_on"])
    rules.check_new(opened_on, stage=deal["stage"], today=today)
    rules.check_expected(opened_on, stored_day(deal.get("expected_close_on")))
    customer = records.get(db, "customer", deal["customer_id"])
    deal["name"] = deal["name"] or _name(deal, customer)
    deal["owner_id"] = deal.get("owner_id") or by or customer["owner_id"]
    records.check_code(db, "opportunity", deal.get("code"))
    if not (force or deal.get("code")):
        rules.check_new_to_us(deal["name"], reads.same(db, deal))
    deal_id = records.insert(db, "opportunity", deal)
    return _recorded(db, deal_id, was=None, on=opened_on, by=by)


def edit(db: Connection, opportunity_id: int, facts: Mapping[str, Any], *, today: date) -> SavedOpportunity:
    """Change the given fields; the stage has its own ways. A name that is emptied is made anew.

    Raises BadValue for an opening day that does not go with the history, Conflict for a code that is taken
    and for the amount of one that was signed.
    """
    before = records.get(db, "opportunity", opportunity_id)
    _check_free(db, before, facts)
    deal = {**before, **facts}
    deal["name"] = deal["name"] or _name(deal, records.get(db, "customer", deal["customer_id"]))
    opened_on = rules.check_given(stored_day(deal["opened_on"]))
    if "opened_on" in facts:
        later = days_of_changes(db, opportunity_id)[1:]
        check_opened(opened_on, before=min(later, default=None), today=today)
    if {"opened_on", "expected_close_on"} & facts.keys():
        rules.check_expected(opened_on, stored_day(deal["expected_close_on"]))
    records.check_code(db, "opportunity", deal["code"], record_id=opportunity_id)
    records.update(db, "opportunity", opportunity_id, {**facts, "name": deal["name"]})
    return _recorded(db, opportunity_id, was=before["stage"], on=today, by=None)


def move(
    db: Connection, opportunity_id: int, stage: str, *, on: date, today: date, by: int | None
) -> SavedOpportunity:
    """Put the opportunity into an open `stage`, where it may be already; a lost one is open again.

    Raises BadValue for a day that does not go with the history, Conflict for one that was signed.
    """
    deal = records.get(db, "opportunity", opportunity_id)
    if deal["stage"] == stage:
        return _saved(db, opportunity_id, was=stage)
    rules.check_not_signed(deal["name"], reads.contract_number(db, opportunity_id))
    check_day(db, deal, on, today=today)
    changes = {"stage": stage, "closed_on": None, "lost_reason": None}
    records.update(db, "opportunity", opportunity_id, changes)
    return _recorded(db, opportunity_id, was=deal["stage"], on=on, by=by)


def lose(
    db: Connection, opportunity_id: int, reason: str, *, on: date, today: date, by: int | None
) -> SavedOpportunity:
    """Close the opportunity as lost on the day `on`.

    Raises BadValue for a day that does not go with the history and without a reason, Conflict when it is
    closed already.
    """
    why = rules.reason_of(reason)
    deal = records.get(db, "opportunity", opportunity_id)
    rules.check_not_signed(deal["name"], reads.contract_number(db, opportunity_id))
    rules.check_not_lost(deal["name"], deal["stage"], deal["closed_on"])
    check_day(db, deal, on, today=today)
    changes = {"stage": "lost", "closed_on": on.isoformat(), "lost_reason": why}
    records.update(db, "opportunity", opportunity_id, changes)
    return _recorded(db, opportunity_id, was=deal["stage"], on=on, by=by)


def check_day(db: Connection, deal: Record, day: date, *, today: date) -> None:
    """Raise BadValue unless the stage of `deal` can change on `day`."""
    last_on = max(days_of_changes(db, deal["id"]))
    check_change(day, opened_on=date.fromisoformat(deal["opened_on"]), last_on=last_on, today=today)


def _recorded(
    db: Connection, opportunity_id: int, *, was: str | None, on: date, by: int | None
) -> SavedOpportunity:
    """Do what follows from what was just written: the history of stages, the customer's next due date."""
    record_history(db, [opportunity_id], on=on, by=by)
    reschedule(db, [records.get(db, "opportunity", opportunity_id)["customer_id"]])
    return _saved(db, opportunity_id, was=was)


def _saved(db: Connection, opportunity_id: int, *, was: str | None) -> SavedOpportunity:
    deal = records.get(db, "opportunity", opportunity_id)
    customer = records.get(db, "customer", deal["customer_id"])
    return SavedOpportunity(
        id=opportunity_id,
        name=deal["name"],
        customer=customer["name"],
        owner=records.get(db, "rep", deal["owner_id"])["name"] if deal["owner_id"] else None,
        stage=deal["stage"],
        was=was,
        next_due_on=customer["next_due_on"],
    )


def _name(deal: Mapping[str, Any], customer: Record) -> str:
    return rules.name_of(customer["short_name"] or customer["name"], deal.get("product"))


def _check_free(db: Connection, deal: Record, facts: Mapping[str, Any]) -> None:
    """Refuse what its stage does not leave open to change."""
    if "amount" in facts:
        rules.check_amount_is_free(deal["name"], reads.contract_number(db, deal["id"]))
    if "lost_reason" in facts:
        rules.check_lost(deal["name"], deal["stage"])
