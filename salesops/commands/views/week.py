"""A week in a page: the message that a rep sends to the manager."""

from __future__ import annotations

from collections import Counter
from datetime import date

from salesops.commands._pages import Column, Page, Table
from salesops.commands._phrases import what_was_said
from salesops.core.followups.rules import METHODS
from salesops.core.i18n import _, ngettext
from salesops.core.pipeline.stages.rules import STAGES
from salesops.core.reviews.week.reads import Plan, Week
from salesops.core.reviews.week.rules import OUTCOMES, STILL_AHEAD, Move
from salesops.core.values.dates import format_date
from salesops.core.values.money import format_money


def page(week: Week) -> Page:
    """What was done, won, lost, moved and promised in the week, and who is due in the next one."""
    year, number, _day_of_week = date.fromisoformat(week.from_).isocalendar()
    title = _("Week {year}-W{number:02d} · {who}").format(
        year=year, number=number, who=week.rep or _("the team")
    )
    blocks = [
        _touches(week),
        _won(week),
        _lost(week),
        _opened(week),
        _moved(week),
        _promised(week),
        _next(week),
    ]
    return Page([block for block in blocks if block.rows or block.empty], title=title, lead=_lead(week))


def _lead(week: Week) -> str:
    """The week in one line."""
    span = _("{first} to {last}").format(first=_day(week.from_), last=_day(week.to))
    methods = _(", ").join(f"{METHODS.label(method)} {count}" for method, count in week.by_method.items())
    touched = ngettext("{count} touch", "{count} touches", len(week.touches)).format(count=len(week.touches))
    parts = [_("{text} ({more})").format(text=touched, more=methods) if methods else touched]
    if week.won:
        parts.append(
            ngettext(
                "{count} contract signed, {amount}", "{count} contracts signed, {amount}", len(week.won)
            ).format(count=len(week.won), amount=format_money(week.signed))
        )
    if week.promised:
        parts += _promises(week)
    if week.overdue:
        parts.append(_("overdue now {count}").format(count=week.overdue))
    return " · ".join([span, *parts])


def _promises(week: Week) -> list[str]:
    """How many of the promises that were due so far were kept, and how many are still to come."""
    ahead = sum(promise.outcome in STILL_AHEAD for promise in week.promised)
    so_far = len(week.promised) - ahead
    parts = [_("promises kept {kept} of {count}").format(kept=week.kept, count=so_far)] if so_far else []
    return parts + [_("still ahead {count}").format(count=ahead)] * bool(ahead)


def _touches(week: Week) -> Table:
    columns = [
        *_day_and_customer(),
        Column(_("Method"), lambda touch: METHODS.label(touch.method) if touch.method else ""),
        Column(_("What was said"), lambda touch: what_was_said(touch.summary, touch.feedback), flexible=True),
    ]
    return Table(columns, week.touches, title=_("Done"), empty=_("No touch was recorded in this week."))


def _won(week: Week) -> Table:
    columns = [
        *_day_and_customer(),
        Column(_("Contract"), "contract"),
        Column(_("Opportunity"), "opportunity", flexible=True),
        Column(_("Amount"), "amount"),
    ]
    return Table(columns, week.won, title=_("Won"))


def _lost(week: Week) -> Table:
    columns = [
        *_day_and_customer(),
        Column(_("Opportunity"), "opportunity", flexible=True),
        Column(_("Amount"), "amount"),
        Column(_("Reason"), "reason", flexible=True),
    ]
    return Table(columns, week.lost, title=_("Lost"))


def _opened(week: Week) -> Table:
    columns = [
        *_day_and_customer(),
        Column(_("Opportunity"), "opportunity", flexible=True),
        Column(_("Amount"), "amount"),
    ]
    return Table(columns, week.opened, title=_("New opportunities"))


def _moved(week: Week) -> Table:
    columns = [
        Column(_("Customer"), "customer", flexible=True),
        Column(_("Opportunity"), "opportunity", flexible=True),
        Column(_("Stage"), _stages),
    ]
    return Table(columns, week.moved, title=_("Moved on or back"))


def _promised(week: Week) -> Table:
    columns = [
        *_day_and_customer(),
        Column(_("Objective"), "objective", flexible=True),
        Column(_("Outcome"), lambda one: OUTCOMES.label(one.outcome)),
    ]
    counts = Counter(promise.outcome for promise in week.promised)
    note = _(", ").join(f"{OUTCOMES.label(code)} {counts[code]}" for code in OUTCOMES.codes if counts[code])
    return Table(columns, week.promised, title=_("Promised"), note=note)


def _next(week: Week) -> Table:
    columns = [
        *_day_and_customer(),
        Column(_("What for"), _what, flexible=True),
    ]
    return Table(columns, week.next, title=_("Next week"), empty=_("Nobody is due next week."))


def _what(plan: Plan) -> str:
    """What was agreed, or the rule by which the customer is due."""
    method = METHODS.label(plan.method) if plan.method else ""
    return plan.why or _(": ").join(part for part in (method, plan.objective) if part)


def _day_and_customer() -> list[Column]:
    return [
        Column(_("Day"), lambda one: _day(one.day)),
        Column(_("Customer"), "customer", flexible=True),
    ]


def _stages(move: Move) -> str:
    return f"{STAGES.label(move.from_stage)} → {STAGES.label(move.to_stage)}"


def _day(day: str) -> str:
    return format_date(date.fromisoformat(day))
