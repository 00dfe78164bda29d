"""The typed histories of opportunities, kept in line with them: for one as for a whole file of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from sqlite3 import Connection

from salesops.core.db import bulk
from salesops.core.db.dialect import chosen
from salesops.core.db.history import ColumnHistory, record_changes
from salesops.core.pipeline.stages.rules import missing_moves
from salesops.core.values.dates import stored_day

# What was recorded last is the end of the history; two changes may fall on one day.
_BEHIND = """
    SELECT o.id, last.to_stage, o.stage, o.opened_on, o.closed_on, o.owner_id, coalesce(o.region, c.region), o.amount
    FROM opportunity o JOIN customer c ON c.id = o.customer_id LEFT JOIN stage_change last
      ON last.id = (SELECT max(s.id) FROM stage_change s WHERE s.opportunity_id = o.id)
    WHERE {wanted} AND (last.id IS NULL OR last.to_stage <> o.stage)
    ORDER BY o.id"""
_ENTRY = (
    "opportunity_id", "from_stage", "to_stage", "changed_on", "changed_by_id", "owner_id", "region", "amount",
)  # fmt: skip
_MISPLACED = """
    SELECT s.id AS change, CASE WHEN s.from_stage IS NULL THEN o.opened_on ELSE o.closed_on END AS day
    FROM stage_change s JOIN opportunity o ON o.id = s.opportunity_id
    WHERE {wanted} AND (
        (s.from_stage IS NULL AND s.changed_on <> o.opened_on)
        OR (s.to_stage = o.stage AND s.changed_on <> o.closed_on
            AND s.id = (SELECT max(e.id) FROM stage_change e WHERE e.opportunity_id = o.id)))"""


OWNERS = ColumnHistory(
    table="owner_change", record="opportunity", column="owner_id", before="from_owner_id", after="to_owner_id",
    begins="opened_on", unset="0",
)  # fmt: skip
CLOSINGS = ColumnHistory(
    table="closing_change", record="opportunity", column="expected_close_on", before="from_on", after="to_on",
    begins="opened_on", unset="''",
)  # fmt: skip


def record_history(
    db: Connection, opportunity_ids: Collection[int] | None, *, on: date, by: int | None
) -> None:
    """Bring what is told of these opportunities (None: all) in line with what they are now.

    That is their stages, see `record_stages`, whose they were and when they were expected to close.
    """
    record_stages(db, opportunity_ids, on=on, by=by)
    record_changes(db, OWNERS, opportunity_ids)
    record_changes(db, CLOSINGS, opportunity_ids)


def record_stages(
    db: Connection, opportunity_ids: Collection[int] | None, *, on: date, by: int | None
) -> None:
    """Bring the history of these opportunities (None: all) in line with the stage and days they have now.

    A change that is not written down yet is added, on the closing day or else on `on`, as done by rep `by`.
    The first entry stands on the opening day and the last one of a closed opportunity on its closing day.
    """
    bulk.insert(db, "stage_change", _ENTRY, list(_missing(db, opportunity_ids, on, by)))
    bulk.update(db, "stage_change", ("changed_on",), list(_rows(db, _MISPLACED, opportunity_ids)))


def _missing(
    db: Connection, opportunity_ids: Collection[int] | None, on: date, by: int | None
) -> Iterator[tuple[object, ...]]:
    for opportunity, last, stage, opened, closed, *of_the_moment in _rows(db, _BEHIND, opportunity_ids):
        closed_on = stored_day(closed)
        moves = missing_moves(last, stage, opened_on=date.fromisoformat(opened), closed_on=closed_on, on=on)
        for move in moves:
            yield opportunity, move.from_stage, move.to_stage, move.on.isoformat(), by, *of_the_moment


def _rows(db: Connection, sql: str, opportunity_ids: Collection[int] | None) -> Iterator[tuple]:  # type: ignore[type-arg]
    wanted, values = chosen("o.id", opportunity_ids)
    return db.execute(sql.format(wanted=wanted), values)
