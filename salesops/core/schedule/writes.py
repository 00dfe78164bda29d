"""Keeping the next due date ready on the customer."""

from __future__ import annotations

from collections.abc import Collection
from sqlite3 import Connection

from salesops.core.schedule.reads import DueColumns, outdated

_UPDATE = f"UPDATE customer SET {', '.join(f'{column} = ?' for column in DueColumns._fields)} WHERE id = ?"


def reschedule(db: Connection, customer_ids: Collection[int] | None) -> None:
    """Bring the kept columns of these customers (None: all) in line with the facts stored in `db`.

    Whatever changes a touch, a plan, an opportunity, a contract, a grade, a snooze or the archive calls this in
    the same transaction. Rows that are right already are not touched.
    """
    changes = [(*each.fresh, each.customer_id) for each in outdated(db, customer_ids)]
    db.executemany(_UPDATE, changes)
