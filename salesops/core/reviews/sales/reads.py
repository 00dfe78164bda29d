"""Contracts by the day they were signed, to the rep who signed them."""

from __future__ import annotations

from sqlite3 import Connection

from salesops.core.db.rows import records
from salesops.core.db.sql import CONTRACTS, EXACT_REVENUE, SALES, SOLD_IN, SOLD_PRODUCT, all_of
from salesops.core.reviews.rules import Scope, Span
from salesops.core.reviews.sales.rules import Buyer, Sales

_FIRST_EVER = f"""NOT EXISTS (
    SELECT 1 FROM {CONTRACTS} e WHERE e.customer_id = k.customer_id AND e.signed_on <= k.signed_on
    AND (e.signed_on < k.signed_on OR e.id < k.id))"""
_SIGNED = f"""
    FROM {SALES}
    WHERE k.signed_on >= :start AND k.signed_on < :end AND {{in_scope}}
"""
_SALES = f"""
    SELECT k.rep_id, {SOLD_IN} AS region, {SOLD_PRODUCT} AS product, c.type AS customer_type, count(*) AS contracts,
           {EXACT_REVENUE} AS exact, sum(CASE WHEN {_FIRST_EVER} THEN 1 ELSE 0 END) AS new_customers
    {_SIGNED} GROUP BY k.rep_id, {SOLD_IN}, {SOLD_PRODUCT}, c.type
"""
_BUYERS = f"""
    SELECT c.industry, c.source, {EXACT_REVENUE} AS exact, max(CASE WHEN {_FIRST_EVER} THEN 1 ELSE 0 END) AS new
    {_SIGNED} GROUP BY c.id, c.industry, c.source
"""


def sales(db: Connection, span: Span, scope: Scope) -> list[Sales]:
    """What was signed in `span`."""
    rows = db.execute(_SALES.format(in_scope=_in_scope(scope)), scope.within(span))
    return list(records(rows, Sales))


def buyers(db: Connection, span: Span, scope: Scope) -> list[Buyer]:
    """One line for each customer who signed in `span`."""
    rows = db.execute(_BUYERS.format(in_scope=_in_scope(scope)), scope.within(span))
    return list(records(rows, Buyer))


def _in_scope(scope: Scope) -> str:
    return all_of({"k.rep_id = :rep": scope.rep_id, f"{SOLD_IN} = :region": scope.region})
