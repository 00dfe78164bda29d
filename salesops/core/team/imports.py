"""Reps from files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from sqlite3 import Connection
from typing import Any

from salesops.core.importing.references import NamedRecord, Reference
from salesops.core.importing.rows import Values
from salesops.core.importing.spec import Import, ImportContext
from salesops.core.team.fields import FIELDS
from salesops.core.team.rules import check_employment
from salesops.core.values.dates import stored_day

_REPS = "SELECT id, code, name FROM rep ORDER BY id"


def _create(db: Connection, reps: Sequence[NamedRecord], _today: date) -> None:
    db.executemany("INSERT INTO rep (id, code, name) VALUES (?, ?, ?)", [rep[:3] for rep in reps])


def _complete(rep: Values, _context: ImportContext) -> None:
    for column, value in (("role", "rep"), ("senior", False), ("ability", 1.0)):
        rep.setdefault(column, value)


def _check(rep: Values, _before: Mapping[str, Any] | None, _context: ImportContext) -> None:
    check_employment(stored_day(rep.get("hired_on")), stored_day(rep.get("left_on")))


def _known_by(rep: Values, _context: ImportContext) -> Mapping[str, Any]:
    return {"name": rep["name"]}


REPS = Reference("rep", sql=_REPS, create=_create)
IMPORT = Import(
    record="rep",
    fields=FIELDS,
    references=(REPS,),
    known_by=_known_by,
    complete=_complete,
    check=_check,
)
