"""Tables on a terminal of any width. The only place that knows Rich.

Where a table is wide enough it is a grid; where only its short columns fit side by side, the flexible ones
follow below each row; where not even these fit, each row is a card.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from salesops.commands._pages import Column, Page, Table, filled, is_number, lines, tables
from salesops.core.i18n import _

_NO_LIMIT = 10_000  # a pipe has no right margin
_UNKNOWN = 80  # a terminal that does not say how wide it is
_NARROWEST = 16  # what flexible text needs to stay readable
_GAP = 2
_BETWEEN = " · "


class Layout(IntEnum):
    """How rows are laid out, the roomiest first."""

    GRID = 0
    STACKED = 1
    CARDS = 2


class _Body(NamedTuple):
    """What a table has to show: its filled columns, how wide each is when whole, and the texts of its rows."""

    table: Table
    columns: Sequence[Column]
    widths: Sequence[int]
    rows: Sequence[Sequence[str]]

    def short(self) -> list[int]:
        """The places of the columns that stand side by side in the stacked layout."""
        return [place for place, column in enumerate(self.columns) if not place or not column.flexible]

    def right(self, place: int) -> bool:
        """Whether the column at `place` stands at the right."""
        return is_number(self.table, self.columns[place])


def rendered(page: Page) -> str:
    """The title and the lead, then the blocks one below the other; those of the same columns in the same layout."""
    environment = {**os.environ, "COLUMNS": ""}  # Rich takes ² for a width
    console = Console(width=_width(), highlight=False, markup=False, emoji=False, _environ=environment)
    parts: list[RenderableType] = [Group(*_head(page.title, page.lead))] if page.title or page.lead else []
    parts += [_whole(body, layout, console.width) for body, layout in _fitted(tables(page), console.width)]
    with console.capture() as captured:
        for place, part in enumerate(parts):
            if place:
                console.print()
            console.print(part)
    return "".join(line.rstrip() + "\n" for line in captured.get().splitlines())


def _head(title: str, text: str) -> list[RenderableType]:
    return [*(Text(line, style="bold") for line in lines(title)), *map(Text, lines(text))]


def _fitted(tables: Sequence[Table], width: int) -> list[tuple[_Body, Layout]]:
    """What to show of each table and how: the roomiest layout that fits all tables of the same columns."""
    kinds: dict[tuple[str, ...], list[_Body]] = {}
    for table in tables:
        kinds.setdefault(_kind(table), []).append(_body(table))
    layouts = {}
    for kind, bodies in kinds.items():
        if any(_layout(body, width) is not Layout.GRID for body in bodies):
            bodies[:] = [_body(_without_wide(body.table)) for body in bodies]
        layouts[kind] = max(_layout(body, width) for body in bodies)
    return [(kinds[_kind(table)].pop(0), layouts[_kind(table)]) for table in tables]


def _without_wide(table: Table) -> Table:
    return table._replace(columns=[column for column in table.columns if not column.wide])


def _body(table: Table) -> _Body:
    columns, rows = filled(table)
    texts = zip([column.heading for column in columns], *rows, strict=True)
    return _Body(table, columns, [max(map(cell_len, column)) for column in texts], rows)


def _width() -> int:
    if columns := os.environ.get("COLUMNS", ""):
        return int(columns) if columns.isascii() and columns.isdigit() and int(columns) > 0 else _NO_LIMIT
    return (os.get_terminal_size().columns or _UNKNOWN) if sys.stdout.isatty() else _NO_LIMIT


def _kind(table: Table) -> tuple[str, ...]:
    return tuple(column.heading for column in table.columns)


def _layout(body: _Body, width: int) -> Layout:
    if _needed(body, range(len(body.columns)), _NARROWEST) <= width:
        return Layout.GRID
    short = body.short()
    stacks = 1 < len(short) < len(body.columns) and _needed(body, short, width) <= width
    return Layout.STACKED if stacks else Layout.CARDS


def _needed(body: _Body, places: Sequence[int], flexible: int) -> int:
    """The width of these columns side by side, flexible ones taking no more than `flexible`."""
    widths = [
        min(body.widths[place], flexible) if body.columns[place].flexible else body.widths[place]
        for place in places
    ]
    return sum(widths) + _GAP * (len(widths) - 1)


def _whole(body: _Body, layout: Layout, width: int) -> RenderableType:
    table = body.table
    parts = _head(table.title, table.text)
    if table.rows:
        parts.append(_laid_out(body, layout, width))
    asides = lines(table.note) if table.rows else [*lines(table.empty), *lines(table.note)]
    return Group(*parts, *map(_aside, asides))


def _aside(text: str) -> Padding:
    return Padding(Text(text, style="dim"), (0, 0, 0, _GAP))


def _laid_out(body: _Body, layout: Layout, width: int) -> RenderableType:
    if layout is Layout.GRID:
        return _grid(body)
    return _stacked(body, width) if layout is Layout.STACKED else _cards(body, width)


def _grid(body: _Body) -> RichTable:
    grid = RichTable(
        box=box.SIMPLE_HEAD,
        padding=(0, _GAP - 1, 0, 0),  # the box adds one
        show_edge=False,
        pad_edge=False,
        show_header=any(column.heading for column in body.columns),
    )
    for place, column in enumerate(body.columns):
        grid.add_column(
            Text(column.heading),
            justify="right" if body.right(place) else "left",
            no_wrap=not column.flexible,
            overflow="fold",
            style=column.style,
        )
    for row in body.rows:
        grid.add_row(*(Text(text) for text in row))
    return grid


def _stacked(body: _Body, width: int) -> Group:
    """The short columns as a table, and below each row what else there is to say of it."""
    short = body.short()
    headings = [column.heading for column in body.columns]
    parts: list[RenderableType] = [Text(_aligned(body, headings, short), style="bold"), Text("─" * width)]
    for row in body.rows:
        parts.append(Text(_aligned(body, row, short)))
        parts += _flowing(body, row, [place for place in range(len(row)) if place not in short], width)
    return Group(*parts)


def _aligned(body: _Body, texts: Sequence[str], places: Sequence[int]) -> str:
    padded = []
    for place in places:
        space = " " * (body.widths[place] - cell_len(texts[place]))
        padded.append(space + texts[place] if body.right(place) else texts[place] + space)
    return (" " * _GAP).join(padded).rstrip()


def _cards(body: _Body, width: int) -> Group:
    """Each row as a block: its first cell as a heading, the others below it with their names."""
    parts: list[RenderableType] = []
    for row in body.rows:
        parts.append(Text(row[0], style="bold"))
        parts += _flowing(body, row, range(1, len(row)), width)
    return Group(*parts)


def _flowing(body: _Body, row: Sequence[str], places: Sequence[int], width: int) -> list[RenderableType]:
    """Cells with the names of their columns, indented: as many on a line as fit on it whole."""
    parts: list[Text] = []
    for place in places:
        if not row[place]:
            continue
        piece = _named(body.columns[place].heading, row[place])
        if parts and _GAP + parts[-1].cell_len + len(_BETWEEN) + piece.cell_len <= width:
            parts[-1] += Text(_BETWEEN, style="dim") + piece
        else:
            parts.append(piece)
    return [Padding(line, (0, 0, 0, _GAP)) for line in parts]


def _named(heading: str, text: str) -> Text:
    name = Text(_("{heading}: ").format(heading=heading) if heading else "", style="dim")
    return name + Text(text, style="not dim")
