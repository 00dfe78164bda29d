"""Customers as they stood when a period ended, and what changed for them in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from sqlite3 import Connection
from typing import NamedTuple

from salesops.core.db.rows import records
from salesops.core.db.sql import CONTRACTS, all_of
from salesops.core.policy.rules import ReviewPolicy
from salesops.core.reviews.customers.rules import (
    Customers,
    GradeChange,
    LostCustomer,
    Move,
    moves,
    reasons,
    segments,
    top_count,
    top_share,
)
from salesops.core.reviews.rules import Scope, Span, value_on
from salesops.core.reviews.sales import reads as sales_reads

_KEPT = "(c.archived_on IS NULL OR c.archived_on >= :end)"
_KNOWN = f"""(c.created_on < :{{day}} OR c.first_contact_on < :{{day}} OR EXISTS (
    SELECT 1 FROM {CONTRACTS} k WHERE k.customer_id = c.id AND k.signed_on < :{{day}}))"""

_GRADE_THEN = """(
    SELECT g.to_grade FROM grade_change g WHERE g.customer_id = c.id AND g.as_of < :end
    ORDER BY g.as_of DESC, g.id DESC LIMIT 1)"""
_GRADES = f"""
    SELECT grade, count(*)
    FROM (SELECT {_GRADE_THEN} AS grade FROM customer c
          WHERE {_KEPT} AND {{in_scope}} AND {_KNOWN.format(day="end")}) graded
    GROUP BY grade
"""
_CHANGES = """
    SELECT c.id AS customer_id, c.name AS customer, g.from_grade, g.to_grade
    FROM grade_change g JOIN customer c ON c.id = g.customer_id
    WHERE g.as_of >= :start AND g.as_of < :end AND {in_scope}
    ORDER BY g.as_of, g.id
"""
_SILENT = f"""
    SELECT count(*) FROM customer c
    WHERE {_KEPT} AND {{in_scope}} AND c.type <> 'lost' AND {_KNOWN.format(day="since")}
      AND NOT EXISTS (SELECT 1 FROM followup f WHERE f.customer_id = c.id AND f.status = 'done'
                      AND f.occurred_on >= :since AND f.occurred_on < :end)
"""
_RETYPED = """c.id IN (
    SELECT h.customer_id FROM customer_type_change h WHERE h.changed_on >= :start AND h.changed_on < :end)"""
_MAYBE_LOST = f"SELECT c.id, c.name FROM customer c WHERE {{in_scope}} AND {_RETYPED} ORDER BY c.name, c.id"
_TYPES = f"""
    SELECT t.customer_id, t.changed_on, t.to_type, t.reason FROM customer_type_change t
    WHERE t.customer_id IN (SELECT c.id FROM customer c WHERE {{in_scope}} AND {_RETYPED}) ORDER BY t.id
"""


class _TypeChange(NamedTuple):
    customer_id: int
    changed_on: date
    to_type: str
    reason: str | None


class _Customer(NamedTuple):
    id: int
    name: str


def customers(
    db: Connection, span: Span, scope: Scope, policy: ReviewPolicy, lost_reasons: Iterable[str | None]
) -> Customers:
    """The customers' block; `lost_reasons` are those of the opportunities lost in `span`, one each."""
    buyers = sales_reads.buyers(db, span, scope)
    revenues = [buyer.exact for buyer in buyers if buyer.exact > 0]
    gone, moved_ = lost(db, span, scope), moved(db, span, scope)
    return Customers(
        new=sum(buyer.new for buyer in buyers),
        lost=len(gone),
        silent=silent(db, span, scope, policy.silent_days),
        silent_days=policy.silent_days,
        grades=grades(db, span, scope),
        moved_up=sum(move.up for move in moved_),
        moved_down=sum(not move.up for move in moved_),
        buyers=len(revenues),
        top20_customers=top_count(len(revenues), policy.top_percent),
        top20_share=top_share(revenues, policy.top_percent),
        industries=segments(buyers, lambda buyer: buyer.industry),
        sources=segments(buyers, lambda buyer: buyer.source),
        lost_reasons=reasons(lost_reasons),
        lost_customers=gone,
        moves=moved_,
    )


def grades(db: Connection, span: Span, scope: Scope) -> dict[str, int]:
    """How many customers were A, B, C and ungraded when `span` ended."""
    counts = dict(db.execute(_GRADES.format(in_scope=_in_scope(scope)), scope.within(span)).fetchall())
    return {grade: counts.get(grade, 0) for grade in "ABC"} | {"ungraded": counts.get(None, 0)}


def moved(db: Connection, span: Span, scope: Scope) -> tuple[Move, ...]:
    """Whose grade changed in `span`."""
    return moves(
        records(db.execute(_CHANGES.format(in_scope=_in_scope(scope)), scope.within(span)), GradeChange)
    )


def silent(db: Connection, span: Span, scope: Scope, days: int) -> int:
    """How many customers, neither lost nor new to us, had no touch in the last `days` days of `span`."""
    since = (span.end - timedelta(days)).isoformat()
    count: int = db.execute(
        _SILENT.format(in_scope=_in_scope(scope)), {**scope.within(span), "since": since}
    ).fetchone()[0]
    return count


def lost(db: Connection, span: Span, scope: Scope) -> tuple[LostCustomer, ...]:
    """Who was marked as lost in `span` and still was when it ended, with the reason of then.

    A customer who was lost already when taken in is not among them: since when is not known.
    """
    values = scope.within(span)
    types: dict[int, list[tuple[date, tuple[str, str | None]]]] = defaultdict(list)
    in_scope = _in_scope(scope)
    for change in records(db.execute(_TYPES.format(in_scope=in_scope), values), _TypeChange):
        types[change.customer_id].append((change.changed_on, (change.to_type, change.reason)))
    gone = []
    for customer in records(db.execute(_MAYBE_LOST.format(in_scope=in_scope), values), _Customer):
        before, _why = value_on(span.start, types[customer.id])
        after, reason = value_on(span.end, types[customer.id])
        if after == "lost" != before:
            gone.append(LostCustomer(customer.name, customer.id, reason))
    return tuple(gone)


def _in_scope(scope: Scope) -> str:
    """Whose a customer is (and where) is told as of now: who owned whom in former times is not kept ready."""
    return all_of({"c.owner_id = :rep": scope.rep_id, "c.region = :region": scope.region})
