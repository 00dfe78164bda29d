"""Which column of a file is which field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from salesops.core.errors import BadData, BadValue
from salesops.core.i18n import N_, _, in_both
from salesops.core.importing.vocabulary import Sense, Vocabulary, field_named, of_another, simple, whole
from salesops.core.values.fields import Field
from salesops.core.values.text import abridged, printable

WHY = N_("why rejected")  # the heading of the column that a rejects file has more


@dataclass(frozen=True)
class Matched:
    """The columns (by place, from 0) that each field is read from: the first filled one counts, or all of them.

    `joined` are the names of the fields whose two columns are given and family name.
    """

    columns: Mapping[Field, tuple[int, ...]]
    unmatched: tuple[str, ...]
    joined: frozenset[str] = frozenset()


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
    named = _Named({p: h for p, h in enumerate(headings) if h and p not in mapped}, free, file)
    columns |= named.columns()
    _check(headings, fields, columns, file)
    # In the order of the fields; those of further records, in the order in which they were found, come last.
    order = [*(field for field in fields if field in columns), *(f for f in columns if f not in fields)]
    return Matched(
        {field: tuple(columns[field]) for field in order},
        _unmatched(headings, mapped, columns),
        frozenset(named.joined),
    )


class _Named:
    """The columns of each field by their headings, the best first."""

    def __init__(self, headings: Mapping[int, str], fields: Sequence[Field], file: str) -> None:
        vocabulary = Vocabulary(fields)
        senses = ((place, vocabulary.sense(heading)) for place, heading in headings.items())
        self._senses: dict[int, Sense] = {place: sense for place, sense in senses if sense}
        self._headings = headings
        self._fields = fields
        self._file = file
        self.joined: set[str] = set()

    def columns(self) -> dict[Field, list[int]]:
        """Raises BadData when two columns claim a field and neither names it better."""
        columns = self._grouped()
        self._join_parts(columns)
        for places in columns.values():
            places.sort(key=lambda place: self._senses[place].rank)
        standing_in = [
            self._stand_in(field, columns)
            for field in self._fields
            if field.stand_in and field not in columns
        ]
        for field, places in columns.items():
            if len(places) > 1 and not (
                field.refers_to or field.several or field in standing_in or field.name in self.joined
            ):
                columns[field] = [self._clearest(field, places)]
        return columns

    def _grouped(self) -> dict[Field, list[int]]:
        """The columns by field, those of a second or third record of its kind (电话2, or a second 电话) apart.

        There is such a record where it has a column of its own name; else its columns are those of none.
        """
        numbers = self._numbers()
        names = {(sense.field.name, numbers[place]) for place, sense in self._senses.items()}
        columns: dict[Field, list[int]] = {}
        for place, sense in self._senses.items():
            number = numbers[place]
            if sense.part:
                continue
            if number < 2 or (sense.field.group, number) in names:
                columns.setdefault(of_another(sense.field, number), []).append(place)
            elif spare := self._spare(self._headings[place], sense.field, columns):
                columns[spare] = [place]
        return columns

    def _numbers(self) -> dict[int, int]:
        """Of which record each column tells: as its heading says, else counted by headings that are repeated."""
        seen: Counter[str] = Counter()
        numbers = {}
        for place, sense in self._senses.items():
            word = simple(self._headings[place])
            seen[word] += 1
            numbers[place] = sense.number or (seen[word] if sense.field.group else 1)
        return numbers

    def _spare(self, heading: str, other: Field, columns: Mapping[Field, list[int]]) -> Field | None:
        """The field that takes a second column of `other`: of 电话1 and 电话2 the second is another phone."""
        word = "".join(letter for letter in simple(heading) if not letter.isdigit())
        return next(
            (
                field
                for field in self._fields
                if field not in columns
                and field.group == other.group
                and word in set(map(simple, field.stand_in))
            ),
            None,
        )

    def _join_parts(self, columns: dict[Field, list[int]]) -> None:
        """A name that stands in two columns, given and family name, where there is none for the whole name."""
        parts = {sense.part: place for place, sense in reversed(self._senses.items()) if sense.part}
        fields = {sense.field for sense in self._senses.values() if sense.part}
        for field in fields:
            if field not in columns and len(parts) == 2:
                columns[field] = [parts[1], parts[2]]
                self.joined.add(field.name)

    def _stand_in(self, field: Field, columns: dict[Field, list[int]]) -> Field | None:
        """Of Name and Company in a list of customers, Name is the contact; the field it then stands in for."""
        words = set(map(simple, field.stand_in))
        for other, places in columns.items():
            place = next((place for place in places if simple(self._headings[place]) in words), None)
            if place is not None and len({simple(self._headings[column]) for column in places}) == 2 == len(
                places
            ):
                places.sort(key=lambda column: column == place)
                columns[field] = [place]
                return other
        return None

    def _clearest(self, field: Field, places: Sequence[int]) -> int:
        """The one column (of several, the best first) with the field's own name; BadData when none is clear."""
        names = [self._headings[place] for place in places]
        if self._senses[places[0]].rank < self._senses[places[1]].rank:
            return places[0]
        if len(set(map(whole, names))) == 1:
            raise BadData(
                _("{file} has two columns called {heading}.").format(
                    file=self._file, heading=printable(names[0])
                ),
                _("Rename or delete one of them."),
            )
        raise BadData(
            _("{file}: {headings} could all be {field}.").format(
                file=self._file, headings=_list(names), field=_named(field)
            ),
            _('Say which it is with --map "{heading}={name}".').format(
                heading=printable(names[0]), name=field.name
            ),
        )


def _as_mapped(
    headings: Sequence[str], fields: Sequence[Field], column_map: Mapping[str, str | None], file: str
) -> dict[int, Field | None]:
    mapped: dict[int, Field | None] = {}
    for heading, name in column_map.items():
        places = [place for place, other in enumerate(headings) if other and whole(other) == whole(heading)]
        if not places:
            raise BadValue(
                _("{file} has no column “{heading}”.").format(file=file, heading=abridged(heading)),
                _("Its columns are: {headings}.").format(headings=_list(headings)),
            )
        field = field_named(name, fields) if name else None
        mapped |= dict.fromkeys(places, field)
    return mapped


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
