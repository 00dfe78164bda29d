"""Tables on a terminal of any width. The only place that knows Rich."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from salesops.commands._tables import Column, Table, cell_texts, is_number

_NO_LIMIT = 10_000  # a pipe has no right margin
_NARROWEST = 16  # what flexible text needs to stay readable
_GAP = 2


def rendered(tables: Sequence[Table]) -> str:
    """The tables one below the other, as wide as the terminal; cards where a table does not fit."""
    console = Console(width=_width(), highlight=False, markup=False, emoji=False, soft_wrap=False)
    with console.capture() as captured:
        for place, table in enumerate(tables):
            if place:
                console.print()
            console.print(_whole(table, console.width))
    return "".join(line.rstrip() + "\n" for line in captured.get().splitlines())


def _width() -> int:
    if columns := os.environ.get("COLUMNS", ""):
        return int(columns) if columns.isdigit() and int(columns) > 0 else _NO_LIMIT
    return os.get_terminal_size().columns if sys.stdout.isatty() else _NO_LIMIT


def _whole(table: Table, width: int) -> RenderableType:
    parts: list[RenderableType] = []
    if table.title:
        parts.append(Text(table.title, style="bold"))
    if table.rows:
        parts.append(_body(table, width))
    elif table.empty:
        parts.append(Padding(Text(table.empty, style="dim"), (0, 0, 0, 2)))
    if table.note:
        parts.append(Padding(Text(table.note, style="dim"), (0, 0, 0, 2)))
    return Group(*parts)


def _body(table: Table, width: int) -> RenderableType:
    cells = cell_texts(table)
    used = [place for place in range(len(table.columns)) if any(row[place] for row in cells)]
    columns = [table.columns[place] for place in used]
    cells = [[row[place] for place in used] for row in cells]
    if _needed(columns, cells) <= width:
        return _table(table, columns, used, cells)
    return _cards(columns, cells)


def _needed(columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> int:
    """The narrowest width at which every column that may not wrap is whole."""
    total = 0
    for place, column in enumerate(columns):
        widest = max(cell_len(text) for text in (column.heading, *(row[place] for row in cells)))
        total += _GAP + (min(widest, _NARROWEST) if column.flexible else widest)
    return total


def _table(
    table: Table, columns: Sequence[Column], used: Sequence[int], cells: Sequence[Sequence[str]]
) -> RichTable:
    grid = RichTable(
        box=box.SIMPLE_HEAD,
        padding=(0, _GAP, 0, 0),
        show_edge=False,
        pad_edge=False,
        show_header=any(column.heading for column in columns),
    )
    for column, place in zip(columns, used, strict=True):
        grid.add_column(
            Text(column.heading),
            justify="right" if is_number(table, place) else "left",
            no_wrap=not column.flexible,
            overflow="fold",
            style=column.style,
        )
    for row in cells:
        grid.add_row(*(Text(text) for text in row))
    return grid


def _cards(columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> Group:
    """Each row as a block: its first cell as a heading, the others below it with their names."""
    lines: list[RenderableType] = []
    for row in cells:
        lines.append(Text(row[0], style="bold"))
        for column, text in zip(columns[1:], row[1:], strict=True):
            if text:
                line = Text(f"{column.heading}: ", style="dim") + Text(text, style="not dim")
                lines.append(Padding(line, (0, 0, 0, 2)))
    return Group(*lines)
