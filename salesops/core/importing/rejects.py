"""The rows that were not taken, in a file that can be corrected and imported again."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from salesops.core.errors import Conflict, InputOutput
from salesops.core.files.sheets import Row
from salesops.core.i18n import _, in_both
from salesops.core.importing.headings import WHY
from salesops.core.importing.rows import Problem
from salesops.core.importing.vocabulary import simple
from salesops.core.refusals import reason


def refuse_existing(path: Path) -> None:
    """Raise Conflict when something is at `path` already."""
    if os.path.lexists(path):
        raise Conflict(
            _("{file} exists already.").format(file=path), _("Name a new file for the rejected rows.")
        )


def write_rejects(
    path: Path, headings: Sequence[str], rows: Iterable[Row], problems: Iterable[Problem]
) -> None:
    """Write the rows under their headings, each with the reason at its end; readable by the owner only.

    Raises Conflict when the file exists, InputOutput when it cannot be written; then no file is left.
    """
    reasons: dict[int, list[str]] = {}
    for problem in problems:
        reasons.setdefault(problem.row, []).append(in_one_line(problem))
    refuse_existing(path)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        # The mark at the start is what a spreadsheet knows UTF-8 by.
        with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            kept = _without_old_reasons(headings)
            writer.writerow([*kept(headings), _(WHY)])
            for row in rows:
                cells = [*row.cells, *[""] * (len(headings) - len(row.cells))]
                writer.writerow([*kept(cells), " ".join(reasons.get(row.number, ()))])
    except BaseException as error:  # Ctrl-C, too
        with suppress(OSError):
            path.unlink()
        if isinstance(error, OSError):
            raise _unwritable(path, error) from error
        raise


def in_one_line(problem: Problem) -> str:
    """The problem in one line, without the number of its row."""
    if not problem.column:
        return problem.message
    return _("{name}: {text}").format(name=problem.column, text=problem.message)


def _without_old_reasons(headings: Sequence[str]) -> Callable[[Sequence[str]], list[str]]:
    """A function that leaves the reasons out of a row: the file may hold rows rejected before."""
    words = set(map(simple, in_both(WHY)))
    old = {place for place, heading in enumerate(headings) if simple(heading) in words}
    return lambda cells: [cell for place, cell in enumerate(cells) if place not in old]


def _unwritable(path: Path, error: OSError) -> InputOutput:
    return InputOutput(_("{file} cannot be written: {reason}.").format(file=path, reason=reason(error)))
