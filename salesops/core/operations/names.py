"""How the records of the journal are called: a history or a duty by the record that it tells of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from sqlite3 import Connection
from typing import Any

from salesops.core.db import records
from salesops.core.db.find import NOUNS, name_of
from salesops.core.errors import Conflict
from salesops.core.i18n import N_, _

# The records that people know, in the order in which they are told.
KINDS = {
    **NOUNS,
    "tag": N_("tag"),
    "survey": N_("survey"),
    "note": N_("note"),
    "target": N_("target"),
    "policy_version": N_("policy"),
    "setting": N_("setting"),
}
# What is told of a record in a table of its own, and the column that refers to it.
_TOLD_OF = {
    "stage_change": ("opportunity", "opportunity_id"),
    "owner_change": ("opportunity", "opportunity_id"),
    "closing_change": ("opportunity", "opportunity_id"),
    "customer_type_change": ("customer", "customer_id"),
    "former_name": ("customer", "customer_id"),
    "grade_change": ("customer", "customer_id"),
    "duty": ("customer", "customer_id"),
}
# The columns that say what such a record is about, the most telling first.
_TEXTS = {
    "rep": ("name",),
    "customer": ("short_name", "name"),
    "contact": ("name",),
    "opportunity": ("name",),
    "contract": ("code",),
    "followup": ("summary", "objective"),
    "note": ("text",),
}
_FEW = 2  # a touch and the step that was agreed are still one thing
_CHANGED = "SELECT record, record_id FROM journal WHERE operation_id = :operation ORDER BY id"
_REMOVED = """
    SELECT old FROM journal WHERE record = :record AND record_id = :id AND change = 'delete' ORDER BY id DESC LIMIT 1"""


def subject(db: Connection, operation_id: int, counts: Mapping[str, int]) -> str | None:
    """What an operation was about, such as `明辉制造: 发报价`; None where it is about many records or none people know.

    `counts` says how many records of each kind it changed; what counts is the first of them.
    """
    for record, record_id in db.execute(_CHANGED, {"operation": operation_id}):
        if record in counts:
            return _in_words(db, record, _row(db, record, record_id)) if counts[record] <= _FEW else None
    return None


def described(db: Connection, record: str, record_id: int) -> str:
    """A record as people know it, such as `customer 明辉制造 (id 3)`."""
    row = _present(db, record, record_id)
    if row and record in _TOLD_OF:
        kind, column = _TOLD_OF[record]
        return described(db, kind, row[column])
    kind = _(KINDS.get(record, record))
    if row and record in NOUNS:
        name = name_of(db, record, record_id)
        return _("{kind} {name} (id {id})").format(kind=kind, name=name, id=record_id)
    return _("{kind} {id}").format(kind=kind, id=record_id)


def _in_words(db: Connection, record: str, row: Mapping[str, Any]) -> str | None:
    words = (row.get(column) for column in _TEXTS.get(record, ()))
    text: str | None = next((word for word in words if word), None)
    if "customer_id" not in row:
        return text
    customer = _in_words(db, "customer", _row(db, "customer", row["customer_id"]))
    return _("{customer}: {text}").format(customer=customer, text=text) if customer and text else customer


def _row(db: Connection, record: str, record_id: int) -> Mapping[str, Any]:
    """The record as it is, or as it was when it was removed; empty where nobody knows."""
    if row := _present(db, record, record_id):
        return row
    removed = db.execute(_REMOVED, {"record": record, "id": record_id}).fetchone()
    return json.loads(removed[0]) if removed else {}


def _present(db: Connection, record: str, record_id: int) -> Mapping[str, Any]:
    try:
        return records.get(db, record, record_id)
    except Conflict:  # it is gone
        return {}
