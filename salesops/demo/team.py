"""Fills a new database with the sample team."""

from __future__ import annotations

import warnings
from collections import Counter
from datetime import date, datetime, time, timedelta
from sqlite3 import Connection

from salesops.core.db.journal import Operation, begin_operation
from salesops.core.policy import reads as policies
from salesops.core.values.workdays import WorkingDays
from salesops.demo.days import Days
from salesops.demo.entries import Entry, actor
from salesops.demo.timeline import MANAGER, events

_EVENING = time(8)  # UTC: late afternoon in China, when people write down their day
_APART = timedelta(minutes=7)


def fill(db: Connection, *, today: date) -> None:
    """Enter two years of a sales team's work, as if it had been done day by day until `today`.

    Each thing is an operation of its own under the name of whoever did it, so that the journal tells a history.
    The database must be empty, with an operation in progress: its moment is that of what happens today.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a sample need not heed the holidays of next year
        _enter(db, Days(today, WorkingDays(policies.current(db).calendar)))


def _enter(db: Connection, days: Days) -> None:
    now, account = db.execute("SELECT at, account FROM operation ORDER BY id DESC LIMIT 1").fetchone()
    before: Counter[date] = Counter()
    for event in events(days):
        at = now if event.on == days.today else _time(event.on, before[event.on])
        before[event.on] += 1
        by = actor(db, event.row) or MANAGER
        (rep_id,) = db.execute("SELECT min(id) FROM rep WHERE name = ?", (by,)).fetchone()
        operation = Operation(event.command, rep_id, account if rep_id else by, at, event.on.isoformat())
        begin_operation(db, operation)
        event.enter(Entry(db, event.row, event.on, at))


def _time(day: date, place: int) -> str:
    return (datetime.combine(day, _EVENING) + place * _APART).strftime("%Y-%m-%dT%H:%M:%SZ")
