"""Numbers of a column: their decimal sign, their unit and their currency, decided for all of its cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, NamedTuple

from salesops.core.errors import BadData, BadValue
from salesops.core.importing import units
from salesops.core.importing.decimals import SIGNS, doubtful, refuse_doubtful, with_point
from salesops.core.importing.units import Named
from salesops.core.values.text import half_width, printable


class AmountStyle(NamedTuple):
    """How the amounts of a file are meant: the decimal sign (point, comma, None), the currency of the database, what
    the lines above the table name, and the places of columns that tell the currency and the unit of each row.
    """

    decimal: str | None = None
    currency: str = ""
    above: Named = Named()
    currency_at: int | None = None
    unit_at: int | None = None


Value = Callable[[str], tuple[Any, ...]]

_LAST_NUMBER = re.compile(r"(.*[0-9])(?! ?[百千万亿kKwWmM元])([^0-9]*)")
_ORDINARY = re.compile(r"(?:[0-9]*(?:\.[0-9]{1,2})?\n)*")
_NAMELESS = re.compile(r"[-0-9.,\s百千万亿元以上下内~+]*")  # amounts without a currency
_PLAIN_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def amount_reader(value: Value, heading: str, texts: Iterable[str], style: AmountStyle) -> Value:
    """`value` for the amounts of a column, in the unit that its heading names, else the lines above the table.

    An amount that names its own unit keeps it. Raises BadData for a heading whose amounts cannot be kept.
    """
    unit = _unit(heading, style.currency, style.above)
    column = "\n".join((*texts, ""))
    plain = number_reader(value, texts, style.decimal)
    if not unit and _NAMELESS.fullmatch(column):
        return plain

    def read(text: str) -> tuple[Any, ...]:
        amount = _own(text, style.currency)
        return plain(in_unit(amount, unit) if unit else amount)

    return read


def number_reader(value: Value, texts: Iterable[str], decimal: str | None) -> Value:
    """`value` for the numbers of a column, whose decimal sign is told (point, comma) or else must be beyond doubt."""
    column = "\n".join((*texts, ""))
    if decimal != "comma" and _ORDINARY.fullmatch(column):
        return value
    doubt = "" if decimal else doubtful(column)
    return partial(_read_number, value, doubt, SIGNS[decimal or "point"])


def percent_reader(value: Value, heading: str, texts: Iterable[str]) -> Value:
    """`value` for the percentages of a column: 1 is 1% where others are above it, or where the heading says % and none
    is a fraction.
    """
    numbers = [float(number) for number in map(half_width, texts) if _PLAIN_NUMBER.fullmatch(number)]
    is_fraction = any(0 < number < 1 for number in numbers)
    if any(number > 1 for number in numbers) or ("%" in half_width(heading) and not is_fraction):
        return lambda text: value(f"{text}%" if _PLAIN_NUMBER.fullmatch(half_width(text)) else text)
    return value


def told_beside(text: str, cells: Sequence[str], style: AmountStyle) -> str:
    """The amount with the unit that its row tells in another column. Raises BadValue for another currency there."""
    if style.currency_at is not None and (told := units.in_cell(cells[style.currency_at])):
        told.check(style.currency)
    if style.unit_at is None or not (told := units.in_cell(cells[style.unit_at])):
        return text
    return in_unit(text, told.check(style.currency).unit)


def in_unit(text: str, unit: str) -> str:
    """The amount in the unit of its column, unless it names its own: 5-10 and 50以上 are 5-10万 and 50万以上."""
    plain = half_width(text)
    match = _LAST_NUMBER.fullmatch(plain)
    return f"{match[1]}{unit}{match[2]}" if match else plain


def _unit(heading: str, currency: str, above: Named) -> str:
    named = units.in_heading(heading)
    try:
        named.check(currency)
        if not named.unit:
            above.check(currency if not named.currencies else "")
    except BadValue as error:
        raise BadData(f"{printable(heading)}: {error.message}", error.hint) from error
    return (named.unit or above.unit).removeprefix("元")


def _own(text: str, currency: str) -> str:
    """The amount without the name of the database's currency. Raises BadValue for another one."""
    found = units.currencies(text)
    units.Named(currencies=found).check(currency)
    return units.without_currency(text) if found else text


def _read_number(value: Value, doubt: str, sign: str, text: str) -> tuple[Any, ...]:
    refuse_doubtful(text, doubt)
    return value(with_point(text, sign))
