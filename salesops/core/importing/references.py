"""Finding the records that the rows of a file name: in the database, or among those about to be added."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from sqlite3 import Connection
from typing import Any, NamedTuple

from salesops.core.db.find import NOUNS
from salesops.core.errors import BadValue
from salesops.core.i18n import _
from salesops.core.importing.cells import clean_code
from salesops.core.importing.rows import Names
from salesops.core.importing.vocabulary import simple
from salesops.core.values.names import name_key, nearest, spelling_key
from salesops.core.values.text import half_width, printable, shown

_SHOWN = 3
_MOST_SUGGESTIONS = 20  # names of a file for which near ones are looked up: each is compared with all


class NamedRecord(NamedTuple):
    """A record that answers to a name, with the facts that those who name it go by (columns of `sql`)."""

    id: int
    code: str | None
    name: str
    facts: Mapping[str, Any]

    @property
    def spellings(self) -> set[str]:
        """Its full and its short name, as names are compared."""
        return {spelling_key(name) for name in (self.name, self.facts.get("short_name")) if name}


@dataclass(frozen=True)
class Reference:
    """How records of one kind are named in files: by code, full or short name as stored, never by a guess.

    `sql` selects id, code, name and facts, `short_name` among them where there is one, of all of them, or of those
    within the record :within that the row names in its field `within`. Where they are many, `candidates` is a
    condition that an index serves, for most of those meant by :code or :key (the `name_key` of the text).
    `create` makes missing ones on a day; without it they cannot be made. Where there are no `namesakes`, one of a
    known name but another code is only made when forced.
    """

    record: str
    sql: str
    candidates: str = ""
    within: str = ""
    create: Callable[[Connection, Sequence[NamedRecord], date], None] | None = None
    namesakes: bool = True


class _Known:
    """Records by what a file may call them."""

    def __init__(self, records: Iterable[NamedRecord] = ()) -> None:
        self.codes: dict[str, NamedRecord] = {}
        self.names: dict[str, list[NamedRecord]] = {}
        self.short_names: dict[str, list[NamedRecord]] = {}
        for record in records:
            self.add(record)

    def add(self, record: NamedRecord) -> None:
        """Let the record be found."""
        if record.code:
            self.codes[record.code] = record
        self.names.setdefault(spelling_key(record.name), []).append(record)
        if short_name := record.facts.get("short_name"):
            self.short_names.setdefault(spelling_key(short_name), []).append(record)

    def coded(self, text: str) -> NamedRecord | None:
        """The one with that code, also in full-width characters."""
        return self.codes.get(clean_code(text)) or self.codes.get(half_width(clean_code(text)))

    def called(self, text: str) -> list[NamedRecord]:
        """Those of exactly that name, else those of that name in another spelling, else of that short name."""
        key = spelling_key(text)
        same = self.names.get(key, [])
        called = [record for record in same if record.name == text] or same or self.short_names.get(key, [])
        return list({record.id: record for record in called}.values())

    def like(self, name: str) -> list[NamedRecord]:
        """Those whose full or short names are most like that one."""
        spelled = [*self.names.items(), *self.short_names.items()]
        places = nearest(name, [key for key, _records in spelled])
        return list({record.id: record for place in places for record in spelled[place][1]}.values())[:_SHOWN]


@dataclass
class Index:
    """The records of one kind by code and name, each looked up once.

    `reserve` gives an id to a missing one that may be made; it is None where they may not.
    """

    db: Connection
    reference: Reference
    reserve: Callable[[], int] | None
    force: bool = False
    new: list[NamedRecord] = field(default_factory=list)
    _by_names: dict[tuple[str, tuple[str, ...], int | None], NamedRecord] = field(default_factory=dict)
    _by_id: dict[int, NamedRecord] = field(default_factory=dict)
    _pending: _Known = field(default_factory=_Known)
    _all: dict[int | None, _Known] = field(default_factory=dict)
    _refused: dict[tuple[str, tuple[str, ...], int | None], BadValue] = field(default_factory=dict)

    def find(self, names: Names, within: int | None = None) -> NamedRecord:
        """The one record that is meant; a missing one is promised where it may be made.

        A code and a name that are given together must be those of one record. Raises BadValue.
        """
        asked = (names.code, names.names, within)
        if asked in self._refused:
            raise self._refused[asked]
        if asked not in self._by_names:
            try:
                record = self._find(names, within) or self._reserved(names, within)
            except BadValue as error:
                self._refused[asked] = error
                raise
            self._by_names[asked] = self._by_id[record.id] = record
        return self._by_names[asked]

    def known(self, names: Names) -> int:
        """The id of the one record that is meant and is there already, else 0."""
        try:
            record = self._find(names, None)
        except BadValue:
            return 0
        return record.id if record else 0

    def facts(self, record_id: int) -> Mapping[str, Any]:
        """The facts of a record that `find` gave."""
        return self._by_id[record_id].facts

    def name(self, record_id: int) -> str:
        """The name of a record that `find` gave."""
        return self._by_id[record_id].name

    def register_pending(self, record_id: int, code: str | None, name: str) -> NamedRecord:
        """Let a record be found that is about to be added."""
        record = NamedRecord(record_id, code, name, {})
        self._pending.add(record)
        return record

    def _find(self, names: Names, within: int | None) -> NamedRecord | None:
        coded = self._coded(names.code, within) if names.code else None
        if coded and _agrees(coded, names):
            return coded
        if own := self._with_id(names, within):
            return own
        if coded:
            raise _disagreement(coded, names)
        match = None
        for text in names.names or (names.code,):
            matches = self._matches(text, within, uncoded=bool(names.code and names.names))
            if matches and match is None:
                match = _only(matches, text)
            elif matches and match not in matches:
                raise BadValue(
                    _("{one} and {other} are not the same {noun}.").format(
                        one=shown(names.names[0]), other=shown(text), noun=_(NOUNS[self.reference.record])
                    ),
                    _("Correct one of them."),
                )
        return match

    def _with_id(self, names: Names, within: int | None) -> NamedRecord | None:
        """The one that an export of ours names by its id, if that is the id of one of that name in this database."""
        if not simple(names.column).endswith("id"):
            return None  # 客户编号 is a code: that it is the id of the customer named beside it is chance
        called = [record for text in names.names for record in self._called(text, within)]
        return next((record for record in called if str(record.id) == clean_code(names.code)), None)

    def _matches(self, text: str, within: int | None, *, uncoded: bool) -> list[NamedRecord]:
        """Those of that code or name; with `uncoded`, since the row tells a code that nobody has, those without one."""
        called = self._called(text, within)
        if uncoded:
            return [record for record in called if record.code is None]
        known = self._coded(text, within)
        return called if known is None or known in called else [known, *called]

    def _coded(self, code: str, within: int | None) -> NamedRecord | None:
        return self._pending.coded(code) or self._stored(code, within).coded(code)

    def _called(self, text: str, within: int | None) -> list[NamedRecord]:
        return [*self._pending.called(text), *self._stored(text, within).called(text)]

    def _stored(self, text: str, within: int | None) -> _Known:
        """The records in the database, or those that the text alone needs."""
        if self.reference.candidates and not self._all:
            some = _Known(self._candidates(text))
            if some.coded(text) or some.called(text):
                return some
        if within not in self._all:
            self._all[within] = _Known(self._select(self.reference.sql, {"within": within}))
        return self._all[within]

    def _candidates(self, text: str) -> Iterator[NamedRecord]:
        sql = f"{self.reference.sql} WHERE {self.reference.candidates} ORDER BY id"
        return self._select(sql, {"code": clean_code(text), "key": name_key(text)})

    def _select(self, sql: str, values: Mapping[str, object]) -> Iterator[NamedRecord]:
        rows = self.db.execute(sql, values)
        facts = [column[0] for column in rows.description][3:]
        for record_id, code, name, *rest in rows:
            yield NamedRecord(record_id, code, name, dict(zip(facts, rest, strict=True)))

    def _reserved(self, names: Names, within: int | None) -> NamedRecord:
        name = names.names[0] if names.names else names.code
        if self.reserve is None:
            raise self._missing(name, names, within)
        if not (self.reference.namesakes or self.force):
            self._refuse_namesake(name, names.code, within)
        record = self.register_pending(self.reserve(), names.code or None, name)
        self.new.append(record)
        return record

    def _refuse_namesake(self, name: str, code: str, within: int | None) -> None:
        """Raise BadValue when a record is called like the one that is to be made, or nearly so."""
        hint = _("--force adds another of that name.")
        for other in self._called(name, within):
            message = _("{name} has the code {code}, not {other}.")
            raise BadValue(message.format(name=shown(name), code=other.code, other=printable(code)), hint)
        for other in self._candidates(name):
            message = _("{name} looks like {other} (id {id}).")
            raise BadValue(message.format(name=shown(name), other=printable(other.name), id=other.id), hint)

    def _missing(self, name: str, names: Names, within: int | None) -> BadValue:
        """That there is no such record, and which have names like it."""
        noun = _(NOUNS[self.reference.record])
        message = _("There is no {noun} {text}.").format(noun=noun, text=shown(names.code or name))
        hints = [_("Import those first, or add --create-missing.")] if self.reference.create else []
        if names.code and names.names:
            passed_over = _('If {column} holds ids of another database, pass it over: --map "{column}=".')
            hints.insert(0, passed_over.format(column=printable(names.column)))
        if len(self._refused) < _MOST_SUGGESTIONS and (like := self._stored(name, within).like(name)):
            hints.insert(0, _("Did you mean {names}?").format(names=printable(_some(like))))
        return BadValue(message, " ".join(hints))


def _agrees(record: NamedRecord, names: Names) -> bool:
    """Whether the names that the row tells beside the code are those of the record."""
    return all(
        spelling_key(text) in record.spellings or clean_code(text) == record.code for text in names.names
    )


def _disagreement(record: NamedRecord, names: Names) -> BadValue:
    return BadValue(
        _("{code} is the code of {found}, not of {name}.").format(
            code=shown(names.code), found=printable(record.name), name=shown(", ".join(names.names))
        ),
        _("Correct one of them."),
    )


def _only(matches: Sequence[NamedRecord], text: str) -> NamedRecord:
    if len(matches) == 1:
        return matches[0]
    raise BadValue(
        _("{text} could be {count} records: {shown}.").format(
            text=shown(text), count=len(matches), shown=printable(_some(matches[:_SHOWN]))
        ),
        _("Give the code instead of the name."),
    )


def _some(records: Iterable[NamedRecord]) -> str:
    return _(", ").join(f"{record.name} ({record.code or f'id {record.id}'})" for record in records)
