"""Which planned step is meant, whose it is by now, and whether a hold on its customer keeps it back."""

from __future__ import annotations

from collections.abc import Mapping
from sqlite3 import Connection

from salesops.core.db import records
from salesops.core.db.records import Record
from salesops.core.errors import BadValue, Conflict
from salesops.core.followups import rules
from salesops.core.i18n import _

Facts = Mapping[str, object]


def check_customer(step: Record, customer_id: int) -> None:
    """Raise BadValue for a step that is planned with another customer."""
    if step["customer_id"] != customer_id:
        raise BadValue(_("Follow-up {id} is planned with another customer.").format(id=step["id"]))


def check_still_with(followup: Record, customer_id: int | None) -> None:
    """Raise Conflict for a follow-up that was with `customer_id` (None: with whomever) and is not any more."""
    if customer_id not in (None, followup["customer_id"]):
        raise Conflict(
            _("Follow-up {id} is with another customer by now.").format(id=followup["id"]),
            _("Look again, then try again."),
        )


def check_people(db: Connection, customer_id: int, facts: Facts) -> None:
    """Raise Conflict for a contact or an opportunity of another customer: who was found there may be gone by now."""
    for table in ("contact", "opportunity"):
        record_id = facts.get(f"{table}_id")
        if isinstance(record_id, int):
            found = records.get(db, table, record_id)
            if found["customer_id"] != customer_id:
                raise Conflict(_("{name} belongs to another customer.").format(name=found["name"]))


def open_step(db: Connection, followup_id: int, customer_id: int | None = None) -> Record:
    """The planned step with this id.

    Conflict when it is done or off already, or is not with `customer_id` any more, as it was when it was named.
    """
    step = records.get(db, "followup", followup_id)
    check_still_with(step, customer_id)
    if step["status"] != "planned":
        status = rules.STATUSES.label(step["status"])
        raise Conflict(
            _("Follow-up {id} is {status} already.").format(id=followup_id, status=status),
            _("`salesops followup list --status planned` shows what is open."),
        )
    return step


def let_through(db: Connection, customer_id: int, day: str) -> Facts:
    """What a step says of the hold on its customer: who agrees on a `day` (ISO) wants to be told on it."""
    held_until = records.get(db, "customer", customer_id)["snoozed_until"]
    return {"breaks_hold": int(held_until is not None and held_until > day)}
