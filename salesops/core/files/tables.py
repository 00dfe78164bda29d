"""Reading the table in a file, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from salesops.core.errors import BadData, InputOutput
from salesops.core.files.sheets import Table
from salesops.core.i18n import _
from salesops.core.refusals import reason

_MOST_BYTES = 1 << 29
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WEB_PAGE = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta")


@dataclass(frozen=True)
class Format:
    """What the user said of the file; what is None is found out."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None


def read_table(path: Path, file_format: Format) -> Table:
    """The table in the .csv, .xlsx or .xls file at `path`, told apart by what they contain.

    Dates of a workbook come as 2026-11-21, numbers as people write them, yes/no as TRUE and FALSE.
    Raises InputOutput for what cannot be read, BadData for what is no table, BadValue for a wrong `file_format`.
    """
    head = _head(path)
    if head.startswith((_ZIP, _OLE)):
        from salesops.core.files.workbooks import read_workbook

        return read_workbook(path, sheet=file_format.sheet)
    if head.lstrip().lower().startswith(_WEB_PAGE):
        raise BadData(
            _("{file} is a web page or XML, not a table.").format(file=path.name),
            _("Open it in your spreadsheet program and save it as .xlsx or .csv."),
        )
    from salesops.core.files.delimited import read_delimited

    return read_delimited(
        path.name, _contents(path), encoding=file_format.encoding, delimiter=file_format.delimiter
    )


def _head(path: Path) -> bytes:
    """The first bytes of an existing, readable file of bearable size."""
    if path.is_dir():
        raise InputOutput(_("{file} is a folder, not a file.").format(file=path))
    try:
        with path.open("rb") as file:
            head = file.read(64)
        size = path.stat().st_size
    except OSError as error:
        raise _unreadable(path, error) from error
    if size > _MOST_BYTES:
        raise BadData(
            _("{file} is larger than {size} MB.").format(file=path.name, size=_MOST_BYTES >> 20),
            _("Split it into smaller files."),
        )
    return head


def _contents(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> InputOutput:
    if isinstance(error, FileNotFoundError):
        return InputOutput(_("There is no file {file}.").format(file=path))
    return InputOutput(_("{file} cannot be read: {reason}.").format(file=path, reason=reason(error)))
