"""Workbooks written: typed cells, columns as wide as what stands in them, headings that stay and are printed again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import Enum
from typing import IO, TYPE_CHECKING, NamedTuple
from unicodedata import east_asian_width

from salesops.core.errors import BadValue
from salesops.core.files.dropdowns import Dropdowns
from salesops.core.i18n import _

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet


class Cells(Enum):
    """What the cells of a column hold, by the number format that shows it."""

    TEXT = "@"
    NUMBER = "General"
    MONEY = "#,##0.00"
    FINE_MONEY = "#,##0.00##"
    RATE = "0.0%"
    DAY = "yyyy-mm-dd"


class Column(NamedTuple):
    """A column of a sheet: its heading, what its cells hold, and what may be chosen in them where that is known.

    `width` is counted in letters; by default it is that of the widest cell.
    """

    heading: str
    cells: Cells = Cells.TEXT
    choices: Sequence[str] = ()
    width: int = 0


class Sheet(NamedTuple):
    """A table of a workbook. Its rows, of texts, numbers, yes or no, dates and None, are read once.

    Of money they hold major units, of rates fractions, of days ISO dates.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]] = ()


_FIRST_DAY = "1900-03-01"  # days before it are others in Excel than elsewhere
_NARROWEST = {
    Cells.TEXT: 7,
    Cells.NUMBER: 7,
    Cells.MONEY: 13,
    Cells.FINE_MONEY: 13,
    Cells.RATE: 7,
    Cells.DAY: 11,
}
_WIDEST = 60
_BUTTON = 2  # of the filter, beside the heading
_MEASURED = 1000  # rows that decide how wide a column is
_LAST_ROW = 1_048_575
_LONGEST_TITLE = 31
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
_A4 = 9
_HEADING = {"bold": True, "bg_color": "#DDEBF7", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
_BODY = {"valign": "top", "text_wrap": True}


def write_workbook(sheets: Iterable[Sheet], out: IO[bytes]) -> None:
    """Write the sheets as a workbook (.xlsx), row by row: memory does not grow with them. Raises OSError."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    book = Workbook(out, {"constant_memory": True})
    heading = book.add_format(_HEADING)
    formats = {cells: book.add_format({**_BODY, "num_format": cells.value}) for cells in Cells}
    titles: set[str] = set()
    dropdowns = Dropdowns(_free_title(_("Choices"), titles))
    for sheet in sheets:
        page = book.add_worksheet(_free_title(sheet.title, titles))
        _lay_out(page, sheet)
        widths = _write_cells(page, sheet, heading, formats)
        for place, column in enumerate(sheet.columns):
            page.set_column(place, place, column.width or widths[place], formats[column.cells])
            dropdowns.offer(page, place, column.choices)
    dropdowns.write_lists(book)
    try:
        book.close()
    except FileCreateError as error:  # how XlsxWriter passes on an OSError
        raise error.args[0] from error


def _lay_out(page: Worksheet, sheet: Sheet) -> None:
    """The row of headings stays in sight and is printed on each page, which is as wide as the table."""
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(_A4)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.repeat_rows(0)
    page.fit_to_pages(1, 0)
    page.set_header("&L&A")
    page.set_footer("&R&P / &N")


def _write_cells(page: Worksheet, sheet: Sheet, heading: Format, formats: dict[Cells, Format]) -> list[int]:
    """Write headings and rows; how wide each column is to be. Raises BadValue for more rows than a sheet can hold."""
    widths = [max(_NARROWEST[column.cells], _width(column.heading) + _BUTTON) for column in sheet.columns]
    for place, column in enumerate(sheet.columns):
        page.write_string(0, place, _literal(column.heading), heading)
    columns = [(place, column.cells, formats[column.cells]) for place, column in enumerate(sheet.columns)]
    row = 0
    for row, values in enumerate(sheet.rows, start=1):
        for (place, cells, look), value in zip(columns, values, strict=True):
            if value is not None and value != "":
                _write_cell(page, row, place, value, cells, look)
                if row <= _MEASURED and isinstance(value, str):
                    widths[place] = max(widths[place], *map(_width, value.split("\n")))
    if row > _LAST_ROW:
        raise BadValue(
            _("{count} rows do not fit into a workbook.").format(count=f"{row:,}"), _("Write them as .csv.")
        )
    if sheet.columns:
        page.autofilter(0, 0, row, len(sheet.columns) - 1)
    return [min(width + 1, _WIDEST) for width in widths]


def _write_cell(page: Worksheet, row: int, place: int, value: object, cells: Cells, look: Format) -> None:
    """What looks like a formula stays text; a day that a workbook does not know does, too."""
    if isinstance(value, bool):
        page.write_string(row, place, _("yes") if value else _("no"), look)
    elif isinstance(value, int | float):
        page.write_number(row, place, value, look)
    elif cells is Cells.DAY and str(value) >= _FIRST_DAY:
        page.write_datetime(row, place, datetime.fromisoformat(str(value)), look)
    else:
        page.write_string(row, place, _literal(str(value)), look)


def _literal(text: str) -> str:
    """`text` so that XlsxWriter does not take it for its own markup."""
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def _width(text: str) -> int:
    """How many letters wide the text is: Chinese characters are two."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _free_title(title: str, taken: set[str]) -> str:
    """The title as that of a sheet, which must be short and differ from those `taken`; it is one of them then."""
    plain = _NOT_IN_TITLES.sub(" ", title).strip(" '") or _("Table")
    numbered = (plain, *(f"{plain[: _LONGEST_TITLE - 4]} {number}" for number in range(2, 1000)))
    free = next(name[:_LONGEST_TITLE] for name in numbered if name[:_LONGEST_TITLE].casefold() not in taken)
    taken.add(free.casefold())
    return free
