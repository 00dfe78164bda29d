"""Text with delimiters (csv, tsv): its encoding, its delimiter, its rows."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from salesops.core.errors import BadData, BadValue
from salesops.core.files.sheets import Row, Table
from salesops.core.i18n import _
from salesops.core.values.text import abridged

DELIMITERS = ",;\t|"
_NAMED = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TRIED = ("utf-8", "gb18030")
_LONGEST_CELL = 1 << 20


def read_delimited(name: str, data: bytes, *, encoding: str | None, delimiter: str | None) -> Table:
    """The table in `data`, the contents of the file called `name`.

    Without an encoding: the byte order mark, else strict UTF-8, else strict GB18030. A row is what a
    spreadsheet shows as a row, so a quoted cell with line breaks in it stays in one.
    Raises BadData for what cannot be decoded or is no text, BadValue for an unknown encoding or delimiter.
    """
    text, decoded_as = _decode(name, data, encoding)
    if "\0" in text:
        raise BadData(
            _("{file} is neither a text nor a workbook.").format(file=name),
            _("Give a .csv, .xlsx or .xls file; for a text of another kind name its --encoding."),
        )
    separator = _delimiter(delimiter) if delimiter is not None else _sniff(text)
    return Table(_rows(name, text, separator), _note(name, decoded_as, encoding))


def _decode(name: str, data: bytes, encoding: str | None) -> tuple[str, str]:
    """The text, and the encoding it was in."""
    marked = next((codec for mark, codec in _MARKS if data.startswith(mark)), None)
    tried = (encoding,) if encoding is not None else (marked,) if marked else _TRIED
    for codec in tried:
        try:
            return data.decode(codec).removeprefix("\ufeff"), codec
        except (LookupError, UnicodeEncodeError) as error:
            raise BadValue(
                _("There is no encoding {name}.").format(name=abridged(codec)),
                _("For instance: utf-8, gb18030, big5."),
            ) from error
        except UnicodeError:
            continue
    raise BadData(
        _("{file} cannot be read as {encodings}.").format(file=name, encodings=", ".join(tried)),
        _("Name the right one, for instance --encoding cp1252, or save the file as .xlsx."),
    )


def _note(name: str, decoded_as: str, requested: str | None) -> str:
    if requested is not None or decoded_as != "gb18030":
        return ""
    return _("{file} was read as Chinese text (GB18030); if names look wrong, give --encoding.").format(
        file=name
    )


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
