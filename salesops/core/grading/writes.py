"""Changing grades: for everybody, and by hand for one customer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from salesops.core.db import bulk, records
from salesops.core.db.journal import last_operation
from salesops.core.errors import BadValue
from salesops.core.grading import reads
from salesops.core.grading.reads import Regrading
from salesops.core.grading.rules import LIFTING
from salesops.core.i18n import _
from salesops.core.schedule.reads import DueColumns, computed
from salesops.core.values.units import Day

_HISTORY = ("customer_id", "from_grade", "to_grade", "score", "reason", "as_of")


@dataclass(frozen=True)
class ByHand:
    """Where a customer stands after its grade was set or cleared by hand; `until` is its last day by hand."""

    customer_id: int
    customer: str
    from_grade: str | None
    grade: str
    score: float
    manual: bool
    until: Day | None
    next_due_on: Day | None


def run(db: Connection, regrading: Regrading) -> Regrading:
    """Write what `reads.regrade` found; what was written is returned.

    It was computed before this transaction began. If anybody wrote in between it is computed again, so that
    no grade rests on facts that have changed.
    """
    if last_operation(db, before=last_operation(db)) != regrading.seen:
        regrading = reads.regrade(
            db, as_of=regrading.as_of, customer_id=regrading.customer_id, rep_id=regrading.rep_id
        )
    _store(db, regrading)
    return regrading


def lift(db: Connection, customer_id: int, *, as_of: date) -> str | None:
    """Grade a customer at once where a named rule makes it better than it is; the new grade, None where none does.

    A need or a decider is told by somebody who is about to act on it; what lowers a grade waits for the next run.
    """
    regrading = reads.regrade(db, as_of=as_of, customer_id=customer_id)
    for change in regrading.changes:
        if change.reason in {rule.name for rule in LIFTING} and change.to_grade < (change.from_grade or "D"):
            _store(db, regrading)
            return change.to_grade
    return None


def set_manual(
    db: Connection, customer_id: int, grade: str, *, reason: str, until: date | None, as_of: date
) -> ByHand:
    """Give a customer a grade by hand, up to and including `until` (None: for good), and regrade it at once.

    Raises BadValue for a day that has passed or an empty reason, Conflict for an archived customer.
    """
    if until is not None and until < as_of:
        raise BadValue(
            _("The manual grade would have ended on {day}.").format(day=until), _("Give a day to come.")
        )
    if not reason.strip():
        raise BadValue(_("A manual grade needs a reason."), _("Give it with --reason."))
    last_day = None if until is None else until.isoformat()
    return _change(db, customer_id, as_of, (grade, reason.strip(), last_day))


def clear_manual(db: Connection, customer_id: int, *, as_of: date) -> ByHand:
    """End a customer's manual grade and regrade it at once by score and rules."""
    return _change(db, customer_id, as_of, (None, None, None))


def _change(
    db: Connection, customer_id: int, as_of: date, manual: tuple[str | None, str | None, str | None]
) -> ByHand:
    before = records.get(db, "customer", customer_id)
    if before["archived_on"] is not None:
        raise reads.archived(before["name"])
    columns = ("manual_grade", "manual_grade_reason", "manual_grade_until")
    records.update(db, "customer", customer_id, dict(zip(columns, manual, strict=True)))
    _store(db, reads.regrade(db, as_of=as_of, customer_id=customer_id))
    after = records.get(db, "customer", customer_id)
    return ByHand(
        customer_id,
        after["name"],
        before["grade"],
        after["grade"],
        after["grade_score"],
        manual[0] is not None,
        manual[2],
        after["next_due_on"],
    )


def _store(db: Connection, regrading: Regrading) -> None:
    """Scores, grades and with them the new cadence of follow-ups, and one line of history per change."""
    as_of = regrading.as_of.isoformat()
    changes = sorted(regrading.changes, key=lambda change: change.customer_id)
    grades = {change.customer_id: change.to_grade for change in changes}
    scores = {change.customer_id: change.score for change in changes}
    # All in one statement per customer: each one that touches grade or day rewrites the same indexes.
    rows = [
        (customer, grades[customer], scores[customer], *kept)
        for customer, _stored, kept in computed(db, list(grades), grades=grades)
    ]
    bulk.update(db, "customer", ("grade_score",), regrading.scores)
    bulk.update(db, "customer", ("grade", "grade_score", *DueColumns._fields), rows)
    history = [
        (change.customer_id, change.from_grade, change.to_grade, change.score, change.reason, as_of)
        for change in changes
    ]
    bulk.insert(db, "grade_change", _HISTORY, history)
