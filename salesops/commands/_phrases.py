"""Sentences and columns that several commands say in the same way."""

from __future__ import annotations

from datetime import date

from salesops.commands._pages import Column
from salesops.core.customers.rules import DECISION_ROLES
from salesops.core.i18n import _, ngettext
from salesops.core.values.dates import format_date, short_date

IN_PIPE = 100  # cells, of what is made for a morning's reading


def sentences(*parts: str) -> str:
    """Sentences one after the other, without the empty ones: with a space between them where a language has it."""
    text, *more = [sentence for sentence in parts if sentence] or [""]
    for sentence in more:
        text = _("{message} {hint}").format(message=text, hint=sentence)
    return text


def what_was_said(summary: str | None, feedback: str | None) -> str:
    """What a touch was about, with the customer's own words in quotes."""
    words = _("“{words}”").format(words=feedback) if feedback else ""
    return " ".join(part for part in (summary, words) if part)


def next_contact(due_on: str | None) -> list[str]:
    """When the customer is due next (ISO date), with its weekday; nothing for one that is never due."""
    if due_on is None:
        return []
    return [_("Next contact: {day}.").format(day=format_date(date.fromisoformat(due_on)))]


def short_day(day: str, today: date) -> str:
    """A day (ISO) with its weekday instead of the year of `today`."""
    return short_date(date.fromisoformat(day), today=today)


def past_day(day: str, today: date) -> str:
    """A day (ISO) that is over: its weekday matters no more, its year if it is another one than that of `today`."""
    return short_day(day, today).split()[0]


def when(due_on: str, today: date, time: str | None = None) -> str:
    """The day (ISO) on which something is due, as seen from today, with its time of day (HH:MM) while it is to come."""
    late = (today - date.fromisoformat(due_on)).days
    if late > 0:
        text = ngettext("{count} day late ({day})", "{count} days late ({day})", late)
        return text.format(count=late, day=past_day(due_on, today))
    return with_time(short_day(due_on, today) if late else _("today"), time)


def with_time(day: str, time: str | None) -> str:
    """A day in words, with the time of day (HH:MM) if it has one."""
    return f"{day} {time}" if time else day


def when_style(due_on: str, today: date) -> str:
    """The colour of `when`."""
    day = today.isoformat()
    return "red" if due_on < day else "yellow" if due_on == day else ""


def grade_and_class(grade: str | None, class_: str | None) -> str:
    """The grade of a customer, and the class of its best opportunity after a dot: `A·S`, `–·B` of one not graded."""
    return f"{grade or '–'}·{class_}" if class_ else grade or ""


def hot_style(class_: str | None) -> str:
    """The colour of a class."""
    return "bold magenta" if class_ == "S" else ""


def people() -> list[Column]:
    """The columns of a list of contacts."""
    return [
        Column(_("Name"), "name"),
        Column(_("Code"), "code", wide=True),
        Column(_("Title"), "title", flexible=True),
        Column(_("Phone"), "phone"),
        Column(_("E-mail"), "email", flexible=True),
        Column(_("WeChat"), "wechat"),
        Column(
            _("Decision"), lambda one: DECISION_ROLES.label(one.decision_role) if one.decision_role else ""
        ),
        Column(_("Id"), "id"),
    ]
