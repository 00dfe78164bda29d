"""Where rows become records: by the names of their columns and the declared types of the record's fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import starmap
from operator import itemgetter
from sqlite3 import Cursor
from typing import Any, TypeVar

from salesops.core.errors import Conflict
from salesops.core.i18n import _
from salesops.core.values.units import field_types

Record = TypeVar("Record")
Row = Sequence[Any]

# What SQLite has no type for; everything else stands in a record as it stands in its row.
_FROM_STORED: Mapping[type, Callable[[Any], object]] = {bool: bool, date: date.fromisoformat}


def records(cursor: Cursor, record_type: type[Record]) -> Iterator[Record]:
    """The rows of `cursor` as records, one by one as they are read.

    `record_type` is a named tuple (the quickest) or a dataclass. Each of its fields takes the column of its name
    (without the underscore of `class_`); fields declared as `bool` and `date` are converted, `Money`, `Rate` and
    `Day` are left as they are. Raises TypeError when a field has no column or a column no field.
    """
    fields = field_types(record_type)
    order = _order([name.rstrip("_") for name in fields], cursor, record_type)
    converters = {
        place: _FROM_STORED[field.type]
        for place, field in enumerate(fields.values())
        if field.type in _FROM_STORED
    }
    rows: Iterator[Row] = cursor
    if order != list(range(len(order))):
        rows = map(itemgetter(*order), rows)
    if converters:
        rows = (_converted(row, converters) for row in rows)
    return starmap(record_type, rows)


def record(cursor: Cursor, record_type: type[Record]) -> Record | None:
    """The first row of `cursor` as a record, None when there is none. Raises what `records` raises."""
    return next(records(cursor, record_type), None)


def existing(found: Iterable[Record]) -> Record:
    """The first of what was `found` by an id that was known before; Conflict when there is none any more."""
    for one in found:
        return one
    raise removed()


def removed() -> Conflict:
    """The error for a record that somebody else removed between two readings."""
    return Conflict(_("It was removed meanwhile."), _("Look again, then try again."))


def _order(fields: Sequence[str], cursor: Cursor, record_type: type) -> list[int]:
    """The place of each field's column in a row."""
    columns = [column[0] for column in cursor.description]
    if sorted(columns) != sorted(fields):
        missing, surplus = sorted(set(fields) - set(columns)), sorted(set(columns) - set(fields))
        twice = sorted({column for column in columns if columns.count(column) > 1})
        raise TypeError(
            f"{record_type.__name__}: fields without a column {missing}, columns without a field {surplus}, "
            f"columns named twice {twice}"
        )
    return [columns.index(field) for field in fields]


def _converted(row: Row, converters: Mapping[int, Callable[[Any], object]]) -> list[Any]:
    values = list(row)
    for place, convert in converters.items():
        if values[place] is not None:
            values[place] = convert(values[place])
    return values
