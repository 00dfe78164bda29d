"""How the records of the journal are called: a history or a duty by the record that it tells of."""

from __future__ import annotations

from sqlite3 import Connection

from salesops.core.db import records
from salesops.core.db.find import NOUNS, name_of
from salesops.core.i18n import N_, _

# The records that people know, in the order in which they are told.
KINDS = {
    **NOUNS,
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
    "grade_change": ("customer", "customer_id"),
    "duty": ("customer", "customer_id"),
}


def described(db: Connection, record: str, record_id: int) -> str:
    """A record as people know it, such as `customer 明辉制造 (id 3)`."""
    try:
        row = records.get(db, record, record_id)
    except LookupError:  # it is gone
        row = {}
    if row and record in _TOLD_OF:
        kind, column = _TOLD_OF[record]
        return described(db, kind, row[column])
    kind = _(KINDS.get(record, record))
    if row and record in NOUNS:
        name = name_of(db, record, record_id)
        return _("{kind} {name} (id {id})").format(kind=kind, name=name, id=record_id)
    return _("{kind} {id}").format(kind=kind, id=record_id)
