"""Whose turn it is among the customers of the whole team, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from sqlite3 import Connection
from typing import Any

from salesops.core.db.sql import all_of
from salesops.core.followups.due import rules
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
_COMING = "SELECT id FROM customer WHERE {wanted} ORDER BY next_due_on, id LIMIT 1"


def turns(db: Connection, *, today: date, ahead: int, limit: int) -> tuple[list[int], list[int]]:
    """The customers on a page of the due list of everybody, in its order, and how many are in each section.

    It is nobody's day, and levelled for nobody.
    """
    spans = [
        {"today": today.isoformat(), "start": start, "end": end} for start, end in _sections(today, ahead)
    ]
    counts = [db.execute(_COUNT, span).fetchone()[0] for span in spans]
    overdue, due_today, coming = (
        {**span, "limit": room} for span, room in zip(spans, rules.places(limit, counts), strict=True)
    )
    ids = [*_by_rank(db, (_MISSED, *_RANKS), overdue), *_by_rank(db, _RANKS, due_today), *_by_day(db, coming)]
    return ids, counts


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
