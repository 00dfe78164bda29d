"""What is shown of a text in which words were found."""

from __future__ import annotations

from collections.abc import Sequence

from salesops.core.values.names import folded
from salesops.core.values.words import Wanted

_BEFORE = 12  # characters before the first word that was found
_WIDTH = 60


def found_in(texts: Sequence[tuple[str, str]], words: Sequence[Wanted]) -> tuple[str, str]:
    """The first of the (field, text) that has a word, with what surrounds it; the first of all where none has."""
    field, text = next(
        ((field, text) for field, text in texts if any(word.is_in(folded(text)) for word in words)), texts[0]
    )
    return field, excerpt(text, [run for word in words for run in word.runs])


def excerpt(text: str, runs: Sequence[str]) -> str:
    """At most 60 characters of a text on one line, from a little before the first of the `runs` in it."""
    line = " ".join(text.split())
    if len(line) <= _WIDTH:
        return line
    lower = line.casefold()
    start = min((place for run in runs if (place := lower.find(run)) >= 0), default=0)
    start = max(0, min(start - _BEFORE, len(line) - _WIDTH))
    end = start + _WIDTH
    return ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")
