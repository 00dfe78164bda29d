"""A customer as a card before the call, and the whole morning as a call sheet on paper."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from salesops.commands._pages import Fact, Facts, Page, Table
from salesops.commands.views import due
from salesops.core.followups.due.reads import DueLine
from salesops.core.followups.rules import METHODS
from salesops.core.i18n import N_, _, ngettext
from salesops.core.values.dates import format_date, short_date
from salesops.core.values.units import Day

METHOD_KEYS = {"p": "phone", "v": "visit", "w": "wechat", "e": "email", "m": "meeting", "d": "demo"}
OTHER_KEYS = {
    "?": N_("help"),
    "i": N_("all about it"),
    "n": N_("not reached"),
    "z": N_("hold back"),
    "s": N_("skip"),
    "b": N_("back"),
    "u": N_("undo"),
    "q": N_("quit"),
}


# What the keys do, for whom their names are too short.
_ABOUT_KEYS = {
    "i": N_("Show all that is known of the customer, as `salesops show` does."),
    "n": N_("Nobody answered: again on the next working day."),
    "z": N_("Hold the customer back until a day that you name."),
    "s": N_("Go on, nothing is written."),
    "b": N_("Back to the customer before."),
    "u": N_("Take back what you wrote last."),
    "q": N_("End; what was written stays."),
}


class Morning(NamedTuple):
    """What was done: `operations` were written, `left` customers not worked through, `due_next` are due on `next_day`,
    the next working day."""

    touches: int
    next_steps: int
    not_reached: int
    held_back: int
    left: int
    next_day: Day
    due_next: int
    operations: list[int]


def card(line: DueLine, *, note: str, place: int, count: int, today: date) -> Page:
    """What to know before the call, with the latest `note` on the customer; `place` counts from 0."""
    title = " · ".join(
        part
        for part in (f"{place + 1}/{count}", line.customer, due.grade(line), due.turn(line, today))
        if part
    )
    facts = [
        Fact(_("Call"), " ".join(part for part in (due.person(line), line.contact_title) if part)),
        Fact(_("Why"), line.why),
        Fact(_("Deal"), due.deal(line)),
        Fact(_("Last"), due.last_touch(line, today)),
        Fact(_("Note"), note),
        Fact(_("Talk about"), line.topic),
    ]
    return Page([Facts(facts, title)])


def call_sheet(lines: list[DueLine], *, today: date) -> Page:
    """The list on paper: each customer, and under it a box to tick and a line to write on."""
    title = _("Call sheet · {day}").format(day=short_date(today, today=today))
    if not lines:
        return Page([Table((), (), empty=_("Nobody is due."))], title=title)
    return Page([_to_write_on(line, today) for line in lines], title=title)


def _to_write_on(line: DueLine, today: date) -> Facts:
    facts = [
        Fact(_("Call"), due.person(line)),
        Fact(_("Why"), line.why),
        Fact(_("Last"), due.last_touch(line, today)),
        Fact("☐", "_" * 30),
    ]
    return Facts(facts, due.name(line))


def keys(width: int) -> str:
    """The question below a card: which key does what, in lines no wider than `width` cells."""
    from rich.cells import cell_len

    methods = [f"{key} {METHODS.label(method)}" for key, method in METHOD_KEYS.items()]
    others = [f"{key} {_(label)}" for key, label in OTHER_KEYS.items()]
    lines: list[str] = []
    for keys_of_a_kind in (methods, [*others[:-1], f"{others[-1]} > "]):
        lines.append(keys_of_a_kind[0])
        for key in keys_of_a_kind[1:]:
            if cell_len(f"{lines[-1]}  {key}") < width:
                lines[-1] += f"  {key}"
            else:
                lines.append(key)
    return "\n".join(lines)


def about_keys() -> Page:
    """What each key does."""
    methods = _(", ").join(f"{key} {METHODS.label(method)}" for key, method in METHOD_KEYS.items())
    facts = [Fact(key, _(about)) for key, about in _ABOUT_KEYS.items()]
    return Page([Facts([Fact(methods, _("Record a touch: what was said, then the next step.")), *facts], "")])


def day_told(morning: Morning) -> list[str]:
    """The day in two lines."""
    parts = [
        ngettext("{count} touch", "{count} touches", morning.touches).format(count=morning.touches),
        ngettext("{count} next step", "{count} next steps", morning.next_steps).format(
            count=morning.next_steps
        ),
        _("not reached {count}").format(count=morning.not_reached),
        _("held back {count}").format(count=morning.held_back),
        _("left {count}").format(count=morning.left),
    ]
    coming = ngettext(
        "{day}: {count} customer is due.", "{day}: {count} customers are due.", morning.due_next
    )
    day = format_date(date.fromisoformat(morning.next_day))
    return [" · ".join(parts), coming.format(day=day, count=morning.due_next)]
