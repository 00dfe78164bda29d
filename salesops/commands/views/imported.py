"""What is said of an import: while it runs, of bad rows, and at its end."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from salesops.commands._results import Done
from salesops.core.customers.duplicates.rules import REASONS
from salesops.core.db.find import NOUNS
from salesops.core.errors import BadData
from salesops.core.i18n import _, ngettext
from salesops.core.importing.rows import Problem
from salesops.core.importing.spec import SimilarRow
from salesops.core.values.text import abridged

if TYPE_CHECKING:
    from salesops.core.files.sheets import Row
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
    """What became of the rows. `differing` of the unchanged ones differ from the file and were left alone.

    `passed_over` are the numbers of rows that are none, such as totals; `without_owner` counts new customers,
    `gathered` rows that only tell of a further contact.
    """

    file: str
    rows: int
    added: int
    changed: int
    unchanged: int
    differing: int
    rejected: int
    similar: list[SimilarRow]
    created: dict[str, list[str]]
    unmatched_columns: list[str]
    unnamed_columns: list[str]
    passed_over: list[int]
    without_owner: int
    gathered: int
    problems: list[Problem]


def summary(request: Request, parsed: ParsedFile, made: Plan, *, with_notes: bool) -> Done:
    """What was done, with the notes that a person needs; BadData when bad rows kept anything from being done."""
    stopped = bool(made.problems) and not request.skip_bad
    report = _report(request, parsed, made, stopped=stopped)
    notes = [*_notes(parsed), *_similar_notes(made.similar), *_problem_notes(made.problems)]
    notes = notes if with_notes else []
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
        similar=made.similar,
        created={}
        if stopped
        else {record: [record.name for record in new] for record, new in made.created.items() if new},
        unmatched_columns=list(parsed.unmatched),
        unnamed_columns=list(parsed.unnamed),
        passed_over=[row.number for row in parsed.passed_over],
        gathered=made.gathered,
        without_owner=0 if stopped or request.record != "customer" else _without_owner(made),
        problems=made.problems,
    )


def _notes(parsed: ParsedFile) -> Iterator[str]:
    yield from parsed.notes
    if parsed.passed_over:
        yield _("Passed over, for they are no rows of the table: {rows}.").format(
            rows=_some([_line(row) for row in parsed.passed_over])
        )
    if parsed.unnamed:
        yield _("Columns without a heading, not taken in: {columns}.").format(
            columns=_(", ").join(parsed.unnamed)
        )
    if parsed.unmatched:
        yield _('Columns not taken in: {columns}. (--map "COLUMN=FIELD" takes one in.)').format(
            columns=_(", ").join(parsed.unmatched)
        )


def _line(row: Row) -> str:
    return _("row {row} ({text})").format(row=row.number, text=abridged(next(filter(None, row.cells))))


def _some(texts: Sequence[str]) -> str:
    return _(", ").join([*texts[:_NAMED], *(["…"] if len(texts) > _NAMED else [])])


def _similar_notes(similar: Sequence[SimilarRow]) -> Iterator[str]:
    """How many new records may be others, and the most certain of them."""
    if similar:
        rows = len({one.row for one in similar})
        yield ngettext(
            "{count} new customer may be another one:", "{count} new customers may be others:", rows
        ).format(count=_many(rows))
    for one in similar[:_NAMED]:
        where = _("row {row}").format(row=one.other_row) if one.other_row else f"id {one.other_id}"
        sentence = _("  Row {row}, {name}: {other} ({where}), {reason}")
        reason = REASONS.label(one.reason)
        yield sentence.format(row=one.row, name=one.name, other=one.other, where=where, reason=reason)
    if len(similar) > _NAMED:
        yield _("  … and {count} more: `salesops customer duplicates` lists them.").format(
            count=_many(len(similar) - _NAMED)
        )


def _problem_notes(problems: Sequence[Problem]) -> Iterator[str]:
    """A line for each cause, with its rows, and below it what to do, once for neighbours that ask for the same."""
    causes: dict[tuple[str | None, str, str], list[Problem]] = {}
    for problem in problems:
        causes.setdefault((problem.column, problem.message, problem.hint), []).append(problem)
    groups = list(causes.values())[:_SHOWN]
    for hint, alike in groupby(groups, key=lambda group: group[0].hint):
        for group in alike:
            yield _where(group) + group[0].message
        if hint:
            yield f"  {hint}"
    left_out = sum(map(len, causes.values())) - sum(map(len, groups))
    if left_out:
        yield _("… and {count} more.").format(count=_many(left_out))


def _where(group: Sequence[Problem]) -> str:
    rows = list(dict.fromkeys(_many(problem.row) for problem in group))
    if len(rows) > _NAMED:
        text = _("{count} rows ({rows})").format(count=_many(len(rows)), rows=_some(rows))
    else:
        text = ngettext("Row {rows}", "Rows {rows}", len(rows)).format(rows=_(", ").join(rows))
    column = group[0].column
    return f"{text}{_(', ')}{column}{_(': ')}" if column else f"{text}{_(': ')}"


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
    return [*lines, *_remarks(report)]


def _remarks(report: Report) -> Iterator[str]:
    """What came with the rows, and what is left to be done about them."""
    for record, names in report.created.items():
        yield (
            _("Added besides, because rows refer to them: {count} × {noun} ({names}).").format(
                count=_many(len(names)), noun=_(NOUNS[record]), names=_some(names)
            )
        )
    if report.gathered:
        yield (
            ngettext(
                "{count} row is a further contact of its customer.",
                "{count} rows are further contacts of their customers.",
                report.gathered,
            ).format(count=_many(report.gathered))
        )
    if report.without_owner:
        yield (
            ngettext(
                "{count} new customer has no owner and is on nobody's due list: customer edit --owner gives it one.",
                "{count} new customers have no owner and are on nobody's due list: customer edit --owner gives one.",
                report.without_owner,
            ).format(count=_many(report.without_owner))
        )
    if report.differing:
        yield (
            _("{count} of the unchanged ones differ from the file: --update takes its values.").format(
                count=_many(report.differing)
            )
        )


def _stop(report: Report, request: Request) -> BadData:
    return BadData(
        _("{bad} of {count} rows of {file} cannot be taken in; nothing was changed.").format(
            bad=_many(report.rejected), count=_many(report.rows), file=request.file.name
        ),
        _("Correct them, or take the others with --skip-bad (and --rejects FILE for these).")
        if not request.rejects or request.dry_run
        else _("They stand in {file}.").format(file=request.rejects),
    )


def _without_owner(made: Plan) -> int:
    return sum(customer.get("owner_id") is None for customer in made.added)


def _many(count: int) -> str:
    return f"{count:,}"
