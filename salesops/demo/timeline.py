"""Everything that happened in the sample team, in the order in which it happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any, NamedTuple

from salesops.core.customers.fields import CONTACT_FIELDS
from salesops.core.customers.imports import IMPORT as CUSTOMERS
from salesops.core.importing.rows import Values
from salesops.core.importing.spec import Import
from salesops.core.pipeline.imports.contracts import IMPORT as CONTRACTS
from salesops.core.pipeline.imports.opportunities import IMPORT as OPPORTUNITIES
from salesops.core.team.imports import IMPORT as REPS
from salesops.core.values.periods import Period
from salesops.demo import entries
from salesops.demo.days import Days
from salesops.demo.tables import parse, rows

MANAGER = "张伟"

# Days between the nightly gradings that were kept: each month has one, and the last one finds what moved since.
_GRADED = range(-336, 1, 28)
_STEPS: dict[str, tuple[str, entries.Enter]] = {
    "needs_analysis": ("opportunity stage", partial(entries.move, "needs_analysis")),
    "proposal": ("opportunity stage", partial(entries.move, "proposal")),
    "negotiation": ("opportunity stage", partial(entries.move, "negotiation")),
    "back": ("opportunity stage", partial(entries.move, "proposal")),
    "put_off_on": ("opportunity edit", entries.put_off),
    "won": ("opportunity win", entries.win),
    "lost": ("opportunity lose", entries.lose),
}
_OTHERS: dict[str, entries.Enter] = {
    "rep edit": entries.leave,
    "contact edit": entries.succeed,
    "customer archive": entries.archive,
    "followup plan": entries.plan,
    "followup cancel": entries.cancel,
    "followup snooze": entries.snooze,
    "grade set": entries.grade_by_hand,
}


class Event(NamedTuple):
    """One thing that happened: when, the command that enters it, how it does so, and the row that tells of it."""

    on: date
    command: str
    enter: entries.Enter
    row: Values


def events(days: Days) -> list[Event]:
    """All of it, the earliest first; on one day, what others rest on comes first."""
    unsorted = [
        *_imported(days, "reps", REPS, "rep add"),
        *_imported(days, "customers", CUSTOMERS, "customer add"),
        *(_event("contact add", entries.add_contact, row) for row in rows("contacts", days, CONTACT_FIELDS)),
        *_deals(days),
        *_touches(days),
        *_imported(days, "contracts", CONTRACTS, "contract add"),
        *_imported(days, "customer_changes", CUSTOMERS, "customer edit"),
        *(_event(row["command"], _OTHERS[row["command"]], row) for row in rows("events", days)),
        *_targets(days),
        *_gradings(days),
    ]
    return sorted(unsorted, key=lambda event: event.on)


def _event(command: str, enter: entries.Enter, row: Values, day: str = "on") -> Event:
    return Event(date.fromisoformat(row[day]), command, enter, row)


def _imported(days: Days, table: str, spec: Import, command: str) -> Iterator[Event]:
    file = parse(table, spec.fields, days)
    for parsed, row in zip(file.parsed_rows, rows(table, days), strict=True):
        yield _event(command, partial(entries.import_row, spec, parsed, file.fields), row)


def _deals(days: Days) -> Iterator[Event]:
    for opening in _imported(days, "opportunities", OPPORTUNITIES, "opportunity add"):
        yield opening
        for step, (command, enter) in _STEPS.items():
            if step in opening.row:
                yield _event(command, enter, opening.row, step)


def _touches(days: Days) -> Iterator[Event]:
    for row in rows("followups", days):
        yield _event("followup log", entries.touch, {"recorded_on": row["on"], **row}, "recorded_on")


def _targets(days: Days) -> Iterator[Event]:
    agreed = min(Period.year_of(days.today).start + timedelta(4), days.today)
    by_manager: dict[str, Any] = {"by": MANAGER}
    yield Event(agreed, "target split", partial(entries.set_targets, rows("targets", days)), by_manager)


def _gradings(days: Days) -> Iterator[Event]:
    for number in _GRADED:
        yield Event(days.today + timedelta(number), "grade run", entries.grade_all, {"by": "cron"})
