"""The process that reads one workbook: argument one the file, two the sheet; a JSON object a line on stdout.

Of several sheets it says the first rows, {"tops": [[{"row": 1, "cells": […]}, …], …]}, and is told on stdin which to
read. Then comes {"sheet": …, "others": […], "hidden": […], "from_1904": false} or {"error": …}, a {"row": 1,
"cells": […]} for each row that is not empty, and {} at the end. It stands alone: nothing of salesops is imported here.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime, time
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_MOST_UNPACKED = 1 << 30
_MOST_CELLS = 30_000_000  # calamine needs up to 32 bytes for each within the extent, filled or not
_MOST_MEMORY = 4 << 30
_MOST_SECONDS = 600
_CHUNK, _OVERLAP = 1 << 20, 512
_TOP = 20  # rows by which a sheet is chosen
_MOST_MERGED = 1000

_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br\s*=\s*[\"'](\d+)")
_FAR_CELL = re.compile(rb"\br\s*=\s*[\"']([A-Z]{2,3})\d")
_FILLED_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br\s*=\s*[\"']([A-Z]{1,3})(\d+)[\"'][^>]*(?<!/)>")


def main(path: str, sheet: str | None = None) -> None:
    """Say the rows of the sheet, or what is wrong with the file."""
    _limit()
    try:
        if zipfile.is_zipfile(path) and _too_large(path):
            _say({"error": "too large"})
        else:
            _say_all(path, sheet)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError) as error:
        _say({"error": "damaged", "detail": str(error)})


def _say_all(path: str, wanted: str | None) -> None:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        workbook = CalamineWorkbook.from_path(path)
        sheets = [sheet for name in _named(workbook, wanted) if (sheet := workbook.get_sheet_by_name(name))]
    except PasswordError:
        return _say({"error": "password"})
    except CalamineError as error:
        return _say({"error": "damaged", "detail": str(error)})
    if not sheets:
        return _say({"error": "no sheet", "sheets": workbook.sheet_names})
    sheet = _chosen([sheet for sheet in sheets if sheet.height] or sheets[:1])
    others = [other.name for other in sheets if other.name != sheet.name]
    hidden = [] if wanted is not None else _hidden(workbook)
    _say({"sheet": sheet.name, "others": others, "hidden": hidden, "from_1904": _from_1904(path)})
    for row in _rows(sheet):
        _say(row)
    return _say({})


def _chosen(sheets: list[CalamineSheet]) -> CalamineSheet:
    """The one of several that the other side chooses when it has seen how they begin."""
    if len(sheets) == 1:
        return sheets[0]
    _say({"tops": [list(islice(_rows(sheet), _TOP)) for sheet in sheets]})
    sys.stdout.flush()
    return sheets[int(sys.stdin.readline())]


def _rows(sheet: CalamineSheet) -> Iterator[dict[str, object]]:
    """The rows that are not empty. A text merged over several rows is that of each of them; a figure is told once."""
    merged = {
        (row, left): (top, left)
        for (top, left), (bottom, _right) in sheet.merged_cell_ranges or ()
        for row in range(top + 1, min(bottom, top + _MOST_MERGED) + 1)
    }
    above: dict[tuple[int, int], str] = {}
    tops = set(merged.values())
    for number, row in enumerate(sheet.iter_rows()):
        cells = [as_text(cell) for cell in row]
        filled = any(cells)
        if merged:
            for place, cell in enumerate(row):
                if (number, place) in tops and isinstance(cell, str):
                    above[number, place] = cells[place]
                elif filled and not cell and (number, place) in merged:
                    cells[place] = above.get(merged[number, place], "")
        if filled:
            yield {"row": number + 1, "cells": cells}


def _named(workbook: CalamineWorkbook, wanted: str | None) -> list[str]:
    """The sheet asked for, else those that a person sees."""
    if wanted is not None:
        return [name for name in workbook.sheet_names if name == wanted]
    return _of(workbook, "Visible")


def _hidden(workbook: CalamineWorkbook) -> list[str]:
    """What a person can make visible; programs hide their own sheets deeper."""
    return _of(workbook, "Hidden")


def _of(workbook: CalamineWorkbook, visible: str) -> list[str]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    return [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.visible == getattr(SheetVisibleEnum, visible) and sheet.typ == SheetTypeEnum.WorkSheet
    ]


def _from_1904(path: str) -> bool:
    """Whether days that are mere numbers count from 1904, as in workbooks of a Mac."""
    with suppress(KeyError, zipfile.BadZipFile), zipfile.ZipFile(path) as archive:
        return re.search(rb"\bdate1904\s*=\s*[\"'](1|true)[\"']", archive.read("xl/workbook.xml")) is not None
    return False


def as_text(cell: object) -> str:
    """A cell as a person would type it: 2, 0.3, 2026-11-21, 2026-11-21 13:05:00, TRUE."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(sep=" ")
    return str(cell).upper() if isinstance(cell, bool) else str(cell)


def _too_large(path: str) -> bool:
    """Whether it unpacks to too much, or a cell stands so far out that no memory would hold its table."""
    with zipfile.ZipFile(path) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > _MOST_UNPACKED:
            return True
        sheets = [name for name in archive.namelist() if re.search(r"worksheets/[^/]+\.xml$", name)]
        return any(_sheet_too_large(archive, name) for name in sheets)


def _sheet_too_large(archive: zipfile.ZipFile, name: str) -> bool:
    """By what is quickly found; formatted but empty far cells are told apart only when that is too much."""
    rows, columns = 1, 26
    for chunk in _chunks(archive, name):
        rows = max(rows, max(map(int, _ROW.findall(chunk)), default=0))
        columns = max(columns, _rightmost(_FAR_CELL.findall(chunk)))
    if rows * columns <= _MOST_CELLS:
        return False
    rows, columns = 1, 1
    for chunk in _chunks(archive, name):
        cells = _FILLED_CELL.findall(chunk)
        rows = max(rows, max((int(row) for _, row in cells), default=0))
        columns = max(columns, _rightmost(letters for letters, _ in cells))
    return rows * columns > _MOST_CELLS


def _rightmost(letters: Iterable[bytes]) -> int:
    """The number of the rightmost of the columns A, Z, AA, XFD …"""
    number = 0
    for letter in max(letters, key=lambda column: (len(column), column), default=b""):
        number = number * 26 + letter - 64
    return number


def _chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The sheet's XML piece by piece, each beginning with the end of the one before."""
    tail = b""
    with archive.open(name) as file:
        while piece := file.read(_CHUNK):
            yield tail + piece
            tail = piece[-_OVERLAP:]


def _limit() -> None:
    """Let a hostile file not take the whole machine along."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in (("AS", _MOST_MEMORY), ("CPU", _MOST_SECONDS), ("CORE", 0)):
        with suppress(
            ValueError, OSError
        ):  # a stricter limit holds already, or the system knows no such limit
            resource.setrlimit(getattr(resource, f"RLIMIT_{what}"), (most, most))


def _say(line: object) -> None:
    sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
    sys.stdout.flush()
