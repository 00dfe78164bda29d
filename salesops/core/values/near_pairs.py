"""Which of many names are nearly the same: all pairs of them, without comparing each with each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import groupby

from salesops.core.values.names import digits, lengths, near, pieces

_Piece = tuple[int, int, str, str]  # length of the key, number of the piece, the piece, the digits of the key


def near_pairs(
    keys: Collection[str], at_least: int, *, of: Collection[str] | None = None
) -> Iterator[tuple[str, str, float]]:
    """Two of the `keys` that are `at_least` (0-100) so similar, and how similar; each pair once.

    No key may stand twice in `keys`. Every pair is found that `near` finds; with `of` every one that one of those keys
    is in. Compared are keys that have a piece in common about where it would stand; of short ones the letters are left
    out one by one.
    """
    everybody, asked_for = _Keys(at_least), _Keys(at_least)
    for _length, of_length in groupby(sorted(keys, key=len), key=len):
        same_length = list(of_length)
        for key in same_length:
            is_asked_for = of is None or key in of
            candidates = (everybody if is_asked_for else asked_for).candidates(key)
            found = {candidates[index]: score for index, score in near(key, candidates, at_least)}
            yield from ((other, key, score) for other, score in found.items())
            everybody.add_pieces(key)
            if of is not None and is_asked_for:
                asked_for.add_pieces(key)
        everybody.last_length = set(same_length)
        asked_for.last_length = everybody.last_length.intersection(of or ())


class _Keys:
    """Keys that are no longer than what is looked for, by what of them stands in a near one: a piece, or all."""

    def __init__(self, at_least: int) -> None:
        self.at_least = at_least
        self.last_length: set[str] = set()
        self._by_piece: dict[_Piece, list[str]] = {}

    def add_pieces(self, key: str) -> None:
        """Let the key be found."""
        numbers = digits(key)
        for number, (start, end) in enumerate(_bounds(len(key), self.at_least)):
            self._by_piece.setdefault((len(key), number, key[start:end], numbers), []).append(key)

    def candidates(self, key: str) -> list[str]:
        """What may be near to `key`; some twice."""
        found: list[str] = []
        if _differences(len(key) - 1, len(key), self.at_least) == 1:
            found += self.last_length.intersection(key[:cut] + key[cut + 1 :] for cut in range(len(key)))
        numbers = digits(key)
        for piece, begins in _looked_for(len(key), self.at_least):
            length, number, size = piece
            for start in begins:
                found += self._by_piece.get((length, number, key[start : start + size], numbers), ())
        return found


@cache
def _looked_for(length: int, at_least: int) -> list[tuple[tuple[int, int, int], range]]:
    """The pieces of shorter keys and where each may stand in one of `length`.

    A piece is told by the length of its key, its number and its own length.
    """
    looked_for = []
    for shorter in range(lengths(" " * length, at_least)[0], length + 1):
        differences, added = _differences(shorter, length, at_least), length - shorter
        if differences < 2:
            continue
        earlier, later = (differences - added) // 2, (differences + added) // 2
        for number, (start, end) in enumerate(_bounds(shorter, at_least)):
            begins = range(max(start - earlier, 0), min(start + later, length - end + start) + 1)
            looked_for.append(((shorter, number, end - start), begins))
    return looked_for


def _differences(one: int, other: int, at_least: int) -> int:
    """How many letters, left out and put in, may lie between a key of length `one` and a longer one of `other`."""
    most = (one + other) * (100 - at_least) // 100
    return most - (most - (other - one)) % 2  # a letter is left out of the longer one for each that is put in


@cache
def _bounds(length: int, at_least: int) -> Sequence[tuple[int, int]]:
    """Where the pieces of a key of that length begin and end."""
    bounds, start = [], 0
    for piece in pieces(" " * length, at_least):
        bounds.append((start, start + len(piece)))
        start += len(piece)
    return bounds
