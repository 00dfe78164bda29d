"""Contracts summed up: what was sold, to whom, and who bought for the first time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from salesops.core.reviews.rules import cents
from salesops.core.values.money import Money


@dataclass(frozen=True, slots=True)
class Sales:
    """What one rep sold in one region, of one product, to one type of customer.

    `exact` is in hundredths of a cent; `new_customers` had their first contract ever among these.
    """

    rep_id: int | None
    region: str | None
    product: str | None
    customer_type: str
    contracts: int
    exact: int
    new_customers: int


@dataclass(frozen=True, slots=True)
class Buyer:
    """A customer who signed; `exact` in hundredths of a cent, `new` when one was the first contract ever."""

    industry: str | None
    source: str | None
    exact: int
    new: bool


def revenue(rows: Iterable[Sales]) -> Money:
    """The revenue of all `rows` in minor units, rounded once."""
    return cents(sum(row.exact for row in rows))
