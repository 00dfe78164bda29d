"""The due list as people see it: one line under which everybody stands, what is to be done first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from salesops.commands._pages import Column, Page, Table
from salesops.commands._phrases import (
    IN_PIPE,
    grade_and_class,
    hot_style,
    past_day,
    short_day,
    when,
    when_style,
    with_time,
)
from salesops.core.followups.due.reads import DueLine, DueList
from salesops.core.followups.rules import METHODS
from salesops.core.i18n import _, ngettext
from salesops.core.pipeline.stages.rules import STAGES
from salesops.core.values.dates import short_date
from salesops.core.values.money import format_money


def page(due: DueList, *, today: date, team: bool, brief: bool, numbered: bool) -> Page:
    """Who is overdue, due today and due on the next days. A `team` wants to know whose each is.

    `brief` says what to talk about as well; `numbered` rows can be named by their numbers.
    """
    columns = _columns(due.lines, today, team=team, brief=brief, numbered=numbered)
    nobody = _nobody(due, today, team=team)
    list_ = Table(columns, due.lines, empty=nobody, note=_notes(due), indent=3 if numbered else 2)
    return Page([list_], lead=_summary(due, today), in_pipe=IN_PIPE)


def _summary(due: DueList, today: date) -> str:
    """The day, and how many are on the list."""
    counts = due.counts
    parts = [
        short_date(today, today=today),
        _("overdue {count}").format(count=f"{counts['overdue']:,}"),
        _("today {count}").format(count=f"{counts['today']:,}"),
        _("next {count}").format(count=f"{counts['next']:,}"),
    ]
    return " · ".join(parts)


def _notes(due: DueList) -> list[str]:
    left_out = _("{count} more: {how} shows them.").format(count=f"{due.left_out:,}", how="--limit 0")
    waiting = ngettext(
        "{count} more waits for a later working day: there is room for no more on a day (per_day of the policy).",
        "{count} more wait for a later working day: there is room for no more on a day (per_day of the policy).",
        due.levelled,
    ).format(count=f"{due.levelled:,}")
    return [*([left_out] if due.left_out else []), *([waiting] if due.levelled else [])]


def _nobody(due: DueList, today: date, *, team: bool) -> str:
    """Who comes next, when nobody is due."""
    line = due.coming
    if line is None:
        return _("Nobody is due.") if team else _("Nobody is due. --all shows the whole team's list.")
    day = short_day(line.due_on, today)
    return _("Next: {day}, {customer}, {why}.").format(day=day, customer=name(line), why=line.why)


def _columns(
    lines: Sequence[DueLine], today: date, *, team: bool, brief: bool, numbered: bool
) -> list[Column]:
    numbers = (
        {line.customer_id: f"{place:>2} " for place, line in enumerate(lines, start=1)} if numbered else {}
    )
    owner = [Column("", "owner", cut=True, narrowest=6, style="dim")] if team else []
    topic = [Column("", _topic, flexible=True, narrowest=60)] if brief else []
    return [
        Column("", lambda line: numbers.get(line.customer_id, "") + name(line), cut=True, style="bold"),
        *owner,
        Column("", grade, style=lambda line: hot_style(line.class_)),
        Column("", lambda line: turn(line, today), style=lambda line: _turn_style(line, today)),
        Column("", person, cut=True, narrowest=24),
        Column("", "why", flexible=True, narrowest=40),
        Column("", deal, flexible=True, cut=True, narrowest=40),
        Column("", lambda line: last_touch(line, today), flexible=True, cut=True, narrowest=20, style="dim"),
        *topic,
    ]


def name(line: DueLine) -> str:
    """The short name, if there is one."""
    return line.short_name or line.customer


def grade(line: DueLine) -> str:
    """The grade of the customer and the class of its best opportunity."""
    return grade_and_class(line.grade, line.class_)


def turn(line: DueLine, today: date) -> str:
    """The day that it is due, today, or how late it is; of one who waits the day on which its turn comes."""
    if line.section == "next":
        return with_time(short_day(line.on, today), line.due_time)
    return when(line.due_on, today, line.due_time)


def _turn_style(line: DueLine, today: date) -> str:
    return "" if line.section == "next" else when_style(line.due_on, today)


def deal(line: DueLine) -> str:
    """The deal with its stage and amount; without its name where the reason gives it already."""
    if line.deal_stage is None:
        return ""
    name = line.deal if line.opportunity is None else ""
    amount = format_money(line.deal_amount) if line.deal_amount is not None else ""
    more = _("(1 of {count})").format(count=line.deals) if line.deals > 1 else ""
    return " ".join(part for part in (name, STAGES.label(line.deal_stage), amount, more) if part)


def last_touch(line: DueLine, today: date) -> str:
    """The last touch: its day, how, and the note."""
    if line.last_touch_on is None:
        return ""
    method = METHODS.label(line.last_method) if line.last_method else ""
    head = " ".join(part for part in (past_day(line.last_touch_on, today), method) if part)
    return _("{touch}: {note}").format(touch=head, note=line.last_note) if line.last_note else head


def _topic(line: DueLine) -> str:
    return _("Talk about: {topic}").format(topic=line.topic)


def person(line: DueLine) -> str:
    """Whom to call, and where."""
    reach = line.contact_phone or line.contact_wechat or line.contact_email
    return " ".join(part for part in (line.contact, reach) if part)
