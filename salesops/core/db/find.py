"""Naming a record: by id, by code, or by any unambiguous part of its name."""

from __future__ import annotations

import sqlite3

from salesops.core.db.sql import like
from salesops.core.errors import Ambiguous, BadValue, NotFound
from salesops.core.i18n import N_, _
from salesops.core.values.text import abridged, composed

_SHOWN = 8
_MOST = 100  # matches to choose from; more are only counted

NOUNS = {
    "rep": N_("rep"),
    "customer": N_("customer"),
    "contact": N_("contact"),
    "opportunity": N_("opportunity"),
    "contract": N_("contract"),
    "followup": N_("follow-up"),
}
# The columns that a person may name a record by. Contracts and follow-ups have no name of their own.
NAMES = {
    "rep": ("name",),
    "customer": ("name", "short_name"),
    "contact": ("name",),
    "opportunity": ("name",),
    "contract": ("code",),
    "followup": (),
}


def find(db: sqlite3.Connection, record: str, text: str, *, within: tuple[str, int] | None = None) -> int:
    """The id of the one `record` that `text` names; `within` ("customer_id", 7) narrows the search.

    An id or a code wins over a name, a whole name over a part of one. `id:7` and `code:7` say which is meant.
    Raises NotFound, or Ambiguous with the matches.
    """
    wanted = composed(text)
    if not wanted:
        raise BadValue(_("The name of a {noun} is empty.").format(noun=_(NOUNS[record])))
    for condition, values in _questions(record, wanted):
        matches, count = _matches(db, record, condition, values, within)
        if count == 1:
            return matches[0][0]
        if count:
            raise _ambiguous(wanted, matches, count)
    raise NotFound(
        _("No {noun} answers to “{text}”.").format(noun=_(NOUNS[record]), text=abridged(wanted)),
        _("`salesops {record} list` shows them all.").format(record=record),
    )


def name_of(db: sqlite3.Connection, record: str, record_id: int) -> str:
    """The name by which people know the record."""
    name: str = db.execute(f"SELECT {_label(record)} FROM {record} WHERE id = ?", (record_id,)).fetchone()[0]
    return name


def _questions(record: str, wanted: str) -> list[tuple[str, dict[str, object]]]:
    """The conditions to try, the strictest first."""
    kind, _colon, rest = wanted.partition(":")
    if kind in ("id", "code") and rest:
        return [_by_id(rest) if kind == "id" else ("code = :text", {"text": rest})]
    id_condition, values = _by_id(wanted.removeprefix("#"))
    coded = "" if record == "followup" or wanted.startswith("#") else " OR code = :text"
    questions = [(f"({id_condition}{coded})", {**values, "text": wanted})]
    for test in ("= :text", r"LIKE :part ESCAPE '\'"):
        named = " OR ".join(f"{column} {test}" for column in NAMES[record])
        if named:
            questions.append((f"({named})", {"text": wanted, "part": like(wanted)}))
    return questions


def _by_id(text: str) -> tuple[str, dict[str, object]]:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else -1
    return "id = :id", {"id": number}


def _label(record: str) -> str:
    return "coalesce(objective, summary, '')" if record == "followup" else (*NAMES[record], "code")[0]


def _matches(
    db: sqlite3.Connection,
    record: str,
    condition: str,
    values: dict[str, object],
    within: tuple[str, int] | None,
) -> tuple[list[tuple[int, str]], int]:
    """The first records that `condition` lets through, as (id, name), and how many there are."""
    narrowed = f" AND {within[0]} = :within" if within else ""
    values = {**values, "within": within[1]} if within else values
    rows = db.execute(
        f"SELECT id, {_label(record)}, count(*) OVER () FROM {record} WHERE {condition}{narrowed} "
        f"ORDER BY id LIMIT {_MOST}",
        values,
    ).fetchall()
    return [(number, name) for number, name, _count in rows], rows[0][2] if rows else 0


def _ambiguous(text: str, matches: list[tuple[int, str]], count: int) -> Ambiguous:
    shown = ", ".join(f"{name} (id:{number})" for number, name in matches[:_SHOWN])
    more = ", …" if len(matches) > _SHOWN else ""
    return Ambiguous(
        _("“{text}” could be {count} records: {shown}.").format(
            text=abridged(text), count=count, shown=shown + more
        ),
        _("Give more of the name, or the id."),
        tuple(matches),
    )
