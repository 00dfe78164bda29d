from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.reviews.deals.rules import (
    STEPS,
    ClosedDeal,
    SlippedDeal,
    funnel,
    furthest,
    pipeline,
    slipped,
)
from salesops.core.reviews.rules import Span

NOVEMBER = Span(date(2026, 11, 1), date(2026, 12, 1))


def deal(won: bool, days: int = 10, exact: int | None = 10_000, reason: str | None = None) -> ClosedDeal:
    return ClosedDeal(won, 1, None, None, "active", days, reason, exact)


def test_furthest_stage() -> None:
    assert (
        furthest(["contacted", "proposal", "needs_analysis"], "needs_analysis") == "proposal"
    )  # stepped back
    assert furthest(["contacted", "lost"], "lost") == "contacted"
    assert furthest(["lost"], "lost") == "contacted"  # taken in as lost
    assert furthest([], None) == "contacted"
    assert furthest(["won"], "won") == "won"
    assert (
        furthest(["contacted", "proposal", "won"], "negotiation") == "negotiation"
    )  # the win was taken back
    assert furthest(["contacted", "proposal"], None) == "proposal"  # closed later


def test_funnel_by_hand() -> None:
    # ten opened: five never got past the first talk, two came to a proposal, three were won (one at once)
    steps = funnel(["contacted"] * 5 + ["proposal"] * 2 + ["won"] * 3)
    assert [(step.stage, step.reached) for step in steps] == list(zip(STEPS, [10, 5, 5, 3, 3], strict=True))
    assert [step.share for step in steps] == [1.0, 0.5, 0.5, 0.3, 0.3]
    assert [step.conversion for step in steps] == [None, 0.5, 1.0, 0.6, 1.0]


def test_funnel_of_nobody() -> None:
    assert {(step.reached, step.share, step.conversion) for step in funnel([])} == {(0, None, None)}


@given(st.lists(st.sampled_from(STEPS)))
def test_a_funnel_only_narrows(cohort: list[str]) -> None:
    steps = funnel(cohort)
    reached = [step.reached for step in steps]
    assert reached == sorted(reached, reverse=True)
    assert reached[0] == len(cohort)
    assert reached[-1] == cohort.count("won")
    assert all(0 <= step.share <= 1 for step in steps if step.share is not None)


def expected(first: str | None, **moved: str | None) -> list[tuple[date, date | None]]:
    """What was expected from the opening on 1 October, and from the days in `moved` on."""
    changes = {"2026_10_01": first} | moved
    return [
        (date.fromisoformat(since.strip("_").replace("_", "-")), date.fromisoformat(day) if day else None)
        for since, day in changes.items()
    ]


@pytest.mark.parametrize(
    ("expectations", "slips"),
    [
        (expected("2026-11-30"), True),
        (expected("2026-12-01"), False),
        (expected("2026-10-31"), False),  # slipped in October
        (expected(None), False),
        (expected("2026-11-20", _2026_11_18="2027-01-15"), True),  # put off while it ran
        (expected("2026-11-20", _2026_10_18="2027-01-15"), False),  # put off before it began
        (expected("2026-11-20", _2026_12_02="2027-01-15"), True),  # put off afterwards
        (expected("2026-12-20", _2026_12_02="2026-11-30"), False),  # first said when November was over
        (expected(None, _2026_11_18="2027-01-15"), False),
    ],
)
def test_slipped(expectations: list[tuple[date, date | None]], slips: bool) -> None:
    assert slipped(expectations, NOVEMBER, NOVEMBER.end) is slips


def test_pipeline_by_hand() -> None:
    closed = [deal(True, 10, 10_050), deal(True, 21, None), deal(False, 30), deal(True, 5, 20_000)]
    slips = [SlippedDeal("b", None, None), SlippedDeal("c", 500, None), SlippedDeal("a", None, None)]
    found = pipeline(closed, ["won", "contacted"], slips)
    assert (found.opened, found.won, found.lost, found.win_rate) == (2, 3, 1, 0.75)
    assert (found.won_amount, found.average_won_amount, found.won_without_amount) == (301, 151, 1)
    assert (found.cycle_days_won, found.cycle_days_lost) == (12.0, 30.0)
    assert (found.slipped, found.slipped_amount) == (3, 500)
    assert [each.name for each in found.slipped_deals] == ["c", "a", "b"]


def test_pipeline_of_nothing() -> None:
    found = pipeline([], [], [])
    assert (found.win_rate, found.average_won_amount, found.cycle_days_won) == (None, None, None)
    assert (found.won_amount, found.opened, found.slipped) == (0, 0, 0)
