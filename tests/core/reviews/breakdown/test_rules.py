from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.policy.rules import BUILT_IN
from salesops.core.reviews.breakdown.rules import PeriodData, TargetValues, by, figures, targets
from salesops.core.reviews.deals.rules import ClosedDeal
from salesops.core.reviews.sales.rules import Sales
from salesops.core.targets.rules import TEAM, Scope

NO_AIMS = TargetValues({}, {}, BUILT_IN.targets)
NAMES = st.sampled_from([None, "华东", "华南"])
SALES = st.builds(
    Sales, st.sampled_from([None, 1, 2]), NAMES, NAMES, st.just("active"), st.integers(1, 5), st.integers(0, 10**9),
    st.integers(0, 2),
)  # fmt: skip


def sold(
    rep_id: int | None, cents: int, region: str | None = None, contracts: int = 1, new: int = 0
) -> Sales:
    return Sales(rep_id, region, None, "active", contracts, cents * 100, new)


def closed(rep_id: int | None, won: bool, days: int) -> ClosedDeal:
    return ClosedDeal(won, rep_id, None, None, "active", days, None, 100)


def test_figures_by_hand() -> None:
    happened = PeriodData(
        [sold(1, 500_00, contracts=2, new=1), sold(2, 250_00)],
        [sold(1, 400_00)],
        [],
        [closed(1, True, 10), closed(1, True, 15), closed(2, False, 40)],
    )
    aims = TargetValues({TEAM: 1000_00}, {TEAM: 2}, BUILT_IN.targets)
    found = figures(happened, aims, TEAM)
    assert (found.target, found.actual, found.attainment) == (1000_00, 750_00, 0.75)
    assert (found.previous, found.year_ago, found.contracts, found.new_customers) == (400_00, 0, 3, 1)
    assert (found.won, found.lost, found.win_rate) == (2, 1, 2 / 3)
    assert (found.cycle_days_won, found.cycle_days_lost) == (12.5, 40.0)
    assert found.composite == pytest.approx((60 * 0.75 + 30 * 0.5) / 90)
    told = targets(found)
    assert (told.previous_change, told.year_ago_change) == (0.875, None)
    assert told.composite_parts == {"revenue": 0.75, "new_customers": 0.5}
    assert told.composite_left_out == ("collection_rate",)


def test_a_target_of_nothing_divides_nothing() -> None:
    found = figures(PeriodData([sold(1, 5)], [], [], []), TargetValues({TEAM: 0}, {}, BUILT_IN.targets), TEAM)
    assert (found.target, found.attainment, found.composite) == (0, None, None)


def test_lines_by_rep_take_their_own_targets_and_end_with_nobody() -> None:
    happened = PeriodData(
        [sold(1, 100), sold(None, 900), sold(2, 300)], [sold(5, 7)], [], [closed(4, True, 1)]
    )
    aims = TargetValues(
        {TEAM: 1, Scope(rep_id=2): 600, Scope(rep_id=3): 50, Scope(rep_id=6, region="华东"): 9},
        {},
        BUILT_IN.targets,
    )
    lines = by(happened, aims, TEAM, "rep_id", [7])
    assert [(rep, line.actual, line.target) for rep, line in lines] == [
        (2, 300, 600), (1, 100, None), (5, 0, None), (3, 0, 50), (4, 0, None), (7, 0, None), (None, 900, None),
    ]  # fmt: skip


def test_within_a_rep_only_that_rep_has_a_line() -> None:
    aims = TargetValues(
        {Scope(rep_id=1): 10, Scope(rep_id=2): 20, Scope(rep_id=1, region="华东"): 4}, {}, BUILT_IN.targets
    )
    happened = PeriodData([sold(1, 5, "华东")], [], [], [])
    assert [(rep, line.target) for rep, line in by(happened, aims, Scope(rep_id=1), "rep_id")] == [(1, 10)]
    assert [(name, line.target) for name, line in by(happened, aims, Scope(rep_id=1), "region")] == [
        ("华东", 4)
    ]


@given(st.lists(SALES), st.lists(SALES), st.sampled_from(["rep_id", "region", "product", "customer_type"]))
def test_lines_add_up_to_the_whole(now: list[Sales], before: list[Sales], column: str) -> None:
    exact_cents = [
        Sales(*[getattr(row, name) for name in row.__slots__[:5]], row.exact * 100, row.new_customers)
        for row in now
    ]
    whole = figures(PeriodData(exact_cents, before, [], []), NO_AIMS, TEAM)
    lines = [line for _value, line in by(PeriodData(exact_cents, before, [], []), NO_AIMS, TEAM, column)]
    assert sum(line.actual for line in lines) == whole.actual
    assert sum(line.contracts for line in lines) == whole.contracts
    assert sum(line.new_customers for line in lines) == whole.new_customers
