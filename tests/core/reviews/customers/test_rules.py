from __future__ import annotations

from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.reviews.customers.rules import (
    GradeChange,
    Move,
    Reason,
    Segment,
    moves,
    reasons,
    segments,
    top_count,
    top_share,
)
from salesops.core.reviews.sales.rules import Buyer


@pytest.mark.parametrize(
    ("customers", "count"), [(0, 0), (1, 1), (5, 1), (6, 2), (10, 2), (86, 18), (89, 18)]
)
def test_top_count_is_rounded_up(customers: int, count: int) -> None:
    assert top_count(customers, 20) == count


def test_top_share_by_hand() -> None:
    assert top_share([10, 50, 20, 15, 5], 20) == 0.5
    assert top_share([10, 50, 20, 15, 4, 1], 20) == 0.7
    assert top_share([100, 0, 0], 20) == 1.0  # who brought nothing is not counted
    assert top_share([0], 20) is None
    assert top_share([], 20) is None


@given(st.lists(st.integers(0, 10**15)), st.integers(1, 100))
def test_top_share_is_a_share(revenues: list[int], percent: int) -> None:
    share = top_share(revenues, percent)
    assert share is None or 0 < share <= 1
    assert (share is None) == (not any(revenues))


@given(st.lists(st.integers(1, 10**9), min_size=1))
def test_the_top_have_at_least_their_share_of_heads(revenues: list[int]) -> None:
    share = top_share(revenues, 20)
    assert share is not None
    assert share >= ceil(len(revenues) / 5) / len(revenues) - 1e-9


def test_moves_count_from_where_to_where() -> None:
    changes = [
        GradeChange(1, "Up", "B", "C"),
        GradeChange(1, "Up", "C", "A"),
        GradeChange(2, "There and back", "A", "B"),
        GradeChange(2, "There and back", "B", "A"),
        GradeChange(3, "New", None, "A"),
        GradeChange(4, "Down", "A", "C"),
        GradeChange(5, "New, then up", None, "C"),
        GradeChange(5, "New, then up", "C", "B"),
    ]
    found = moves(changes)
    assert found == (Move("Up", 1, "B", "A"), Move("Down", 4, "A", "C"))
    assert [move.up for move in found] == [True, False]


def test_segments() -> None:
    buyers = [
        Buyer("IT", None, 30_000, True),
        Buyer("Food", "online", 60_000, False),
        Buyer("IT", "online", 10_000, False),
        Buyer(None, None, 100_000, True),
    ]
    assert segments(buyers, lambda buyer: buyer.industry) == (
        Segment("Food", 1, 0, 600, 0.3),
        Segment("IT", 2, 1, 400, 0.2),
        Segment(None, 1, 1, 1000, 0.5),
    )
    assert segments([], lambda buyer: buyer.source) == ()


def test_reasons() -> None:
    told = ["price", None, "rival", "price", None, None]
    assert reasons(told) == (Reason("price", 2), Reason("rival", 1), Reason(None, 3))
