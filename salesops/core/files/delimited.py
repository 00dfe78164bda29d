"""Text with delimiters (csv, tsv): its encoding, its delimiter, its rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from salesops.core.errors import BadData, BadValue
from salesops.core.files.encodings import decode
from salesops.core.files.sheets import Row, Table
from salesops.core.i18n import _
from salesops.core.values.text import abridged

DELIMITERS = ",;\t|"
_NAMED = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_LONGEST_CELL = 1 << 20


def read_delimited(name: str, data: bytes, *, encoding: str | None, delimiter: str | None) -> Table:
    """The table in `data`, the contents of the file called `name`.

    A row is what a spreadsheet shows as a row, so a quoted cell with line breaks in it stays in one.
    Raises what `decode` raises, BadData for what is no text, BadValue for what cannot be a delimiter.
    """
    text, note = decode(name, data, encoding)
    if "\0" in text:
        raise BadData(
            _("{file} is neither a text nor a workbook.").format(file=name),
            _("Give a .csv, .xlsx or .xls file; for a text of another kind name its --encoding."),
        )
    separator = _delimiter(delimiter) if delimiter is not None else _sniff(text)
    return Table(_rows(name, text, separator), note)


def _delimiter(text: str) -> str:
    separator = _NAMED.get(text.lower(), text)
    if len(separator) != 1 or separator in '"\r\n ':
        raise BadValue(
            _("“{text}” cannot be a delimiter.").format(text=abridged(text)),
            _("One character, such as , ; | or tab."),
        )
    return separator


def _sniff(text: str) -> str:
    """The delimiter that cuts the first rows into the most cells, the same number in most of them."""
    return max(DELIMITERS, key=lambda separator: _fit(text, separator))


def _fit(text: str, separator: str) -> tuple[int, int]:
    widths = []
    with suppress(csv.Error):  # told when the rows are read
        for row in islice(_reader(text, separator), 20):
            if any(row):
                widths.append(len(row))
    alike = max((widths.count(width) for width in set(widths) if width > 1), default=0)
    return alike, max(widths, default=0)


def _reader(text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _rows(name: str, text: str, separator: str) -> Iterator[Row]:
    number = 0
    try:
        for number, cells in enumerate(_reader(text, separator), start=1):
            if any(map(str.strip, cells)):
                yield Row(number, cells)
    except csv.Error as error:
        raise BadData(
            _("{file}, row {row}: a quotation mark is not closed or stands in the middle of a cell.").format(
                file=name, row=number + 1
            ),
            _("Correct it, or save the file as .xlsx."),
        ) from error
