from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.errors import BadValue, Conflict
from salesops.core.pipeline.opportunities.rules import (
    check_amount_is_free,
    check_new,
    check_not_lost,
    check_not_signed,
    name_of,
    probability,
    weighted,
)
from salesops.core.policy.rules import BUILT_IN

TODAY = date(2026, 11, 20)


def test_named_for_customer_and_product() -> None:
    assert name_of("云帆科技", "ERP") == "云帆科技 ERP"
    assert name_of("云帆科技", None) == "云帆科技"


@pytest.mark.parametrize(
    ("stage", "own", "percent"),
    [("proposal", None, 50), ("proposal", 60, 60), ("proposal", 0, 0), ("won", 60, 100), ("lost", 60, 0)],
)
def test_probability_is_its_own_or_the_stages(stage: str, own: int | None, percent: int) -> None:
    assert probability(stage, own, BUILT_IN) == percent


@pytest.mark.parametrize(
    ("amount", "percent", "expected"),
    [(None, 75, None), (0, 75, 0), (80_000_00, 75, 60_000_00), (1, 50, 1), (1, 49, 0), (333, 10, 33)],
)
def test_weighted_amount_rounds_half_up(amount: int | None, percent: int, expected: int | None) -> None:
    assert weighted(amount, percent) == expected


@given(st.integers(0, 10**13), st.integers(0, 100))
def test_weighted_amount_is_within_half_a_cent(amount: int, percent: int) -> None:
    result = weighted(amount, percent)
    assert result is not None
    assert abs(result * 100 - amount * percent) <= 50


def test_a_new_one_is_open_and_not_from_the_future() -> None:
    check_new(TODAY, stage="negotiation", today=TODAY)
    with pytest.raises(BadValue, match="has not come yet"):
        check_new(TODAY + timedelta(1), stage="contacted", today=TODAY)
    with pytest.raises(BadValue, match="not won or lost yet"):
        check_new(TODAY, stage="won", today=TODAY)


def test_what_was_signed_does_not_go_away() -> None:
    check_not_signed("云帆科技 ERP", None)
    with pytest.raises(Conflict, match="云帆科技 ERP is won, with contract HT-2026-0001"):
        check_not_signed("云帆科技 ERP", "HT-2026-0001")


def test_lost_once() -> None:
    check_not_lost("云帆科技 ERP", "proposal", None)
    with pytest.raises(Conflict, match="云帆科技 ERP was lost on 2026-11-20 Fri already"):
        check_not_lost("云帆科技 ERP", "lost", "2026-11-20")


def test_the_amount_of_what_was_signed_stands_in_the_contract() -> None:
    check_amount_is_free("云帆科技 ERP", None)
    with pytest.raises(Conflict, match="its amount is that of contract HT-2026-0001"):
        check_amount_is_free("云帆科技 ERP", "HT-2026-0001")
