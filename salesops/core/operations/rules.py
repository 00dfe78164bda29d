"""When an operation can be taken back: pure functions over the journal."""

from __future__ import annotations

from collections.abc import Mapping

# Their facts stand each by itself: a new phone number does not hinder an older address from going back. The columns of
# every other record hang together, so that any later change of it does.
_SINGLE_FACTS = {"customer", "contact", "rep"}


def without_effect(undone: Mapping[int, int]) -> set[int]:
    """Operations that cancel each other, given what each undo (by id) took back.

    From the latest undo on: one that is in effect takes its operation with it; one that was itself taken back leaves
    its operation as it was.
    """
    gone: set[int] = set()
    for undo in sorted(undone, reverse=True):
        if undo not in gone:
            gone |= {undo, undone[undo]}
    return gone


def hindered(record: str, columns: frozenset[str] | None, later: frozenset[str] | None) -> bool:
    """Whether a later change of the same record keeps an earlier one from being taken back.

    Both are the columns that were changed, None where the record came or went.
    """
    if columns is None or later is None or record not in _SINGLE_FACTS:
        return True
    return not columns.isdisjoint(later)
