"""What became of what was promised: pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from salesops.core.i18n import N_
from salesops.core.pipeline.stages.rules import is_open
from salesops.core.values.codes import Codes

OUTCOMES = Codes(
    N_("outcome"),
    {
        "kept": N_("kept"),
        "late": N_("late"),
        "open": N_("open"),
        "cancelled": N_("cancelled"),
        "today": N_("due today"),
        "ahead": N_("not due yet"),
    },
)
STILL_AHEAD = ("today", "ahead")  # nobody is late with these


class Move(NamedTuple):
    """A deal that went from one stage to another."""

    opportunity_id: int
    customer: str
    opportunity: str
    from_stage: str
    to_stage: str


def outcome(status: str, due_on: str, occurred_on: str | None, *, today: str) -> str:
    """What became of a step planned for a day (ISO), as seen on the day `today` (ISO): a code of OUTCOMES."""
    if status == "cancelled":
        return "cancelled"
    if status == "planned":
        return "open" if due_on < today else "today" if due_on == today else "ahead"
    return "kept" if occurred_on is not None and occurred_on <= due_on else "late"


def net_moves(changes: Iterable[Move]) -> list[Move]:
    """Where each deal stood before its first change and after its last one.

    What came back has not moved, and what was won or lost is told as that.
    """
    moves: dict[int, Move] = {}
    for change in changes:
        first = moves.get(change.opportunity_id, change)
        moves[change.opportunity_id] = change._replace(from_stage=first.from_stage)
    return [move for move in moves.values() if move.from_stage != move.to_stage and is_open(move.to_stage)]
