from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.reviews.deals.rules import (
    STEPS,
    ClosedDeal,
    Edit,
    SlippedDeal,
    funnel,
    furthest,
    owner_at_closing,
    owner_at_end,
    owner_at_opening,
    pipeline,
    slipped,
)
from salesops.core.reviews.rules import Span

NOVEMBER = Span(date(2026, 11, 1), date(2026, 12, 1))


def edit(day: str, **old: Any) -> Edit:
    return Edit(f"{day}T08:00:00Z", old)


def deal(won: bool, days: int = 10, exact: int | None = 10_000, reason: str | None = None) -> ClosedDeal:
    return ClosedDeal(won, 1, None, None, "active", days, reason, exact)


def test_furthest_stage() -> None:
    assert furthest(["contacted", "proposal", "needs_analysis"]) == "proposal"  # stepped back
    assert furthest(["contacted", "lost"]) == "contacted"
    assert furthest(["lost"]) == "contacted"  # taken in as lost
    assert furthest([]) == "contacted"
    assert furthest(["won"]) == "won"


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


def test_owner_at_closing_is_who_owned_it_then() -> None:
    assert owner_at_closing(3, []) == 3
    handed_on = [
        edit("2026-11-02", owner_id=1),
        edit("2026-11-10", stage="proposal"),
        edit("2026-11-20", owner_id=2),
    ]
    assert owner_at_closing(3, handed_on) == 2  # 1 → 2, closed, 2 → 3
    assert owner_at_closing(2, handed_on[:2]) == 2
    together = [edit("2026-11-10", stage="proposal", owner_id=1)]
    assert owner_at_closing(2, together) == 2  # taken over with the closing
    assert owner_at_closing(2, [edit("2026-11-20", owner_id=1)]) == 1  # taken in as closed, then handed on
    assert owner_at_closing(2, [edit("2026-11-20", owner_id=None)]) is None


def test_owner_at_closing_after_reopening_is_that_of_the_last_closing() -> None:
    edits = [
        edit("2026-11-02", stage="proposal"),
        edit("2026-11-03", owner_id=1),
        edit("2026-11-04", stage="lost"),
    ]
    assert owner_at_closing(2, [*edits, edit("2026-11-09", stage="negotiation")]) == 2


def test_owner_at_opening_is_the_first_there_was() -> None:
    assert owner_at_opening(3, []) == 3
    assert owner_at_opening(3, [edit("2026-11-02", owner_id=1), edit("2026-11-03", owner_id=2)]) == 1
    assert owner_at_opening(3, [edit("2026-11-02", owner_id=None)]) == 3
    assert owner_at_opening(None, []) is None


def test_owner_at_end() -> None:
    edits = [edit("2026-11-02", owner_id=1), edit("2026-12-01", owner_id=2)]
    assert owner_at_end(3, edits, NOVEMBER) == 2
    assert owner_at_end(2, edits[:1], NOVEMBER) == 2


@pytest.mark.parametrize(
    ("expected_on", "edits", "slips"),
    [
        (date(2026, 11, 30), [], True),
        (date(2026, 12, 1), [], False),
        (date(2026, 10, 31), [], False),  # slipped in October
        (None, [], False),
        (
            date(2027, 1, 15),
            [edit("2026-11-18", expected_close_on="2026-11-20")],
            True,
        ),  # put off while it ran
        (
            date(2027, 1, 15),
            [edit("2026-10-18", expected_close_on="2026-11-20")],
            False,
        ),  # put off before it began
        (date(2027, 1, 15), [edit("2026-12-02", expected_close_on="2026-11-20")], True),  # put off afterwards
        (date(2027, 1, 15), [edit("2026-11-18", expected_close_on=None)], False),
        (date(2027, 1, 15), [edit("2026-11-18", owner_id=1)], False),
    ],
)
def test_slipped(expected_on: date | None, edits: list[Edit], slips: bool) -> None:
    assert slipped(expected_on, edits, NOVEMBER) is slips


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
