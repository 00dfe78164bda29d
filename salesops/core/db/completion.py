"""Names of records, offered while one is typed."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from salesops.core.db.dialect import among, id_list
from salesops.core.db.find import NAMES
from salesops.core.db.sql import like

MOST = 50
_SOON_READ = 10_000  # records: to read all of more takes longer than to ask the index
_LIVE = {"customer": "archived_on IS NULL", "opportunity": "closed_on IS NULL"}


def names_with(
    db: sqlite3.Connection, record: str, part: str, *, within: tuple[str, int] | None = None
) -> list[tuple[str, ...]]:
    """The names that records go by, the short one first, of those of which one holds `part`: at most `MOST`.

    Archived customers and closed opportunities are left out. With nothing to go by, customers are those due first.
    `within` ("customer_id", 7) narrows the search.
    """
    if within:
        return _names(db, record, part, f"{within[0]} = :within", {"within": within[1]})
    if not part:
        return _names(db, record, part, "next_due_on IS NOT NULL" if record == "customer" else "TRUE")
    first = _names(db, record, part, f"id <= {_SOON_READ}")
    if len(first) == MOST:
        return first
    return first + _names(db, record, part, *_later(db, record, part))[: MOST - len(first)]


def _names(
    db: sqlite3.Connection, record: str, part: str, condition: str, values: Mapping[str, object] | None = None
) -> list[tuple[str, ...]]:
    columns = tuple(reversed(NAMES[record]))
    conditions = [_LIVE.get(record, "TRUE"), condition]
    if part:
        conditions.append("(" + " OR ".join(rf"{column} LIKE :part ESCAPE '\'" for column in columns) + ")")
    rows = db.execute(
        f"SELECT {', '.join(columns)} FROM {record} WHERE {' AND '.join(conditions)} "
        f"ORDER BY {'id' if part or record != 'customer' else 'next_due_on, id'} LIMIT {MOST}",
        {**(values or {}), **({"part": like(part)} if part else {})},
    )
    return [tuple(name for name in row if name) for row in rows]


def _later(db: sqlite3.Connection, record: str, part: str) -> tuple[str, dict[str, object]]:
    """The condition for the records after the first that may hold `part`.

    The index of words knows a Chinese part wherever it stands, any other only at the beginning of a word.
    """
    from salesops.core.db import search
    from salesops.core.values.words import begins_chinese, query, wanted

    after = f"id > {_SOON_READ}"
    if record == "rep" or not begins_chinese(part):
        return after, {}
    ids = search.matching(db, record, query(wanted(part)), limit=MOST)
    return f"{after} AND id {among('ids')}", {"ids": id_list(ids)}
