"""Which customers moved, and how much hangs on the largest ones, an industry or a source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from salesops.core.reviews.rules import cents, rate
from salesops.core.reviews.sales.rules import Buyer
from salesops.core.values.money import Money
from salesops.core.values.numbers import Rate


class GradeChange(NamedTuple):
    """A change of grade of a customer; `from_grade` is None for the first that it had."""

    customer_id: int
    customer: str
    from_grade: str | None
    to_grade: str


@dataclass(frozen=True)
class Move:
    """A customer whose grade was another at the end of the period than before it."""

    customer: str
    customer_id: int
    from_: str
    to: str

    @property
    def up(self) -> bool:
        """Whether to a better grade."""
        return self.to < self.from_


@dataclass(frozen=True)
class LostCustomer:
    """A customer marked as lost in the period, and the reason given."""

    customer: str
    customer_id: int
    reason: str | None


@dataclass(frozen=True)
class Segment:
    """The customers of one industry or source who signed: how many, how many of them new, and for how much."""

    name: str | None
    customers: int
    new: int
    revenue: Money
    share: Rate | None


@dataclass(frozen=True)
class Reason:
    """Why opportunities were lost, and how many for this reason."""

    reason: str | None
    count: int


@dataclass(frozen=True)
class Customers:
    """Customers as they stood at the end, and what changed in the period.

    `silent` had no touch for `silent_days`. `buyers` brought revenue in the period; `top20_share` is the share of
    the largest `top20_customers` of them.
    """

    new: int
    lost: int
    silent: int
    silent_days: int
    grades: dict[str, int]
    moved_up: int
    moved_down: int
    buyers: int
    top20_customers: int
    top20_share: Rate | None
    industries: tuple[Segment, ...]
    sources: tuple[Segment, ...]
    lost_reasons: tuple[Reason, ...]
    lost_customers: tuple[LostCustomer, ...]
    moves: tuple[Move, ...]


def moves(changes: Iterable[GradeChange]) -> tuple[Move, ...]:
    """Who moved, from all changes of grade of a period in order.

    Only where one came from and where one ended counts; a first grade is no move.
    """
    first: dict[int, str | None] = {}
    last: dict[int, tuple[str, str]] = {}
    for change in changes:
        first.setdefault(change.customer_id, change.from_grade)
        last[change.customer_id] = (change.customer, change.to_grade)
    moved = (Move(name, number, first[number] or grade, grade) for number, (name, grade) in last.items())
    return tuple(sorted((move for move in moved if move.from_ != move.to), key=_best_first))


def _best_first(move: Move) -> tuple[str, str, str]:
    return move.to, move.from_, move.customer


def reasons(told: Iterable[str | None]) -> tuple[Reason, ...]:
    """Reasons and how often each was given, the most frequent first and no reason last."""
    counted = Counter(told).items()
    return tuple(
        Reason(reason, count)
        for reason, count in sorted(counted, key=lambda pair: (pair[0] is None, -pair[1], pair[0] or ""))
    )


def segments(buyers: Iterable[Buyer], of: Callable[[Buyer], str | None]) -> tuple[Segment, ...]:
    """`buyers` by industry or source, the largest first and those without one last."""
    groups: dict[str | None, list[Buyer]] = defaultdict(list)
    for buyer in buyers:
        groups[of(buyer)].append(buyer)
    whole = sum(buyer.exact for group in groups.values() for buyer in group)
    return tuple(
        Segment(name, len(group), sum(buyer.new for buyer in group), cents(exact), rate(exact, whole))
        for name, group, exact in sorted(
            ((name, group, sum(buyer.exact for buyer in group)) for name, group in groups.items()),
            key=lambda group: (group[0] is None, -group[2], group[0] or ""),
        )
    )


def top_count(customers: int, percent: int) -> int:
    """How many of so many customers make the top `percent`, rounded up: ⌈n · percent / 100⌉."""
    return -(-customers * percent // 100)


def top_share(revenues: Sequence[int], percent: int) -> Rate | None:
    """The share of the top `percent` in the revenue of those who brought any; None when nobody did."""
    largest = sorted((revenue for revenue in revenues if revenue > 0), reverse=True)
    return rate(sum(largest[: top_count(len(largest), percent)]), sum(largest))
