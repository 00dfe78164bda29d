"""Whose turn it is: the customers of the whole team in pages, those of one rep with their days levelled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from sqlite3 import Connection
from typing import Any, NamedTuple

from salesops.core.db.sql import all_of
from salesops.core.followups.due import rules
from salesops.core.policy import reads as policy_reads
from salesops.core.values.dates import add_days

# Each rank is made of ranges of one index each. What falls into several belongs to the first.
_RANKS = (("hot_from <= :today",), ("grade = 'A'",), ("grade = 'B'",), ("grade = 'C'", "grade IS NULL"))
_MISSED = ("deadline_on < :today",)
_COUNT = "SELECT count(*) FROM customer WHERE next_due_on >= :start AND next_due_on < :end"
# In the order of the index behind each group: a page costs a page, however many customers are due.
_PAGE = """
    SELECT next_due_on, -open_amount, coalesce(hot_from, ''), id FROM customer
    WHERE {group} AND next_due_on >= :start AND next_due_on < :end
    ORDER BY next_due_on, open_amount DESC, hot_from NULLS FIRST, id LIMIT :limit"""
_OF_REP = """
    SELECT grade, next_due_on, -open_amount, coalesce(hot_from, ''), id, deadline_on, next_due_table, last_touch_on
    FROM customer WHERE owner_id = :rep AND next_due_on < :end"""
_COMING = "SELECT id FROM customer WHERE {wanted} ORDER BY next_due_on, id LIMIT 1"


class Turns(NamedTuple):
    """The customers on a page of the due list, in its order, and how many are in each section.

    `on` has the day (ISO) of each whose day is not its own, `levelled` is how many there are of these or have no day
    within the list at all.
    """

    customer_ids: Sequence[int]
    counts: Sequence[int]
    on: Mapping[int, str] = {}
    levelled: int = 0


def of_team(db: Connection, *, today: date, ahead: int, limit: int) -> Turns:
    """Everybody who is due up to and including `today` + `ahead` days: nobody's day, and levelled for nobody."""
    spans = [
        {"today": today.isoformat(), "start": start, "end": end} for start, end in _sections(today, ahead)
    ]
    counts = [db.execute(_COUNT, span).fetchone()[0] for span in spans]
    overdue, due_today, coming = (
        {**span, "limit": room} for span, room in zip(spans, rules.places(limit, counts), strict=True)
    )
    ids = [*_by_rank(db, (_MISSED, *_RANKS), overdue), *_by_rank(db, _RANKS, due_today), *_by_day(db, coming)]
    return Turns(ids, counts)


def of_rep(db: Connection, rep_id: int, *, today: date, ahead: int, limit: int, per_day: int) -> Turns:
    """The customers of one rep, no more than `per_day` on a day: the others wait for a later one."""
    day, end = today.isoformat(), add_days(today, ahead + 1).isoformat()
    asking = [_asking(row, day) for row in db.execute(_OF_REP, {"rep": rep_id, "end": end})]
    own = {each.turn.customer_id: max(each.turn.due_on, day) for each in asking}
    on: Mapping[int, str] = own
    if rules.overloaded(own.values(), per_day):
        on = rules.levelled(asking, _working_days(db, today, ahead), per_day)
    sections = rules.in_sections([each.turn for each in asking], on, today=day)
    counts = [len(section) for section in sections]
    shown = zip(sections, rules.places(limit, counts), strict=True)
    ids = [customer for section, room in shown for customer in section[:room]]
    moved = {
        customer: on.get(customer, "") for customer, its_own in own.items() if on.get(customer) != its_own
    }
    return Turns(ids, counts, moved, len(moved))


def coming(db: Connection, rep_id: int | None, *, today: date) -> int | None:
    """The customer whose turn comes first after today."""
    wanted = all_of({"next_due_on > :today": True, "owner_id = :rep": rep_id})
    row = db.execute(_COMING.format(wanted=wanted), {"rep": rep_id, "today": today.isoformat()}).fetchone()
    return row[0] if row else None


def _sections(today: date, ahead: int) -> list[tuple[str, str]]:
    """The half-open spans of days of the three sections, as texts."""
    days = ("", *(add_days(today, days).isoformat() for days in (0, 1, ahead + 1)))
    return list(pairwise(days))


def _by_rank(db: Connection, ranks: Sequence[Sequence[str]], span: dict[str, Any]) -> list[int]:
    """The first `limit` customers of one section in the order of their ranks."""
    chosen: dict[int, None] = {}
    for groups in ranks:
        if len(chosen) >= span["limit"]:
            break
        rows = [row for group in groups for row in _page(db, group, span)]
        chosen.update(dict.fromkeys(row[-1] for row in sorted(rows)))
    return list(chosen)[: span["limit"]]


def _by_day(db: Connection, span: dict[str, Any]) -> list[int]:
    """The first `limit` customers of one section in the order of their days, on each of their ranks."""
    if not span["limit"]:
        return []
    rows = [
        (due_on, rank, *order)
        for rank, groups in enumerate(_RANKS)
        for group in groups
        for due_on, *order in _page(db, group, span)
    ]
    return list(dict.fromkeys(row[-1] for row in sorted(rows)))[: span["limit"]]


def _page(db: Connection, group: str, span: dict[str, Any]) -> list[tuple[Any, ...]]:
    return db.execute(_PAGE.format(group=group), span).fetchall()


def _asking(row: tuple[Any, ...], today: str) -> rules.Asking:
    grade, due_on, less_amount, hot_from, customer, deadline_on, table, last_touch_on = row
    missed = bool(deadline_on and deadline_on < today and due_on < today)
    rank = rules.rank(grade, missed=missed, hot=bool(hot_from and hot_from <= today))
    turn = rules.Turn(rank, due_on, less_amount, hot_from, customer)
    agreed = table not in (None, "opportunity")
    return rules.Asking(turn, agreed, lead=rank == rules.LAST_RANK and last_touch_on is None)


def _working_days(db: Connection, today: date, ahead: int) -> list[str]:
    """Today, whatever day it is, and the working days of the next `ahead` days."""
    from salesops.core.values.workdays import WorkingDays

    calendar = WorkingDays(policy_reads.current(db).calendar)
    later = (add_days(today, days) for days in range(1, ahead + 1))
    return [today.isoformat(), *(day.isoformat() for day in later if calendar.is_working(day))]
