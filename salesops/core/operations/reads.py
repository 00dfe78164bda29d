"""What was done: the operations, and what stands in the way of taking one back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from sqlite3 import Connection
from typing import NamedTuple

from salesops.core.db.dialect import among, id_list
from salesops.core.db.journal import journaled_tables
from salesops.core.db.rows import record, records
from salesops.core.db.schema import references
from salesops.core.db.sql import all_of, at_most
from salesops.core.errors import NotFound
from salesops.core.i18n import _
from salesops.core.operations import rules
from salesops.core.operations.names import KINDS, subject
from salesops.core.values.units import Day

BEGINNING = "init"  # the command that made the database: nothing is before it

_OPERATIONS = """
    SELECT p.id, p.command, p.at, p.business_day, p.rep_id, r.name AS rep, p.account, p.undoes_id AS undoes
    FROM operation p LEFT JOIN rep r ON r.id = p.rep_id"""
_CHANGED_ANYTHING = "EXISTS (SELECT 1 FROM journal j WHERE j.operation_id = p.id)"
_COUNTS = f"""
    SELECT operation_id, record, count(DISTINCT record_id) FROM journal
    WHERE operation_id {among("ids")} GROUP BY operation_id, record"""
_LATER = """
    SELECT later.record, later.record_id, later.change, later.old, later.operation_id
    FROM journal own JOIN journal later
      ON later.record = own.record AND later.record_id = own.record_id AND later.id > own.id
    WHERE own.operation_id = :operation AND later.operation_id <> :operation
    ORDER BY later.id"""
_OWN = """
    SELECT change, old FROM journal
    WHERE record = :record AND record_id = :id AND operation_id = :operation ORDER BY id"""

# Rows that refer to what the operation made and were not changed by it, and the last operation that changed each.
USERS = """
    SELECT u.id, u.{column},
           (SELECT max(j.operation_id) FROM journal j WHERE j.record = '{table}' AND j.record_id = u.id)
    FROM journal own CROSS JOIN {table} u
    WHERE own.operation_id = :operation AND own.record = '{parent}' AND own.change = 'insert'
      AND u.{column} = own.record_id
      AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.record = '{table}' AND j.record_id = u.id
                                                AND j.operation_id = :operation)
    ORDER BY u.id"""


class Operation(NamedTuple):
    """One write: the command, when (the UTC moment, and the day of business), the rep or else only the account.

    `undoes` is the operation that it took back.
    """

    id: int
    command: str
    at: str
    business_day: Day
    rep_id: int | None
    rep: str | None
    account: str
    undoes: int | None


class OperationFilter(NamedTuple):
    """Which operations: of this day of business and later; of this rep, or of this account without a rep's name."""

    since: date | None = None
    rep_id: int | None = None
    account: str | None = None


class RecordCount(NamedTuple):
    """How many records of a kind an operation changed."""

    record: str
    records: int


class OperationLine(NamedTuple):
    """An operation with what it changed and what it was `about`, where that is one thing.

    `undone_by` is the one that took it back, if that is in effect.
    """

    id: int
    command: str
    at: str
    business_day: Day
    rep: str | None
    account: str
    about: str | None
    changed: list[RecordCount]
    undoes: int | None
    undone_by: int | None


class Hindrance(NamedTuple):
    """A record that an operation changed or made, and the later operation that has changed or used it since."""

    record: str
    record_id: int
    by: int


def operation(db: Connection, operation_id: int) -> Operation:
    """The operation of this number. Raises NotFound."""
    one = record(db.execute(f"{_OPERATIONS} WHERE p.id = :id", {"id": operation_id}), Operation)
    if one is None:
        raise NotFound(
            _("There is no operation {number}.").format(number=operation_id),
            _("`salesops operations` shows them all."),
        )
    return one


def changed_by(db: Connection, operation_id: int) -> list[RecordCount]:
    """How many records of each kind an operation changed."""
    return _counts(db, [operation_id]).get(operation_id, [])


def about(db: Connection, operation_id: int, changed: Iterable[RecordCount]) -> str | None:
    """What an operation that changed so many records was about, if that is one thing: an undo about what it undid."""
    return _about(db, operation_id, changed, _undone(db))


def without_effect(db: Connection) -> set[int]:
    """The operations that were taken back, and those that did it."""
    return rules.without_effect(_undone(db))


def undone_by(db: Connection, operation_id: int) -> int | None:
    """The operation that took this one back and is in effect, if any."""
    undone = _undone(db)
    gone = rules.without_effect(undone)
    by = max((undo for undo, number in undone.items() if number == operation_id), default=None)
    return by if operation_id in gone else None


def last_of(db: Connection, *, rep_id: int | None, account: str) -> Operation:
    """The latest operation of this rep (None: of this account, when nobody was named) that is in effect.

    Raises NotFound when there is none that could be taken back.
    """
    conditions, values = _wanted(OperationFilter(rep_id=rep_id, account=account))
    latest = db.execute(
        f"""SELECT p.id FROM operation p WHERE p.command <> '{BEGINNING}' AND {conditions}
            AND {_CHANGED_ANYTHING} ORDER BY p.id DESC""",
        values,
    )
    gone = without_effect(db)
    for (number,) in latest:
        if number not in gone:
            return operation(db, number)
    raise NotFound(
        _("You have done nothing that could be taken back."),
        _("`salesops operations` shows everybody's; `salesops undo NUMBER` takes one of them back."),
    )


def operations(db: Connection, wanted: OperationFilter, *, limit: int) -> list[OperationLine]:
    """The operations that changed anything, the latest first; `limit` 0 is all."""
    conditions, values = _wanted(wanted)
    rows = db.execute(
        f"{_OPERATIONS} WHERE {conditions} AND {_CHANGED_ANYTHING} ORDER BY p.id DESC {at_most(limit)}",
        {**values, "limit": limit},
    )
    listed = list(records(rows, Operation))
    counts = _counts(db, [one.id for one in listed])
    undone = _undone(db)
    gone = rules.without_effect(undone)
    by = {number: undo for undo, number in sorted(undone.items()) if number in gone and undo in gone}
    lines = []
    for one in listed:
        changed = counts.get(one.id, [])
        lines.append(
            OperationLine(
                one.id,
                one.command,
                one.at,
                one.business_day,
                one.rep,
                one.account,
                _about(db, one.id, changed, undone),
                changed,
                one.undoes,
                by.get(one.id),
            )
        )
    return lines


def count(db: Connection, wanted: OperationFilter) -> int:
    """How many operations there are that changed anything."""
    conditions, values = _wanted(wanted)
    number: int
    (number,) = db.execute(
        f"SELECT count(*) FROM operation p WHERE {conditions} AND {_CHANGED_ANYTHING}", values
    ).fetchone()
    return number


def hindrances(db: Connection, operation_id: int) -> Iterator[Hindrance]:
    """What has changed since in the records that an operation changed, and what refers by now to those it made.

    Operations that were taken back do not count. Each record comes once.
    """
    met: set[tuple[str, int]] = set()
    for hindrance in chain(_changed_since(db, operation_id), _referred_to_since(db, operation_id)):
        key = (hindrance.record, hindrance.record_id)
        if key not in met:
            met.add(key)
            yield hindrance


def _wanted(wanted: OperationFilter) -> tuple[str, dict[str, object]]:
    conditions = {
        "p.business_day >= :since": wanted.since,
        "p.rep_id = :rep_id": wanted.rep_id,
        "p.rep_id IS NULL AND p.account = :account": wanted.account if wanted.rep_id is None else None,
    }
    since = wanted.since.isoformat() if wanted.since else None
    return all_of(conditions), {"since": since, "rep_id": wanted.rep_id, "account": wanted.account}


def _counts(db: Connection, numbers: list[int]) -> dict[int, list[RecordCount]]:
    """The records that people know, by operation, in the order of `KINDS`."""
    counts: dict[int, list[RecordCount]] = {}
    rows = [row for row in db.execute(_COUNTS, {"ids": id_list(numbers)}) if row[1] in KINDS]
    for number, kind, amount in sorted(rows, key=lambda row: [*KINDS].index(row[1])):
        counts.setdefault(number, []).append(RecordCount(kind, amount))
    return counts


def _about(
    db: Connection, number: int, changed: Iterable[RecordCount], undone: Mapping[int, int]
) -> str | None:
    while number in undone:
        number = undone[number]
    return subject(db, number, {count.record: count.records for count in changed})


def _undone(db: Connection) -> dict[int, int]:
    """What each undo took back, by its own number."""
    return dict(db.execute("SELECT id, undoes_id FROM operation WHERE undoes_id IS NOT NULL"))


def _changed_since(db: Connection, operation_id: int) -> Iterator[Hindrance]:
    gone = without_effect(db)
    for record_name, record_id, change, old, by in db.execute(_LATER, {"operation": operation_id}):
        if by in gone:
            continue
        key = {"record": record_name, "id": record_id, "operation": operation_id}
        own = [_columns(*row) for row in db.execute(_OWN, key)]
        if any(rules.hindered(record_name, columns, _columns(change, old)) for columns in own):
            yield Hindrance(record_name, record_id, by)


def _referred_to_since(db: Connection, operation_id: int) -> Iterator[Hindrance]:
    for reference in references(db, journaled_tables(db)):
        users = db.execute(USERS.format(**reference._asdict()), {"operation": operation_id})
        for _id, record_id, by in users:
            if by is not None:  # else an upgrade of the database added the row: it goes along
                yield Hindrance(reference.parent, record_id, by)


def _columns(change: str, old: str | None) -> frozenset[str] | None:
    return frozenset(json.loads(old)) if change == "update" and old else None
