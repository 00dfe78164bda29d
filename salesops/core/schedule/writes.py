"""Opening duties, closing them, and keeping the next due date ready on the customer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from sqlite3 import Connection

from salesops.core.db import records
from salesops.core.schedule import rules
from salesops.core.schedule.reads import DueColumns, open_duties, outdated

_UPDATE = f"UPDATE customer SET {', '.join(f'{column} = ?' for column in DueColumns._fields)} WHERE id = ?"


def reschedule(db: Connection, customer_ids: Collection[int] | None) -> None:
    """Bring the kept columns of these customers (None: all) in line with the facts stored in `db`.

    Whatever changes a touch, a plan, an opportunity, a contract, a grade, a snooze or the archive calls this in
    the same transaction. Rows that are right already are not touched.
    """
    changes = [(*due.fresh, due.customer_id) for due in outdated(db, customer_ids)]
    db.executemany(_UPDATE, changes)


def open_duty(
    db: Connection,
    customer_id: int,
    kind: str,
    *,
    today: date,
    due_on: date,
    due_time: str | None = None,
    ref: tuple[str, int] | None = None,
) -> int:
    """Ask for something to be done with a customer by a day, because of the record `ref` (table, id); the duty's id.

    The day stands as it is: who opens a duty moves it to a working day. Rescheduling is left to the caller.
    """
    table, number = ref or (None, None)
    return records.insert(
        db,
        "duty",
        {
            "customer_id": customer_id,
            "kind": kind,
            "opened_on": today.isoformat(),
            "due_on": due_on.isoformat(),
            "due_time": due_time,
            "ref_table": table,
            "ref_id": number,
        },
    )


def close_duty(
    db: Connection, duty_id: int, *, today: date, done_by: int | None = None, cancelled: bool = False
) -> None:
    """Write down that a duty was done, by the follow-up `done_by` if it was one, or is off."""
    status = "cancelled" if cancelled else "done"
    records.update(
        db, "duty", duty_id, {"status": status, "closed_on": today.isoformat(), "done_by_id": done_by}
    )


def meet_duties(
    db: Connection, customer_id: int, touch: rules.Touch, *, followup_id: int, today: date
) -> list[rules.OpenDuty]:
    """Close the duties that a touch meets, by the rule of their kind; those it met, the earliest first."""
    duties = open_duties(db, [customer_id]).get(customer_id, [])
    met = [duty for duty in rules.met(duties, touch) if duty.table == "duty"]
    for duty in met:
        close_duty(db, duty.id, today=today, done_by=followup_id)
    return sorted(met, key=lambda duty: (duty.on, duty.id))
