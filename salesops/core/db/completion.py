"""Names of records, offered while one is typed."""

from __future__ import annotations

import sqlite3

from salesops.core.db.find import NAMES
from salesops.core.db.sql import like

MOST = 50
_LIVE = {"customer": "archived_on IS NULL", "opportunity": "closed_on IS NULL"}


def names_with(
    db: sqlite3.Connection, record: str, part: str, *, within: tuple[str, int] | None = None
) -> list[tuple[str, ...]]:
    """The names that records go by, the short one first, of those of which one holds `part`: at most `MOST`.

    Archived customers and closed opportunities are left out. With nothing to go by, customers are those due first.
    `within` ("customer_id", 7) narrows the search.
    """
    columns = tuple(reversed(NAMES[record]))
    due_first = record == "customer" and not part
    conditions = [_LIVE.get(record, "TRUE")]
    if part:
        conditions.append("(" + " OR ".join(rf"{column} LIKE :part ESCAPE '\'" for column in columns) + ")")
    if within:
        conditions.append(f"{within[0]} = :within")
    if due_first:
        conditions.append("next_due_on IS NOT NULL")
    rows = db.execute(
        f"SELECT {', '.join(columns)} FROM {record} WHERE {' AND '.join(conditions)} "
        f"ORDER BY {'next_due_on, id' if due_first else 'id'} LIMIT {MOST}",
        {**({"part": like(part)} if part else {}), **({"within": within[1]} if within else {})},
    )
    return [tuple(name for name in row if name) for row in rows]
