"""Recording, correcting and removing needs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from sqlite3 import Connection
from typing import Any, NamedTuple

from salesops.core.customers.needs import reads
from salesops.core.customers.needs.rules import completed
from salesops.core.db import records
from salesops.core.errors import Conflict
from salesops.core.i18n import _


class SavedNeed(NamedTuple):
    """The need that was written, and whose it is."""

    id: int
    customer_id: int
    customer: str
    text: str


def add(
    db: Connection, customer_id: int, facts: Mapping[str, Any], *, today: date, rep_id: int | None
) -> SavedNeed:
    """Record what a customer needs. Raises Conflict for the same words again, BadValue for a budget upside down."""
    need = completed(facts)
    _check(db, customer_id, need)
    recorded = {"recorded_on": today.isoformat(), "rep_id": rep_id}
    need_id = records.insert(db, "need", {"customer_id": customer_id, **need, **recorded})
    return _saved(db, need_id)


def edit(db: Connection, need_id: int, facts: Mapping[str, Any]) -> SavedNeed:
    """Change the given fields. Raises what `add` raises."""
    before = records.get(db, "need", need_id)
    need = completed({**before, **facts})
    _check(db, need["customer_id"], need, but=need_id)
    records.update(
        db, "need", need_id, {name: value for name, value in need.items() if value != before[name]}
    )
    return _saved(db, need_id)


def delete(db: Connection, need_id: int) -> SavedNeed:
    """Remove a need that was recorded by mistake or is no longer one."""
    gone = _saved(db, need_id)
    records.delete(db, "need", need_id)
    return gone


def _check(db: Connection, customer_id: int, need: Mapping[str, Any], *, but: int = 0) -> None:
    known = reads.same(db, customer_id, need["text"], but=but)
    if known is not None:
        raise Conflict(
            _("That need is recorded already (id {id}).").format(id=known),
            _("`salesops need edit {id}` changes it.").format(id=known),
        )


def _saved(db: Connection, need_id: int) -> SavedNeed:
    need = reads.need(db, need_id)
    return SavedNeed(need_id, need.customer_id, need.customer, need.text)
