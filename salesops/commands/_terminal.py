"""Tables on a terminal of any width. The only place that knows Rich.

Where a table is wide enough it is a grid; where only its short columns fit side by side, the flexible ones
follow below each row; where not even these fit, each row is a card. A table without headings is a list: what
it says needs no names.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from salesops.commands._pages import Column, Page, Table, filled, is_number, lines, tables
from salesops.commands._wrapping import breaks
from salesops.core.i18n import _

_NO_LIMIT = 10_000  # a pipe has no right margin
_UNKNOWN = 80  # a terminal that does not say how wide it is
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

    def least(self, place: int) -> int:
        """The cells that the column at `place` cannot do without, side by side with others."""
        column, whole = self.columns[place], self.widths[place]
        return min(whole, column.narrowest) if column.flexible or column.cut else whole

    def styled(self, row: int, place: int) -> Text:
        """The text of a cell in its style."""
        style = self.columns[place].style
        return Text(self.rows[row][place], style=style(self.table.rows[row]) if callable(style) else style)

    @property
    def named(self) -> bool:
        """Whether any column has a heading."""
        return any(column.heading for column in self.columns)


def rendered(page: Page) -> str:
    """The title and the lead, then the blocks one below the other; those of the same columns in the same layout."""
    environment = {**os.environ, "COLUMNS": ""}  # Rich takes ² for a width
    console = Console(
        width=_width(page.in_pipe),
        height=1,  # without it Rich takes every dumb terminal for 80 cells wide
        highlight=False,
        markup=False,
        emoji=False,
        _environ=environment,
    )
    head = _head(page.title, page.lead, console.width)
    parts: list[RenderableType] = [Group(*head)] if head else []
    parts += [_whole(body, layout, console.width) for body, layout in _fitted(tables(page), console.width)]
    with console.capture() as captured:
        for place, part in enumerate(parts):
            if place:
                console.print()
            console.print(part)
    return "".join(line.rstrip() + "\n" for line in captured.get().splitlines())


def _head(title: str, text: str | Sequence[str], width: int) -> list[RenderableType]:
    head = [*(Text(line, style="bold") for line in lines(title)), *map(Text, lines(text))]
    return [_folded(line, width) for line in head]


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


def _width(in_pipe: int) -> int:
    if columns := os.environ.get("COLUMNS", ""):
        return int(columns) if columns.isascii() and columns.isdigit() and int(columns) > 0 else _NO_LIMIT
    return (os.get_terminal_size().columns or _UNKNOWN) if sys.stdout.isatty() else in_pipe or _NO_LIMIT


def _kind(table: Table) -> tuple[str, ...]:
    """What tables of the same columns have in common; lists without headings stand by themselves."""
    headings = tuple(column.heading for column in table.columns)
    return headings if any(headings) else (table.title,)


def _layout(body: _Body, width: int) -> Layout:
    if _side_by_side(map(body.least, range(len(body.columns)))) <= width:
        return Layout.GRID
    short = body.short()
    least = [body.least(place) if body.columns[place].cut else body.widths[place] for place in short]
    stacks = 1 < len(short) < len(body.columns) and _side_by_side(least) <= width
    return Layout.STACKED if stacks else Layout.CARDS


def _side_by_side(widths: Iterable[int]) -> int:
    """The width of columns of these widths beside each other."""
    together = list(widths)
    return sum(together) + _GAP * (len(together) - 1)


def _fitting(body: _Body, places: Sequence[int], width: int) -> dict[int, int]:
    """How wide each of these columns is, side by side: what room there is they share as far as they need it."""
    fitting = {place: body.least(place) for place in places}
    room = width - _side_by_side(fitting.values())
    while room > 0 and (short := [place for place in places if fitting[place] < body.widths[place]]):
        share = max(room // len(short), 1)
        for place in short[:room]:
            more = min(share, body.widths[place] - fitting[place])
            fitting[place] += more
            room -= more
    return fitting


def _whole(body: _Body, layout: Layout, width: int) -> RenderableType:
    table = body.table
    parts = _head(table.title, table.text, width)
    if table.rows:
        parts.append(_laid_out(body, layout, width))
    asides = lines(table.note) if table.rows else [*lines(table.empty), *lines(table.note)]
    return Group(*parts, *(_aside(text, width) for text in asides))


def _aside(text: str, width: int) -> Padding:
    return Padding(_folded(Text(text, style="dim"), width - _GAP), (0, 0, 0, _GAP))


def _laid_out(body: _Body, layout: Layout, width: int) -> RenderableType:
    if body.table.running:
        cells = [body.styled(0, place) for place in range(len(body.columns))]
        return Group(*_flowing(body, cells, range(len(cells)), width))
    if layout is Layout.GRID:
        return _grid(body, width)
    return _stacked(body, width) if layout is Layout.STACKED else _cards(body, width)


def _grid(body: _Body, width: int) -> RichTable:
    places = range(len(body.columns))
    widths = _fitting(body, places, width)
    grid = RichTable(
        box=box.SIMPLE_HEAD,
        padding=(0, _GAP - 1, 0, 0),  # the box adds one
        show_edge=False,
        pad_edge=False,
        show_header=body.named,
    )
    for place, column in enumerate(body.columns):
        grid.add_column(
            Text(column.heading),
            justify="right" if body.right(place) else "left",
            no_wrap=True,
            overflow="fold",
            width=widths[place],
        )
    for row in range(len(body.rows)):
        cells = [body.styled(row, place) for place in places]
        grid.add_row(*(_fit(cells[place], body.columns[place], widths[place]) for place in places))
    return grid


def _stacked(body: _Body, width: int) -> Group:
    """The short columns as a table, and below each row what else there is to say of it."""
    short = body.short()
    widths = _fitting(body, short, width)
    parts: list[RenderableType] = []
    if body.named:
        headings = [Text(column.heading) for column in body.columns]
        parts += [_aligned(body, headings, widths, style="bold"), Text("─" * width)]
    for row in range(len(body.rows)):
        cells = [body.styled(row, place) for place in range(len(body.columns))]
        parts.append(_aligned(body, cells, widths))
        parts += _flowing(body, cells, [place for place in range(len(cells)) if place not in widths], width)
    return Group(*parts)


def _aligned(body: _Body, cells: Sequence[Text], widths: Mapping[int, int], style: str = "") -> Text:
    """The cells at the places of `widths` side by side."""
    padded = []
    for place, width in widths.items():
        text = _fit(cells[place], body.columns[place], width)
        text.align("right" if body.right(place) else "left", width)
        padded.append(text)
    line = Text(" " * _GAP, style=style).join(padded)
    line.rstrip()
    return line


def _fit(text: Text, column: Column, width: int) -> Text:
    """The text in that width: on one line where its column is one to be cut."""
    if text.cell_len <= width:
        return text
    if not column.cut:
        return _folded(text, width)
    text.truncate(width - 1, overflow="crop")
    text.rstrip()  # half of a wide character leaves a space
    text.append("…")
    return text


def _folded(text: Text, width: int) -> Text:
    """The text in lines of that width."""
    folded = text.divide(breaks(text.plain, width))
    for line in folded:
        line.rstrip()
    return Text("\n").join(folded)


def _cards(body: _Body, width: int) -> Group:
    """Each row as a block: its first cell as a heading, the others below it with their names."""
    parts: list[RenderableType] = []
    for row in range(len(body.rows)):
        cells = [body.styled(row, place) for place in range(len(body.columns))]
        heading = _fit(cells[0], body.columns[0], width)
        heading.stylize("bold")
        parts.append(heading)
        parts += _flowing(body, cells, range(1, len(cells)), width)
    return Group(*parts)


def _flowing(body: _Body, cells: Sequence[Text], places: Sequence[int], width: int) -> list[RenderableType]:
    """Cells with the names of their columns, indented: as many on a line as fit on it whole, or are cut to fit."""
    indent = body.table.indent
    parts: list[Text] = []
    for place in places:
        if not cells[place]:
            continue
        column, piece = body.columns[place], _named(body.columns[place].heading, cells[place])
        room = width - indent - (parts[-1].cell_len + len(_BETWEEN) if parts else 0)
        if parts and min(piece.cell_len, column.narrowest if column.cut else width) <= room:
            parts[-1] = Text.assemble(parts[-1], (_BETWEEN, "dim"), _fit(piece, column, room))
        else:
            parts.append(_fit(piece, column, width - indent))
    return [Padding(line, (0, 0, 0, indent)) for line in parts]


def _named(heading: str, text: Text) -> Text:
    if not heading:
        return text
    return Text.assemble((_("{heading}: ").format(heading=heading), "dim"), text)
