"""A file taken in: its table, its headings matched to fields, its rows as drafts."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from salesops.core.files.sheets import Row
from salesops.core.files.tables import Format, read_table
from salesops.core.importing import units
from salesops.core.importing.amounts import AmountStyle
from salesops.core.importing.columns import CellStyle
from salesops.core.importing.headings import Matched, match
from salesops.core.importing.layout import Headings, find_table, letters, most_fitting
from salesops.core.importing.rows import ParsedRow, parsed_rows
from salesops.core.importing.vocabulary import Vocabulary, simple
from salesops.core.values.fields import Field


@dataclass(frozen=True)
class ParsedFile:
    """What a file says. `fields` are those that it has columns for, `unmatched` the other headings; `notes` tell how
    it was read. `passed_over` are the rows below the headings that are none, such as totals; `unnamed` the columns
    (A, B …) that have cells but no heading.
    """

    headings: tuple[str, ...]
    parsed_rows: Sequence[ParsedRow]
    fields: frozenset[str]
    unmatched: tuple[str, ...]
    notes: Sequence[str]
    passed_over: tuple[Row, ...]
    unnamed: tuple[str, ...]


def parse_file(
    path: Path,
    fields: Sequence[Field],
    *,
    file_format: Format,
    columns: Mapping[str, str | None],
    style: CellStyle,
    watch: Callable[[Iterable[Row]], Iterable[Row]],
) -> ParsedFile:
    """Read the file at `path`. `columns` are headings with the fields they are (None: passed over).

    `watch` is given the rows as they are read. Raises what `read_table`, `find_table` and `match` raise.
    """
    vocabulary = Vocabulary(fields, columns)
    table = read_table(path, file_format, partial(most_fitting, vocabulary=vocabulary))
    body = find_table(table.rows, vocabulary, path.name)
    headings = body.headings
    matched = match(headings.names, fields, columns, path.name)
    read = list(watch(body.rows()))
    amounts = _amounts(style.amounts, headings, matched, read)
    dates = style.dates._replace(from_1904=table.from_1904)
    parsed = parsed_rows(read, headings.names, matched, fields, replace(style, dates=dates, amounts=amounts))
    return ParsedFile(
        headings.names,
        list(parsed.drafts),
        frozenset(field.name for field in matched.columns),
        _unmatched(matched, headings, amounts),
        [note for note in (table.note, *parsed.notes) if note],
        tuple(body.passed_over),
        tuple(map(letters, sorted(body.unnamed))),
    )


def _amounts(style: AmountStyle, headings: Headings, matched: Matched, rows: Sequence[Row]) -> AmountStyle:
    """`style` with what the file says of its amounts above the table and in columns that no field is read from."""
    free = [place for place, heading in enumerate(headings.names) if heading in matched.unmatched]
    currency = _column(free, headings, units.CURRENCY_HEADINGS)
    unit = _column(free, headings, units.UNIT_HEADINGS)
    if unit is not None and not all(map(units.in_cell, _filled(rows, unit))):
        unit = None  # 台, kg
    return style._replace(above=units.above(headings.above), currency_at=currency, unit_at=unit)


def _column(places: Sequence[int], headings: Headings, words: Container[str]) -> int | None:
    return next((place for place in places if simple(headings.names[place]) in words), None)


def _filled(rows: Sequence[Row], place: int) -> set[str]:
    return {row.cells[place] for row in rows if place < len(row.cells)} - {""}


def _unmatched(matched: Matched, headings: Headings, amounts: AmountStyle) -> tuple[str, ...]:
    read = {headings.names[place] for place in (amounts.currency_at, amounts.unit_at) if place is not None}
    return tuple(heading for heading in matched.unmatched if heading not in read)
