"""Whose turn it is among the customers of one rep."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from sqlite3 import Connection

from salesops.core.followups.due.own import rules
from salesops.core.followups.due.rules import places
from salesops.core.policy import reads as policy_reads
from salesops.core.values.dates import add_days

_TURN = {
    "rank": f"""
        CASE WHEN deadline_on < :today AND next_due_on < :today THEN 0
             WHEN hot_from <= :today THEN 1 WHEN grade = 'A' THEN 2 WHEN grade = 'B' THEN 3
             ELSE {rules.LAST_RANK} END""",
    "due_on": "next_due_on",
    "less_amount": "-open_amount",
    "hot_from": "coalesce(hot_from, '')",
    "customer_id": "id",
    "agreed_on": """
        CASE WHEN next_due_table <> 'opportunity' THEN next_due_on
             ELSE coalesce((SELECT min(day) FROM (
                 SELECT due_on AS day FROM followup WHERE customer_id = customer.id AND status = 'planned'
                 UNION ALL
                 SELECT due_on FROM duty WHERE customer_id = customer.id AND status = 'open') AS agreed
             WHERE day < :end), '') END""",
    "untouched": "CASE WHEN last_touch_on IS NULL THEN 1 ELSE 0 END",
}
_TURNS = f"""
    SELECT {", ".join(_TURN[field] for field in rules.Turn._fields)}
    FROM customer WHERE owner_id = :rep AND next_due_on < :end"""


def turns(
    db: Connection, rep_id: int, *, today: date, ahead: int, limit: int, per_day: int
) -> tuple[list[int], list[int], Mapping[int, str]]:
    """The customers on a page of the due list of one rep, how many are in each section, and the days of the others.

    These are the ones who wait because a day holds no more than `per_day`: their day (ISO) within the list, else
    nothing.
    """
    day, end = today.isoformat(), add_days(today, ahead + 1).isoformat()
    waiting = [rules.Turn._make(row) for row in db.execute(_TURNS, {"today": day, "rep": rep_id, "end": end})]
    own = {turn.customer_id: max(turn.due_on, day) for turn in waiting}
    on, moved = own, {}
    if rules.overloaded(own.values(), per_day):
        on = rules.levelled(waiting, _working_days(db, today, ahead), per_day)
        moved = {customer: on.get(customer, "") for customer in own if on.get(customer) != own[customer]}
    sections = rules.in_sections(waiting, on, today=day)
    counts = [len(section) for section in sections]
    shown = zip(sections, places(limit, counts), strict=True)
    return [customer for section, room in shown for customer in section[:room]], counts, moved


def _working_days(db: Connection, today: date, ahead: int) -> list[str]:
    """Today, whatever day it is, and the working days of the next `ahead` days."""
    from salesops.core.values.workdays import WorkingDays

    calendar = WorkingDays(policy_reads.calendar(db))
    later = (add_days(today, days) for days in range(1, ahead + 1))
    return [today.isoformat(), *(day.isoformat() for day in later if calendar.is_working(day))]
