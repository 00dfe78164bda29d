"""Contracts by the day they were signed, to the rep who signed them."""

from __future__ import annotations

from sqlite3 import Connection

from salesops.core.reviews.rules import Scope, Span
from salesops.core.reviews.sales.rules import Buyer, Sales

# Where a contract was sold: as it says itself, else as its opportunity does, else where the customer is. Not where
# the rep is, who sells elsewhere too.
_REGION = "coalesce(k.region, o.region, c.region)"
_PRODUCT = "coalesce(k.product, o.product)"
_FIRST_EVER = """NOT EXISTS (
    SELECT 1 FROM contract e WHERE e.customer_id = k.customer_id AND e.signed_on <= k.signed_on
    AND (e.signed_on < k.signed_on OR e.id < k.id))"""
_SIGNED = f"""
    FROM contract k
    JOIN customer c ON c.id = k.customer_id
    LEFT JOIN opportunity o ON o.id = k.opportunity_id
    WHERE k.signed_on >= :start AND k.signed_on < :end
      AND (:rep IS NULL OR k.rep_id = :rep) AND (:region IS NULL OR {_REGION} = :region)
"""
_SALES = f"""
    SELECT k.rep_id, {_REGION}, {_PRODUCT}, c.type, count(*), sum(k.amount * 100 + k.subcent),
           sum(CASE WHEN {_FIRST_EVER} THEN 1 ELSE 0 END)
    {_SIGNED} GROUP BY k.rep_id, {_REGION}, {_PRODUCT}, c.type
"""
_BUYERS = f"""
    SELECT c.industry, c.source, sum(k.amount * 100 + k.subcent), max(CASE WHEN {_FIRST_EVER} THEN 1 ELSE 0 END)
    {_SIGNED} GROUP BY c.id, c.industry, c.source
"""


def sales(db: Connection, span: Span, scope: Scope) -> list[Sales]:
    """What was signed in `span`."""
    return [Sales(*row) for row in db.execute(_SALES, scope.within(span))]


def buyers(db: Connection, span: Span, scope: Scope) -> list[Buyer]:
    """One line for each customer who signed in `span`."""
    rows = db.execute(_BUYERS, scope.within(span))
    return [Buyer(industry, source, exact, bool(new)) for industry, source, exact, new in rows]
