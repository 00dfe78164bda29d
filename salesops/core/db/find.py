"""Naming a record: by id, by code, or by any unambiguous part of its name; a customer also by who calls from there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from salesops.core.db.dialect import among, id_list
from salesops.core.db.rows import existing
from salesops.core.db.sql import like
from salesops.core.errors import Ambiguous, BadValue, NotFound
from salesops.core.i18n import N_, _
from salesops.core.values.text import abridged, bounded, composed

_SHOWN = 8
_MOST = 100  # matches to choose from; more are only counted
_MOST_LOOKED_AT = 1000  # records that have the words
_SUGGESTED = 5

NOUNS = {
    "rep": N_("rep"),
    "customer": N_("customer"),
    "contact": N_("contact"),
    "opportunity": N_("opportunity"),
    "contract": N_("contract"),
    "followup": N_("follow-up"),
    "need": N_("need"),
}
# The columns that a person may name a record by. Contracts and follow-ups have no name of their own.
NAMES = {
    "rep": ("name",),
    "customer": ("name", "short_name"),
    "contact": ("name",),
    "opportunity": ("name",),
    "contract": ("code",),
    "followup": (),
    "need": ("text",),
}
_WITHOUT_CODE = ("followup", "need")
_ALSO_CALLED_BY = {"contact": ("title",)}
# What is archived, closed, void or gone gives way to what is not.
_LIVE = {
    "rep": "left_on IS NULL",
    "customer": "archived_on IS NULL",
    "contact": "left_on IS NULL",
    "opportunity": "closed_on IS NULL",
    "contract": "void_on IS NULL",
    "followup": "status <> 'cancelled'",
    "need": "TRUE",
}
# A column that is soon asked for the text as it stands, and settles most.
_AS_IT_STANDS = {"rep": "name", "customer": "short_name"}
# What is compared with a name that nothing has.
_ALIKE = {
    "rep": ("name",),
    "customer": ("name_key", "short_name"),
    "contact": ("name",),
    "opportunity": ("name",),
    "need": ("text",),
}


_PEOPLE = f"""
    SELECT c.id, c.name, CASE WHEN p.left_on IS NULL AND c.archived_on IS NULL THEN 1 ELSE 0 END, p.name, p.phone,
           p.title
    FROM contact p JOIN customer c ON c.id = p.customer_id WHERE p.id {among("ids")} ORDER BY c.id, p.id"""


# What customers were called that were merged into another.
_FORMER = """
    SELECT c.id, c.name, CASE WHEN c.archived_on IS NULL THEN 1 ELSE 0 END, f.name, f.short_name
    FROM former_name f JOIN customer c ON c.id = f.customer_id ORDER BY f.id"""
_FORMER_CODE = "id IN (SELECT f.customer_id FROM former_name f WHERE f.code = :text)"


class _Match(NamedTuple):
    """A record that may be meant; `name` is what it is shown as, `names` what it may be called."""

    id: int
    name: str
    live: bool
    names: Sequence[str | None] = ()


def find(db: sqlite3.Connection, record: str, text: str, *, within: tuple[str, int] | None = None) -> int:
    """The id of the one `record` that `text` names; `within` ("customer_id", 7) narrows the search.

    An id or a code wins over a name, a whole name over parts of one, in any order; what is live wins over what is not.
    `id:7` and `code:7` say which is meant. Raises NotFound with what is nearest, or Ambiguous with the matches.
    """
    number = known(db, record, text, within=within)
    if number is None:
        raise NotFound(
            _("No {noun} answers to “{text}”.").format(noun=_(NOUNS[record]), text=abridged(composed(text))),
            " ".join(_hints(db, record, composed(text), within)),
        )
    return number


def known(
    db: sqlite3.Connection, record: str, text: str, *, within: tuple[str, int] | None = None
) -> int | None:
    """As `find`, but None where nothing answers to `text`: names that are near are not looked for."""
    text = bounded(composed(text))
    if not text:
        raise BadValue(_("The name of a {noun} is empty.").format(noun=_(NOUNS[record])))
    for matches, count in _answers(db, record, text, within):
        if len(matches) == 1:
            return matches[0].id
        if matches:
            raise _ambiguous(text, [(match.id, match.name) for match in matches], count)
    return None


def name_of(db: sqlite3.Connection, record: str, record_id: int) -> str:
    """The name by which people know the record."""
    name: str
    (name,) = existing(db.execute(f"SELECT {_label(record)} FROM {record} WHERE id = ?", (record_id,)))
    return name


def _answers(
    db: sqlite3.Connection, record: str, text: str, within: tuple[str, int] | None
) -> Iterator[tuple[list[_Match], int]]:
    """The records that may be meant, and how many they are: the strictest understanding first."""
    condition, values = _numbered(record, text)
    yield _counted(_select(db, record, condition, values, within))
    if not NAMES[record] or text.startswith(("id:", "code:")):
        return
    if record in _AS_IT_STANDS:
        yield _settled(_select(db, record, f"{_AS_IT_STANDS[record]} = :text", {"text": text}, within))
    yield from _worded(db, record, text, within)
    if record == "customer":
        yield from _called_by(db, text)
    from salesops.core.values.words import begins_chinese

    if within is None and not begins_chinese(text):  # of which the index of words knows every part
        contained = " OR ".join(rf"{column} LIKE :part ESCAPE '\'" for column in NAMES[record])
        yield _settled(_select(db, record, f"({contained})", {"part": like(text)}, within))


def _numbered(record: str, text: str) -> tuple[str, dict[str, object]]:
    """The condition for the records of that id or code."""
    kind, _colon, rest = text.partition(":")
    coded = f"(code = :text OR {_FORMER_CODE})" if record == "customer" else "code = :text"
    if kind == "code" and rest and record not in _WITHOUT_CODE:
        return coded, {"text": rest}
    if kind == "id" and rest:
        return _by_id(rest)
    condition, values = _by_id(text.removeprefix("#"))
    if record in _WITHOUT_CODE or text.startswith("#"):
        return condition, values
    return f"({condition} OR {coded})", {**values, "text": text}


def _by_id(text: str) -> tuple[str, dict[str, object]]:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else -1
    return "id = :id", {"id": number}


def _label(record: str) -> str:
    return "coalesce(objective, summary, '')" if record == "followup" else (*NAMES[record], "code")[0]


def _select(
    db: sqlite3.Connection,
    record: str,
    condition: str,
    values: dict[str, object],
    within: tuple[str, int] | None,
    names: Sequence[str] = (),
) -> list[_Match]:
    """The records that `condition` lets through, with `names`, or else all columns that they are called by."""
    narrowed = f" AND {within[0]} = :within" if within else ""
    values = {**values, "within": within[1]} if within else values
    columns = (
        _label(record),
        f"CASE WHEN {_LIVE[record]} THEN 1 ELSE 0 END",
        *(names or (*NAMES[record], *_ALSO_CALLED_BY.get(record, ()))),
    )
    rows = db.execute(
        f"SELECT id, {', '.join(columns)} FROM {record} WHERE {condition}{narrowed} ORDER BY id",
        values,
    )
    return [_Match(row[0], row[1], bool(row[2]), row[3:]) for row in rows]


def _worded(
    db: sqlite3.Connection, record: str, text: str, within: tuple[str, int] | None
) -> Iterator[tuple[list[_Match], int]]:
    """The records of that name in another spelling, then those with the words in their names, in any order."""
    from salesops.core.values.names import spelling_key
    from salesops.core.values.words import addresses

    key, parts = spelling_key(text), [spelling_key(part) for part in text.split()]
    whole, parted = [], []
    named, count = _named(db, record, text, within)
    for match in named:
        spellings = [spelling_key(name) for name in match.names if name]
        if record == "contact":
            spellings += addresses(match.name, match.names[-1])
        if key in spellings:
            whole.append(match)
        elif any(key in spelling for spelling in spellings) or all(
            any(part in spelling for spelling in spellings) for part in parts
        ):
            parted.append(match)
    yield _settled(whole)
    matches, number = _settled(parted)
    yield matches, number if count < _MOST_LOOKED_AT else count


def _named(
    db: sqlite3.Connection, record: str, text: str, within: tuple[str, int] | None
) -> tuple[list[_Match], int]:
    """Records that may have the words in their names, and how many have."""
    if within or record == "rep":  # few
        matches = _select(db, record, "TRUE", {}, within)
        return matches, len(matches)
    from salesops.core.db import search
    from salesops.core.values.words import query, wanted

    words = query(wanted(text))
    ids = search.matching(db, record, words, limit=_MOST_LOOKED_AT) if words else []
    count = len(ids) if len(ids) < _MOST_LOOKED_AT else search.counts(db, words)[record]
    matches = _select(db, record, f"id {among('ids')}", {"ids": id_list(ids)}, None) if ids else []
    if record == "customer":
        matches += [_Match(row[0], row[1], bool(row[2]), row[3:]) for row in db.execute(_FORMER)]
    return matches, count


def _called_by(db: sqlite3.Connection, text: str) -> Iterator[tuple[list[_Match], int]]:
    """Customers where a person has that name or phone, then those where one has it in part or is addressed so: 陈总."""
    from salesops.core.db import search
    from salesops.core.values.names import spelling_key
    from salesops.core.values.words import addresses, phones, query, wanted

    words = wanted(text)
    ids = search.matching(db, "contact", query(words), limit=_MOST_LOOKED_AT) if words else []
    number = words[0].phone if words else ""
    whole, parted = [], []
    for customer_id, customer, live, person, phone, title in db.execute(_PEOPLE, {"ids": id_list(ids)}):
        match = _Match(customer_id, f"{customer} ({person})", bool(live))
        name, numbers = spelling_key(person), phone or ""
        texts = (name, numbers, *addresses(person, title))
        if name == spelling_key(text) or (number and number in phones(numbers)):
            whole.append(match)
        elif all(any(map(word.is_in, texts)) for word in words):
            parted.append(match)
    yield _settled(whole)
    yield _settled(parted)


def _settled(matches: Sequence[_Match]) -> tuple[list[_Match], int]:
    """Those that are live, or all if none is; each record once."""
    return _counted([match for match in matches if match.live] or matches)


def _counted(matches: Sequence[_Match]) -> tuple[list[_Match], int]:
    unique = list({match.id: match for match in matches}.values())
    return unique[:_MOST], len(unique)


def _hints(db: sqlite3.Connection, record: str, text: str, within: tuple[str, int] | None) -> Iterator[str]:
    """Which names are nearest, and where to see all."""
    if record in _ALIKE:
        from salesops.core.values.names import nearest

        known = _select(db, record, _LIVE[record], {}, within, _ALIKE[record])
        names = [(match, name) for match in known for name in match.names if name]
        places = nearest(text, [name for _match, name in names], most=_SUGGESTED)
        close = {names[place][0].id: names[place][0].name for place in places}
        if close:
            yield _("Did you mean {names}?").format(names=_list_of(list(close.items())))
    yield _("`salesops {record} list` shows them all.").format(record=record)


def _ambiguous(text: str, matches: list[tuple[int, str]], count: int) -> Ambiguous:
    more = ", …" if len(matches) > _SHOWN else ""
    return Ambiguous(
        _("“{text}” could be {count} records: {shown}.").format(
            text=abridged(text), count=count, shown=_list_of(matches[:_SHOWN]) + more
        ),
        _("Give more of the name, or the id."),
        tuple(matches),
    )


def _list_of(matches: Sequence[tuple[int, str]]) -> str:
    return ", ".join(f"{name} (id:{number})" for number, name in matches)
