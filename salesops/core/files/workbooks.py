"""Workbooks (xlsx, xls), read in a process of their own: a hostile file can take its reader down."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any, cast

from salesops.core.errors import BadData, BadValue, SalesopsError
from salesops.core.files.sheets import Row, Table
from salesops.core.i18n import _

Choose = Callable[[Sequence[Sequence[Row]]], int]


def read_workbook(path: Path, *, sheet: str | None, choose: Choose) -> Table:
    """The table on the sheet called `sheet`, else on the visible one of which `choose`, given how each begins, says the
    place.

    Raises BadData for a damaged, protected or outsized workbook, BadValue for a sheet it does not have.
    """
    reader = Path(__file__).with_name("workbook_reader.py")
    process = subprocess.Popen(
        [sys.executable, "-P", str(reader), str(path.absolute()), *([sheet] if sheet is not None else [])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    output = cast("IO[bytes]", process.stdout)
    try:
        head = _line(path, output)
        if "tops" in head:
            tops = [[Row(row["row"], row["cells"]) for row in top] for top in head["tops"]]
            _answer(process, choose(tops))
            head = _line(path, output)
        if "error" in head:
            raise _error(path, head)
    except BaseException:
        _stop(process)
        raise
    return Table(_rows(path, process), _note(head), from_1904=head["from_1904"])


def _rows(path: Path, process: subprocess.Popen[bytes]) -> Iterator[Row]:
    output = cast("IO[bytes]", process.stdout)
    try:
        while row := _line(path, output):
            yield Row(row["row"], row["cells"])
    finally:
        _stop(process)


def _line(path: Path, output: IO[bytes]) -> dict[str, Any]:
    """What the reader says next. Its last word is {}: silence before that means it broke down."""
    try:
        line: dict[str, Any] = json.loads(output.readline())
    except ValueError as error:
        raise _error(path, {"error": "damaged"}) from error
    return line


def _answer(process: subprocess.Popen[bytes], place: int) -> None:
    entry = cast("IO[bytes]", process.stdin)
    entry.write(f"{place}\n".encode())
    entry.flush()


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()


def _note(head: dict[str, Any]) -> str:
    others = [f"“{name}”" for name in head["others"]]
    others += [_("“{sheet}” (hidden)").format(sheet=name) for name in head["hidden"]]
    if not others:
        return ""
    return _("Sheet “{sheet}” was read, not {others}; --sheet names another.").format(
        sheet=head["sheet"], others=_(", ").join(others)
    )


def _error(path: Path, head: dict[str, Any]) -> SalesopsError:
    match head["error"]:
        case "no sheet":
            return BadValue(
                _("{file} has no such sheet.").format(file=path.name),
                _("It has: {sheets}.").format(sheets=", ".join(head["sheets"])),
            )
        case "password":
            return BadData(
                _("{file} is protected by a password.").format(file=path.name),
                _("Save a copy without it and import that."),
            )
        case "too large":
            return BadData(
                _("{file} has cells too far apart or too much in it.").format(file=path.name),
                _("Copy the table itself to a new workbook, or save it as .csv."),
            )
        case _:
            return BadData(
                _("{file} is damaged or no workbook.").format(file=path.name),
                _("Open it in your spreadsheet program and save it again as .xlsx."),
            )
