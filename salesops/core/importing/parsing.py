"""A file taken in: its table, its headings matched to fields, its rows as drafts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from salesops.core.files.sheets import Row
from salesops.core.files.tables import Format, read_table
from salesops.core.importing.headings import find_headings, match
from salesops.core.importing.rows import CellStyle, ParsedRow, parsed_rows
from salesops.core.values.fields import Field


@dataclass(frozen=True)
class ParsedFile:
    """What a file says. `fields` are those that it has columns for, `unmatched` the other headings."""

    headings: tuple[str, ...]
    parsed_rows: Sequence[ParsedRow]
    fields: frozenset[str]
    unmatched: tuple[str, ...]
    note: str


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

    `watch` is given the rows as they are read. Raises what `read_table`, `find_headings` and `match` raise.
    """
    table = read_table(path, file_format)
    headings, rows = find_headings(table.rows, fields, path.name)
    matched = match(headings.names, fields, columns, path.name)
    read = list(parsed_rows(watch(rows), headings.names, matched, fields, style))
    names = frozenset(field.name for field in matched.columns)
    return ParsedFile(headings.names, read, names, matched.unmatched, table.note)
