"""The causes of a difference in revenue, adding up to it to the last minor unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from salesops.core.reviews.deals.rules import ClosedDeal, won_amount
from salesops.core.reviews.rules import half_up, mean_amount, rate
from salesops.core.values.money import Money
from salesops.core.values.numbers import Rate


@dataclass(frozen=True)
class Factors:
    """What the won amount of a period is the product of, and the revenue that it is part of."""

    revenue: Money
    won_amount: Money
    closed: int
    won: int
    win_rate: Rate | None
    average_won_amount: Money | None


@dataclass(frozen=True)
class Effects:
    """A difference of won amounts by cause, in minor units. None where a cause cannot be told apart."""

    closed: Money | None
    win_rate: Money | None
    average_won_amount: Money | None


@dataclass(frozen=True)
class Gap:
    """The difference of the revenue to the period before, by cause: the four add up to `change` exactly.

    `other` is revenue that no opportunity closed in its period explains: contracts without one, or signed in
    another period than their opportunity was won in. The other three are None where they cannot be told apart.
    """

    change: Money
    closed: Money | None
    win_rate: Money | None
    average_won_amount: Money | None
    other: Money
    now: Factors
    before: Factors


def factors(revenue: Money, closed: Iterable[ClosedDeal]) -> Factors:
    """The factors of one period. A won opportunity of unknown amount counts as won for nothing."""
    deals = list(closed)
    won, amount = sum(deal.won for deal in deals), won_amount(deals)
    return Factors(revenue, amount, len(deals), won, rate(won, len(deals)), mean_amount(amount, won))


def gap(before: Factors, now: Factors) -> Gap:
    """Why the revenue of `now` differs from that of `before`."""
    split = effects(before, now)
    other = (now.revenue - now.won_amount) - (before.revenue - before.won_amount)
    return Gap(now.revenue - before.revenue, **vars(split), other=other, now=now, before=before)


def effects(before: Factors, now: Factors) -> Effects:
    """Split the difference of the won amounts into number closed × win rate × mean won amount.

    Sequential substitution (连环替代法): one factor after the other takes its new value, in this order, and the step
    that the product makes is its effect. The products are rounded half up to the minor unit before they are
    subtracted, so the effects always add up to the difference. Where nothing was closed, or nothing won, the
    factors that follow are undefined: their effect is None and the last defined factor has the whole rest.
    """
    if not (before.closed or now.closed):
        return Effects(None, None, None)
    if not (before.closed and now.closed):
        return Effects(now.won_amount - before.won_amount, None, None)
    more = _product(now.closed, Fraction(before.won, before.closed), before)
    if not (before.won and now.won):
        return Effects(more - before.won_amount, now.won_amount - more, None)
    better = _product(now.closed, Fraction(now.won, now.closed), before)
    return Effects(more - before.won_amount, better - more, now.won_amount - better)


def _product(closed: int, win_rate: Fraction, before: Factors) -> Money:
    """What so many closed at this win rate would have brought at the mean amount of `before`."""
    mean = Fraction(before.won_amount, before.won) if before.won else Fraction(0)
    return half_up(closed * win_rate * mean)
