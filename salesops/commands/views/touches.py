"""What the commands about touches read from their options, and what they say afterwards."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from salesops.commands._context import Context
from salesops.commands._output import emit_done, print_note
from salesops.commands._tables import Column
from salesops.core.errors import BadValue
from salesops.core.followups import reads
from salesops.core.followups.rules import METHODS, STATUSES
from salesops.core.i18n import _
from salesops.core.values.dates import format_date

if TYPE_CHECKING:
    from salesops.core.followups.writes import Logged, PlannedStep


def people(
    context: Context, customer_id: int, contact: str | None, opportunity: str | None
) -> dict[str, int | None]:
    """Who acts, and which contact and opportunity of this customer are meant."""
    within = ("customer_id", customer_id)
    return {
        "rep_id": context.acting_rep(),
        "contact_id": None if contact is None else context.find("contact", contact, within=within),
        "opportunity_id": None
        if opportunity is None
        else context.find("opportunity", opportunity, within=within),
    }


def coded(method: str | None) -> str | None:
    """The code of a method, if one was given."""
    return None if method is None else METHODS.parse(method)


def step_of(context: Context, text: str) -> int:
    """The planned step that an id names, or a customer with whom only one is planned."""
    if text.strip().removeprefix("#").isdecimal():
        return context.find("followup", text)
    customer_id = context.find("customer", text)
    with context.read() as db:
        return reads.only_step(db, customer_id)


def customer_of(context: Context, followup_id: int) -> int:
    """The customer that a follow-up belongs to."""
    with context.read() as db:
        return reads.customer_of(db, followup_id)


def agreed(context: Context, objective: str | None, on: str | None) -> dict[str, object] | None:
    """The next step, if one was agreed. BadValue when it has no day."""
    if on is None:
        if objective is not None:
            raise BadValue(_("Which day is the next step for?"), _("Add it with --on, such as --on fri."))
        return None
    return {"due_on": context.date(on).isoformat(), "objective": objective}


def held_until(context: Context, until: str | None, reason: str | None, clear: bool) -> date | None:
    """The day up to which a customer is held back; None when it is no longer. BadValue for half an order."""
    if clear and until is None:
        return None
    if clear or until is None or reason is None:
        raise BadValue(_("Give --until and --reason, or --clear alone."))
    return context.date(until)


def print_logged(context: Context, logged: Logged, command: str, as_json: bool, dry_run: bool) -> None:
    """Say what was recorded, what it closed and what comes next; warn of what else is to be done, and by whom."""
    facts = {"customer": logged.customer, "day": _day(logged.occurred_on), "id": logged.id}
    lines = [
        _("Recorded: {method}, {customer}, {day} (id {id}).").format(
            method=METHODS.label(logged.method or "other"), **facts
        )
    ]
    if logged.fulfilled:
        lines.append(_("Done with it: {step}.").format(step=logged.objective or _("the planned step")))
    if logged.next_id:
        step, day = logged.next_step or _("next step"), _day(logged.next_on)
        lines.append(_("Planned: {step}, {day} (id {id}).").format(step=step, day=day, id=logged.next_id))
    _tell(context, logged, lines, command, as_json, dry_run)
    if logged.next_on and logged.next_due_on and logged.next_due_on < logged.next_on:
        print_note(_("It is due before the step you planned: `salesops followup snooze` lets it wait."))
    for each in logged.still_planned:
        step, day = each.objective or _("next step"), _day(each.due_on)
        print_note(_("Still planned: {step}, {day} (id {id}).").format(step=step, day=day, id=each.id))
    if logged.colleague:
        facts = {"name": logged.colleague.name, "day": _day(logged.colleague.occurred_on)}
        print_note(
            _("{name} was in touch with {customer}, too: {day}.").format(customer=logged.customer, **facts)
        )


def tell_planned(context: Context, step: PlannedStep, as_json: bool, dry_run: bool) -> None:
    """Say for which day a step was planned."""
    message = _("Planned: {customer}, {day} (id {id}).").format(
        customer=step.customer, day=_day(step.due_on), id=step.id
    )
    _tell(context, step, [message], "plan", as_json, dry_run)


def tell_cancelled(context: Context, step: PlannedStep, as_json: bool, dry_run: bool) -> None:
    """Say which step is off."""
    message = _("Cancelled: {customer}, {day} (id {id}).").format(
        customer=step.customer, day=_day(step.due_on), id=step.id
    )
    _tell(context, step, [message], "cancel", as_json, dry_run)


def tell_snoozed(context: Context, held: reads.Scheduled, as_json: bool, dry_run: bool) -> None:
    """Say until when the customer is held back, if it is."""
    until = held.snoozed_until
    said = _("{customer} is held back until {day}.") if until else _("{customer} is held back no longer.")
    message = said.format(customer=held.customer, day=_day(until))
    _tell(context, held, [message], "snooze", as_json, dry_run)


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


def _tell(
    context: Context, result: reads.Scheduled, lines: list[str], command: str, as_json: bool, dry_run: bool
) -> None:
    """Say what was written, and when the customer is due next."""
    if result.next_due_on is None:
        lines.append(_("{customer} is lost or archived, and never due.").format(customer=result.customer))
    else:
        day, why = _day(result.next_due_on), result.why
        lines.append(_("Next contact: {day}, {why}.").format(day=day, why=why))
    emit_done(context, result, lines, schema=f"followup.{command}", json=as_json, dry_run=dry_run)


def _day(text: str | None) -> str:
    return format_date(date.fromisoformat(text)) if text else ""


def _next_step(line: reads.FollowupLine) -> str:
    return " ".join(part for part in (line.next_on, line.next_step) if part)
