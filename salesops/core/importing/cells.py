"""From the text in a cell to what the database holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache, partial
from typing import Any

from salesops.core.values.dates import Toward, parse_file_date
from salesops.core.values.fields import Field, Kind, Reading, values_of
from salesops.core.values.text import bounded, half_width

Parser = Callable[[str], tuple[Any, ...]]

_REMEMBERED = 20_000  # dates, codes and amounts repeat in a file: each is parsed once
_WHOLE_FLOAT = re.compile(r"[0-9]+\.0+")
_LAST_NUMBER = re.compile(r"(.*[0-9])(?! ?[百千万亿kKwWmM元])([^0-9]*)")
_UNIT = re.compile(r"[(（\[【].*?(百万|千万|千|万|亿)元?\s*[)）\]】]")


def parser(field: Field, *, heading: str, order: str | None, value_map: Mapping[str, str]) -> Parser:
    """A function from the trimmed text of a cell to the values of the field's columns; it raises BadValue.

    `heading` may name the unit of its amounts, as 合同金额（万元） does; `order` (dmy, mdy) is that of dates;
    `meant` gives the texts that stand for others. References stay texts.
    """
    if field.kind in (Kind.TEXT, Kind.REFERENCE):
        parse: Parser = _code if field.name == "code" else _as_it_is
    else:
        parse = lru_cache(_REMEMBERED)(partial(_parse, field, _unit(field, heading), _reading(order)))
    if not value_map:
        return parse
    return lambda text: parse(value_map.get(word(text), text))


def word(text: str) -> str:
    """The form in which the texts of `--value` are compared."""
    return half_width(text).casefold()


def clean_code(text: str) -> str:
    """A code without what spreadsheets make of numbers: 2.0 is 2."""
    return text.partition(".")[0] if _WHOLE_FLOAT.fullmatch(text) else text


def _as_it_is(text: str) -> tuple[str]:
    return (bounded(text),)


def _code(text: str) -> tuple[str]:
    return (clean_code(bounded(text)),)


def _parse(field: Field, unit: str, reading: Reading, text: str) -> tuple[Any, ...]:
    return values_of(field, _in_unit(text, unit) if unit else text, reading)


def _in_unit(text: str, unit: str) -> str:
    """The amount in the unit of its column, unless it names its own: 5-10 and 50以上 are 5-10万 and 50万以上."""
    plain = half_width(text)
    match = _LAST_NUMBER.fullmatch(plain)
    return f"{match[1]}{unit}{match[2]}" if match else plain


def _unit(field: Field, heading: str) -> str:
    match = _UNIT.search(heading) if field.kind in (Kind.MONEY, Kind.FINE_MONEY, Kind.BUDGET) else None
    return match[1] if match else ""


def _reading(order: str | None) -> Reading:
    def day(text: str, _toward: Toward) -> date:
        return parse_file_date(text, order)

    def refer(_table: str, _text: str) -> int | None:
        raise NotImplementedError  # rows of one file refer to each other: found when all are read

    return Reading(day, refer)
