"""What the text of a cell says: cleaned of what spreadsheets, dumps and web pages leave around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence
from typing import NamedTuple

from salesops.core.errors import BadValue
from salesops.core.i18n import _
from salesops.core.values.fields import Field, Kind
from salesops.core.values.numbers import parse_flag
from salesops.core.values.text import bounded, composed, half_width, shown

ERRORS = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!")
)
"""What a spreadsheet shows where a formula has no result."""

PLACEHOLDERS = frozenset(
    (
        "-", "--", "---", "—", "——", "－", "–", "/", "\\", "\\N",
        "N/A", "n/a", "N.A.", "NULL", "Null", "null", "None", "none", "nil", "TBD", "tbd",
        "无", "暂无", "没有", "未知", "不详", "待定", "未填", "未填写", "空", "暂缺", "不清楚",
    )
)  # fmt: skip
"""What people and programs write where they know nothing."""

_BLANKS = ERRORS | PLACEHOLDERS
_GUARDED = ("=", "'")
_FORMULA = re.compile(r'=\s*"((?:[^"]|"")*)"')
_APOSTROPHE = re.compile(r"'(?=[=+@-]|[0-9+(（][0-9 ()（）.+-]*$)")
_BREAKS = re.compile(r"[ \t]*(?:\r\n|[\r\n\v\f\u0085\u2028\u2029])[ \t]*")
_CHINESE_BREAK = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])\n+(?=[\u2e80-\u9fff\uff00-\uffef])")
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Spaces of no width, marks of direction, soft hyphens; a joiner counts where it makes letters or a picture.
_UNSEEN = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
    "|(?<![\u0600-\u1fff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"
)
_WHOLE_FLOAT = re.compile(r"[0-9]+\.0+")
_LOST_DIGITS = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+[0-9]{1,3}")


class Look(NamedTuple):
    """One cheap look at all cells of a column: whether any says something else than it is once trimmed and composed,
    whether its texts must be read with care, and the texts in it that stand for nothing.
    """

    needs_care: bool
    is_plain: bool
    blanks: frozenset[str]

    def text_of(self, field: Field, meant: Container[str]) -> Callable[[str], str]:
        """What gives the text of each cell of the column, empty where it stands for nothing.

        A placeholder does, unless it is among those that `--value` gives a meaning (`meant`) or `field` itself has one.
        """
        text = careful if self.needs_care else composed
        blanks = frozenset(blank for blank in self.blanks if not _is_meant(blank, field, meant))
        if not blanks:
            return text
        return lambda cell: "" if (said := text(cell)) in blanks else said

    def text_parser(self, field: Field) -> Callable[[str], tuple[str]]:
        """What reads the texts of the column, at its cheapest where no cell needs more."""
        if field.long or self.is_plain:
            return _as_it_is
        return _identifier if field.kind is Kind.IDENTIFIER else _line


def look_at(field: Field, column: Sequence[str]) -> Look:
    """What the cells of a column of `field` need."""
    written = "".join(column)
    guarded = ("=" in written or "'" in written) and any(
        cell.lstrip().startswith(_GUARDED) for cell in column
    )
    needs_care = guarded or not written.isprintable()
    is_plain = not (needs_care or "E+" in written or "e+" in written)
    if field.kind is Kind.IDENTIFIER:
        is_plain = is_plain and written.isascii() and "." not in written
    return Look(needs_care, is_plain, _BLANKS.intersection(map(careful if needs_care else str.strip, column)))


def careful(cell: str) -> str:
    """What the cell says without what does not show and without guards such as `="137…"` and `'136…`."""
    text = composed(cell)
    if not text.isprintable():
        text = composed(_SPACES.sub(" ", _UNSEEN.sub("", _BREAKS.sub("\n", text))))
    if text.startswith(_GUARDED):
        text = _unguarded(text)
    return text


def word(text: str) -> str:
    """The form in which the texts of `--value` are compared."""
    return half_width(text).casefold()


def clean_code(text: str) -> str:
    """A code without what spreadsheets make of numbers: 2.0 is 2."""
    return text.partition(".")[0] if _WHOLE_FLOAT.fullmatch(text) else text


def _as_it_is(text: str) -> tuple[str]:
    return (bounded(text),)


def _line(text: str) -> tuple[str]:
    """A name, which is one line, and no number that has lost its digits."""
    if _LOST_DIGITS.fullmatch(text):
        raise BadValue(
            _("{text} is a number that has lost its digits.").format(text=shown(text)),
            _("Format its column as text in the spreadsheet and enter the number again."),
        )
    return (bounded(text if text.isprintable() else _one_line(text)),)


def _identifier(text: str) -> tuple[str]:
    """A phone or a code: half width, and without what spreadsheets make of numbers."""
    return (clean_code(half_width(_line(text)[0])),)


def _one_line(text: str) -> str:
    return _CHINESE_BREAK.sub("", text).replace("\n", " ")


def _unguarded(text: str) -> str:
    formula = _FORMULA.fullmatch(text)
    return composed(formula[1].replace('""', '"')) if formula else _APOSTROPHE.sub("", text, count=1)


def _is_meant(blank: str, field: Field, meant: Container[str]) -> bool:
    return word(blank) in meant or (blank in PLACEHOLDERS and _has_meaning(field, blank))


def _has_meaning(field: Field, text: str) -> bool:
    try:
        if field.kind is Kind.FLAG:
            parse_flag(text)
        elif field.codes is not None:
            field.codes.parse(text)
        else:
            return False
    except BadValue:
        return False
    return True
