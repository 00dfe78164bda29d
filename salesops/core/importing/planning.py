"""What is to be done with the rows of a file, worked out before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from sqlite3 import Connection

from salesops.core.db import dialect
from salesops.core.db.journal import last_operation
from salesops.core.errors import BadValue, Conflict
from salesops.core.i18n import _
from salesops.core.importing.matching import Matcher, Record, differences
from salesops.core.importing.references import Index, Reference
from salesops.core.importing.rows import Names, ParsedRow, Problem, Values, problem
from salesops.core.importing.spec import (
    AddedRow,
    Import,
    ImportContext,
    ImportOptions,
    Nested,
    Plan,
    RecordChange,
)
from salesops.core.values.fields import Field, columns
from salesops.core.values.text import abridged


@dataclass(slots=True)
class _Entry:
    """A row that can be taken so far: its values, and the record that it is about (None: a new one)."""

    parsed: ParsedRow
    values: Values
    nested: list[Nested]
    record: Record | None


class _Refused(Exception):
    """The row cannot be taken."""

    def __init__(self, reason: Problem) -> None:
        self.reason = reason


def plan(db: Connection, spec: Import, parsed_rows: Iterable[ParsedRow], options: ImportOptions) -> Plan:
    """What the rows ask for, given what is in `db` now; a row that cannot be taken adds to the problems."""
    planner = _Planner(db, spec, options)
    for parsed in spec.gather(parsed_rows):
        planner.add(parsed)
    return planner.finish()


class _Planner:
    """Takes the rows one by one; how they refer to each other is settled when all are there."""

    def __init__(self, db: Connection, spec: Import, options: ImportOptions) -> None:
        self._db = db
        self._spec = spec
        self._wishes = options
        self._ids: dict[str, Iterator[int]] = {}
        self._indexes = {reference.record: self._index(reference) for reference in spec.references}
        self._context = ImportContext(db, options, self._indexes)
        self._matcher = Matcher(db, spec, self._context)
        self._plan = Plan(last_operation(db))
        self._entries: list[_Entry] = []
        self._added: list[AddedRow] = []
        self._similar = spec.similar(db) if spec.similar and not options.force else None
        told = [field for field in spec.fields if field.refers_to and field.name in options.fields]
        self._own = [field for field in told if field.refers_to == spec.record]
        self._others = [field for field in told if field.refers_to != spec.record]

    def add(self, parsed: ParsedRow) -> None:
        """Find out what the row is about."""
        if parsed.problems:
            self._refuse(parsed, *parsed.problems)
            return
        try:
            self._entries.append(self._entry(parsed))
        except (BadValue, Conflict, _Refused) as error:
            self._refuse(parsed, _reason(parsed, error))

    def finish(self) -> Plan:
        """The plan for all the rows that were added."""
        if self._own:
            self._link()
        for entry in self._entries:
            try:
                self._decide(entry)
            except (BadValue, Conflict) as error:
                self._refuse(entry.parsed, _reason(entry.parsed, error))
        self._spec.finish(self._plan.added, self._context)
        if self._similar:
            self._plan.similar = self._similar.similar(self._added)
        self._choose_created()
        self._plan.problems.sort(key=lambda problem: problem.row)
        self._plan.rejected.sort(key=lambda row: row.number)
        return self._plan

    def _entry(self, parsed: ParsedRow) -> _Entry:
        values = dict(parsed.values)
        self._refer(parsed, values, self._others)
        self._spec.derive(values, self._context)
        nested = [Nested(kind, part) for kind in self._spec.nested for part in kind.take(values)]
        record = self._matcher.match(parsed.row.number, {**values, **self._own_so_far(parsed)}, nested)
        if record is None:
            values["id"] = self._next_id(self._spec.record)
            self._spec.complete(values, self._context)
            self._spec.check(values, None, self._context)
            if self._similar:
                self._similar.refuse(parsed.row.number, values, None)
            if self._own:
                self._indexes[self._spec.record].register_pending(
                    values["id"], values.get("code"), values["name"]
                )
        elif self._wishes.update:
            self._check_change(parsed.row.number, record, values)
        return _Entry(parsed, values, nested, record)

    def _own_so_far(self, parsed: ParsedRow) -> Values:
        """The records of this kind that the row names, as far as they are there; a row below is none yet."""
        named = [field for field in self._own if field.name in parsed.references]
        index = self._indexes.get(self._spec.record)
        return {columns(field)[0]: index and index.known(parsed.references[field.name]) for field in named}

    def _check_change(self, row: int, record: Record, values: Values) -> Values:
        """The whole record as it is to be; a row that cannot be leaves it to the rows below."""
        whole = {**dict(record), **values}
        try:
            self._spec.check(whole, record, self._context)
            if self._similar:
                self._similar.refuse(row, whole, record)
        except (BadValue, Conflict):
            self._matcher.release(record)
            raise
        return whole

    def _refer(self, parsed: ParsedRow, values: Values, fields: Iterable[Field]) -> None:
        """Put the ids of the records that the row names into `values`."""
        for field in fields:
            names = parsed.references.get(field.name)
            if names:
                values[columns(field)[0]] = self._record_id(parsed, field, names, values)

    def _record_id(self, parsed: ParsedRow, field: Field, names: Names, values: Values) -> int:
        index = self._indexes[field.refers_to]
        within = values.get(index.reference.within)
        try:
            return index.find(names, within).id
        except BadValue as error:
            raise _Refused(_not_found(parsed, error, field, names)) from error

    def _link(self) -> None:
        """Settle which rows refer to each other; one that needs a row that cannot be taken cannot be either."""
        reserved = {entry.values["id"] for entry in self._entries if entry.record is None}
        linked = list(filter(self._is_linked, self._entries))
        while len(linked) < len(self._entries):
            self._entries = linked
            gone = reserved - {entry.values["id"] for entry in linked if entry.record is None}
            linked = [entry for entry in linked if self._can_stand(entry, gone)]

    def _is_linked(self, entry: _Entry) -> bool:
        try:
            self._refer(entry.parsed, entry.values, self._own)
        except _Refused as error:
            self._refuse(entry.parsed, error.reason)
            return False
        return True

    def _can_stand(self, entry: _Entry, gone: Collection[int]) -> bool:
        for field in self._own:
            if entry.values.get(columns(field)[0]) in gone:
                error = BadValue(_("The row it refers to cannot be taken."))
                column = entry.parsed.references[field.name].column
                self._refuse(entry.parsed, problem(entry.parsed.row.number, error, column))
                return False
        return True

    def _decide(self, entry: _Entry) -> None:
        """What is to be written for a row that can be taken."""
        self._plan.gathered += len(entry.parsed.more)
        if entry.record is None:
            self._plan.added.append(entry.values)
            self._added.append(AddedRow(entry.parsed.row.number, entry.values, entry.nested))
            for nested in entry.nested:
                self._add_nested(entry.values["id"], nested)
        elif self._matcher.is_same(entry.record, entry.values, entry.nested):
            self._plan.unchanged += 1
        elif not self._wishes.update:
            self._plan.differing += 1
        else:
            self._change(entry)

    def _change(self, entry: _Entry) -> None:
        assert entry.record is not None
        whole = self._check_change(entry.parsed.row.number, entry.record, entry.values)
        self._plan.changed.append(RecordChange(differences(entry.record, whole), entry.record))
        for nested in entry.nested:
            known = self._matcher.nested_of(entry.record, nested)
            if known is None:
                self._add_nested(entry.record["id"], nested)
            elif changes := differences(known, nested.values):
                changed = self._plan.nested_changed.setdefault(nested.kind.record, [])
                changed.append(RecordChange(changes, known))

    def _add_nested(self, record_id: int, nested: Nested) -> None:
        values = {nested.kind.parent: record_id, **nested.values}
        nested.kind.complete(values, self._context)
        self._plan.nested_added.setdefault(nested.kind.record, []).append(values)

    def _choose_created(self) -> None:
        """Of the records promised to rows, those that a row that is taken needs."""
        rows = [*self._plan.added, *(change.values for change in self._plan.changed)]
        for record, index in self._indexes.items():
            if index.new:
                names = [columns(field)[0] for field in self._spec.fields if field.refers_to == record]
                needed = {row.get(name) for row in rows for name in names}
                self._plan.created[record] = [new for new in index.new if new.id in needed]

    def _refuse(self, parsed: ParsedRow, *reasons: Problem) -> None:
        self._plan.rejected += [parsed.row, *parsed.more]
        self._plan.problems.extend(reasons)

    def _index(self, reference: Reference) -> Index:
        may_make = self._wishes.create_missing and reference.create is not None
        reserve = partial(self._next_id, reference.record) if may_make else None
        return Index(self._db, reference, reserve, self._wishes.force)

    def _next_id(self, record: str) -> int:
        """An id that no record has or had; it stays free as long as nobody else writes."""
        if record not in self._ids:
            (highest,) = self._db.execute(dialect.HIGHEST_ID, {"record": record}).fetchone()
            self._ids[record] = count((highest or 0) + 1)
        return next(self._ids[record])


def _reason(parsed: ParsedRow, error: BadValue | Conflict | _Refused) -> Problem:
    return error.reason if isinstance(error, _Refused) else problem(parsed.row.number, error)


def _not_found(parsed: ParsedRow, error: BadValue, field: Field, names: Names) -> Problem:
    """That a name answers to no record, or to several, with the option that says which is meant."""
    text = names.code or names.names[0]
    missing = problem(parsed.row.number, error, names.column, text)
    if names.code:
        return missing
    way = _('--value "{field}:{text}=…" says which is meant.').format(field=field.name, text=abridged(text))
    return replace(missing, hint=f"{missing.hint} {way}".strip())
