"""Fields: what a record can be told, by which names, and how its text is read.

One description serves the options of `add` and `edit`, the columns of an imported file and the headings of lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum
from typing import NamedTuple

from salesops.core.errors import BadValue
from salesops.core.i18n import _
from salesops.core.values.codes import Codes
from salesops.core.values.dates import Toward
from salesops.core.values.money import parse_budget, parse_fine_money, parse_money
from salesops.core.values.numbers import parse_flag, parse_fraction, parse_int, parse_number
from salesops.core.values.text import bounded, composed, half_width, shown


class Kind(Enum):
    """How the text of a field is read."""

    TEXT = "text"
    IDENTIFIER = "identifier"  # a phone, a code: digits that nobody counts with
    MONEY = "money"  # two decimals
    FINE_MONEY = "fine money"  # up to four decimals, kept beside the cents
    BUDGET = "budget"  # a range of money
    DATE = "date"
    INTEGER = "integer"
    NUMBER = "number"
    PERCENT = "percent"  # whole percent
    FLAG = "flag"
    CODED = "coded"
    REFERENCE = "reference"  # another record, by name or code


class Field(NamedTuple):
    """One field: `name` is its column, `label` its English name (marked with N_), `also` what else it is called.

    A `required` field must be told; a `never_empty` one need not, having a default, but cannot be emptied.
    A `long` text may have several lines. `codes` belongs to coded fields, `toward`
    to dates: whether a bare 周五 or 11月16日 is a day past or to come;
    `refers_to` (a table) to references; `least` and `most` bound numbers, both
    inclusive. In a file, `code_also` are headings of columns that hold the code of the record referred to, and of
    a field that may be told `several` times every column counts. A
    heading in `stand_in` is this field where a better column is found for what it says: of Company and Name in a
    list of customers, Name is the contact (and the customer where there is no company). `parts` are headings of the
    two columns, given and family name, that a file may have instead. Fields of a `group` are told anew in columns with
    the numbers 2, 3 …, where there is one of the field that the group is called after. `check` reads an identifier that
    is typed: it may refuse it, as a file's never is.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    also: tuple[str, ...] = ()
    codes: Codes | None = None
    toward: Toward = Toward.PAST
    refers_to: str = ""
    check: Callable[[str], str] | None = None
    required: bool = False
    several: bool = False
    long: bool = False
    never_empty: bool = False
    least: float | None = None
    most: float | None = None
    code_also: tuple[str, ...] = ()
    stand_in: tuple[str, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()
    group: str = ""


class Reading(NamedTuple):
    """How dates and references are understood: on the command line, or in a file."""

    date: Callable[[str, Toward], date]
    refer: Callable[[str, str], int | None]  # (table, text) → id


def read_all(fields: Iterable[Field], texts: Mapping[str, str], reading: Reading) -> dict[str, object]:
    """The columns and values that `texts` (by field name) stand for; an empty text empties its columns.

    Raises BadValue for a text that cannot be read and for an empty field that must not be.
    """
    values: dict[str, object] = {}
    for field in fields:
        if field.name in texts:
            values |= read(field, texts[field.name], reading)
    return values


def read(field: Field, text: str, reading: Reading) -> dict[str, object]:
    """The columns of `field` with the values that `text` stands for, as they are stored."""
    trimmed = composed(text)
    if not trimmed:
        if field.required or field.never_empty:
            raise BadValue(_("{field} must not be empty.").format(field=_(field.label)))
        return dict.fromkeys(columns(field))
    try:
        return dict(zip(columns(field), values_of(field, trimmed, reading), strict=True))
    except BadValue as error:
        raise BadValue(
            _("{name}: {text}").format(name=_(field.label), text=error.message), error.hint
        ) from error


def columns(field: Field) -> tuple[str, ...]:
    """The columns in which `field` is stored."""
    match field.kind:
        case Kind.BUDGET:
            return (f"{field.name}_min", f"{field.name}_max")
        case Kind.FINE_MONEY:
            return (field.name, "subcent")
        case Kind.REFERENCE:
            return (f"{field.name}_id",)
        case _:
            return (field.name,)


def values_of(field: Field, trimmed: str, reading: Reading) -> tuple[object, ...]:
    """What the trimmed text `trimmed` stands for, one value for each of the field's columns. Raises BadValue."""
    match field.kind:
        case Kind.TEXT:
            return (bounded(trimmed),)
        case Kind.IDENTIFIER:
            text = bounded(half_width(trimmed))
            return (field.check(text) if field.check else text,)
        case Kind.MONEY:
            return (parse_money(trimmed),)
        case Kind.FINE_MONEY:
            return parse_fine_money(trimmed)
        case Kind.BUDGET:
            return parse_budget(trimmed)
        case Kind.DATE:
            return (reading.date(trimmed, field.toward).isoformat(),)
        case Kind.INTEGER:
            return (parse_int(trimmed, least=_whole(field.least), most=_whole(field.most)),)
        case Kind.NUMBER:
            return (parse_number(trimmed, least=field.least, most=field.most),)
        case Kind.PERCENT:
            return (_percent(trimmed),)
        case Kind.FLAG:
            return (parse_flag(trimmed),)
        case Kind.CODED:
            assert field.codes is not None
            return (field.codes.parse(trimmed),)
        case Kind.REFERENCE:
            return (reading.refer(field.refers_to, trimmed),)


def _percent(trimmed: str) -> int:
    """Whole percent: of 60, of 60%, and of 0.6 as a spreadsheet holds it; 1 is the whole."""
    plain = half_width(trimmed)
    if plain.isascii() and plain.isdigit() and 1 < int(plain) <= 100:
        return int(plain)
    percent = parse_fraction(trimmed) * 100
    if abs(percent - round(percent)) > 1e-9:
        raise BadValue(_("{text} is not a whole percentage.").format(text=shown(trimmed)))
    return round(percent)


def _whole(bound: float | None) -> int | None:
    return None if bound is None else int(bound)
