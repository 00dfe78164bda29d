"""Texts as words that can be looked up: pairs of neighbouring Chinese characters, lower-cased words, phone numbers.

Chinese is written without spaces, so that 云帆科技 stands in the index as 云帆, 帆科, 科技 and 技: what is looked for
is a row of such pairs, and a single character is the beginning of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from salesops.core.values.names import folded, spelling_key

_FIRST_CJK = "\u3005"
_CJK = re.compile(
    "([^\0-\u3004\u3006-\u303f]+)"
)  # what it is not, since a set of all that it is compiles in a ms
_WORD = re.compile(r"[^\W_]+[+#]*")
_PHONE = re.compile(r"[+(（]?[0-9][0-9 ()（）+.-]{3,}")
_SHORT_TITLES = {"总": "总", "工程师": "工", "局长": "局", "处长": "处", "院长": "院"}
_LEAST_DIGITS = 4  # of a number that may be the end of a phone's
_MOBILE = 11  # digits of a mobile number in China
_PHONE_SIGN = "+"  # no other word begins with it


class Wanted(NamedTuple):
    """A word that is looked for: the `runs` of characters it is made of, or either end of a `phone` number."""

    runs: tuple[str, ...]
    phone: str = ""

    @property
    def match(self) -> str:
        """What stands for it in a query of FTS5."""
        runs = " AND ".join(map(_match, self.runs))
        ends = f'("{_PHONE_SIGN}{self.phone[::-1]}" *) OR ("{self.phone}" *)'
        return f"({ends} OR ({runs}))" if self.phone else runs

    def is_in(self, text: str) -> bool:
        """Whether a text, which is folded, has it."""
        return all(run in text for run in self.runs) or bool(
            self.phone
            and any(number.startswith(self.phone) or number.endswith(self.phone) for number in phones(text))
        )


def text_words(*texts: str | None) -> str:
    """The words of texts, separated by spaces."""
    return " ".join(word for text in texts if text for word in _all_words(folded(text)))


def name_words(*names: str | None) -> str:
    """The words of names, also of those that are spelled without spaces and brackets."""
    return " ".join(
        word
        for name in names
        if name
        for way in dict.fromkeys((folded(name), spelling_key(name)))
        for word in _all_words(way)
    )


def phone_words(text: str | None) -> str:
    """The phone numbers in a text, each twice: as it is, and the last digit first, since who calls may leave out what
    comes first.
    """
    return " ".join(f"{number} {_PHONE_SIGN}{number[::-1]}" for number in phones(text or ""))


def addresses(name: str, title: str | None) -> list[str]:
    """How a person with a Chinese name is addressed: 张伟, 总经理 as 张总经理, 张经理 and 张总."""
    if not title or name[:1] < _FIRST_CJK:
        return []
    titles = [title, title[-2:], *(short for long, short in _SHORT_TITLES.items() if long in title)]
    return [name[0] + one for one in titles]


def address_words(name: str, title: str | None) -> str:
    """The words of how a person is addressed."""
    return text_words(*addresses(name, title))


def phones(text: str) -> Iterator[str]:
    """The numbers in a text without spaces, dashes, the code of China and the leading zeros of area codes."""
    if text.isascii() and text.isdigit() and len(text) == _MOBILE and text[0] == "1":  # most are
        yield text
        return
    for part in re.split(r"[/,;，；、|]|ext|转", text):
        number = re.sub("[^0-9]", "", folded(part))
        if part.strip().startswith(("+", "00")):
            number = number.removeprefix("00").removeprefix("86")
        elif len(number) == _MOBILE + 2 and number.startswith("861"):
            number = number[2:]
        if len(number) >= _LEAST_DIGITS:
            yield number.lstrip("0")


def wanted(text: str) -> list[Wanted]:
    """What somebody looks for who writes `text`: its words, of which each must be there, or a phone number."""
    text = text.strip()
    if _PHONE.fullmatch(text) and (number := next(phones(text), "")):
        return [Wanted(tuple(_runs(folded(text))), number)]
    return [Wanted(runs) for word in text.split() if (runs := tuple(_runs(folded(word))))]


def begins_chinese(text: str) -> bool:
    """Whether the first word of a text is Chinese, so that the index finds the text also inside a word."""
    return _runs(folded(text))[:1] >= [_FIRST_CJK]


def query(words: Iterable[Wanted]) -> str:
    """A query of FTS5 for texts that have all the words."""
    return " AND ".join(word.match for word in words)


def _runs(text: str) -> list[str]:
    """The runs of Chinese characters and the words between them of a folded text."""
    if text.isascii():
        return _WORD.findall(text)
    runs: list[str] = []
    for place, part in enumerate(_CJK.split(text)):
        runs += (part,) if place % 2 else _WORD.findall(part)
    return runs


def _all_words(text: str) -> list[str]:
    """The words of a folded text."""
    words: list[str] = []
    for run in _runs(text):
        words += _words(run)
    return words


def _words(run: str) -> list[str]:
    return [run[place : place + 2] for place in range(len(run))] if run[0] >= _FIRST_CJK else [run]


def _match(run: str) -> str:
    """A Chinese run of two or more stands as it is, anything else may go on."""
    pairs = _words(run)[:-1]
    return f'"{" ".join(pairs)}"' if pairs else f'"{run}" *'
