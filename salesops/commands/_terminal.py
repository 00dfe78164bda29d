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

from salesops.commands._tables import Column, Table, filled, is_number

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
    parts: list[RenderableType] = [Text(table.title, style="bold")] if table.title else []
    if table.text:
        parts.append(Text(table.text))
    if table.rows:
        parts.append(_body(table, width))
    elif table.empty:
        parts.append(_aside(table.empty))
    if table.note:
        parts.append(_aside(table.note))
    return Group(*parts)


def _aside(text: str) -> Padding:
    return Padding(Text(text, style="dim"), (0, 0, 0, 2))


def _body(table: Table, width: int) -> RenderableType:
    columns, rows = filled(table)
    return _grid(table, columns, rows) if _needed(columns, rows) <= width else _cards(columns, rows)


def _needed(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> int:
    """The narrowest width at which every column that may not wrap is whole."""
    total = -_GAP
    for place, column in enumerate(columns):
        widest = max(cell_len(text) for text in (column.heading, *(row[place] for row in rows)))
        total += _GAP + (min(widest, _NARROWEST) if column.flexible else widest)
    return total


def _grid(table: Table, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> RichTable:
    grid = RichTable(
        box=box.SIMPLE_HEAD,
        padding=(0, _GAP - 1, 0, 0),  # the box adds one
        show_edge=False,
        pad_edge=False,
        show_header=any(column.heading for column in columns),
    )
    for column in columns:
        grid.add_column(
            Text(column.heading),
            justify="right" if is_number(table, column) else "left",
            no_wrap=not column.flexible,
            overflow="fold",
            style=column.style,
        )
    for row in rows:
        grid.add_row(*(Text(text) for text in row))
    return grid


def _cards(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Group:
    """Each row as a block: its first cell as a heading, the others below it with their names."""
    lines: list[RenderableType] = []
    for row in rows:
        lines.append(Text(row[0], style="bold"))
        for column, text in zip(columns[1:], row[1:], strict=True):
            if text:
                named = f"{column.heading}: " if column.heading else ""
                line = Text(named, style="dim") + Text(text, style="not dim")
                lines.append(Padding(line, (0, 0, 0, 2)))
    return Group(*lines)
