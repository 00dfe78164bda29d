"""`salesops today`: the morning at the keyboard, one customer after the other."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from salesops.commands import _keyboard
from salesops.commands._app import App
from salesops.commands._context import Context, moment
from salesops.commands._options import AllOption
from salesops.commands._output import print_error, print_note
from salesops.commands._results import Done, Report
from salesops.commands.views import cards, touches
from salesops.core.errors import BadValue, SalesopsError
from salesops.core.followups.due.reads import DueLine
from salesops.core.i18n import _
from salesops.core.values.dates import When

if TYPE_CHECKING:
    from sqlite3 import Connection

    from salesops.commands._pages import Page

app = App("today", help=_("The morning at the keyboard: one customer after the other."))

_QUIT = "q"


class _Entry(NamedTuple):
    """Something written about the customer in a place of the list."""

    place: int
    operation: int
    kind: str
    next_step: bool = False


@app.writes(example="salesops today --paper")
def today(
    context: Context,
    paper: Annotated[bool, typer.Option("--paper", help=_("Print a call sheet with boxes instead."))] = False,
    everyone: AllOption = False,
) -> Done | Report:
    """Work through whom to contact today: a card per customer, a key for what happened, one line in their words.

    Each answer is written at once, as `followup log` would; quit at any moment.
    """
    from salesops.core.followups.due import reads

    rep_id = context.rep_shown(everyone)
    due = reads.due(context.db, today=context.today, ahead=0, rep_id=rep_id)
    if paper:
        return Report(due, lambda due: cards.call_sheet(due.lines, today=context.today), DueLine, due.lines)
    if not context.can_ask():
        raise BadValue(
            _("`salesops today` asks at the keyboard, and there is none."),
            _("`salesops due` lists the same, `salesops today --paper` prints a call sheet."),
        )
    entries = _work_through(context, due.lines)
    told = _told(context, rep_id, due.lines, entries)
    return Done(told, cards.day_told(told))


def _work_through(context: Context, lines: Sequence[DueLine]) -> list[_Entry]:
    """Ask about each customer until the last one or until the user quits; what was written."""
    entries: list[_Entry] = []
    place = 0
    while place < len(lines):
        _show(_card(context, lines, place))
        question = cards.keys(get_terminal_size().columns)
        pressed = _keyboard.key(question, [*cards.METHOD_KEYS, *cards.OTHER_KEYS], end=_QUIT)
        if pressed == _QUIT:
            break
        try:
            place = _answered(context, pressed, lines[place], place, entries)
        except SalesopsError as error:
            print_error(error, as_json=False)
    return entries


def _card(context: Context, lines: Sequence[DueLine], place: int) -> Page:
    """The card of the customer in that place."""
    from salesops.core.customers.notes.reads import notes

    noted = notes(context.db, lines[place].customer_id)
    note = noted[0].text if noted else ""
    return cards.card(lines[place], note=note, place=place, count=len(lines), today=context.today)


def _answered(context: Context, pressed: str, line: DueLine, place: int, entries: list[_Entry]) -> int:
    """Do what the key asks for; the place to go on at. Raises what the writes raise."""
    if pressed == "s":
        return place + 1
    if pressed == "b":
        return max(place - 1, 0)
    if pressed == "u":
        return _undo(context, entries, place)
    if pressed in ("i", "?"):
        _show(_briefing(context, line) if pressed == "i" else cards.about_keys())
        return place
    entry: _Entry | None
    if pressed == "n":
        entry = _not_reached(context, line, place)
    elif pressed == "z":
        entry = _hold_back(context, line, place)
    else:
        entry = _log(context, line, place, cards.METHOD_KEYS[pressed])
    if entry is None:
        return place
    entries.append(entry)
    return place + 1


def _briefing(context: Context, line: DueLine) -> Page:
    """All that is known of the customer."""
    from salesops.commands.views.briefing import page
    from salesops.core.briefing.reads import briefing

    return page(briefing(context.db, line.customer_id, today=context.today), today=context.today)


def _log(context: Context, line: DueLine, place: int, method: str) -> _Entry | None:
    """Record a touch in the words of the line that is typed, and the next step."""
    from salesops.core.followups import writes

    summary = _keyboard.line(_("What was said: "))
    if not summary:
        return None
    objective = _keyboard.line(_("Next step (empty: none): ")) or None
    on = _when(context, _("On which day (empty: no next step): ")) if objective else None
    if on is None:
        objective = None
    facts = {
        "occurred_on": context.today.isoformat(), "method": method, "summary": summary,
        **touches.people(context, line.customer_id, None, None),
    }  # fmt: skip

    def write(db: Connection) -> Sequence[str]:
        logged = writes.log(
            db, line.customer_id, facts, today=context.today, at=moment(context.now),
            next_step=touches.agreed(objective, on),
        )  # fmt: skip
        done = touches.logged(logged)
        return [*done.lines, *done.notes]

    return _Entry(place, _written(context, write), "touch", next_step=on is not None)


def _not_reached(context: Context, line: DueLine, place: int) -> _Entry:
    """Nobody answered: again on the next working day."""
    until = _next_working_day(context)
    return _hold_until(context, line, place, until, _("not reached"), kind="not_reached")


def _next_working_day(context: Context) -> date:
    from salesops.core.policy import reads as policy_reads
    from salesops.core.values.workdays import WorkingDays

    return WorkingDays(policy_reads.calendar(context.db)).add(context.today, 1)


def _hold_back(context: Context, line: DueLine, place: int) -> _Entry | None:
    until = _when(context, _("Until which day: "))
    reason = _keyboard.line(_("Why: ")) if until else None
    return (
        _hold_until(context, line, place, until.day, reason, kind="held_back") if until and reason else None
    )


def _hold_until(
    context: Context, line: DueLine, place: int, until: date, reason: str, *, kind: str
) -> _Entry:
    from salesops.core.customers import dependents
    from salesops.core.followups import writes

    def write(db: Connection) -> Sequence[str]:
        held = writes.snooze(db, line.customer_id, until=until, reason=reason, today=context.today)
        done = touches.snoozed(held, dependents.of_customer(db, line.customer_id))
        return [*done.lines, *done.notes]

    return _Entry(place, _written(context, write), kind)


def _undo(context: Context, entries: list[_Entry], place: int) -> int:
    """Take back what was written last in this session, and go to its customer again."""
    from salesops.commands.views.operations import about
    from salesops.core.operations import writes

    if not entries:
        print_note(_("Nothing was written yet."))
        return place
    entry = entries[-1]

    def write(db: Connection) -> Sequence[str]:
        undone = writes.undo(db, entry.operation)
        return [_("Taken back: {what}.").format(what=about(undone))]

    _written(context, write)
    entries.pop()
    return entry.place


def _written(context: Context, write: Callable[[Connection], Sequence[str]]) -> int:
    """Write in a transaction of its own at the present moment, tell it, and give its operation."""
    from salesops.core.db.journal import last_operation

    context.look_at_the_clock()
    with context.write() as db:
        told = write(db)
        operation = last_operation(db)
    for sentence in told:
        print_note(sentence)
    return operation


def _when(context: Context, question: str) -> When | None:
    """The day that is typed; asked again until it is one, None when the question is taken back."""
    while text := _keyboard.line(question):
        try:
            return context.when(text)
        except BadValue as error:
            print_error(error, as_json=False)
    return None


def _show(page: Page) -> None:
    """A page between the questions, which go to stderr, too."""
    from salesops.commands._terminal import rendered

    sys.stderr.write("\n" + rendered(page))


def _told(
    context: Context, rep_id: int | None, lines: Sequence[DueLine], entries: Sequence[_Entry]
) -> cards.Morning:
    from salesops.core.followups.due import reads

    kinds = [entry.kind for entry in entries]
    next_day = _next_working_day(context)
    ahead = (next_day - context.today).days
    due = reads.due(context.db, today=context.today, ahead=ahead, rep_id=rep_id, limit=1)
    return cards.Morning(
        touches=kinds.count("touch"),
        next_steps=sum(entry.next_step for entry in entries),
        not_reached=kinds.count("not_reached"),
        held_back=kinds.count("held_back"),
        left=len(lines) - len({entry.place for entry in entries}),
        next_day=next_day.isoformat(),
        due_next=due.counts["next"],
        operations=[entry.operation for entry in entries],
    )
