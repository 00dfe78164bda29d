"""A customer before the call: what matters now, and below it the master data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from salesops.commands._fields import budget, facts_block
from salesops.commands._pages import Column, Fact, Facts, Page, Table
from salesops.commands._phrases import (
    IN_PIPE,
    grade_and_class,
    hot_style,
    past_day,
    short_day,
    what_was_said,
    when,
    when_style,
)
from salesops.core.briefing.reads import Briefing, Deal, Touch
from salesops.core.briefing.rules import FACTS, OFFERED
from salesops.core.customers.fields import FIELDS
from salesops.core.customers.needs.reads import Need
from salesops.core.customers.reads import Contact
from salesops.core.customers.rules import DECISION_ROLES, TYPES
from salesops.core.followups.rules import METHODS
from salesops.core.i18n import _
from salesops.core.pipeline.stages.rules import STAGES
from salesops.core.values.money import format_money

_IN_HEAD = ("name", "short_name", "code", "type", "industry", "region", "owner", "lost_reason")


class _Step(NamedTuple):
    """What is to be done on a day (ISO), perhaps at a time of it, and with whom."""

    on: str
    time: str | None
    what: str
    contact: str | None


def page(customer: Briefing, *, today: date) -> Page:
    """The next step, the deals, who decides, what was said and noted, what is missing; then what else is known."""
    people: list[Contact] = sorted(customer.contacts, key=_importance)
    blocks = [
        Table(_step_columns(today), _steps(customer), title=_("Next"), empty=_never(customer)),
        Table(_deal_columns(today), customer.deals, title=_("Open opportunities")),
        Table(_people_columns(), people, title=_("Contacts"), empty=_("Nobody yet.")),
        Table(_need_columns(today), customer.needs, title=_("Needs")),
        Table(
            _touch_columns(customer, today),
            customer.touches,
            title=_("Said last"),
            empty=_("never contacted"),
        ),
        Table(_survey_columns(today), customer.surveys, title=_("Satisfaction")),
        Table(_note_columns(customer, today), customer.notes, title=_("Notes")),
        Table((), (), title=_("Missing"), empty=_(", ").join(_missing(customer))),
    ]
    shown = [block for block in blocks if block.rows or block.empty]
    return Page([*shown, _rest(customer)], _title(customer), list(_lead(customer, today)), IN_PIPE)


def _title(customer: Briefing) -> str:
    if customer.short_name in (None, customer.name):
        return customer.name
    return _("{name} ({short_name})").format(name=customer.name, short_name=customer.short_name)


def _lead(customer: Briefing, today: date) -> Iterator[str]:
    """Who it is in one line, and what is special about it."""
    facts = (
        grade_and_class(customer.grade, customer.class_),
        TYPES.label(customer.type),
        customer.industry,
        customer.region,
        customer.owner or _("nobody's"),
        customer.code,
    )
    yield " · ".join(fact for fact in facts if fact)
    if customer.tags:
        yield _("Tags: {tags}").format(tags=_(", ").join(tag.name for tag in customer.tags))
    if customer.lost_reason:
        yield _("Lost: {reason}").format(reason=customer.lost_reason)
    if customer.snoozed_until and customer.snoozed_until > today.isoformat():
        until = short_day(customer.snoozed_until, today)
        yield _("Held back until {day}: {reason}").format(day=until, reason=customer.snooze_reason)
    if customer.archived_on:
        yield _("Archived on {day}").format(day=customer.archived_on)


def _steps(customer: Briefing) -> list[_Step]:
    """What is promised, and before it what only the cadence asks for."""
    promised = [
        _Step(promise.due_on, promise.due_time, promise.what, promise.contact)
        for promise in customer.promised
    ]
    if customer.next_due_on is None or _is_promised(customer):
        return promised
    return [_Step(customer.next_due_on, None, customer.why or "", None), *promised]


def _is_promised(customer: Briefing) -> bool:
    return any(promise.what == customer.why for promise in customer.promised)


def _never(customer: Briefing) -> str:
    return _("{customer} is lost or archived, and never due.").format(customer=customer.name)


def _step_columns(today: date) -> list[Column]:
    return [
        Column(
            "", lambda step: when(step.on, today, step.time), style=lambda step: when_style(step.on, today)
        ),
        Column("", "what", flexible=True, narrowest=30),
        Column("", "contact"),
    ]


def _deal_columns(today: date) -> list[Column]:
    return [
        Column("", "name", flexible=True, style="bold"),
        Column("", "class_", style=lambda deal: hot_style(deal.class_)),
        Column("", lambda deal: STAGES.label(deal.stage)),
        Column("", "amount"),
        Column("", lambda deal: _closing(deal, today), style=lambda deal: _closing_style(deal, today)),
    ]


def _closing(deal: Deal, today: date) -> str:
    if deal.expected_close_on is None:
        return ""
    text = _("was to close {date}") if _is_late(deal, today) else _("to close {date}")
    return text.format(date=past_day(deal.expected_close_on, today))


def _closing_style(deal: Deal, today: date) -> str:
    return "red" if _is_late(deal, today) else ""


def _is_late(deal: Deal, today: date) -> bool:
    return deal.expected_close_on is not None and deal.expected_close_on < today.isoformat()


def _people_columns() -> list[Column]:
    return [
        Column("", "name", style="bold"),
        Column("", lambda one: DECISION_ROLES.label(one.decision_role) if one.decision_role else ""),
        Column("", "phone"),
        Column("", "title", flexible=True),
        Column("", "wechat"),
        Column("", "email", flexible=True, narrowest=40),
    ]


def _importance(contact: Contact) -> tuple[int, bool, int]:
    """Who decides comes first, who cannot be called last."""
    role = contact.decision_role
    return (
        DECISION_ROLES.codes.index(role) if role else len(DECISION_ROLES.codes),
        contact.phone is None,
        contact.id,
    )


def _need_columns(today: date) -> list[Column]:
    return [
        Column("", lambda need: _in_a_line(need.text), flexible=True, narrowest=30),
        Column("", "pains", flexible=True, style="dim"),
        Column("", lambda need: budget(need.budget_min, need.budget_max)),
        Column("", lambda need: _wanted(need, today)),
    ]


def _wanted(need: Need, today: date) -> str:
    """By when a need is to be met."""
    return _("by {date}").format(date=past_day(need.wanted_by, today)) if need.wanted_by else ""


def _survey_columns(today: date) -> list[Column]:
    return [
        Column("", lambda survey: past_day(survey.surveyed_on, today)),
        Column("", lambda survey: _("{score} of 5").format(score=survey.score)),
        Column("", lambda survey: _in_a_line(survey.comments or ""), flexible=True, narrowest=30),
        Column("", "contact"),
    ]


def _touch_columns(customer: Briefing, today: date) -> list[Column]:
    return [
        Column("", lambda touch: f"{past_day(touch.on, today)} {METHODS.label(touch.method)}"),
        Column("", _said, flexible=True, narrowest=30),
        Column("", "contact"),
        Column("", lambda touch: touch.rep if touch.rep != customer.owner else "", style="dim"),
    ]


def _said(touch: Touch) -> str:
    """What was said, with the customer's own words."""
    return what_was_said(_in_a_line(touch.summary or ""), _in_a_line(touch.feedback or ""))


def _note_columns(customer: Briefing, today: date) -> list[Column]:
    return [
        Column("", lambda note: past_day(note.on, today)),
        Column("", lambda note: _in_a_line(note.text), flexible=True, narrowest=30),
        Column("", lambda note: note.rep if note.rep != customer.owner else "", style="dim"),
    ]


def _missing(customer: Briefing) -> list[str]:
    return [_({**FACTS, **OFFERED}[fact]) for fact in customer.missing]


def _rest(customer: Briefing) -> Facts:
    more = [
        Fact(_("Contracts"), customer.contracts or None),
        Fact(_("Revenue so far"), format_money(customer.revenue) if customer.contracts else None),
        Fact(_("Grade by hand"), customer.manual_grade),
        Fact(_("By hand until"), customer.manual_grade_until),
        Fact(_("Why by hand"), customer.manual_grade_reason),
        Fact(_("Added on"), customer.created_on),
        Fact(_("Id"), customer.id),
    ]
    fields = [field for field in FIELDS if field.name not in _IN_HEAD]
    return facts_block(fields, customer, more=more, title=_("Master data"))._replace(running=True)


def _in_a_line(text: str) -> str:
    return " ".join(text.split())
