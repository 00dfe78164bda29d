"""Which record in the database a row is about: by code, else by what records without one are known by."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from salesops.core.errors import BadValue
from salesops.core.files.importing import Import, Look
from salesops.core.files.rows import Values
from salesops.core.i18n import _
from salesops.core.values.text import shown

Record = Mapping[str, Any]


@dataclass
class Matcher:
    """Remembers which records and names the rows before have taken."""

    db: sqlite3.Connection
    spec: Import
    look: Look
    _claimed: dict[int, int] = field(default_factory=dict)  # id of a record → row
    _codes: dict[str, int] = field(default_factory=dict)  # code of a new record → row
    _known_by: dict[tuple[Any, ...], int] = field(default_factory=dict)  # of a new record → row

    def match(self, row: int, values: Values, part: Values) -> Record | None:
        """The record that the row is about, None for a new one. Raises BadValue for a conflict."""
        code = values.get("code")
        record = self._with_code(row, code) if code else None
        if record is None and not (code and self.spec.alike):
            record = self._without_code(row, values, part)
        if record is None:
            self._expect(row, code, values)
        else:
            self._claimed[record["id"]] = row
        return record

    def part_of(self, record: Record, part: Values) -> Record | None:
        """The part of that name which the record has already."""
        kind = self.spec.part
        assert kind is not None
        sql = f"SELECT * FROM {kind.record} WHERE {kind.parent} = ? AND name = ? ORDER BY id"
        return self._one(sql, (record["id"], part["name"]))

    def _with_code(self, row: int, code: str) -> Record | None:
        if code in self._codes:
            raise BadValue(
                _("Row {row} has the code {code} too.").format(row=self._codes[code], code=shown(code))
            )
        record = self._one(f"SELECT * FROM {self.spec.record} WHERE code = ?", (code,))
        if record and (other := self._claimed.get(record["id"])):
            raise BadValue(_("Row {row} is the same record.").format(row=other))
        return record

    def _without_code(self, row: int, values: Values, part: Values) -> Record | None:
        known = self._all_known_by(values)
        code = values.get("code")
        free = [
            each
            for each in known
            if each["id"] not in self._claimed and not (code and each["code"] and not self.spec.alike)
        ]
        for record in free:
            if self.spec.alike or self.is_same(record, values, part):
                return record
        if len(free) == 1 and len(known) == 1 and self.look.wishes.update:
            return free[0]
        if not (self.spec.alike or self.look.wishes.force):
            self._refuse_second(known, free, values)
        return None

    def is_same(self, record: Record, values: Values, part: Values) -> bool:
        """Whether the row says nothing that is not in the database."""
        if differences(record, values):
            return False
        known = self.part_of(record, part) if part else None
        return not part or (known is not None and not differences(known, part))

    def _refuse_second(self, known: list[Record], free: list[Record], values: Values) -> None:
        """Raise BadValue when the record would be the second of its name, in the database or in the file."""
        name = shown(str(values.get("name", "")))
        if free:
            raise BadValue(
                _("{name} exists already, with other values ({code}).").format(
                    name=name, code=_called(free[0])
                ),
                _("--update writes the row's values to it, --force adds another of that name."),
            )
        if known and known[0]["id"] not in self._claimed:
            raise BadValue(
                _("{name} exists already ({code}).").format(name=name, code=_called(known[0])),
                _("--force adds another of that name."),
            )
        row = self._claimed.get(known[0]["id"]) if known else self._known_by.get(self._key(values))
        if row is not None:
            raise BadValue(
                _("{name} stands in row {row} already.").format(name=name, row=row),
                _("--force adds another of that name."),
            )

    def _all_known_by(self, values: Values) -> list[Record]:
        wanted = self.spec.known_by(values, self.look)
        tests = [
            f"{name} IS NULL" if value is None else f"{name} = :{name}" for name, value in wanted.items()
        ]
        sql = f"SELECT * FROM {self.spec.record} WHERE {' AND '.join(tests)} ORDER BY id"
        return self._cursor().execute(sql, wanted).fetchall()

    def _expect(self, row: int, code: str | None, values: Values) -> None:
        if code:
            self._codes[code] = row
        if not self.spec.alike:
            self._known_by.setdefault(self._key(values), row)

    def _key(self, values: Values) -> tuple[Any, ...]:
        return tuple(self.spec.known_by(values, self.look).values())

    def _one(self, sql: str, values: tuple[object, ...]) -> Record | None:
        record: Record | None = self._cursor().execute(sql, values).fetchone()
        return record

    def _cursor(self) -> sqlite3.Cursor:
        cursor = self.db.cursor()
        cursor.row_factory = sqlite3.Row
        return cursor


def differences(record: Record, values: Values) -> Values:
    """The values of the row that are not those of the record."""
    return {name: value for name, value in values.items() if record[name] != value}


def _called(record: Record) -> str:
    return str(record["code"] or f"id {record['id']}")
