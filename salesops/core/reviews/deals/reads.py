"""Opportunities opened, closed or slipped in a span of days, with the rep they belonged to then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from sqlite3 import Connection
from typing import Any, NamedTuple

from salesops.core.db.rows import records
from salesops.core.db.sql import CONTRACTS, EXACT_REVENUE, all_of
from salesops.core.reviews.deals.rules import ClosedDeal, SlippedDeal, furthest, slipped
from salesops.core.reviews.rules import Scope, Span, value_on
from salesops.core.values.dates import stored_day
from salesops.core.values.money import Money

_REGION = "coalesce(o.region, (SELECT c.region FROM customer c WHERE c.id = o.customer_id))"
_CLOSED_THEN = "o.closed_on >= :start AND o.closed_on < :end AND {in_region}"
_OPENED_THEN = "o.opened_on >= :start AND o.opened_on < :end AND {in_region}"
_OPEN_AT_END = "o.opened_on < :end AND (o.closed_on IS NULL OR o.closed_on >= :end) AND {in_region}"

# A won opportunity is worth what was signed for it, which may be several contracts; else what it says itself. Whoever
# signed, it belongs to who owned it when it closed.
_CLOSED = f"""
    SELECT o.stage = 'won' AS won,
           CASE WHEN closing.id IS NULL THEN o.owner_id ELSE closing.owner_id END AS rep_id,
           {_REGION} AS region, o.product, c.type AS customer_type, o.opened_on, o.closed_on, o.lost_reason,
           coalesce((SELECT {EXACT_REVENUE} FROM {CONTRACTS} k WHERE k.opportunity_id = o.id),
                    o.amount * 100) AS exact
    FROM opportunity o JOIN customer c ON c.id = o.customer_id
    LEFT JOIN stage_change closing
      ON closing.id = (SELECT max(s.id) FROM stage_change s WHERE s.opportunity_id = o.id)
    WHERE {_CLOSED_THEN} ORDER BY o.id
"""
_OPENED = f"""
    SELECT o.id,
           coalesce((SELECT h.to_owner_id FROM owner_change h
                     WHERE h.opportunity_id = o.id AND h.to_owner_id IS NOT NULL ORDER BY h.id LIMIT 1), o.owner_id)
               AS owner_id,
           CASE WHEN o.closed_on > :today THEN NULL ELSE o.stage END AS stage
    FROM opportunity o WHERE {_OPENED_THEN} ORDER BY o.id
"""
_STAGES = f"""
    SELECT s.opportunity_id, s.from_stage, s.to_stage FROM stage_change s
    WHERE s.changed_on <= :today AND s.opportunity_id IN (SELECT o.id FROM opportunity o WHERE {_OPENED_THEN})
"""
# Whatever was once expected to close in the span that is over; `slipped` looks closer.
_EXPECTED = f"""{_OPEN_AT_END} AND o.id IN (
    SELECT h.opportunity_id FROM closing_change h WHERE h.to_on >= :over_start AND h.to_on < :over_end)"""
_LATE = (
    f"SELECT o.id, o.name, o.amount, o.expected_close_on FROM opportunity o WHERE {_EXPECTED} ORDER BY o.id"
)
_CHANGES = f"""
    SELECT h.opportunity_id, h.changed_on, h.{{value}} AS value FROM {{history}} h
    WHERE h.opportunity_id IN (SELECT o.id FROM opportunity o WHERE {_EXPECTED}) ORDER BY h.id
"""


class _Closing(NamedTuple):
    won: bool
    rep_id: int | None
    region: str | None
    product: str | None
    customer_type: str
    opened_on: date
    closed_on: date
    lost_reason: str | None
    exact: int | None


class _OpenedDeal(NamedTuple):
    id: int
    owner_id: int | None
    stage: str | None


class _StageMove(NamedTuple):
    opportunity_id: int
    from_stage: str | None
    to_stage: str


class _LateDeal(NamedTuple):
    id: int
    name: str
    amount: Money | None
    expected_close_on: date | None


class _Change(NamedTuple):
    opportunity_id: int
    changed_on: date
    value: Any


def closed(db: Connection, span: Span, scope: Scope) -> list[ClosedDeal]:
    """The opportunities won and lost in `span`, to the owner at closing."""
    rows = db.execute(_CLOSED.format(in_region=_in_region(scope)), scope.within(span))
    return [_closed(row) for row in records(rows, _Closing) if scope.rep_id in (None, row.rep_id)]


def _closed(row: _Closing) -> ClosedDeal:
    return ClosedDeal(
        won=row.won,
        rep_id=row.rep_id,
        region=row.region,
        product=row.product,
        customer_type=row.customer_type,
        days=max((row.closed_on - row.opened_on).days, 0),
        lost_reason=row.lost_reason,
        exact=row.exact,
    )


def opened(db: Connection, span: Span, scope: Scope, *, today: date) -> list[str]:
    """The furthest stage until `today` of each opportunity opened in `span`, to the rep who owned it first."""
    values = {**scope.within(span), "today": today.isoformat()}
    in_region = _in_region(scope)
    stages: dict[int, set[str]] = defaultdict(set)
    for move in records(db.execute(_STAGES.format(in_region=in_region), values), _StageMove):
        stages[move.opportunity_id].update(filter(None, (move.from_stage, move.to_stage)))
    return [
        furthest(stages[deal.id], deal.stage)
        for deal in records(db.execute(_OPENED.format(in_region=in_region), values), _OpenedDeal)
        if scope.rep_id in (None, deal.owner_id)
    ]


def slips(db: Connection, over: Span, end: Span, scope: Scope) -> list[SlippedDeal]:
    """The opportunities open when `end` ended that were expected to close in `over`, to the owner at that time."""
    values = scope.within(end) | {"over_start": over.start.isoformat(), "over_end": over.end.isoformat()}
    in_region = _in_region(scope)
    owners = _changes(db, "owner_change", "to_owner_id", in_region, values)
    closings = _changes(db, "closing_change", "to_on", in_region, values)
    late = []
    for deal in records(db.execute(_LATE.format(in_region=in_region), values), _LateDeal):
        expectations = [(since, stored_day(day)) for since, day in closings[deal.id]]
        mine = scope.rep_id in (None, value_on(end.end, owners[deal.id]))
        if mine and slipped(expectations, over, end.end):
            late.append(SlippedDeal(deal.name, deal.amount, deal.expected_close_on))
    return late


def _changes(
    db: Connection, history: str, value: str, in_region: str, values: Mapping[str, object]
) -> dict[int, list[tuple[date, Any]]]:
    """How `value` of the opportunities that may have slipped changed, each with the day, in their order."""
    changes: dict[int, list[tuple[date, Any]]] = defaultdict(list)
    sql = _CHANGES.format(history=history, value=value, in_region=in_region)
    for change in records(db.execute(sql, values), _Change):
        changes[change.opportunity_id].append((change.changed_on, change.value))
    return changes


def _in_region(scope: Scope) -> str:
    return all_of({f"{_REGION} = :region": scope.region})
