"""Rows of text become drafts of records; what is wrong with one is kept beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from salesops.core.errors import BadValue, SalesopsError
from salesops.core.files.sheets import Row
from salesops.core.i18n import _
from salesops.core.importing.cells import Parser, clean_code, parser, word
from salesops.core.importing.headings import Matched, field_named, simple
from salesops.core.values.fields import Field, Kind, columns
from salesops.core.values.text import composed

Values = dict[str, Any]


@dataclass(frozen=True)
class Problem:
    """Why a row cannot be taken: its number as a spreadsheet shows it, the heading of the column, the cell."""

    row: int
    column: str | None
    value: str | None
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """How a row names another record: by its code, by names, or both."""

    code: str
    names: tuple[str, ...]
    column: str


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """What a row says: `values` by column, only of filled cells; `references` by field."""

    row: Row
    values: Values
    references: Mapping[str, Names]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class CellStyle:
    """How the cells of a file are written: the order of its dates (dmy, mdy, None) and what its words mean.

    `meant`: name of a field → text in the file → text meant.
    """

    date_order: str | None = None
    value_map: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Slot:
    """A field with the columns it is read from, and whether those are known to hold codes."""

    field: Field
    columns: tuple[str, ...]
    places: tuple[int, ...]
    coded: tuple[bool, ...]
    parse: Parser
    empty_means: str


def parsed_rows(
    rows: Iterable[Row], headings: Sequence[str], matched: Matched, fields: Sequence[Field], style: CellStyle
) -> Iterator[ParsedRow]:
    """The drafts of `rows` below `headings`, in their order. Raises BadValue for a wrong `style`."""
    value_map = _value_map(fields, style)
    slots = [_slot(field, places, headings, style, value_map) for field, places in matched.columns.items()]
    width = max((place for place, heading in enumerate(headings) if heading), default=-1) + 1
    return (_parsed_row(row, headings, slots, width) for row in rows)


def _value_map(fields: Sequence[Field], style: CellStyle) -> dict[str, dict[str, str]]:
    return {
        field_named(name, fields).name: {word(text): means for text, means in texts.items()}
        for name, texts in style.value_map.items()
    }


def _slot(
    field: Field,
    places: tuple[int, ...],
    headings: Sequence[str],
    style: CellStyle,
    value_map: Mapping[str, Mapping[str, str]],
) -> _Slot:
    codes = set(map(simple, field.code_also))
    words = value_map.get(field.name, {})
    parse = parser(field, heading=headings[places[0]], order=style.date_order, value_map=words)
    coded = tuple(simple(headings[place]) in codes for place in places)
    return _Slot(field, columns(field), places, coded, parse, words.get("", ""))


def _parsed_row(row: Row, headings: Sequence[str], slots: Sequence[_Slot], width: int) -> ParsedRow:
    values: Values = {}
    references: dict[str, Names] = {}
    problems = list(_ragged(row, headings, width))
    cells = row.cells if len(row.cells) >= width else [*row.cells, *[""] * (width - len(row.cells))]
    for slot in slots:
        try:
            is_filled = _read(slot, cells, headings, values, references)
        except BadValue as error:
            problems.append(problem(row.number, error, headings[slot.places[0]], _text(slot, cells)))
        else:
            if slot.field.required and not is_filled:
                problems.append(_empty(row, slot, headings))
    return ParsedRow(row, values, references, tuple(problems))


def _read(
    slot: _Slot, cells: Sequence[str], headings: Sequence[str], values: Values, references: dict[str, Names]
) -> bool:
    """Put what the row says of a field among `values` or `references`; whether it says anything."""
    if slot.field.kind is Kind.REFERENCE:
        names = _names(slot, cells, headings)
        if names:
            references[slot.field.name] = names
        return names is not None
    if slot.field.several:
        texts = [slot.parse(text)[0] for place in slot.places if (text := composed(cells[place]))]
        if texts:
            values[slot.field.name] = list(dict.fromkeys(texts))
        return bool(texts)
    text = _text(slot, cells)
    if text:
        values.update(zip(slot.columns, slot.parse(text), strict=True))
    return bool(text)


def _text(slot: _Slot, cells: Sequence[str]) -> str:
    """What the first filled cell says."""
    for place in slot.places:
        text = composed(cells[place])
        if text:
            return text
    return slot.empty_means


def problem(row: int, error: SalesopsError, column: str | None = None, value: str | None = None) -> Problem:
    """What `error` says, as the problem of a row."""
    return Problem(row, column, value, error.message, error.hint)


def _names(slot: _Slot, cells: Sequence[str], headings: Sequence[str]) -> Names | None:
    code, names, column = "", [], ""
    for place, coded in zip(slot.places, slot.coded, strict=True):
        text = composed(cells[place])
        if not text:
            continue
        (text,) = slot.parse(text)
        column = column or headings[place]
        if coded and not code:
            code = clean_code(text)
        else:
            names.append(text)
    if not column and slot.empty_means:
        return Names("", (slot.empty_means,), headings[slot.places[0]])
    return Names(code, tuple(names), column) if column else None


def _empty(row: Row, slot: _Slot, headings: Sequence[str]) -> Problem:
    return Problem(row.number, headings[slot.places[0]], "", _("is empty, but must be filled in."))


def _ragged(row: Row, headings: Sequence[str], width: int) -> Iterator[Problem]:
    if len(row.cells) == len(headings):
        return
    if len(row.cells) < width or any(cell.strip() for cell in row.cells[len(headings) :]):
        message = _("The row has {count} cells, but there are {columns} headings.")
        yield Problem(row.number, None, None, message.format(count=len(row.cells), columns=width))
