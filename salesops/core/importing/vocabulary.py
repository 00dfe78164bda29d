"""The words by which fields are known: in the headings of files, and in --map."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

from salesops.core.errors import BadValue
from salesops.core.i18n import _, in_both
from salesops.core.values.fields import Field
from salesops.core.values.text import abridged, half_width

_ASIDE = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_UNIT = re.compile(r"[元千万亿¥￥$€£%]|\b[kKmM]\b|thousand|million|CNY|RMB|USD|EUR", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s_\-.:：*＊/\\#'\"“”]+")
_NUMBERED = re.compile(r"(\D*)([1-9])(\D*)")  # 联系人2电话, contact2name, phone2
_SECOND = "第二"
_OF_ANOTHER = re.compile(r"(.+)_([2-9])")  # contact_phone_2, as --map names it
_CODE, _OWN, _ALSO, _PART = range(4)


class Sense(NamedTuple):
    """What a heading says: which field, how well it names it (0 best), of which of several such records (0: it
    does not say), and of a name in two columns which part: 1 the given, 2 the family name.
    """

    field: Field
    rank: int
    number: int = 0
    part: int = 0


def simple(heading: str) -> str:
    """The form in which headings are compared: `Company_Name *` and `CompanyName (full)` are companyname."""
    return whole(_ASIDE.sub("", heading)) or whole(heading)


def whole(heading: str) -> str:
    """The heading with what it has in brackets, in the form in which headings are compared."""
    return _SEPARATORS.sub("", half_width(heading).casefold())


def unit(heading: str) -> str:
    """What the heading has in brackets of a unit: （万元）."""
    return "".join(filter(_UNIT.search, _ASIDE.findall(heading)))


class Vocabulary:
    """The headings that `fields` are known by; of two fields of one word the one it names best, else the first.

    `mapped` are headings that are known besides, since --map speaks of them.
    """

    def __init__(self, fields: Sequence[Field], mapped: Iterable[str] = ()) -> None:
        self._mapped = set(map(whole, mapped))
        self._senses: dict[str, Sense] = {}
        for field in fields:
            for sense, word in _words(field):
                known = self._senses.get(word)
                if known is None or sense.rank < known.rank:
                    self._senses[word] = sense

    def sense(self, heading: str) -> Sense | None:
        """What the heading says; None when no field is called so."""
        word = simple(heading)
        return self._senses.get(word) or self._numbered(word)

    def known(self, headings: Iterable[str]) -> list[Hashable]:
        """What those of the headings say that are known."""
        senses = ((heading, self.sense(heading)) for heading in headings if heading)
        return [
            (sense.field.name, sense.number, sense.part) if sense else whole(heading)
            for heading, sense in senses
            if sense or whole(heading) in self._mapped
        ]

    def _numbered(self, word: str) -> Sense | None:
        """Of 联系人2 the second contact, where there may be several."""
        match = _NUMBERED.fullmatch(word.replace(_SECOND, "2"))
        sense = self._senses.get(match[1] + match[3]) if match else None
        if match is None or sense is None or not sense.field.group or sense.part:
            return None
        return sense._replace(number=int(match[2]))


def field_named(name: str, fields: Sequence[Field]) -> Field:
    """The field that `name` means: its code name, its label in either language, or a synonym.

    Raises BadValue when there is none.
    """
    wanted = simple(name)
    for ranks in ((_OWN,), (_CODE, _OWN, _ALSO)):
        for field in fields:
            if any(word == wanted for sense, word in _words(field) if sense.rank in ranks):
                return field
    match = _OF_ANOTHER.fullmatch(name)
    several = [field for field in fields if match and field.name == match[1] and field.group]
    if match and several:
        return of_another(several[0], int(match[2]))
    raise BadValue(
        _("There is no field “{name}”.").format(name=abridged(name)),
        _("The fields are: {fields}.").format(fields=", ".join(field.name for field in fields)),
    )


def of_another(field: Field, number: int) -> Field:
    """The same field of the second, third … record of its kind in a row."""
    if number < 2:
        return field
    return field._replace(name=f"{field.name}_{number}", group=f"{field.group}_{number}", stand_in=())


def _words(field: Field) -> Iterator[tuple[Sense, str]]:
    for rank, words in (
        (_CODE, field.code_also),
        (_OWN, (field.name, *in_both(field.label))),
        (_ALSO, field.also),
    ):
        yield from ((Sense(field, rank), simple(word)) for word in words)
    for part, words in enumerate(field.parts, start=1):
        yield from ((Sense(field, _PART, part=part), simple(word)) for word in words)
