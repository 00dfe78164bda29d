"""What a command gives back: the facts for scripts, and how people see them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from salesops.commands._pages import Page
    from salesops.core.errors import SalesopsError
    from salesops.core.values.fields import Field


class Listing(NamedTuple):
    """Rows of one type, of which `left_out` more were not asked for, with `facts` about all of them.

    `facts` are a record, or values by their names. The rows are read once, while they are put out; `view` makes the
    page of them all. `error` is raised after that. Rows that are records say of which table of `fields`, if any: a
    workbook then has all that is known of each, under headings that imports know.
    """

    row_type: type
    rows: Iterable[Any]
    view: Callable[[list[Any]], Page]
    left_out: int = 0
    facts: object = {}
    notes: Sequence[str] = ()
    error: SalesopsError | None = None
    fields: Sequence[Field] | None = None


class Report(NamedTuple):
    """One record. `rows` of `row_type` are what a spreadsheet gets of it."""

    record: object
    view: Callable[[Any], Page]
    row_type: type | None = None
    rows: Iterable[Any] = ()


class ChangedField(NamedTuple):
    """One field of a record that says something else now: `before` and `after` as scripts read them."""

    record: str
    id: int
    field: str
    before: str | int | float | bool | list[int | float | None] | None
    after: str | int | float | bool | list[int | float | None] | None


class Done(NamedTuple):
    """What was done: the record, the same in lines of text, remarks, and the error to be raised after all that.

    `changes` are the fields that a correction changed; None where that is not told.
    """

    record: object
    lines: Sequence[str]
    notes: Sequence[str] = ()
    error: SalesopsError | None = None
    changes: Sequence[ChangedField] | None = None


Result = Listing | Report | Done
