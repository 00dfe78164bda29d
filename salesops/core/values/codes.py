"""Coded values: language-neutral codes in the database, names in either language for people."""

from __future__ import annotations

from collections.abc import Mapping

from salesops.core.errors import BadValue
from salesops.core.i18n import _, in_both
from salesops.core.values.text import half_width, shown


class Codes:
    """The codes that one field may hold, in their order.

    `labels` gives each code its English name, marked with N_ so that the catalogue has the Chinese one;
    `also` gives further words that people write for a code.
    """

    __slots__ = ("_also", "_labels", "_words", "codes", "name")

    def __init__(self, name: str, labels: Mapping[str, str], also: Mapping[str, str] | None = None) -> None:
        self.name = name
        self.codes = tuple(labels)
        self._labels = labels
        self._also = also or {}
        self._words: dict[str, str] | None = None

    def __contains__(self, code: object) -> bool:
        """Whether `code` is one of the codes, exactly."""
        return code in self._labels

    def parse(self, text: str) -> str:
        """The code meant by a code, a name in either language or a synonym; case and spacing do not matter.

        Raises BadValue, which lists what is accepted in the user's language.
        """
        if text in self._labels:
            return text
        if self._words is None:
            self._words = self._all_words()
        code = self._words.get(_key(text))
        if code is None:
            accepted = _(", ").join(self.label(code) for code in self.codes)
            raise BadValue(
                _("{text} is not a known {name}.").format(text=shown(text), name=_(self.name)),
                _("Choose from: {accepted}.").format(accepted=accepted),
            )
        return code

    def label(self, code: str) -> str:
        """The name of `code` in the user's language."""
        return _(self._labels[code])

    def _all_words(self) -> dict[str, str]:
        words = {_key(word): code for word, code in self._also.items()}
        for code, label in self._labels.items():
            words |= dict.fromkeys(map(_key, in_both(label)), code)
        return words | {_key(code): code for code in self.codes}


def _key(text: str) -> str:
    """`Cold-Call`, `cold call` and `cold_call` are one word."""
    return "".join(char for char in half_width(text).casefold() if char not in " _-")
