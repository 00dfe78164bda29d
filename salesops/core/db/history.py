"""Histories of single columns: typed tables with one row for the value a record came with and one for each change."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from sqlite3 import Connection
from typing import NamedTuple

from salesops.core.db.dialect import chosen


class ColumnHistory(NamedTuple):
    """The table `table` that tells how `column` of `record` changed, from column `before` to column `after`.

    The first row stands on the day in `begins` of the record. `unset` is SQL for a value that `column` never has;
    `also` are further columns of the history and what they are filled with, in SQL on the record `r`.
    """

    table: str
    record: str
    column: str
    before: str
    after: str
    begins: str
    unset: str
    also: Mapping[str, str] = {}


_RECORD = """
    INSERT INTO {table} ({record}_id, {before}, {after}, changed_on, changed_by_id{names})
    SELECT r.id, last.{after}, r.{column}, CASE WHEN last.id IS NULL THEN r.{begins} ELSE p.business_day END,
           p.rep_id{values}
    FROM {record} r JOIN operation p ON p.id = (SELECT max(id) FROM operation)
    LEFT JOIN {table} last ON last.id = (SELECT max(h.id) FROM {table} h WHERE h.{record}_id = r.id)
    WHERE {wanted} AND (last.id IS NULL OR coalesce(last.{after}, {unset}) <> coalesce(r.{column}, {unset}))
    ORDER BY r.id"""


def record_changes(db: Connection, history: ColumnHistory, record_ids: Collection[int] | None) -> None:
    """Bring the history in line with the values that these records (None: all) have now.

    A change that is not written down yet is added under the operation in progress: on its day of business, by its rep.
    """
    wanted, values = chosen("r.id", record_ids)
    sql = _RECORD.format(
        **history._asdict(),
        names="".join(f", {name}" for name in history.also),
        values="".join(f", {value}" for value in history.also.values()),
        wanted=wanted,
    )
    db.execute(sql, values)
