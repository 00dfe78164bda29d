"""Where words stand: in names of customers and people, phone numbers, deals, contracts, needs, notes, touches."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from salesops.core.db import search
from salesops.core.db.dialect import among, id_list
from salesops.core.db.sql import at_most
from salesops.core.errors import BadValue
from salesops.core.i18n import _
from salesops.core.search.rules import found_in
from salesops.core.values.names import folded, spelling_key
from salesops.core.values.units import Day
from salesops.core.values.words import Wanted, query, wanted

_RANKED = 200  # records of a kind from which the best are chosen; of many more, the latest
_MOST_CUSTOMERS = 200  # that answer to a word which is taken for a name
_MOST_TEXTS = 5000  # of these customers that are looked through


class _Kind(NamedTuple):
    """Records of one kind: where they stand, whether one is live, its day, and the texts in which words may stand."""

    record: str
    rows: str
    row: str
    live: str
    day: str
    texts: Sequence[str]


# The most telling first.
_KINDS = (
    _Kind("customer", "customer c", "c", "c.archived_on IS NULL", "c.last_touch_on", ("name", "short_name", "code")),
    _Kind(
        "contact", "contact p JOIN customer c ON c.id = p.customer_id", "p",
        "p.left_on IS NULL AND c.archived_on IS NULL", "p.left_on",
        ("name", "title", "phone", "email", "wechat", "code"),
    ),
    _Kind(
        "opportunity", "opportunity o JOIN customer c ON c.id = o.customer_id", "o",
        "o.closed_on IS NULL", "coalesce(o.closed_on, o.expected_close_on)", ("name", "product", "code"),
    ),
    _Kind(
        "contract", "contract k JOIN customer c ON c.id = k.customer_id", "k",
        "k.void_on IS NULL", "k.signed_on", ("code", "product"),
    ),
    _Kind(
        "need", "need q JOIN customer c ON c.id = q.customer_id", "q",
        "TRUE", "coalesce(q.wanted_by, q.recorded_on)", ("text", "pains"),
    ),
    _Kind("tag", "tag t JOIN customer c ON c.id = t.customer_id", "t", "TRUE", "c.last_touch_on", ("name",)),
    _Kind("note", "note n JOIN customer c ON c.id = n.customer_id", "n", "TRUE", "n.noted_on", ("text",)),
    _Kind(
        "followup", "followup f JOIN customer c ON c.id = f.customer_id", "f",
        "f.status <> 'cancelled'", "coalesce(f.occurred_on, f.due_on)", ("summary", "feedback", "objective"),
    ),
    _Kind("survey", "survey s JOIN customer c ON c.id = s.customer_id", "s", "TRUE", "s.surveyed_on", ("comments",)),
)  # fmt: skip


class Hit(NamedTuple):
    """A record that has the words: `found_in` is the field where the first of them stands, `on` its day.

    `name` is that of a customer, a person or a deal, or the number of a contract.
    """

    record: str
    id: int
    customer_id: int
    customer: str
    name: str | None
    found_in: str
    excerpt: str
    on: Day | None


class Hits(NamedTuple):
    """The best hits, and how many more there are."""

    hits: list[Hit]
    left_out: int


class _Candidate(NamedTuple):
    """A hit with what it is ranked by: of names the whole ones first, then what is live, then the latest."""

    hit: Hit
    rank: tuple[int, bool, bool]
    texts: str


def find(db: sqlite3.Connection, text: str, *, limit: int) -> Hits:
    """What has all the words of `text`; of a customer that some of them name, what has the others.

    At most `limit` hits, 0 for all. Raises BadValue when there is no word.
    """
    words = wanted(text)
    if not words:
        raise BadValue(_("There is no word to look for."))
    together = query(words)
    counts = search.counts(db, together)
    matches = list(_having(db, [kind for kind in _KINDS if kind.record in counts], text, words, limit))
    of_named = list(_of_named(db, text, words))
    matches += of_named
    matches.sort(key=lambda match: match.hit.on or "", reverse=True)
    matches.sort(key=lambda match: match.rank)
    hits = [match.hit for match in matches][: limit or None]
    return Hits(hits, sum(counts.values()) + len(of_named) - len(hits))


def _having(
    db: sqlite3.Connection, kinds: Sequence[_Kind], text: str, words: Sequence[Wanted], limit: int
) -> Iterator[_Candidate]:
    """Records that have all the words themselves."""
    for kind in kinds:
        ids = search.matching(db, kind.record, query(words), limit=limit and max(limit, _RANKED))
        yield from _candidates(db, kind, f"{kind.row}.id {among('ids')}", ids, text, words)


def _of_named(db: sqlite3.Connection, text: str, words: Sequence[Wanted]) -> Iterator[_Candidate]:
    """What has the other words at the customers that some of them name: 张总 报价 is an offer where 张总 works."""
    answering = {word: _customers(db, word) for word in words} if len(words) > 1 else {}
    named = {word: customers for word, customers in answering.items() if customers}
    if not named:
        return
    customers = set.intersection(*named.values())
    others = [word for word in words if word not in named]
    for kind in _KINDS if others and customers else _KINDS[:1]:
        condition = f"c.id {among('ids')}"
        for match in _candidates(
            db, kind, condition, sorted(customers), text, others or words, limit=_MOST_TEXTS
        ):
            if all(word.is_in(match.texts) for word in others) and not all(
                word.is_in(match.texts) for word in words
            ):
                yield match


def _customers(db: sqlite3.Connection, word: Wanted) -> set[int]:
    """The customers that the word names by themselves or by a person there; none where it names too many."""
    customers = search.matching(db, "customer", word.match, limit=_MOST_CUSTOMERS + 1)
    people = search.matching(db, "contact", word.match, limit=_MOST_CUSTOMERS + 1)
    if max(len(customers), len(people)) > _MOST_CUSTOMERS:
        return set()
    of_people = db.execute(
        f"SELECT customer_id FROM contact WHERE id {among('ids')}", {"ids": id_list(people)}
    )
    return {*customers, *(customer for (customer,) in of_people)}


def _candidates(
    db: sqlite3.Connection,
    kind: _Kind,
    condition: str,
    ids: Sequence[int],
    text: str,
    words: Sequence[Wanted],
    limit: int = 0,
) -> Iterator[_Candidate]:
    texts = ", ".join(f"{kind.row}.{column}" for column in kind.texts)
    rows = db.execute(
        f"SELECT {kind.row}.id, c.id, coalesce(c.short_name, c.name), CASE WHEN {kind.live} THEN 1 ELSE 0 END, "
        f"{kind.day}, {texts} FROM {kind.rows} WHERE {condition} ORDER BY {kind.row}.id DESC {at_most(limit)}",
        {"ids": id_list(ids), "limit": limit},
    )
    place, key = _KINDS.index(kind), spelling_key(text)
    return (_candidate(kind, place, key, row, words) for row in rows)


def _candidate(kind: _Kind, place: int, key: str, row: Sequence[Any], words: Sequence[Wanted]) -> _Candidate:
    record_id, customer_id, customer, live, day, *columns = row
    texts = [(field, text) for field, text in zip(kind.texts, columns, strict=True) if text]
    field, shown = found_in(texts, words) if texts else ("", "")
    whole = kind.record in ("customer", "contact") and any(
        spelling_key(text) == key for _field, text in texts
    )
    name = columns[0] if kind.texts[0] in ("name", "code") else None
    hit = Hit(kind.record, record_id, customer_id, customer, name, field, shown, day)
    return _Candidate(hit, (place, not whole, not live), " ".join(folded(text) for _field, text in texts))
