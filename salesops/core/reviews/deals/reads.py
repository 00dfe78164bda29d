"""Opportunities opened, closed or slipped in a span of days, with the rep they belonged to then."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from sqlite3 import Connection

from salesops.core.db.sql import EXACT_REVENUE
from salesops.core.reviews.deals.rules import (
    ClosedDeal,
    Edit,
    SlippedDeal,
    furthest,
    owner_at_closing,
    owner_at_end,
    owner_at_opening,
    slipped,
)
from salesops.core.reviews.rules import Scope, Span
from salesops.core.values.dates import stored_day

_REGION = "coalesce(o.region, (SELECT c.region FROM customer c WHERE c.id = o.customer_id))"
_IN_REGION = f"(:region IS NULL OR {_REGION} = :region)"
_CLOSED_THEN = f"o.closed_on >= :start AND o.closed_on < :end AND {_IN_REGION}"
_OPENED_THEN = f"o.opened_on >= :start AND o.opened_on < :end AND {_IN_REGION}"
_OPEN_AT_END = f"o.opened_on < :end AND (o.closed_on IS NULL OR o.closed_on >= :end) AND {_IN_REGION}"

# A won opportunity is worth what was signed for it, which may be several contracts; else what it says itself.
_CLOSED = f"""
    SELECT o.id, o.stage = 'won', o.owner_id, {_REGION}, o.product, c.type, o.opened_on, o.closed_on, o.lost_reason,
           coalesce((SELECT {EXACT_REVENUE} FROM contract k WHERE k.opportunity_id = o.id),
                    o.amount * 100),
           (SELECT k.rep_id FROM contract k WHERE k.opportunity_id = o.id ORDER BY k.signed_on, k.id LIMIT 1)
    FROM opportunity o JOIN customer c ON c.id = o.customer_id
    WHERE {_CLOSED_THEN} ORDER BY o.id
"""
_OPENED = f"""
    SELECT o.id, o.owner_id, CASE WHEN o.closed_on > :today THEN NULL ELSE o.stage END
    FROM opportunity o WHERE {_OPENED_THEN} ORDER BY o.id
"""
_STAGES = f"""
    SELECT s.opportunity_id, s.from_stage, s.to_stage FROM stage_change s
    WHERE s.changed_on <= :today AND s.opportunity_id IN (SELECT o.id FROM opportunity o WHERE {_OPENED_THEN})
"""
_OPEN = f"""
    SELECT o.id, o.name, o.owner_id, o.amount, o.expected_close_on FROM opportunity o
    WHERE {_OPEN_AT_END} ORDER BY o.id
"""
_EDITS = """
    SELECT j.record_id, p.business_day, j.old
    FROM journal j
    JOIN operation p ON p.id = j.operation_id
    WHERE j.record = 'opportunity' AND j.change = 'update'
      AND j.record_id IN (SELECT o.id FROM opportunity o WHERE {which})
      AND (j.old LIKE '%"owner_id"%' OR j.old LIKE '%"stage"%' OR j.old LIKE '%"expected_close_on"%')
    ORDER BY j.id
"""


def closed(db: Connection, span: Span, scope: Scope) -> list[ClosedDeal]:
    """The opportunities won and lost in `span`: to the rep on the contract, else to the owner at closing."""
    values = scope.within(span)
    edits = _edits(db, _CLOSED_THEN, values)
    found = []
    for number, won, owner, region, product, kind, opened, closed_on, reason, exact, signer in db.execute(
        _CLOSED, values
    ):
        rep_id = signer if signer is not None else owner_at_closing(owner, edits[number])
        days = max((date.fromisoformat(closed_on) - date.fromisoformat(opened)).days, 0)
        found.append(ClosedDeal(bool(won), rep_id, region, product, kind, days, reason, exact))
    return [deal for deal in found if scope.rep_id in (None, deal.rep_id)]


def opened(db: Connection, span: Span, scope: Scope, *, today: date) -> list[str]:
    """The furthest stage until `today` of each opportunity opened in `span`, to the rep who owned it first."""
    values = {**scope.within(span), "today": today.isoformat()}
    edits = _edits(db, _OPENED_THEN, values) if scope.rep_id is not None else {}
    stages: dict[int, set[str]] = defaultdict(set)
    for number, *both in db.execute(_STAGES, values):
        stages[number].update(stage for stage in both if stage)
    return [
        furthest(stages[number] | {stage})
        for number, owner, stage in db.execute(_OPENED, values)
        if scope.rep_id in (None, owner_at_opening(owner, edits.get(number, [])))
    ]


def slips(db: Connection, over: Span, end: Span, scope: Scope) -> list[SlippedDeal]:
    """The opportunities open when `end` ended that were expected to close in `over`, to the owner at that time."""
    values = scope.within(end)
    edits = _edits(db, _OPEN_AT_END, values)
    found = []
    for number, name, owner, amount, expected in db.execute(_OPEN, values):
        expected_on = stored_day(expected)
        mine = scope.rep_id in (None, owner_at_end(owner, edits.get(number, []), end))
        if mine and slipped(expected_on, edits.get(number, []), over):
            found.append(SlippedDeal(name, amount, expected_on))
    return found


def _edits(db: Connection, which: str, values: Mapping[str, object]) -> dict[int, list[Edit]]:
    """What the journal has on owner, stage and expected close of the opportunities that `which` selects."""
    found: dict[int, list[Edit]] = defaultdict(list)
    for number, at, old in db.execute(_EDITS.format(which=which), values):
        found[number].append(Edit(at, json.loads(old)))
    return found
