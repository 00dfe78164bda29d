"""Adding and changing reps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any

from salesops.core.db import records
from salesops.core.errors import Conflict
from salesops.core.i18n import _
from salesops.core.team import reads
from salesops.core.team.rules import check_ability, check_employment
from salesops.core.values.dates import stored_day


@dataclass(frozen=True)
class SavedRep:
    """The record that was written."""

    id: int
    name: str


def add(db: Connection, facts: Mapping[str, Any], *, force: bool = False) -> SavedRep:
    """Take somebody into the team. Raises Conflict when the name is taken (unless `force`) or the code is."""
    _check(db, facts)
    name = str(facts["name"])
    known = None if force else reads.same_name(db, name)
    if known is not None:
        raise Conflict(
            _("There is a rep {name} already (id {id}).").format(name=name, id=known),
            _("Use --force if this is somebody else."),
        )
    return SavedRep(records.insert(db, "rep", facts), name)


def edit(db: Connection, rep_id: int, facts: Mapping[str, Any]) -> SavedRep:
    """Change the given fields of a rep; Conflict when the code belongs to somebody else."""
    rep = {**records.get(db, "rep", rep_id), **facts}
    _check(db, rep, rep_id=rep_id)
    records.update(db, "rep", rep_id, facts)
    return SavedRep(rep_id, rep["name"])


def _check(db: Connection, rep: Mapping[str, Any], *, rep_id: int | None = None) -> None:
    check_ability(rep.get("ability", 1.0))
    check_employment(stored_day(rep.get("hired_on")), stored_day(rep.get("left_on")))
    records.check_code(db, "rep", rep.get("code"), record_id=rep_id)
