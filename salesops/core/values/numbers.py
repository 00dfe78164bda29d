"""Counts, plain numbers, rates and yes/no, as people write them."""

from __future__ import annotations

from typing import Annotated

from salesops.core.errors import BadValue
from salesops.core.i18n import _
from salesops.core.values.text import half_width, shown
from salesops.core.values.units import Unit

Rate = Annotated[float, Unit.RATE]
"""A fraction, 0 to 1: printed as a percentage in tables, as a rounded fraction in JSON."""

_YES = ("yes", "y", "true", "t", "1", "on", "是", "有", "对", "√", "✓")
_NO = ("no", "n", "false", "f", "0", "off", "否", "无", "不是", "没有", "×", "✗")
_DIGITS = {char: value for value, char in enumerate("一二三四五六七八九", 1)} | {"两": 2}
# What `small_count` takes, as a regular expression.
SMALL_COUNT = "[0-9]{1,6}|[二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]"


def parse_int(text: str, *, least: int | None = None, most: int | None = None) -> int:
    """A whole number: `12`, `1,200`, `-2`, and `2.0` as spreadsheets write it. The bounds are inclusive.

    Raises BadValue.
    """
    import re

    plain = half_width(text).replace("−", "-")
    match = re.fullmatch(r"([+-]?(?:[0-9]{1,15}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}))(?:\.0+)?", plain)
    if match is None:
        raise BadValue(_("{text} is not a whole number.").format(text=shown(text)), _range_hint(least, most))
    value = int(match[1].replace(",", ""))
    _check(value, text, least, most)
    return value


def parse_number(text: str, *, least: float | None = None, most: float | None = None) -> float:
    """A decimal number such as `1.25`, without exponent. The bounds are inclusive. Raises BadValue."""
    import re

    plain = half_width(text).replace("−", "-")
    if not re.fullmatch(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?", plain):
        raise BadValue(_("{text} is not a number.").format(text=shown(text)), _range_hint(least, most))
    value = float(plain)
    _check(value, text, least, most)
    return value


def parse_fraction(text: str) -> Rate:
    """A rate from 0 to 1, written `60%` or `0.6`. Raises BadValue, for 60 too: it may mean either."""
    import re

    match = re.fullmatch(r"([0-9]{1,3})(?:\.([0-9]{1,12}))? ?(%)?", half_width(text))
    if match:
        whole, part, percent = match.groups(default="")
        value: float = int(whole + part) / 10 ** (len(part) + (2 if percent else 0))
        if value <= 1:
            return value
    raise BadValue(
        _("{text} is not a rate.").format(text=shown(text)), _("Write it like 60% or 0.6, at most 100%.")
    )


def parse_flag(text: str) -> bool:
    """Yes or no, in either language or as 1 and 0. Raises BadValue."""
    plain = half_width(text).casefold()
    if plain in _YES:
        return True
    if plain in _NO:
        return False
    raise BadValue(_("{text} is neither yes nor no.").format(text=shown(text)), _("Write yes or no."))


def small_count(text: str) -> int:
    """12, 三, 十, 二十五: a number in figures, or below a hundred in Chinese, that SMALL_COUNT matches."""
    if text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def _check(value: float, text: str, least: float | None, most: float | None) -> None:
    if (least is not None and value < least) or (most is not None and value > most):
        raise BadValue(_("{text} is out of range.").format(text=shown(text)), _range_hint(least, most))


def _range_hint(least: float | None, most: float | None) -> str:
    if least is not None and most is not None:
        return _("Write a number from {least} to {most}.").format(least=least, most=most)
    if least is not None:
        return _("Write a number from {least} up.").format(least=least)
    if most is not None:
        return _("Write a number of at most {most}.").format(most=most)
    return _("Write digits only, such as 1200.")
