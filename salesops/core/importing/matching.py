"""Which record in the database a row is about: by code, else by what records without one are known by."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from salesops.core.errors import BadValue
from salesops.core.i18n import _
from salesops.core.importing.rows import Values
from salesops.core.importing.spec import Import, ImportContext, Namesakes, Nested
from salesops.core.values.names import spelling_key
from salesops.core.values.text import printable, shown

Record = Mapping[str, Any]


class _Named(NamedTuple):
    """A row that brings a new record of a name; `mark` is what tells it apart from others of a like name."""

    row: int
    coded: bool
    name: str
    mark: str | None


@dataclass
class Matcher:
    """Remembers which records and names the rows before have taken."""

    db: sqlite3.Connection
    spec: Import
    context: ImportContext
    _claimed: dict[int, int] = field(default_factory=dict)  # id of a record → row
    _codes: dict[str, int] = field(default_factory=dict)  # code → row, whether that could be taken or not
    _names: dict[tuple[Any, ...], list[_Named]] = field(default_factory=dict)  # by what they are known by

    def match(self, row: int, values: Values, nested: Sequence[Nested]) -> Record | None:
        """The record that the row is about, None for a new one. Raises BadValue for a conflict."""
        code = values.get("code")
        if code:
            self._refuse_twice(row, code)
        record = self._one(f"SELECT * FROM {self.spec.record} WHERE code = ?", (code,)) if code else None
        if record is None:
            record = self._with_name(row, code, values, nested)
        elif record["id"] in self._claimed:
            raise _twice(shown(str(code)), self._claimed[record["id"]])
        elif self.context.options.update:
            self._refuse_taken_name(record, values)
        if record is not None:
            self._claimed[record["id"]] = row
        return record

    def release(self, record: Record) -> None:
        """The row that was about `record` cannot be taken."""
        self._claimed.pop(record["id"], None)

    def nested_of(self, record: Record, nested: Nested) -> Record | None:
        """The one of these that the record has already."""
        kind = nested.kind
        sql = f"SELECT * FROM {kind.record} WHERE {kind.parent} = ? AND {kind.known_by} = ? ORDER BY id"
        return self._one(sql, (record["id"], nested.values[kind.known_by]))

    def is_same(self, record: Record, values: Values, nested: Sequence[Nested]) -> bool:
        """Whether the row says nothing that is not in the database."""
        return not differences(record, values) and all(self._has(record, child) for child in nested)

    def _has(self, record: Record, nested: Nested) -> bool:
        known = self.nested_of(record, nested)
        return known is not None and not differences(known, nested.values)

    def _refuse_twice(self, row: int, code: str) -> None:
        if code in self._codes:
            raise _twice(shown(code), self._codes[code])
        self._codes[code] = row

    def _with_name(
        self, row: int, code: str | None, values: Values, nested: Sequence[Nested]
    ) -> Record | None:
        if code and self.spec.namesakes is Namesakes.ALIKE:
            return None
        known_by = self.spec.known_by(values, self.context)
        known = [record for record in self._known(known_by) if not self._is_another(record, values)]
        free = [
            record for record in known if record["id"] not in self._claimed and not (code and record["code"])
        ]
        same = next((record for record in free if self._is_it(record, values, nested)), None)
        if same is not None or self.spec.namesakes is Namesakes.ALIKE:
            return same
        if self.context.options.update and len(free) == len(known) == 1 and _is_called(free[0], values):
            return free[0]
        before = self._remembered(tuple(known_by.values()), row, code, values)
        if not self.context.options.force:
            name = str(values.get("name") or known_by.get("name"))
            self._refuse_differing([record for record in free if _is_called(record, values)], name)
            self._refuse_like(free, name)
            self._refuse_second(code, known, name)
            self._refuse_repeated(code, before, name)
        return None

    def _is_it(self, record: Record, values: Values, nested: Sequence[Nested]) -> bool:
        return self.spec.namesakes is Namesakes.ALIKE or self.is_same(record, values, nested)

    def _is_another(self, record: Record, values: Values) -> bool:
        """Whether a record of a like name is told apart from that of the row."""
        column = self.spec.told_apart_by
        return bool(column) and _are_two(record["name"], record[column], values["name"], values.get(column))

    def _remembered(
        self, known_by: tuple[Any, ...], row: int, code: str | None, values: Values
    ) -> _Named | None:
        """Remember the name; the row that had it before, one without a code first."""
        name, mark = str(values.get("name")), values.get(self.spec.told_apart_by)
        rows = self._names.setdefault(known_by, [])
        alike = [before for before in rows if not _are_two(before.name, before.mark, name, mark)]
        if not alike or (code is None and all(before.coded for before in alike)) or len(alike) < len(rows):
            rows.append(_Named(row, bool(code), name, mark))
        return min(alike, key=lambda before: before.coded, default=None)

    def _refuse_differing(self, free: list[Record], name: str) -> None:
        if free:
            raise BadValue(
                _("{name} exists already ({code}), with other values.").format(
                    name=shown(name), code=_called(free[0])
                ),
                _("--update takes the values of the file, --force adds another of that name."),
            )

    def _refuse_like(self, free: list[Record], name: str) -> None:
        for record in free:
            raise BadValue(
                _("{name} looks like {other} (id {id}).").format(
                    name=shown(name), other=printable(record["name"]), id=record["id"]
                ),
                _("--force adds another of that name."),
            )

    def _refuse_second(self, code: str | None, known: list[Record], name: str) -> None:
        for record in known:
            if record["id"] in self._claimed and not (code and record["code"]):
                raise _twice(shown(name), self._claimed[record["id"]])
            if self.spec.namesakes is Namesakes.CONFLICT:
                raise BadValue(
                    _("{name} exists already ({code}).").format(name=shown(name), code=_called(record)),
                    _("--force adds another of that name."),
                )

    def _refuse_repeated(self, code: str | None, before: _Named | None, name: str) -> None:
        if before and (not (code and before.coded) or self.spec.namesakes is Namesakes.CONFLICT):
            raise _twice(shown(name), before.row, _("--force adds another of that name."))

    def _refuse_taken_name(self, record: Record, values: Values) -> None:
        """Raise BadValue when a record would be renamed to what another is called."""
        known_by = self.spec.known_by(values, self.context)
        if self.spec.namesakes is not Namesakes.CONFLICT or self.context.options.force:
            return
        if differences(record, dict(known_by)):
            others = [other for other in self._known(known_by) if other["id"] != record["id"]]
            self._refuse_second(None, others, str(values["name"]))

    def _known(self, known_by: Mapping[str, Any]) -> list[Record]:
        tests = [
            f"{name} = :{name}" if value is not None else f"{name} IS NULL"
            for name, value in known_by.items()
        ]
        sql = f"SELECT * FROM {self.spec.record} WHERE {' AND '.join(tests)} ORDER BY id"
        return self._cursor().execute(sql, known_by).fetchall()

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


def _is_called(record: Record, values: Values) -> bool:
    """Whether the row calls the record by its own name, not by one that may be another company's."""
    return "name" not in values or spelling_key(record["name"]) == spelling_key(values["name"])


def _are_two(name: str, mark: str | None, other_name: str, other_mark: str | None) -> bool:
    """Whether two names that are like each other, but not the same, are told apart by their marks."""
    return bool(mark and other_mark) and mark != other_mark and spelling_key(name) != spelling_key(other_name)


def _twice(what: str, row: int, hint: str = "") -> BadValue:
    return BadValue(_("{name} stands in row {row} already.").format(name=what, row=row), hint)


def _called(record: Record) -> str:
    code = record["code"] if "code" in record.keys() else None  # noqa: SIM118 - `in` a sqlite3.Row asks its values
    return str(code or f"id {record['id']}")
