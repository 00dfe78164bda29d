"""How the cells of one field are read: decided once by all of them together, before the rows are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from itertools import zip_longest
from typing import Any, NamedTuple

from salesops.core.errors import BadValue
from salesops.core.files.sheets import Row
from salesops.core.i18n import _
from salesops.core.importing import amounts, cells
from salesops.core.importing.amounts import AmountStyle
from salesops.core.values.dates import Toward
from salesops.core.values.fields import Field, Kind, Reading, values_of
from salesops.core.values.file_dates import DateStyle, Form, form_of, parse_file_date, settled
from salesops.core.values.text import shown

Parser = Callable[[str], tuple[Any, ...]]

_REMEMBERED = 20_000  # dates, codes and amounts repeat in a file: each is parsed once
_TEXTS = (Kind.TEXT, Kind.IDENTIFIER, Kind.REFERENCE)
AMOUNTS = (Kind.MONEY, Kind.FINE_MONEY, Kind.BUDGET)


@dataclass(frozen=True)
class CellStyle:
    """How the cells of a file are written: its dates and amounts, and what its words mean.

    `value_map`: name of a field → text in the file → text meant.
    """

    dates: DateStyle = field(default_factory=DateStyle)
    amounts: AmountStyle = field(default_factory=AmountStyle)
    value_map: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class Column(NamedTuple):
    """A heading and the cells below it, one of each of the `rows`."""

    heading: str
    cells: Sequence[str]
    rows: Sequence[Row]


class ColumnReading(NamedTuple):
    """How a field is read: `text` gives what a cell says, empty where it stands for nothing, `parse` the values of the
    field's columns, or it raises BadValue. `notes` tell what was found out.
    """

    text: Callable[[str], str]
    parse: Parser
    notes: tuple[str, ...]


def columns_of(rows: Sequence[Row], headings: Sequence[str]) -> list[Column]:
    """The columns below `headings`; cells that a row lacks are empty."""
    cells = [*zip_longest(headings, *(row.cells for row in rows), fillvalue="")]
    return [Column(column[0], column[1:], rows) for column in cells]


def read_columns(
    field: Field, columns: Sequence[Column], style: CellStyle, words: Mapping[str, str]
) -> ColumnReading:
    """How `field` is read from `columns`; `words` are the texts that stand for others.

    Raises BadData for a heading whose unit or currency the amounts cannot be kept in.
    """
    written = columns[0].cells if len(columns) == 1 else [cell for each in columns for cell in each.cells]
    look = cells.look_at(field, written)
    text = look.text_of(field, words)
    notes = [note for column in columns for note in _errors(column, look.blanks & cells.ERRORS)]
    if field.kind in _TEXTS:
        parse: Parser = look.text_parser(field)
    else:
        texts = set(map(text, set(written))) - {""}
        if words:
            texts = {words.get(cells.word(said), said) for said in texts}
        parse, found = _parser(field, columns[0].heading, texts, style)
        notes += found
    return ColumnReading(text, _with_words(parse, words) if words else parse, tuple(notes))


def _parser(field: Field, heading: str, texts: set[str], style: CellStyle) -> tuple[Parser, list[str]]:
    """How the texts of a column that are no mere texts are read, and what is to be said of it."""
    dates, notes = style.dates, list[str]()
    if field.kind is Kind.DATE:
        dates = settled(texts, dates)
        notes += _readings(heading, texts, dates)
    value: Parser = partial(values_of, field, reading=_reading(dates))
    if field.kind in AMOUNTS:
        value = amounts.amount_reader(value, heading, texts, style.amounts)
    elif field.kind in (Kind.INTEGER, Kind.NUMBER):
        value = amounts.number_reader(value, texts, style.amounts.decimal)
    elif field.kind is Kind.PERCENT:
        value = amounts.percent_reader(value, heading, texts)
    return lru_cache(_REMEMBERED)(value), notes


def _with_words(parse: Parser, words: Mapping[str, str]) -> Parser:
    return lambda text: parse(words.get(cells.word(text), text))


def _reading(dates: DateStyle) -> Reading:
    def day(text: str, toward: Toward) -> date:
        return parse_file_date(text, dates, toward)

    def refer(_table: str, _text: str) -> int | None:
        raise NotImplementedError  # rows of one file refer to each other: found when all are read

    return Reading(day, refer)


def _readings(heading: str, texts: Iterable[str], dates: DateStyle) -> Iterator[str]:
    """How the days of a column were read where they do not begin with the year: an example of each form."""
    examples: dict[Form, str] = {}
    for text in texts:
        form = form_of(text)
        if form not in examples or text < examples[form]:
            with suppress(BadValue):
                parse_file_date(text, dates)
                examples[form] = text
    read = [
        _("{text} as {day}").format(text=shown(text), day=parse_file_date(text, dates))
        for form, text in sorted(examples.items(), key=lambda item: item[0].value)
        if form is not Form.YEAR_FIRST
    ]
    if read:
        yield _("{column} was read so: {readings}.").format(column=heading, readings=_(", ").join(read))
    if Form.UTC in examples and dates.local_day:
        yield _("{column} has moments in UTC: the day is that of this machine's time zone.").format(
            column=heading
        )


def _errors(column: Column, errors: Collection[str]) -> Iterator[str]:
    """That cells hold errors of the spreadsheet, which say nothing."""
    found = [place for place, cell in enumerate(column.cells) if cell.strip() in errors] if errors else []
    if found:
        yield _(
            "{column}: {error} and the like were taken as empty, in {count} rows from row {row} on."
        ).format(
            column=column.heading,
            error=column.cells[found[0]],
            count=len(found),
            row=column.rows[found[0]].number,
        )
