"""Finding the records that the rows of a file name: in the database, or among those about to be added."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from sqlite3 import Connection, Cursor
from typing import Any, NamedTuple

from salesops.core.db.find import NOUNS
from salesops.core.errors import BadValue
from salesops.core.i18n import _
from salesops.core.importing.cells import clean_code
from salesops.core.importing.rows import Names
from salesops.core.values.text import printable, shown

_SHOWN = 3


class Found(NamedTuple):
    """A record that answers to a name, with the facts that those who name it go by (columns of `sql`)."""

    id: int
    code: str | None
    name: str
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Reference:
    """How records of one kind are named in files.

    `sql` selects id, code, name and facts of those that may be meant by :code, :text or :key (the `key` of the
    text), within the record :within that the row names in its field `within`. `aliases` selects a further name
    and then the same columns. `create` makes missing ones on a day; without it they cannot be made. Where there
    are no `namesakes`, one of a known name but another code is only made when forced.
    """

    record: str
    sql: str
    key: Callable[[str], str] = str.casefold
    aliases: str = ""
    within: str = ""
    create: Callable[[Connection, Sequence[Found], date], None] | None = None
    namesakes: bool = True


@dataclass
class Index:
    """The records of one kind by name, each looked up once.

    `promise` gives an id to a missing one that may be made; it is None where they may not.
    """

    db: Connection
    reference: Reference
    reserve: Callable[[], int] | None
    force: bool = False
    new: list[Found] = field(default_factory=list)
    _met: dict[tuple[str, tuple[str, ...], int | None], Found] = field(default_factory=dict)
    _by_id: dict[int, Found] = field(default_factory=dict)
    _pending_codes: dict[str, Found] = field(default_factory=dict)
    _pending_names: dict[str, list[Found]] = field(default_factory=dict)
    _aliases: dict[str, list[Found]] | None = None

    def find(self, names: Names, within: int | None = None) -> Found:
        """The one record that is meant; a missing one is promised where it may be made.

        A code wins over a name, an exact name over one that only means the same. A record found by its name
        whose code is another than the one told is not the one meant. Raises BadValue.
        """
        asked = (names.code, names.names, within)
        if asked not in self._met:
            found = self._find(names, within) or self._reserved(names, within)
            self._met[asked] = self._by_id[found.id] = found
        return self._met[asked]

    def known(self, names: Names) -> int:
        """The id of the one record that is meant and is there already, else 0."""
        try:
            found = self._find(names, None)
        except BadValue:
            return 0
        return found.id if found else 0

    def facts(self, record_id: int) -> Mapping[str, Any]:
        """The facts of a record that `find` gave."""
        return self._by_id[record_id].facts

    def name(self, record_id: int) -> str:
        """The name of a record that `find` gave."""
        return self._by_id[record_id].name

    def register_pending(self, record_id: int, code: str | None, name: str) -> Found:
        """Let a record be found that is about to be added."""
        found = Found(record_id, code, name, {})
        if code:
            self._pending_codes[code] = found
        self._pending_names.setdefault(self.reference.key(name), []).append(found)
        return found

    def _find(self, names: Names, within: int | None) -> Found | None:
        for code in [names.code] if names.code else map(clean_code, names.names):
            if found := self._coded(code, within):
                return found
        for text in names.names or [names.code]:
            matches = self._named(text, within)
            if names.code and names.names:
                matches = [each for each in matches if each.code is None]
            if matches:
                return _only(matches, text)
        return None

    def _coded(self, code: str, within: int | None) -> Found | None:
        if code in self._pending_codes:
            return self._pending_codes[code]
        return next((each for each in self._select(code, within) if each.code == code), None)

    def _named(self, text: str, within: int | None) -> list[Found]:
        """Those of exactly that name, else those with a name that means the same, else of that further name."""
        key = self.reference.key(text)
        rows = [*self._pending_names.get(key, ()), *self._select(text, within)]
        same = [each for each in rows if self.reference.key(each.name) == key]
        return [each for each in same if each.name == text] or same or self._aliased(text)

    def _select(self, text: str, within: int | None) -> list[Found]:
        values = {"code": text, "text": text, "key": self.reference.key(text), "within": within}
        return [found for found, _more in _rows(self.db.execute(self.reference.sql, values), 0)]

    def _aliased(self, text: str) -> list[Found]:
        if not self.reference.aliases:
            return []
        if self._aliases is None:
            self._aliases = {}
            for found, (alias,) in _rows(self.db.execute(self.reference.aliases), 1):
                self._aliases.setdefault(alias, []).append(found)
        return self._aliases.get(text, [])

    def _reserved(self, names: Names, within: int | None) -> Found:
        name = names.names[0] if names.names else names.code
        if self.reserve is None:
            noun = _(NOUNS[self.reference.record])
            raise BadValue(
                _("There is no {noun} {text}.").format(noun=noun, text=shown(names.code or name)),
                _("Import those first, or add --create-missing.") if self.reference.create else "",
            )
        if not (self.reference.namesakes or self.force) and (same := self._named(name, within)):
            raise BadValue(
                _("{name} has the code {code}, not {other}.").format(
                    name=shown(name), code=same[0].code, other=printable(names.code)
                ),
                _("--force adds another of that name."),
            )
        found = self.register_pending(self.reserve(), names.code or None, name)
        self.new.append(found)
        return found


def _rows(cursor: Cursor, before: int) -> Iterable[tuple[Found, tuple[Any, ...]]]:
    """The records selected, and what stands before the columns of each."""
    facts = [column[0] for column in cursor.description or ()][before + 3 :]
    for row in cursor:
        record_id, code, name, *rest = row[before:]
        yield Found(record_id, code, name, dict(zip(facts, rest, strict=True))), row[:before]


def _only(matches: Sequence[Found], text: str) -> Found:
    if len(matches) == 1:
        return matches[0]
    some = ", ".join(f"{each.name} ({each.code or f'id {each.id}'})" for each in matches[:_SHOWN])
    raise BadValue(
        _("{text} could be {count} records: {shown}.").format(
            text=shown(text), count=len(matches), shown=printable(some)
        ),
        _("Give the code instead of the name."),
    )
