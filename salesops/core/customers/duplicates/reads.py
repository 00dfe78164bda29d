"""Which customers may be the one that is told of."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from salesops.core.customers.duplicates.pairs import Known, pairs
from salesops.core.customers.duplicates.rules import NEAR, Lookalike, email_keys, phone_keys, told_apart
from salesops.core.db.dialect import among, id_list
from salesops.core.db.sql import like
from salesops.core.values.names import name_key, spelling_key
from salesops.core.values.numbers import Rate

_LONGEST_NAME = 1000  # characters; nobody looks for a longer one
_MOST_PEOPLE = 100
_CALLED = """
    SELECT id, name, name_key, short_name, credit_code FROM customer
    WHERE (name_key = :key OR name_key = :spelled OR short_name = :key OR short_name = :name) AND id <> :but
    ORDER BY id"""
_FORMERLY = """
    SELECT c.id, c.name FROM former_name f JOIN customer c ON c.id = f.customer_id
    WHERE f.name_key = :key AND c.id <> :but ORDER BY f.id"""
_CREDITED = """
    SELECT id, name FROM customer WHERE upper(credit_code) = upper(:credit_code) AND id <> :but ORDER BY id LIMIT 1"""
_PEOPLE = f"""
    SELECT c.id, c.name, p.name, p.phone, p.email FROM contact p JOIN customer c ON c.id = p.customer_id
    WHERE p.id {among("ids")} AND p.left_on IS NULL AND c.id <> :but ORDER BY c.id, p.id"""
# The few that may be near are found in the index of the keys: to read all names would take longer than all the rest.
# Next to none has a part, so that it is asked for first.
_NEAR = """
    SELECT id, name, name_key, credit_code FROM customer WHERE id IN (
        SELECT id FROM customer
        WHERE ({has_a_part}) AND length(name_key) >= :shortest AND length(name_key) <= :longest)
      AND id <> :but
    ORDER BY id"""

_ALL = """
    SELECT id, name, name_key, short_name, credit_code FROM customer WHERE archived_on IS NULL OR {archived}
    ORDER BY id"""
_REACHED = """
    SELECT customer_id, phone, email FROM contact
    WHERE left_on IS NULL AND (phone IS NOT NULL OR email IS NOT NULL) ORDER BY id"""
_FORMER_NAMES = "SELECT customer_id, name FROM former_name ORDER BY id"
_OWNERS = "SELECT c.id, c.code, r.name FROM customer c LEFT JOIN rep r ON r.id = c.owner_id"


class DuplicatePair(NamedTuple):
    """Two customers that may be one: the strongest `reason`, what they share by it, and the reasons besides.

    `likeness` is that of their names without city and legal form, 0-1. The earlier record stands first.
    """

    reason: str
    evidence: str
    also: list[str]
    likeness: Rate
    id: int
    name: str
    code: str | None
    owner: str | None
    other_id: int
    other_name: str
    other_code: str | None
    other_owner: str | None


def lookalike(
    db: sqlite3.Connection, facts: Mapping[str, Any], *, credit_code: str | None, but: int = 0
) -> Lookalike | None:
    """The customer that is most certainly the one of which these `facts` are new, if any may be.

    `credit_code` is its own, which tells it apart from others, `but` its id.
    """
    return next(_lookalikes(db, facts, credit_code, but), None)


def _lookalikes(
    db: sqlite3.Connection, facts: Mapping[str, Any], known_by: str | None, but: int
) -> Iterator[Lookalike]:
    name, short_name, credit_code = (facts.get(field) for field in ("name", "short_name", "credit_code"))
    if credit_code:
        for number, other in db.execute(_CREDITED, {"credit_code": credit_code, "but": but}):
            yield Lookalike("credit_code", credit_code, number, other)
    if name:
        yield from _called(db, name, known_by, but)
    if short_name:
        yield from _called_for_short(db, short_name, known_by, but)
    if name:
        yield from _near(db, name, known_by, but)


def reached_elsewhere(
    db: sqlite3.Connection, customer_id: int, person: Mapping[str, Any]
) -> Iterator[Lookalike]:
    """The other customers where somebody has the phone number or the e-mail address of this `person`."""
    from salesops.core.db import search
    from salesops.core.values.words import query, wanted

    phone, email = person.get("phone"), person.get("email")
    for reason, text, keys in (("phone", phone, phone_keys(phone)), ("email", email, email_keys(email))):
        for key in keys:
            ids = search.matching(db, "contact", query(wanted(key)), limit=_MOST_PEOPLE)
            for number, customer, name, *reached in db.execute(
                _PEOPLE, {"ids": id_list(ids), "but": customer_id}
            ):
                if key in (phone_keys(reached[0]) if reason == "phone" else email_keys(reached[1])):
                    yield Lookalike(reason, str(text), number, customer, name)


def duplicates(db: sqlite3.Connection, *, archived: bool = False) -> list[DuplicatePair]:
    """All customers that may be there twice, the most certain first; with the archived ones if asked for."""
    owners = {number: (code, owner) for number, code, owner in db.execute(_OWNERS)}
    return [
        DuplicatePair(
            reason, evidence, also, pair.likeness,
            pair.one.id, pair.one.name, *owners[pair.one.id], pair.other.id, pair.other.name, *owners[pair.other.id],
        )
        for pair in pairs(known(db, archived=archived))
        for (reason, *also), (evidence, *_more) in [(list(pair.reasons), list(pair.reasons.values()))]
    ]  # fmt: skip


def known(db: sqlite3.Connection, *, archived: bool = True) -> list[Known]:
    """What all customers are known by, in the order of their ids; of the people, only those who are still there."""
    phones: dict[int, list[str]] = defaultdict(list)
    emails: dict[int, list[str]] = defaultdict(list)
    for customer_id, phone, email in db.execute(_REACHED):
        for texts, text in ((phones, phone), (emails, email)):
            if text:
                texts[customer_id].append(text)
    former: dict[int, list[str]] = defaultdict(list)
    for customer_id, name in db.execute(_FORMER_NAMES):
        former[customer_id].append(name)
    rows = db.execute(_ALL.format(archived="TRUE" if archived else "FALSE"))
    return [
        Known(
            number,
            name,
            key,
            (*filter(None, [short_name]), *former.get(number, ())),
            credit_code,
            phones.get(number, ()),
            emails.get(number, ()),
        )
        for number, name, key, short_name, credit_code in rows
    ]


def _called(db: sqlite3.Connection, name: str, known_by: str | None, but: int) -> Iterator[Lookalike]:
    """Those of the same name, then those of that name but for city and legal form, or of that short name."""
    key, alike = name_key(name), []
    for number, other, other_key, short_name, code in _named(db, name, key, but):
        if spelling_key(other) == spelling_key(name):  # even with another credit code: one of them is a slip
            yield Lookalike("name", name, number, other)
        elif not told_apart(known_by, code):
            if other_key == key:
                alike.append(Lookalike("alike", name, number, other))
            elif short_name in (key, name):
                alike.append(Lookalike("also_called", name, number, other))
    yield from alike
    for number, other in db.execute(_FORMERLY, {"key": key, "but": but}):
        yield Lookalike("also_called", name, number, other)


def _called_for_short(
    db: sqlite3.Connection, short_name: str, known_by: str | None, but: int
) -> Iterator[Lookalike]:
    """Those whose name, or short name, the short name is."""
    spelled = spelling_key(short_name)
    for number, other, other_key, short, code in _named(db, short_name, name_key(short_name), but):
        same = spelled in (spelling_key(other), other_key) or short == short_name
        if same and not told_apart(known_by, code):
            yield Lookalike("also_called", short_name, number, other)


def _named(
    db: sqlite3.Connection, name: str, key: str, but: int
) -> list[tuple[int, str, str, str | None, str | None]]:
    values = {"key": key, "spelled": spelling_key(name), "name": name, "but": but}
    return db.execute(_CALLED, values).fetchall()


def _near(db: sqlite3.Connection, name: str, known_by: str | None, but: int) -> Iterator[Lookalike]:
    """Those of nearly the same normalised name, from `NEAR` on; none for a name that is too long for one."""
    from salesops.core.values.names import lengths, near, pieces

    key = name_key(name)
    if len(key) > _LONGEST_NAME:
        return
    shortest, longest = lengths(key, at_least=NEAR)
    parts = {f"part{place}": like(piece) for place, piece in enumerate(pieces(key, at_least=NEAR))}
    has_a_part = " OR ".join(rf"name_key LIKE :{part} ESCAPE '\'" for part in parts)
    values = {"shortest": shortest, "longest": longest, "but": but, **parts}
    rows = db.execute(_NEAR.format(has_a_part=has_a_part), values).fetchall()
    rows = [row for row in rows if not told_apart(known_by, row[3])]
    for place, _likeness in near(key, [row[2] for row in rows], at_least=NEAR):
        yield Lookalike("near", name, rows[place][0], rows[place][1])
