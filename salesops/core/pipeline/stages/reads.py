"""The typed history of an opportunity."""

from __future__ import annotations

from datetime import date
from sqlite3 import Connection

from salesops.core.db.rows import records
from salesops.core.pipeline.stages.rules import Span, StageEntry, spans

_HISTORY = """
    SELECT s.to_stage AS stage, s.changed_on AS "on", r.name AS "by"
    FROM stage_change s LEFT JOIN rep r ON r.id = s.changed_by_id
    WHERE s.opportunity_id = :opportunity ORDER BY s.id"""


def history(db: Connection, opportunity_id: int, *, today: date) -> list[Span]:
    """The stages that the opportunity has been in, first to last, with the days in each until `today`."""
    rows = db.execute(_HISTORY, {"opportunity": opportunity_id})
    return spans(list(records(rows, StageEntry)), today=today)


def days_of_changes(db: Connection, opportunity_id: int) -> list[date]:
    """The days on which the opportunity entered a stage, as recorded; the first is its opening."""
    recorded = "SELECT changed_on FROM stage_change WHERE opportunity_id = :opportunity ORDER BY id"
    return [date.fromisoformat(day) for (day,) in db.execute(recorded, {"opportunity": opportunity_id})]
