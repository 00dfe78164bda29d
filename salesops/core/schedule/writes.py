"""Keeping the next due date ready on the customer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from sqlite3 import Connection

from salesops.core.schedule.reads import Stale, stale

_UPDATE = """
    WITH fresh (id, last_touch_on, next_due_on, next_due_reason, next_due_ref, hot_from, open_amount)
      AS (VALUES {rows})
    UPDATE customer SET
        last_touch_on = fresh.last_touch_on, next_due_on = fresh.next_due_on,
        next_due_reason = fresh.next_due_reason, next_due_ref = fresh.next_due_ref,
        hot_from = fresh.hot_from, open_amount = fresh.open_amount
    FROM fresh WHERE customer.id = fresh.id"""
_ROW = "(?, ?, ?, ?, ?, ?, ?)"
# Many rows in one statement: the journal's trigger is set up per statement, and costs more than the change.
_ROWS = 500


def reschedule(db: Connection, customer_ids: Collection[int] | None) -> None:
    """Bring the kept columns of these customers (None: all) in line with the facts stored in `db`.

    Whatever changes a touch, a plan, an opportunity, a contract, a grade, a snooze or the archive calls this in
    the same transaction. Rows that are right already are not touched.
    """
    changes = list(stale(db, customer_ids))
    for start in range(0, len(changes), _ROWS):
        _update(db, changes[start : start + _ROWS])


def _update(db: Connection, changes: Sequence[Stale]) -> None:
    values = [value for one in changes for value in (one.customer_id, *one.fresh)]
    db.execute(_UPDATE.format(rows=", ".join([_ROW] * len(changes))), values)
