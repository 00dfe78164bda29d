"""What is said of an import: while it runs, of bad rows, and at its end."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from salesops.commands._results import Done
from salesops.core.db.find import NOUNS
from salesops.core.errors import BadData
from salesops.core.i18n import _, ngettext
from salesops.core.importing.rows import Problem

if TYPE_CHECKING:
    from salesops.core.importing.parsing import ParsedFile
    from salesops.core.importing.spec import Plan

Thing = TypeVar("Thing")


class Watch(Protocol):
    """Passes things on, and shows what is being done with how many."""

    def __call__(self, things: Iterable[Thing], what: str, /) -> Iterable[Thing]:
        """The `things` themselves."""


_SHOWN = 20
_NAMED = 5


@dataclass(frozen=True)
class Request:
    """The options of one call that say what to do with the rows."""

    record: str
    file: Path
    skip_bad: bool
    rejects: Path | None
    dry_run: bool


@dataclass(frozen=True)
class Report:
    """What became of the rows. `differing` of the unchanged ones differ from the file and were left alone."""

    file: str
    rows: int
    added: int
    changed: int
    unchanged: int
    differing: int
    rejected: int
    created: dict[str, list[str]]
    unmatched_columns: list[str]
    problems: list[Problem]


def summary(request: Request, parsed: ParsedFile, made: Plan, *, with_notes: bool) -> Done:
    """What was done, with the notes that a person needs; BadData when bad rows kept anything from being done."""
    stopped = bool(made.problems) and not request.skip_bad
    report = _report(request, parsed, made, stopped=stopped)
    notes = [*_notes(parsed), *_problem_notes(made.problems)] if with_notes else []
    if stopped:
        return Done(report, [], notes, _stop(report, request))
    return Done(report, _lines(report), notes)


@contextmanager
def progress() -> Iterator[Watch]:
    """A function that counts what passes through it, on stderr, where somebody is watching."""
    if not sys.stderr.isatty():
        yield _unwatched
        return
    from rich.console import Console
    from rich.progress import Progress, TextColumn

    column = TextColumn("{task.description} {task.completed:,.0f}", markup=False)
    with Progress(column, console=Console(stderr=True), transient=True) as bar:
        yield lambda things, what: bar.track(things, total=None, description=what)


def _unwatched(things: Iterable[Thing], _what: str) -> Iterable[Thing]:
    return things


def _report(request: Request, parsed: ParsedFile, made: Plan, *, stopped: bool) -> Report:
    return Report(
        file=request.file.name,
        rows=len(parsed.parsed_rows),
        added=0 if stopped else len(made.added),
        changed=0 if stopped else len(made.changed),
        unchanged=made.unchanged + made.differing,
        differing=made.differing,
        rejected=len(made.rejected),
        created={}
        if stopped
        else {record: [record.name for record in new] for record, new in made.created.items() if new},
        unmatched_columns=list(parsed.unmatched),
        problems=made.problems,
    )


def _notes(parsed: ParsedFile) -> Iterator[str]:
    yield from parsed.notes
    if parsed.unmatched:
        yield _('Columns not taken in: {columns}. (--map "COLUMN=FIELD" takes one in.)').format(
            columns=_(", ").join(parsed.unmatched)
        )


def _problem_notes(problems: Sequence[Problem]) -> Iterator[str]:
    for problem in problems[:_SHOWN]:
        yield _where(problem) + problem.message
    if len(problems) > _SHOWN:
        yield _("… and {count} more.").format(count=_many(len(problems) - _SHOWN))
    for hint in list(dict.fromkeys(problem.hint for problem in problems if problem.hint))[:_NAMED]:
        yield f"  {hint}"


def _where(problem: Problem) -> str:
    if problem.column is None:
        return _("Row {row}: ").format(row=problem.row)
    return _("Row {row}, {column}: ").format(row=problem.row, column=problem.column)


def _lines(report: Report) -> list[str]:
    if not report.rows:
        return [_("Nothing to do: {file} has no rows below its headings.").format(file=report.file)]
    if not (report.added or report.changed or report.rejected or report.differing):
        return [
            ngettext(
                "Nothing to do: its row is here already.",
                "Nothing to do: all of its {count} rows are here already.",
                report.rows,
            ).format(count=_many(report.rows))
        ]
    lines = [
        _("{added} added, {changed} changed, {unchanged} unchanged, {rejected} rejected.").format(
            added=_many(report.added),
            changed=_many(report.changed),
            unchanged=_many(report.unchanged),
            rejected=_many(report.rejected),
        )
    ]
    for record, names in report.created.items():
        more = ["…"] if len(names) > _NAMED else []
        lines.append(
            _("Added besides, because rows refer to them: {count} × {noun} ({names}).").format(
                count=_many(len(names)), noun=_(NOUNS[record]), names=_(", ").join([*names[:_NAMED], *more])
            )
        )
    if report.differing:
        lines.append(
            _("{count} of the unchanged ones differ from the file: --update takes its values.").format(
                count=_many(report.differing)
            )
        )
    return lines


def _stop(report: Report, request: Request) -> BadData:
    return BadData(
        _("{bad} of {count} rows of {file} cannot be taken in; nothing was changed.").format(
            bad=_many(report.rejected), count=_many(report.rows), file=request.file.name
        ),
        _("Correct them, or take the others with --skip-bad (and --rejects FILE for these).")
        if not request.rejects or request.dry_run
        else _("They stand in {file}.").format(file=request.rejects),
    )


def _many(count: int) -> str:
    return f"{count:,}"
