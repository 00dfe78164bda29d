"""Rows of text become drafts of records; what is wrong with one is kept beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple

from salesops.core.errors import BadValue, SalesopsError
from salesops.core.files.sheets import Row
from salesops.core.i18n import _
from salesops.core.importing.amounts import told_beside
from salesops.core.importing.cells import clean_code, word
from salesops.core.importing.columns import (
    AMOUNTS,
    CellStyle,
    Column,
    ColumnReading,
    columns_of,
    read_columns,
)
from salesops.core.importing.headings import Matched
from salesops.core.importing.vocabulary import field_named, simple
from salesops.core.values.fields import Field, Kind, columns
from salesops.core.values.names import full_name
from salesops.core.values.text import abridged, half_width, printable

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
    """What a row says: `values` by column, only of filled cells; `references` by field. `more` are rows that belong to
    it.
    """

    row: Row
    values: Values
    references: Mapping[str, Names]
    problems: tuple[Problem, ...]
    more: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class _Slot:
    """A field with the columns it is read from, and whether those are known to hold codes, or parts of a name."""

    field: Field
    columns: tuple[str, ...]
    places: tuple[int, ...]
    coded: tuple[bool, ...]
    reading: ColumnReading
    told_beside: Callable[[str, Sequence[str]], str] | None
    empty_means: str
    is_joined: bool


class ParsedRows(NamedTuple):
    """The drafts of rows, made as they are asked for, and what is to be told of how their columns are read."""

    drafts: Iterator[ParsedRow]
    notes: tuple[str, ...]


def parsed_rows(
    rows: Sequence[Row], headings: Sequence[str], matched: Matched, fields: Sequence[Field], style: CellStyle
) -> ParsedRows:
    """The drafts of `rows` below `headings`, in their order.

    Raises BadValue for a wrong `style`, BadData for a column of amounts that cannot be kept.
    """
    value_map = _value_map(fields, style)
    table = columns_of(rows, headings)
    slots = [
        _slot(field, places, table, style, value_map, is_joined=field.name in matched.joined)
        for field, places in matched.columns.items()
    ]
    width = max((place for place, heading in enumerate(headings) if heading), default=-1) + 1
    notes = [note for slot in slots for note in slot.reading.notes]
    return ParsedRows((_parsed_row(row, headings, slots, width) for row in rows), tuple(notes))


def _value_map(fields: Sequence[Field], style: CellStyle) -> dict[str, dict[str, str]]:
    return {
        field_named(name, fields).name: {word(text): means for text, means in texts.items()}
        for name, texts in style.value_map.items()
    }


def _slot(
    field: Field,
    places: tuple[int, ...],
    table: Sequence[Column],
    style: CellStyle,
    value_map: Mapping[str, Mapping[str, str]],
    *,
    is_joined: bool,
) -> _Slot:
    codes = set(map(simple, field.code_also))
    words = value_map.get(field.name, {})
    reading = read_columns(field, [table[place] for place in places], style, words)
    beside = (
        partial(told_beside, style=style.amounts) if field.kind in AMOUNTS and _tells_beside(style) else None
    )
    coded = tuple(simple(table[place].heading) in codes for place in places)
    return _Slot(field, columns(field), places, coded, reading, beside, words.get("", ""), is_joined)


def _tells_beside(style: CellStyle) -> bool:
    return style.amounts.currency_at is not None or style.amounts.unit_at is not None


def _parsed_row(row: Row, headings: Sequence[str], slots: Sequence[_Slot], width: int) -> ParsedRow:
    values: Values = {}
    references: dict[str, Names] = {}
    problems = list(_ragged(row, headings, width))
    cells = row.cells if len(row.cells) >= width else [*row.cells, *[""] * (width - len(row.cells))]
    for slot in slots:
        try:
            is_filled = _read(slot, cells, headings, values, references)
        except BadValue as error:
            problems.append(_wrong(row, error, slot, *_where(slot, cells, headings)))
        else:
            if slot.field.required and not is_filled:
                where, cell = _where(slot, cells, headings)
                problems.append(Problem(row.number, where, cell, _missing()))
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
        texts = [
            slot.reading.parse(text)[0] for place in slot.places if (text := slot.reading.text(cells[place]))
        ]
        if texts:
            values[slot.field.name] = list(dict.fromkeys(texts))
        return bool(texts)
    text = _text(slot, cells)
    if text:
        if slot.told_beside:
            text = slot.told_beside(text, cells)
        values.update(zip(slot.columns, slot.reading.parse(text), strict=True))
    return bool(text)


def _text(slot: _Slot, cells: Sequence[str]) -> str:
    """What the first filled cell says, or the two parts of a name together."""
    if slot.is_joined:
        return full_name(*(slot.reading.text(cells[place]) for place in slot.places)) or slot.empty_means
    for place in slot.places:
        text = slot.reading.text(cells[place])
        if text:
            return text
    return slot.empty_means


def problem(row: int, error: SalesopsError, column: str | None = None, value: str | None = None) -> Problem:
    """What `error` says, as the problem of a row."""
    return Problem(row, column, value, error.message, error.hint)


def is_missing(problem: Problem) -> bool:
    """Whether the problem is that a cell is empty which must be filled in."""
    return problem.message == _missing()


def _missing() -> str:
    return _("is empty, but must be filled in.")


def _wrong(row: Row, error: BadValue, slot: _Slot, column: str, cell: str) -> Problem:
    """What is wrong with a cell; for a coded field with the options that say what its word means, or leave it out."""
    wrong = problem(row.number, error, column, cell)
    if not slot.field.codes:
        return wrong
    ways = _(
        'Say what it means with --value "{field}:{text}=…", or leave the column out with --map "{column}=".'
    )
    hint = ways.format(field=slot.field.name, text=abridged(cell.strip()), column=printable(column))
    return replace(wrong, hint=f"{wrong.hint} {hint}")


def _names(slot: _Slot, cells: Sequence[str], headings: Sequence[str]) -> Names | None:
    code, names, column = "", [], ""
    for place, coded in zip(slot.places, slot.coded, strict=True):
        text = slot.reading.text(cells[place])
        if not text:
            continue
        (text,) = slot.reading.parse(text)
        column = column or headings[place]
        if coded and not code:
            code = clean_code(half_width(text))
        else:
            names.append(text)
    if not column and slot.empty_means:
        return Names("", (slot.empty_means,), headings[slot.places[0]])
    return Names(code, tuple(names), column) if column else None


def _where(slot: _Slot, cells: Sequence[str], headings: Sequence[str]) -> tuple[str, str]:
    """The heading of the first column that says something, and its cell as it stands."""
    place = next((place for place in slot.places if cells[place].strip()), slot.places[0])
    return headings[place], cells[place]


def _ragged(row: Row, headings: Sequence[str], width: int) -> Iterator[Problem]:
    if len(row.cells) == len(headings):
        return
    if len(row.cells) < width or any(cell.strip() for cell in row.cells[len(headings) :]):
        message = _("The row has {count} cells, but there are {columns} headings.")
        yield Problem(row.number, None, None, message.format(count=len(row.cells), columns=width))
