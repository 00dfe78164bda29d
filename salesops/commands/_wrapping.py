"""Where a line may end: between words and between Chinese characters, but no line begins with a comma."""

from __future__ import annotations

from rich.cells import cell_len, get_character_cell_size

_NEVER_FIRST = frozenset("，。、；：！？）》」』】”’…,.;:!?)]}%")
_NEVER_LAST = frozenset("（《「『【“‘([{#")


def breaks(text: str, width: int) -> list[int]:
    """The places at which `text` goes on in the next line, so that no line is wider than `width` cells (at least 2)."""
    places: list[int] = []
    start = good = used = 0
    for place, char in enumerate(text):
        if place > start and _may_end(text[place - 1], char):
            good = place
        size = get_character_cell_size(char)
        while used + size > max(width, 2) and char != " ":
            start = good if good > start else _forced(start, place, char)
            places.append(start)
            used = cell_len(text[start:place])
        used += size
    return places


def _may_end(before: str, after: str) -> bool:
    """Whether a line may end between two characters."""
    if after in _NEVER_FIRST or before in _NEVER_LAST or after == " ":
        return False
    return before == " " or max(get_character_cell_size(before), get_character_cell_size(after)) == 2


def _forced(start: int, place: int, char: str) -> int:
    """Where a word ends that is longer than the line."""
    return place - 1 if char in _NEVER_FIRST and place - 1 > start else place
