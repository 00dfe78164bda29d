"""Reading the table in a file, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from salesops.core.errors import BadData, InputOutput, NotFound
from salesops.core.files.sheets import Table
from salesops.core.i18n import N_, _
from salesops.core.refusals import reason

if TYPE_CHECKING:
    from salesops.core.files.workbooks import Choose

_MOST_BYTES = 1 << 29
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_KINDS = (
    (b"%PDF", N_("a PDF")),
    (b"PAR1", N_("a Parquet file")),
    (b"BEGIN:VCALENDAR", N_("a calendar")),
    (b"BEGIN:VCARD", N_("a list of contact cards (vCard)")),
    (b"\x89PNG", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"GIF8", N_("a picture")),
    (b"SQLite format 3", N_("a database")),
    (b"{\\rtf", N_("a document")),
    (b"\x1f\x8b", N_("an archive of files")),
    (b"7z\xbc\xaf", N_("an archive of files")),
    (b"Rar!", N_("an archive of files")),
)
_IN_ARCHIVE = (("word/", N_("a Word document")), ("ppt/", N_("a presentation")))
_WEB_PAGE = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta")


@dataclass(frozen=True)
class Format:
    """What the user said of the file; what is None is found out."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None


def read_table(path: Path, file_format: Format, choose: Choose = lambda _tops: 0) -> Table:
    """The table in the .csv, .xlsx or .xls file at `path`, told apart by what they contain.

    Of several sheets `choose`, given the first rows of each, says which; the first unless told.
    Dates of a workbook come as 2026-11-21, numbers as people write them, yes/no as TRUE and FALSE.
    Raises NotFound where there is no file, InputOutput for what cannot be read, BadData for what is no table, BadValue
    for a wrong `file_format`.
    """
    head = _head(path)
    if kind := _other_kind(path, head):
        raise BadData(
            _("{file} is {kind}, not a table.").format(file=path.name, kind=kind),
            _("Save the list itself as .xlsx or .csv and import that."),
        )
    if head.startswith((_ZIP, _OLE)):
        from salesops.core.files.workbooks import read_workbook

        return read_workbook(path, sheet=file_format.sheet, choose=choose)
    if head.lstrip().lower().startswith(_WEB_PAGE):
        raise BadData(
            _("{file} is a web page or XML, not a table.").format(file=path.name),
            _("Open it in your spreadsheet program and save it as .xlsx or .csv."),
        )
    from salesops.core.files.delimited import read_delimited

    return read_delimited(
        path.name, _contents(path), encoding=file_format.encoding, delimiter=file_format.delimiter
    )


def _other_kind(path: Path, head: bytes) -> str:
    """What the file is, where that is no table but something else that is well known."""
    known = next((kind for mark, kind in _OTHER_KINDS if head.startswith(mark)), "")
    if known or not head.startswith(_ZIP):
        return _(known) if known else ""
    try:
        with ZipFile(path) as archive:
            names = archive.namelist()
    except (BadZipFile, OSError, ValueError):
        return ""  # damaged: the reader of workbooks says so
    if any(name.startswith("xl/") or name in ("content.xml", "mimetype") for name in names):
        return ""
    return next(
        (_(kind) for folder, kind in _IN_ARCHIVE if any(name.startswith(folder) for name in names)),
        _("an archive of files"),
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


def _unreadable(path: Path, error: OSError) -> NotFound | InputOutput:
    if isinstance(error, FileNotFoundError):
        return NotFound(_("There is no file {file}.").format(file=path))
    return InputOutput(_("{file} cannot be read: {reason}.").format(file=path, reason=reason(error)))
