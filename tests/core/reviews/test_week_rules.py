"""What became of promises and of deals in a week."""

from __future__ import annotations

import pytest

from salesops.core.reviews.week.rules import Move, net_moves, outcome


@pytest.mark.parametrize(
    ("status", "occurred_on", "expected"),
    [
        ("done", "2026-11-17", "kept"),
        ("done", "2026-11-16", "kept"),
        ("done", "2026-11-18", "late"),
        ("planned", None, "open"),
        ("cancelled", None, "cancelled"),
    ],
)
def test_outcome_of_a_step_for_the_17th(status: str, occurred_on: str | None, expected: str) -> None:
    assert outcome(status, "2026-11-17", occurred_on, today="2026-11-18") == expected


@pytest.mark.parametrize(
    ("today", "expected"), [("2026-11-16", "ahead"), ("2026-11-17", "today"), ("2026-11-18", "open")]
)
def test_a_step_for_the_17th_is_open_when_the_day_is_over(today: str, expected: str) -> None:
    assert outcome("planned", "2026-11-17", None, today=today) == expected


def move(number: int, before: str, after: str) -> Move:
    return Move(number, "明辉制造", "ERP", before, after)


def test_a_deal_has_moved_from_its_first_stage_to_its_last() -> None:
    changes = [
        move(1, "contacted", "proposal"),
        move(2, "contacted", "needs_analysis"),
        move(1, "proposal", "negotiation"),
        move(2, "needs_analysis", "contacted"),
        move(3, "contacted", "negotiation"),
        move(3, "negotiation", "won"),  # that is told among what was won
    ]
    assert net_moves(changes) == [move(1, "contacted", "negotiation")]
