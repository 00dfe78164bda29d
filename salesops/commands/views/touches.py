"""What the commands about touches read from their options, and what they say afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from salesops.commands._context import Context
from salesops.commands._output import left_out
from salesops.commands._pages import Column, Page, Table
from salesops.commands._results import Done
from salesops.core.db.find import name_of
from salesops.core.errors import BadValue
from salesops.core.followups import reads
from salesops.core.followups.rules import METHODS, STATUSES
from salesops.core.i18n import _, ngettext
from salesops.core.schedule.rules import CADENCE_RANKS
from salesops.core.values.dates import When, format_date
from salesops.core.values.text import printable

if TYPE_CHECKING:
    from salesops.core.customers.dependents import Dependents
    from salesops.core.followups.calendar import PlannedEvent
    from salesops.core.followups.writes import Logged, PlannedStep


def people(
    context: Context, customer_id: int, contact: str | None, opportunity: str | None
) -> dict[str, int | None]:
    """Who acts, and which contact and opportunity of this customer are meant."""
    within = ("customer_id", customer_id)
    return {
        "rep_id": context.acting_rep(),
        "contact_id": context.find_or_none("contact", contact, within=within),
        "opportunity_id": context.find_or_none("opportunity", opportunity, within=within),
    }


def coded(method: str | None) -> str | None:
    """The code of a method, if one was given."""
    return None if method is None else METHODS.parse(method)


def step_of(context: Context, text: str) -> int:
    """The planned step that an id names, or a customer with whom only one is planned."""
    if row := context.row(text):
        return row.followup_id or reads.only_step(context.db, row.customer_id)
    if text.strip().isdecimal() or text.strip().startswith("id:"):
        return context.find("followup", text)
    return reads.only_step(context.db, context.find("customer", text))


def done_early(context: Context, customer_id: int, *, on: date, method: str) -> int | None:
    """The step agreed for a later day that the touch was already, if the user says so on the terminal."""
    step = reads.done_early(context.db, customer_id, on=on, method=method)
    if step is None:
        return None
    what, day = step.objective or _("next step"), day_in_words(step.due_on, step.due_time)
    question = _("Was this the step agreed with {customer} for {day}: {step}?").format(
        customer=printable(name_of(context.db, "customer", customer_id)), day=day, step=printable(what)
    )
    return step.id if context.ask(question) else None


def planned_for(when: When) -> dict[str, object]:
    """The columns of a day, perhaps with a time, that a step is planned for."""
    return {"due_on": when.day.isoformat(), "due_time": f"{when.time:%H:%M}" if when.time else None}


def agreed(objective: str | None, on: When | None) -> dict[str, object] | None:
    """The next step, if one was agreed. BadValue when it has no day."""
    if on is None:
        if objective is not None:
            raise BadValue(_("Which day is the next step for?"), _("Add it with --on, such as --on fri."))
        return None
    return {**planned_for(on), "objective": objective}


def held_until(until: date | None, reason: str | None, clear: bool) -> date | None:
    """The day up to which a customer is held back; None when it is no longer. BadValue for half an order."""
    if clear and until is None:
        return None
    if clear or until is None or reason is None:
        raise BadValue(_("Give --until and --reason, or --clear alone."))
    return until


def logged(touch: Logged) -> Done:
    """What was recorded, what it closed and what comes next; what else is to be done, and by whom."""
    method, day = METHODS.label(touch.method or "other"), day_in_words(touch.occurred_on)
    lines = [
        _("Recorded: {method}, {customer}, {day} (id {id}).").format(
            method=method, customer=touch.customer, day=day, id=touch.id
        )
    ]
    if touch.fulfilled:
        lines.append(_("Done with it: {step}.").format(step=touch.objective or _("the planned step")))
    lines += [_("Done with it: {step}.").format(step=duty.what) for duty in touch.duties_met]
    if touch.next_id:
        step, day = touch.next_step or _("next step"), day_in_words(touch.next_on, touch.next_time)
        lines.append(_("Planned: {step}, {day} (id {id}).").format(step=step, day=day, id=touch.next_id))
    return Done(touch, [*lines, next_contact(touch)], list(_remarks(touch)))


def _remarks(touch: Logged) -> Iterator[str]:
    earlier = touch.next_on and touch.next_due_on and touch.next_due_on < touch.next_on
    if earlier and touch.next_due_reason in CADENCE_RANKS:  # what is planned before it is told below
        yield _("It is due before the step you planned: `salesops followup snooze` lets it wait.")
    yield from still_planned(touch.still_planned)
    later = [step.id for step in touch.still_planned if step.due_on > touch.occurred_on]
    if later and not touch.fulfilled:
        command = f"salesops followup edit {touch.id} --plan {later[0]}"
        yield _("What is agreed for a later day stays. If it was that: `{command}`.").format(command=command)
    if touch.colleague:
        name, day = touch.colleague.name, day_in_words(touch.colleague.occurred_on)
        yield _("{name} was in touch with {customer}, too: {day}.").format(
            name=name, customer=touch.customer, day=day
        )


def planned(step: PlannedStep) -> Done:
    """For which day a step was planned."""
    return _step_done(_("Planned: {customer}, {day} (id {id})."), step)


def cancelled(step: PlannedStep) -> Done:
    """Which step is off."""
    return _step_done(_("Cancelled: {customer}, {day} (id {id})."), step)


def _step_done(sentence: str, step: PlannedStep) -> Done:
    message = sentence.format(
        customer=step.customer, day=day_in_words(step.due_on, step.due_time), id=step.id
    )
    return Done(step, [message, next_contact(step)])


def planned_steps(events: list[PlannedEvent], *, today: date) -> Page:
    """The planned steps, and how many of them lie in the past."""
    columns_ = [
        Column(_("Day"), lambda event: day_in_words(event.due_on, event.due_time)),
        Column(_("Customer"), "customer", flexible=True),
        Column(_("Method"), lambda event: METHODS.label(event.method) if event.method else ""),
        Column(_("Objective"), "objective", flexible=True),
        Column(_("Contact"), "contact", flexible=True),
        Column(_("Phone"), "phone"),
    ]
    past = sum(event.due_on < today.isoformat() for event in events)
    late = ngettext("{count} of them is past its day.", "{count} of them are past their day.", past)
    note = late.format(count=past) if past else ""
    return Page([Table(columns_, events, empty=_("Nothing is planned."), note=note)])


def still_planned(steps: list[reads.Planned]) -> Iterator[str]:
    """A line for each step."""
    for step in steps:
        what, day = step.objective or _("next step"), day_in_words(step.due_on, step.due_time)
        yield _("Still planned: {step}, {day} (id {id}).").format(step=what, day=day, id=step.id)


def snoozed(held: reads.Scheduled, dependents: Dependents) -> Done:
    """Until when the customer is held back, if it is, and what was promised or is open there meanwhile."""
    from salesops.commands.views.dependents import still_open

    until = held.snoozed_until
    sentence = _("{customer} is held back until {day}.") if until else _("{customer} is held back no longer.")
    lines = [sentence.format(customer=held.customer, day=day_in_words(until)), next_contact(held)]
    meanwhile = replace(dependents, steps=[step for step in dependents.steps if step.due_on < (until or "")])
    return Done(held, lines, still_open(meanwhile) if until else [])


def touch_list(more: int, *, with_customer: bool) -> Callable[[list[reads.FollowupLine]], Page]:
    """A list of follow-ups of which `more` were left out."""
    empty = _("Nothing yet: `salesops followup log CUSTOMER phone …`.")
    columns_ = columns(with_customer=with_customer)
    return lambda lines: Page([Table(columns_, lines, empty=empty, note=left_out(more))])


def columns(*, with_customer: bool) -> list[Column]:
    """The columns of a list of follow-ups."""
    named = [Column(_("Customer"), lambda line: line.short_name or line.customer, flexible=True)]
    return [
        Column(_("Day"), lambda line: line.occurred_on or line.due_on),
        *(named if with_customer else []),
        Column(_("Status"), lambda line: STATUSES.label(line.status)),
        Column(_("Method"), lambda line: METHODS.label(line.method) if line.method else ""),
        Column(_("What"), lambda line: line.summary or line.objective, flexible=True),
        Column(_("Their words"), "feedback", flexible=True),
        Column(_("Next"), _next_step, flexible=True),
        Column(_("Contact"), "contact"),
        Column(_("Rep"), "rep"),
        Column(_("Id"), "id"),
    ]


def next_contact(scheduled: reads.Scheduled) -> str:
    """When the customer is due next."""
    if scheduled.next_due_on is None:
        return _("{customer} is lost or archived, and never due.").format(customer=scheduled.customer)
    return _("Next contact: {day}, {why}.").format(day=day_in_words(scheduled.next_due_on), why=scheduled.why)


def day_in_words(text: str | None, time: str | None = None) -> str:
    """A day (ISO) with its weekday and the time (HH:MM), if any; nothing for none."""
    return " ".join(part for part in (format_date(date.fromisoformat(text)), time) if part) if text else ""


def _next_step(line: reads.FollowupLine) -> str:
    return " ".join(part for part in (line.next_on, line.next_step) if part)
