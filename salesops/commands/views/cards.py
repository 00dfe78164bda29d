"""A customer as a card before the call, and the whole morning as a call sheet on paper."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from salesops.commands._pages import Column, Fact, Facts, Page, Table
from salesops.commands.views import due
from salesops.core.followups.due.reads import DueLine
from salesops.core.followups.rules import METHODS
from salesops.core.i18n import N_, _, ngettext
from salesops.core.values.dates import short_date

METHOD_KEYS = {"p": "phone", "v": "visit", "w": "wechat", "e": "email", "m": "meeting", "d": "demo"}
OTHER_KEYS = {
    "n": N_("not reached"),
    "z": N_("hold back"),
    "s": N_("skip"),
    "b": N_("back"),
    "u": N_("undo"),
    "q": N_("quit"),
}


class Morning(NamedTuple):
    """What was done: `operations` were written, `left` customers not worked through, `tomorrow` are due then."""

    touches: int
    next_steps: int
    not_reached: int
    held_back: int
    left: int
    tomorrow: int
    operations: list[int]


def card(line: DueLine, *, place: int, count: int, today: date) -> Page:
    """What to know before the call; `place` counts from 0."""
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
        Fact(_("Talk about"), line.topic),
    ]
    return Page([Facts(facts, title)])


def call_sheet(lines: list[DueLine], *, today: date) -> Page:
    """The list on paper, with a box to tick and a line to write on for each customer."""
    columns = [
        Column("", lambda _line: "☐"),
        Column(_("Customer"), due.name, flexible=True),
        Column(_("Call"), due.person, flexible=True),
        Column(_("Why"), "why", flexible=True),
        Column(_("Last"), lambda line: due.last_touch(line, today), flexible=True),
        Column(_("What was said"), lambda _line: "_" * 24),
    ]
    title = _("Call sheet · {day}").format(day=short_date(today, today=today))
    return Page([Table(columns, lines, empty=_("Nobody is due."))], title=title)


def keys() -> str:
    """The question below a card: which key does what."""
    methods = "  ".join(f"{key} {METHODS.label(method)}" for key, method in METHOD_KEYS.items())
    others = "  ".join(f"{key} {_(label)}" for key, label in OTHER_KEYS.items())
    return f"{methods}\n{others} > "


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
    tomorrow = ngettext(
        "Tomorrow {count} customer is due.", "Tomorrow {count} customers are due.", morning.tomorrow
    )
    return [" · ".join(parts), tomorrow.format(count=morning.tomorrow)]
