"""What became of a record: each change with the values before and after it, read back from the present ones."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from operator import attrgetter
from sqlite3 import Connection
from typing import Any, NamedTuple

from salesops.core.db.dialect import among, id_list
from salesops.core.db.find import NOUNS
from salesops.core.db.journal import DERIVED_COLUMNS, journaled_tables
from salesops.core.db.schema import column_types, references
from salesops.core.errors import NotFound
from salesops.core.i18n import _
from salesops.core.values.units import Day

# What hangs on a customer is told in its history.
OF_CUSTOMER = ("contact", "opportunity", "contract", "followup", "need", "tag", "survey", "note")
# What only the program needs of a record, or tells otherwise.
UNTOLD = {"name_key", "subcent", "recorded_at", "breaks_hold"}

_ENTRIES = f"""
    SELECT j.record_id, j.operation_id, p.command, p.at, p.business_day, r.name AS rep, p.account, j.change, j.old
    FROM journal j JOIN operation p ON p.id = j.operation_id LEFT JOIN rep r ON r.id = p.rep_id
    WHERE j.record = :record AND j.record_id {among("ids")} ORDER BY j.id DESC"""
_PRESENT = f"SELECT * FROM {{record}} WHERE id {among('ids')}"
# What was another's once, or is no more: the id is followed by another column, or it is the last one that changed.
_FORMER = """
    SELECT record_id FROM journal
    WHERE record = :record AND change <> 'insert' AND (old LIKE :followed OR old LIKE :last)"""


class FieldChange(NamedTuple):
    """A column and its values before and after, as stored; of a reference the names."""

    field: str
    before: str | int | float | None
    after: str | int | float | None


class Change(NamedTuple):
    """What an operation did to a record: `change` is insert, update or delete, `fields` what an update changed."""

    operation: int
    command: str
    at: str
    business_day: Day
    rep: str | None
    account: str
    record: str
    record_id: int
    name: str
    change: str
    fields: list[FieldChange]


def history(db: Connection, record: str, record_id: int) -> list[Change]:
    """Every change of a record, the latest first; of a customer with those of all that hangs on it.

    Raises NotFound when there never was such a record.
    """
    changes = [change for kind, ids in _told(db, record, record_id) for change in _changes(db, kind, ids)]
    if not changes:
        raise NotFound(
            _("There never was a {noun} {id}.").format(noun=_(NOUNS[record]), id=record_id),
            _("`salesops {record} list` shows them all.").format(record=record),
        )
    return sorted(changes, key=attrgetter("operation"), reverse=True)


def _told(db: Connection, record: str, record_id: int) -> Iterator[tuple[str, set[int]]]:
    yield record, {record_id}
    for kind in OF_CUSTOMER if record == "customer" else ():
        present = db.execute(f"SELECT id FROM {kind} WHERE customer_id = :id", {"id": record_id})
        was = f'%"customer_id":{record_id}'
        former = db.execute(_FORMER, {"record": kind, "followed": f"{was},%", "last": f"{was}}}%"})
        yield kind, {number for (number,) in (*present, *former)}


def _changes(db: Connection, record: str, ids: set[int]) -> Iterator[Change]:
    names = _reference_names(db, record)
    states = _present(db, record, ids)
    latest = dict(states)
    entries = db.execute(_ENTRIES, {"record": record, "ids": id_list(sorted(ids))})
    for record_id, number, command, at, business_day, rep, account, change, old in entries:
        values = _values(db, record, json.loads(old)) if old else {}
        latest.setdefault(record_id, values)
        state = states.get(record_id, {})
        fields = [
            FieldChange(field, *map(names.get(field, _same), (before, state.get(field))))
            for field, before in values.items()
            if change == "update"
        ]
        states[record_id] = {**state, **values}
        if fields or change != "update":
            name = _name(record_id, latest[record_id])
            yield Change(
                number, command, at, business_day, rep, account, record, record_id, name, change, fields
            )


def _same(value: object) -> object:
    return value


def _present(db: Connection, record: str, ids: Iterable[int]) -> dict[int, Mapping[str, Any]]:
    rows = db.execute(_PRESENT.format(record=record), {"ids": id_list(sorted(ids))})
    columns = [column[0] for column in rows.description]
    return {row["id"]: row for row in (dict(zip(columns, values, strict=True)) for values in rows)}


def _values(db: Connection, record: str, old: dict[str, Any]) -> dict[str, Any]:
    """Old values of the journal with their types, without what is kept ready."""
    types = column_types(db, record)
    derived = DERIVED_COLUMNS.get(record, ())
    return {
        name: float(value) if types.get(name) == "REAL" and value is not None else value
        for name, value in old.items()
        if name not in derived and name not in UNTOLD
    }


def _reference_names(db: Connection, record: str) -> dict[str, Callable[[Any], Any]]:
    """For each column that refers to a record, what makes a name of its ids."""

    def namer(parent: str) -> Callable[[int | None], str | None]:
        @cache
        def name(record_id: int | None) -> str | None:
            if record_id is None:
                return None
            there = _present(db, parent, [record_id])
            return _name(record_id, there.get(record_id, {}))

        return name

    return {
        one.column: namer(one.parent) for one in references(db, journaled_tables(db)) if one.table == record
    }


def _name(record_id: int, values: Mapping[str, Any]) -> str:
    """The name that a record has, or had when it went."""
    name = next(
        (values[column] for column in ("name", "code", "objective", "summary", "text") if values.get(column)),
        None,
    )
    return str(name) if name else _("id {id}").format(id=record_id)
