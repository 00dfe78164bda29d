from __future__ import annotations

from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from salesops.core.reviews.gap.rules import Effects, Factors, effects, gap
from salesops.core.reviews.rules import mean_amount, rate


def factors(closed: int, won: int, won_amount: int, revenue: int | None = None) -> Factors:
    whole = won_amount if revenue is None else revenue
    return Factors(whole, won_amount, closed, won, rate(won, closed), mean_amount(won_amount, won))


@st.composite
def any_factors(draw: st.DrawFn) -> Factors:
    closed = draw(st.integers(0, 50))
    won = draw(st.integers(0, closed))
    won_amount = draw(st.integers(0, 10**12)) if won else 0
    return factors(closed, won, won_amount, draw(st.integers(0, 10**12)))


def test_by_hand() -> None:
    # before: 10 closed × 40 % × 500.00 = 2,000.00; now: 12 closed × 50 % × 450.00 = 2,700.00
    found = effects(factors(10, 4, 2000_00), factors(12, 6, 2700_00))
    # 2 more at 40 % and 500.00; then 10 % more of 12 at 500.00; then 50.00 less for each of 6
    assert found == Effects(400_00, 600_00, -300_00)


def test_thirds_are_rounded_and_still_add_up() -> None:
    found = effects(factors(3, 1, 100), factors(4, 2, 333))
    assert found == Effects(33, 67, 133)


def test_nothing_closed_before_is_all_due_to_the_number() -> None:
    assert effects(factors(0, 0, 0), factors(3, 2, 500)) == Effects(500, None, None)


def test_nothing_closed_now_is_all_due_to_the_number() -> None:
    assert effects(factors(3, 2, 500), factors(0, 0, 0)) == Effects(-500, None, None)


def test_nothing_won_now_has_no_mean_amount() -> None:
    # 4 closed at the old half and 250.00 would have brought 500.00
    assert effects(factors(2, 1, 250_00), factors(4, 0, 0)) == Effects(250_00, -500_00, None)


def test_nothing_won_before_is_due_to_the_win_rate() -> None:
    assert effects(factors(2, 0, 0), factors(4, 1, 900)) == Effects(0, 900, None)


def test_nothing_closed_at_all_explains_nothing() -> None:
    found = gap(factors(0, 0, 0, revenue=300), factors(0, 0, 0, revenue=100))
    assert (found.change, found.closed, found.win_rate, found.average_won_amount) == (-200, None, None, None)
    assert found.other == -200


def test_revenue_beyond_the_won_amount_is_told_apart() -> None:
    found = gap(factors(1, 1, 100, revenue=150), factors(1, 1, 130, revenue=250))
    assert (found.change, found.average_won_amount, found.other) == (100, 30, 70)


@given(any_factors(), any_factors())
@example(factors(7, 3, 1), factors(11, 5, 2))
def test_the_causes_add_up_to_the_cent(before: Factors, now: Factors) -> None:
    found = gap(before, now)
    causes = (found.closed, found.win_rate, found.average_won_amount, found.other)
    assert sum(cause or 0 for cause in causes) == found.change == now.revenue - before.revenue


@given(any_factors())
def test_nothing_changed_nothing_to_explain(same: Factors) -> None:
    found = gap(same, replace(same))
    assert {found.closed or 0, found.win_rate or 0, found.average_won_amount or 0, found.other} == {0}
