"""The due list as tables: one for each section."""

from __future__ import annotations

from datetime import date

from salesops.commands._output import left_out
from salesops.commands._pages import Column, Page, Table
from salesops.core.followups.due.reads import DueLine, DueList
from salesops.core.followups.rules import METHODS
from salesops.core.i18n import _, ngettext
from salesops.core.values.dates import format_date


def page(due: DueList, *, team: bool) -> Page:
    """Overdue, today and the next days; what is not there is not shown. A `team` wants to know whose each is."""
    titles = {"overdue": _("Overdue"), "today": _("Today"), "next": _("Next days")}
    tables = []
    for section, title in titles.items():
        lines = [line for line in due.lines if line.section == section]
        count = due.counts[section]
        if count:
            note = left_out(count - len(lines))
            tables.append(Table(_columns(team=team), lines, title=f"{title} ({count:,})", note=note))
    return Page(tables or [Table((), (), empty=_nobody(due, team=team))])


def _nobody(due: DueList, *, team: bool) -> str:
    if due.next_on is None:
        return _("Nobody is due.") if team else _("Nobody is due. --all shows the whole team's list.")
    return _("Nobody is due until {day}.").format(day=format_date(date.fromisoformat(due.next_on)))


def _columns(*, team: bool) -> list[Column]:
    owner = [Column(_("Owner"), "owner", flexible=True)] if team else []
    return [
        Column(_("Customer"), lambda line: line.short_name or line.customer, flexible=True),
        Column(_("Grade"), _grade),
        Column(_("Due"), _due),
        Column(_("Why"), "why", flexible=True),
        Column(_("Last"), _last, flexible=True),
        Column(_("Talk about"), "topic", flexible=True),
        *owner,
        Column(_("Call"), _person),
    ]


def _grade(line: DueLine) -> str:
    """The grade of the customer and the class of its best opportunity."""
    return "·".join(part for part in (line.grade, line.class_) if part)


def _due(line: DueLine) -> str:
    if line.section == "today":
        return ""
    if line.section == "next":
        return format_date(date.fromisoformat(line.due_on))
    late = ngettext("{count} day", "{count} days", line.days_overdue).format(count=line.days_overdue)
    return _("{day}, {late}").format(day=line.due_on, late=late)


def _last(line: DueLine) -> str:
    if line.last_touch_on is None:
        signed = _("none yet; last contract {day}").format(day=line.last_signed_on)
        return signed if line.last_signed_on else _("none yet")
    method = METHODS.label(line.last_method) if line.last_method else ""
    head = " ".join(part for part in (line.last_touch_on, method) if part)
    return _("{touch}: {note}").format(touch=head, note=line.last_note) if line.last_note else head


def _person(line: DueLine) -> str:
    reach = line.contact_phone or line.contact_wechat or line.contact_email
    return " ".join(part for part in (line.contact, reach) if part)
