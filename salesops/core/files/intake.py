"""A file taken in: its table, its headings matched to fields, its rows as drafts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from salesops.core.files.fields import Field
from salesops.core.files.headings import find_headings, match
from salesops.core.files.raw import Row
from salesops.core.files.rows import Draft, Style, drafts
from salesops.core.files.tables import Format, read_table


@dataclass(frozen=True)
class Intake:
    """What a file says. `told` are the fields that it has columns for, `unmatched` the other headings."""

    headings: tuple[str, ...]
    drafts: Sequence[Draft]
    told: frozenset[str]
    unmatched: tuple[str, ...]
    note: str


def take_in(
    path: Path,
    fields: Sequence[Field],
    *,
    told: Format,
    columns: Mapping[str, str | None],
    style: Style,
    watch: Callable[[Iterable[Row]], Iterable[Row]],
) -> Intake:
    """Read the file at `path`. `columns` are headings with the fields they are (None: passed over).

    `watch` is given the rows as they are read. Raises what `read_table`, `find_headings` and `match` raise.
    """
    table = read_table(path, told)
    headings, rows = find_headings(table.rows, fields, path.name)
    matched = match(headings.names, fields, columns, path.name)
    read = list(drafts(watch(rows), headings.names, matched, fields, style))
    names = frozenset(field.name for field in matched.columns)
    return Intake(headings.names, read, names, matched.unmatched, table.note)
