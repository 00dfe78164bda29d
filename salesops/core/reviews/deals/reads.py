"""Opportunities opened, closed or slipped in a span of days, with the rep they belonged to then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from sqlite3 import Connection
from typing import Any

from salesops.core.db.sql import CONTRACTS, EXACT_REVENUE, all_of
from salesops.core.reviews.deals.rules import ClosedDeal, SlippedDeal, furthest, slipped
from salesops.core.reviews.rules import Scope, Span, value_on
from salesops.core.values.dates import stored_day

_REGION = "coalesce(o.region, (SELECT c.region FROM customer c WHERE c.id = o.customer_id))"
_CLOSED_THEN = "o.closed_on >= :start AND o.closed_on < :end AND {in_region}"
_OPENED_THEN = "o.opened_on >= :start AND o.opened_on < :end AND {in_region}"
_OPEN_AT_END = "o.opened_on < :end AND (o.closed_on IS NULL OR o.closed_on >= :end) AND {in_region}"

# A won opportunity is worth what was signed for it, which may be several contracts; else what it says itself. It
# belongs to who signed the first of them, else to who owned it when it closed.
_CLOSED = f"""
    SELECT o.stage = 'won',
           coalesce((SELECT k.rep_id FROM {CONTRACTS} k WHERE k.opportunity_id = o.id
                     ORDER BY k.signed_on, k.id LIMIT 1),
                    CASE WHEN closing.id IS NULL THEN o.owner_id ELSE closing.owner_id END),
           {_REGION}, o.product, c.type, o.opened_on, o.closed_on, o.lost_reason,
           coalesce((SELECT {EXACT_REVENUE} FROM {CONTRACTS} k WHERE k.opportunity_id = o.id),
                    o.amount * 100)
    FROM opportunity o JOIN customer c ON c.id = o.customer_id
    LEFT JOIN stage_change closing
      ON closing.id = (SELECT max(s.id) FROM stage_change s WHERE s.opportunity_id = o.id)
    WHERE {_CLOSED_THEN} ORDER BY o.id
"""
_OPENED = f"""
    SELECT o.id,
           coalesce((SELECT h.to_owner_id FROM owner_change h
                     WHERE h.opportunity_id = o.id AND h.to_owner_id IS NOT NULL ORDER BY h.id LIMIT 1), o.owner_id),
           CASE WHEN o.closed_on > :today THEN NULL ELSE o.stage END
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
    SELECT h.opportunity_id, h.changed_on, h.{{value}} FROM {{history}} h
    WHERE h.opportunity_id IN (SELECT o.id FROM opportunity o WHERE {_EXPECTED}) ORDER BY h.id
"""


def closed(db: Connection, span: Span, scope: Scope) -> list[ClosedDeal]:
    """The opportunities won and lost in `span`: to the rep on the contract, else to the owner at closing."""
    found = []
    for won, rep_id, region, product, kind, opened_on, closed_on, reason, exact in db.execute(
        _CLOSED.format(in_region=_in_region(scope)), scope.within(span)
    ):
        days = max((date.fromisoformat(closed_on) - date.fromisoformat(opened_on)).days, 0)
        found.append(ClosedDeal(bool(won), rep_id, region, product, kind, days, reason, exact))
    return [deal for deal in found if scope.rep_id in (None, deal.rep_id)]


def opened(db: Connection, span: Span, scope: Scope, *, today: date) -> list[str]:
    """The furthest stage until `today` of each opportunity opened in `span`, to the rep who owned it first."""
    values = {**scope.within(span), "today": today.isoformat()}
    in_region = _in_region(scope)
    stages: dict[int, set[str]] = defaultdict(set)
    for number, *both in db.execute(_STAGES.format(in_region=in_region), values):
        stages[number].update(stage for stage in both if stage)
    return [
        furthest(stages[number], stage)
        for number, owner, stage in db.execute(_OPENED.format(in_region=in_region), values)
        if scope.rep_id in (None, owner)
    ]


def slips(db: Connection, over: Span, end: Span, scope: Scope) -> list[SlippedDeal]:
    """The opportunities open when `end` ended that were expected to close in `over`, to the owner at that time."""
    values = scope.within(end) | {"over_start": over.start.isoformat(), "over_end": over.end.isoformat()}
    in_region = _in_region(scope)
    owners = _changes(db, "owner_change", "to_owner_id", in_region, values)
    closings = _changes(db, "closing_change", "to_on", in_region, values)
    found = []
    for number, name, amount, expected in db.execute(_LATE.format(in_region=in_region), values):
        expectations = [(since, stored_day(day)) for since, day in closings[number]]
        mine = scope.rep_id in (None, value_on(end.end, owners[number]))
        if mine and slipped(expectations, over, end.end):
            found.append(SlippedDeal(name, amount, stored_day(expected)))
    return found


def _changes(
    db: Connection, history: str, value: str, in_region: str, values: Mapping[str, object]
) -> dict[int, list[tuple[date, Any]]]:
    """How `value` of the opportunities that may have slipped changed, each with the day, in their order."""
    found: dict[int, list[tuple[date, Any]]] = defaultdict(list)
    sql = _CHANGES.format(history=history, value=value, in_region=in_region)
    for number, changed_on, value_then in db.execute(sql, values):
        found[number].append((date.fromisoformat(changed_on), value_then))
    return found


def _in_region(scope: Scope) -> str:
    return all_of({f"{_REGION} = :region": scope.region})
