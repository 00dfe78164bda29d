"""Which column of a file is which field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from salesops.core.errors import BadData, BadValue
from salesops.core.files.sheets import Row
from salesops.core.i18n import N_, _, in_both
from salesops.core.values.fields import Field
from salesops.core.values.text import abridged, half_width, printable

WHY = N_("why rejected")  # the heading of the column that a rejects file has more
_PASSED_OVER = 10  # rows of title that may stand above the headings
_ASIDE = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_NOT_AT_ALL = 9
_SEPARATORS = re.compile(r"[\s_\-.:：*＊/\\#'\"“”]+")


@dataclass(frozen=True)
class Headings:
    """The headings of a file with the place of each, the row they stand in, and what stands above them."""

    row: int
    names: tuple[str, ...]
    above: tuple[str, ...] = ()


@dataclass(frozen=True)
class Matched:
    """The columns (by place, from 0) that each field is read from: the first filled one counts, or all of them."""

    columns: Mapping[Field, tuple[int, ...]]
    unmatched: tuple[str, ...]


def simple(heading: str) -> str:
    """The form in which headings are compared: `Company_Name *` and `CompanyName (full)` are companyname."""
    return _whole(_ASIDE.sub("", heading)) or _whole(heading)


def _whole(heading: str) -> str:
    return _SEPARATORS.sub("", half_width(heading).casefold())


def find_headings(rows: Iterator[Row], fields: Sequence[Field], file: str) -> tuple[Headings, Iterator[Row]]:
    """The row of headings, and the rows below it. A title above (one lone cell) is passed over.

    Raises BadData for an empty file and for a heading that stands there twice.
    """
    known = set(chain.from_iterable(_words(field) for field in fields))
    first = next(rows, None)
    if first is None:
        raise BadData(_("{file} is empty.").format(file=file))
    above = [first]
    while len(above) < _PASSED_OVER and _is_title(above[-1], known) and (below := next(rows, None)):
        above.append(below)
    row, rest = (above[-1], []) if not _is_title(above[-1], known) else (above[0], above[1:])
    names = tuple(cell.strip() for cell in row.cells)
    _refuse_repeated(names, file)
    titles = (
        () if rest else tuple(cell.strip() for title in above[:-1] for cell in title.cells if cell.strip())
    )
    return Headings(row.number, names, titles), chain(rest, rows)


def match(
    headings: Sequence[str], fields: Sequence[Field], column_map: Mapping[str, str | None], file: str
) -> Matched:
    """Find the field of each heading: as `column_map` says, else by name.

    `column_map` gives headings the names of fields, None to pass over. Raises BadValue for a wrong one,
    BadData when a required field has no column or two columns claim one.
    """
    mapped = _as_mapped(headings, fields, column_map, file)
    columns: dict[Field, list[int]] = {}
    for place, field in mapped.items():
        if field:
            columns.setdefault(field, []).append(place)
    free = [field for field in fields if field not in columns]
    columns |= _by_name({p: h for p, h in enumerate(headings) if h and p not in mapped}, free, file)
    _check(headings, fields, columns, file)
    return Matched(
        {f: tuple(columns[f]) for f in fields if f in columns}, _unmatched(headings, mapped, columns)
    )


def field_named(name: str, fields: Sequence[Field]) -> Field:
    """The field that `name` means: its code name, its label in either language, or a synonym."""
    wanted = simple(name)
    for words in (_own_words, _words):
        for field in fields:
            if wanted in words(field):
                return field
    raise BadValue(
        _("There is no field “{name}”.").format(name=abridged(name)),
        _("The fields are: {fields}.").format(fields=", ".join(field.name for field in fields)),
    )


def _own_words(field: Field) -> set[str]:
    return {simple(word) for word in (field.name, *in_both(field.label))}


def _words(field: Field) -> set[str]:
    return _own_words(field) | {simple(word) for word in (*field.also, *field.code_also)}


def _is_title(row: Row, known: set[str]) -> bool:
    filled = [cell for cell in row.cells if cell.strip()]
    return len(filled) == 1 and simple(filled[0]) not in known


def _refuse_repeated(names: Sequence[str], file: str) -> None:
    counted = Counter(_whole(name) for name in names if name)
    for name in names:
        if name and counted[_whole(name)] > 1:
            raise BadData(
                _("{file} has two columns called {heading}.").format(file=file, heading=printable(name)),
                _("Rename or delete one of them."),
            )


def _as_mapped(
    headings: Sequence[str], fields: Sequence[Field], column_map: Mapping[str, str | None], file: str
) -> dict[int, Field | None]:
    places = {_whole(heading): place for place, heading in enumerate(headings) if heading}
    mapped: dict[int, Field | None] = {}
    for heading, name in column_map.items():
        place = places.get(_whole(heading))
        if place is None:
            raise BadValue(
                _("{file} has no column “{heading}”.").format(file=file, heading=abridged(heading)),
                _("Its columns are: {headings}.").format(headings=_list(headings)),
            )
        mapped[place] = field_named(name, fields) if name else None
    return mapped


def _by_name(headings: Mapping[int, str], fields: Sequence[Field], file: str) -> dict[Field, list[int]]:
    """The columns of each field by their headings, the best first."""
    columns: dict[Field, list[int]] = {}
    for place, heading in headings.items():
        rank, _order, field = min((_rank(field, heading), order, field) for order, field in enumerate(fields))
        if rank < _NOT_AT_ALL:
            columns.setdefault(field, []).append(place)
    for field, places in columns.items():
        places.sort(key=partial(_rank_at, field, headings))
    standing_in = [
        _stand_in(field, headings, columns) for field in fields if field.stand_in and field not in columns
    ]
    for field, places in columns.items():
        if len(places) > 1 and not (field.refers_to or field.several or field in standing_in):
            columns[field] = [_clearest(field, [headings[place] for place in places], places, file)]
    return columns


def _rank(field: Field, heading: str) -> int:
    """How well `heading` names `field`, 0 best. Codes are better than names: they are unique."""
    word = simple(heading)
    if word in _own_words(field):
        return 1
    if word in map(simple, field.code_also):
        return 0
    return 2 if word in map(simple, field.also) else _NOT_AT_ALL


def _rank_at(field: Field, headings: Mapping[int, str], place: int) -> int:
    return _rank(field, headings[place])


def _stand_in(field: Field, headings: Mapping[int, str], columns: dict[Field, list[int]]) -> Field | None:
    """Of Name and Company in a list of customers, Name is the contact; the field it then stands in for."""
    words = set(map(simple, field.stand_in))
    for other, places in columns.items():
        place = next((place for place in places if simple(headings[place]) in words), None)
        if place is not None and len(places) == 2:
            places.sort(key=lambda column: column == place)
            columns[field] = [place]
            return other
    return None


def _clearest(field: Field, names: Sequence[str], places: Sequence[int], file: str) -> int:
    """The one column (of several, the best first) with the field's own name; BadData when none is clear."""
    if _rank(field, names[0]) < _rank(field, names[1]):
        return places[0]
    raise BadData(
        _("{file}: {headings} could all be {field}.").format(
            file=file, headings=_list(names), field=_named(field)
        ),
        _('Say which it is with --map "{heading}={name}".').format(
            heading=printable(names[0]), name=field.name
        ),
    )


def _check(
    headings: Sequence[str], fields: Sequence[Field], columns: Mapping[Field, Sequence[int]], file: str
) -> None:
    missing = [field for field in fields if field.required and field not in columns]
    if missing:
        raise BadData(
            _("{file} has no column for {fields}; its columns are: {headings}.").format(
                file=file,
                fields=_list([_named(field) for field in missing]),
                headings=_list(headings),
            ),
            _('Say which it is with --map "COLUMN={name}"; import --help lists all fields.').format(
                name=missing[0].name
            ),
        )


def _unmatched(
    headings: Sequence[str], mapped: Mapping[int, Field | None], columns: Mapping[Field, Sequence[int]]
) -> tuple[str, ...]:
    taken = set(mapped).union(*columns.values())
    silent = set(map(simple, in_both(WHY)))
    return tuple(
        heading
        for place, heading in enumerate(headings)
        if heading and place not in taken and simple(heading) not in silent
    )


def _named(field: Field) -> str:
    return f"{field.name} ({_(field.label)})"


def _list(names: Sequence[str]) -> str:
    return ", ".join(printable(name) for name in names if name)
