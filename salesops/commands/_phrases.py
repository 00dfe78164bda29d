"""Sentences and columns that several commands say in the same way."""

from __future__ import annotations

from datetime import date

from salesops.commands._pages import Column
from salesops.core.customers.rules import DECISION_ROLES
from salesops.core.i18n import _
from salesops.core.values.dates import format_date


def sentences(*said: str) -> str:
    """Sentences one after the other, without the empty ones: with a space between them where a language has it."""
    text, *more = [each for each in said if each] or [""]
    for each in more:
        text = _("{message} {hint}").format(message=text, hint=each)
    return text


def next_contact(due_on: str | None) -> list[str]:
    """When the customer is due next (ISO date), with its weekday; nothing for one that is never due."""
    if due_on is None:
        return []
    return [_("Next contact: {day}.").format(day=format_date(date.fromisoformat(due_on)))]


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
