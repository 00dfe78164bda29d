"""What a command gives back: the facts for scripts, and how people see them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from salesops.commands._pages import Page
    from salesops.core.errors import SalesopsError


class Listing(NamedTuple):
    """Rows of one type, of which `left_out` more were not asked for, with `facts` about all of them.

    The rows are read once, while they are put out; `view` makes the page of them all. `error` is raised after that.
    """

    row_type: type
    rows: Iterable[Any]
    view: Callable[[list[Any]], Page]
    left_out: int = 0
    facts: Mapping[str, object] = {}
    notes: Sequence[str] = ()
    error: SalesopsError | None = None


class Report(NamedTuple):
    """One record. `rows` of `row_type` are what a spreadsheet gets of it."""

    record: object
    view: Callable[[Any], Page]
    row_type: type | None = None
    rows: Iterable[Any] = ()


class Done(NamedTuple):
    """What was done: the record, the same in lines of text, remarks, and the error to be raised after all that."""

    record: object
    lines: Sequence[str]
    notes: Sequence[str] = ()
    error: SalesopsError | None = None


Result = Listing | Report | Done
