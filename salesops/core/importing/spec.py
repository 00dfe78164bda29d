"""What a kind of record says of itself so that files of it can be taken in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from sqlite3 import Connection
from typing import Any, NamedTuple, Protocol

from salesops.core.files.sheets import Row
from salesops.core.importing.references import Index, NamedRecord, Reference
from salesops.core.importing.rows import ParsedRow, Problem, Values
from salesops.core.values.fields import Field


@dataclass(frozen=True)
class ImportOptions:
    """What the user asked for.

    `by` is the acting rep, `fields` are the names of the fields that the file has columns for. `update` writes
    changed fields to existing records, `force` takes repeated names, `create_missing` makes the records
    referred to.
    """

    today: date
    by: int | None = None
    fields: frozenset[str] = frozenset()
    update: bool = False
    force: bool = False
    create_missing: bool = False


@dataclass(frozen=True)
class ImportContext:
    """What the rules of a record may look at: the wishes, and the records that the rows refer to."""

    db: Connection
    options: ImportOptions
    indexes: Mapping[str, Index]

    def facts(self, record: str, record_id: int | None) -> Mapping[str, Any]:
        """The facts of a record that a row refers to; none of one that is yet to be made."""
        return {} if record_id is None else self.indexes[record].facts(record_id)

    def name(self, record: str, record_id: int) -> str:
        """The name of a record that a row refers to."""
        return self.indexes[record].name(record_id)


class Namesakes(Enum):
    """Whether two records of one name can be."""

    CONFLICT = "conflict"  # a second one must be forced
    BY_CODE = "by code"  # with different codes; without codes a second one must be forced
    ALIKE = "alike"  # as a matter of course: two contracts of one day


def _nothing(*_anything: object) -> None:
    """Where a record has no rule."""


@dataclass(frozen=True)
class NestedRecord:
    """Records that come with another on its row: the contact of a customer, its notes.

    `take` takes their values out of those of the row. `parent` is the column that ties them to the other record,
    within which one is known by the column `known_by`. `complete` sets what a new one has besides.
    """

    record: str
    parent: str
    take: Callable[[Values], Sequence[Values]]
    known_by: str = "name"
    complete: Callable[[Values, ImportContext], None] = _nothing


class Nested(NamedTuple):
    """What a row says of a record that comes with its own."""

    kind: NestedRecord
    values: Values


class AddedRow(NamedTuple):
    """A row, by its number in the file, that becomes a new record."""

    number: int
    values: Values
    nested: Sequence[Nested]


@dataclass(frozen=True)
class SimilarRow:
    """A row that was taken although its record may be another one: the reason and what the two share.

    The other one stands in `other_row` of the file, or in the database as `other_id`.
    """

    row: int
    name: str
    reason: str
    evidence: str
    other: str
    other_row: int | None
    other_id: int | None


class Similar(Protocol):
    """What knows records that may be one."""

    def refuse(self, row: int, values: Values, record: Mapping[str, Any] | None) -> None:
        """Raise BadValue for a row that has what belongs to another record, and remember it."""

    def similar(self, added: Sequence[AddedRow]) -> list[SimilarRow]:
        """The new records that may be others."""


@dataclass(frozen=True)
class Import:
    """How records of one kind are taken in; all functions raise BadValue or Conflict for a row that cannot be.

    `known_by` gives the columns, with values, by which a record without a code is known again: its name, in
    the sense of `namesakes`; records of like names but different values in the column `told_apart_by` are two.
    `similar` makes what knows which may be one for other reasons; nobody asks it where that is forced.
    `gather` puts rows together that are about one record.
    `derive` sets columns that follow from those of the row, `complete` what a new record has besides. `check`
    looks at the whole record as it will be, may still set columns, and is given the record before or None.
    `finish` sets what depends on all new records, `after` does what follows once everything is stored.
    """

    record: str
    fields: tuple[Field, ...]
    known_by: Callable[[Values, ImportContext], Mapping[str, Any]]
    references: tuple[Reference, ...] = ()
    nested: tuple[NestedRecord, ...] = ()
    namesakes: Namesakes = Namesakes.BY_CODE
    told_apart_by: str = ""
    similar: Callable[[Connection], Similar] | None = None
    gather: Callable[[Iterable[ParsedRow]], Iterable[ParsedRow]] = iter
    derive: Callable[[Values, ImportContext], None] = _nothing
    complete: Callable[[Values, ImportContext], None] = _nothing
    check: Callable[[Values, Mapping[str, Any] | None, ImportContext], None] = _nothing
    finish: Callable[[Sequence[Values], ImportContext], None] = _nothing
    after: Callable[[Connection, Plan, ImportOptions], None] = _nothing


@dataclass(frozen=True)
class RecordChange:
    """The columns of a record that are to hold other values, and the record as it was."""

    values: Values
    before: Mapping[str, Any]


@dataclass
class Plan:
    """What is to be written, and what is not and why.

    `differing` counts existing records that differ from their rows and are left alone, as are the `unchanged`.
    `gathered` counts rows that were taken together with another one. `created` are the records that rows refer to and
    that are made for them. `seen` is the last operation that the plan takes into account.
    """

    seen: int
    added: list[Values] = field(default_factory=list)
    changed: list[RecordChange] = field(default_factory=list)
    nested_added: dict[str, list[Values]] = field(default_factory=dict)
    nested_changed: dict[str, list[RecordChange]] = field(default_factory=dict)
    created: dict[str, Sequence[NamedRecord]] = field(default_factory=dict)
    unchanged: int = 0
    gathered: int = 0
    differing: int = 0
    similar: list[SimilarRow] = field(default_factory=list)
    rejected: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not (self.added or self.changed)

    def ids(self) -> list[int]:
        """The new and changed records."""
        return [*(values["id"] for values in self.added), *(change.before["id"] for change in self.changed)]

    def ever(self, column: str) -> set[Any]:
        """What stands in `column` of the new records, and stands or stood in it of the changed ones."""
        held = {values.get(column) for values in self.added}
        for change in self.changed:
            held |= {change.before[column], change.values.get(column)}
        return held - {None}
