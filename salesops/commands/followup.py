"""`salesops followup`: whom to contact today, and what was said."""

from __future__ import annotations

from datetime import date
from inspect import Parameter
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from salesops.commands import _followup_corrections as corrections
from salesops.commands._app import App
from salesops.commands._context import Context, moment
from salesops.commands._formats import LIST, Format
from salesops.commands._importing import add_import
from salesops.commands._offers import coded, named
from salesops.commands._options import (
    AgainOption,
    AllOption,
    CustomerArgument,
    day_option,
    limit_option,
    moment_option,
    text_argument,
    text_option,
)
from salesops.commands._results import Done, Listing, Result
from salesops.commands._touch_options import (
    AttitudeOption,
    ContactOption,
    FeedbackOption,
    MethodOption,
    OpportunityOption,
    StepArgument,
)
from salesops.core.followups.rules import METHODS, STATUSES
from salesops.core.i18n import N_, _
from salesops.core.values.dates import Toward, When

if TYPE_CHECKING:
    from salesops.commands._pages import Page
    from salesops.core.followups.due.reads import DueLine

app = App("followup", help=_("Whom to contact today, and what was said."))

MethodArgument = Annotated[
    str, typer.Argument(help=_(", ").join(map(METHODS.label, METHODS.codes))), coded(METHODS)
]
DateOption = Annotated[
    date, day_option("--date", _("The day it happened."), Toward.PAST, default=N_("today"))
]
NextOption = Annotated[str | None, text_option("--next", _("What was agreed to do next."))]
OnOption = Annotated[When | None, moment_option("--on", _("The day for that, perhaps with a time."))]


def _write_calendar(context: Context, result: Result, _envelope: object, out: TextIO) -> None:
    from salesops.core.followups.calendar import calendar_file

    assert isinstance(result, Listing)
    out.buffer.write(calendar_file(context.db, result.rows))


CALENDAR = Format("ics", "", _write_calendar, ".ics")


@app.reads(example="salesops followup due --ahead 5", formats=LIST)
def due(
    context: Context,
    ahead: Annotated[int, typer.Option(min=0, max=366, help=_("How many days to look ahead."))] = 3,
    everyone: AllOption = False,
    brief: Annotated[bool, typer.Option("--brief", help=_("Also what to talk about with each."))] = False,
    limit: Annotated[int, typer.Option("--limit", min=0, help=_("At most so many lines; 0 for all."))] = 20,
) -> Listing:
    """List whom to contact and why, with the deal and what was said last, the most urgent first.

    On a terminal commands take the number of a row instead of the customer: `log 2 phone …`, `done 2`.
    """
    from salesops.core.followups.due import reads
    from salesops.core.policy.reads import tell_unknown_holidays
    from salesops.core.schedule.rules import moved

    rep_id = context.rep_shown(everyone)
    due_list = reads.due(context.db, today=context.today, ahead=ahead, rep_id=rep_id, limit=limit)
    shown = [*due_list.lines, *([due_list.coming] if due_list.coming else [])]
    tell_unknown_holidays(context.db, moved((line.due_on, line.reason) for line in shown))

    def view(_lines: list[DueLine]) -> Page:
        from salesops.commands.views.due import page

        numbered = context.remember_rows([(line.customer_id, line.followup_id) for line in due_list.lines])
        return page(due_list, today=context.today, team=rep_id is None, brief=brief, numbered=numbered)

    facts = {"counts": due_list.counts, "levelled": due_list.levelled}
    return Listing(reads.DueLine, due_list.lines, view, due_list.left_out, facts, fields=())


@app.writes(example='salesops followup log 云帆科技 电话 "预算已批，等合同" --next 发合同 --on +2d')
def log(
    context: Context,
    customer: CustomerArgument,
    method: MethodArgument,
    summary: Annotated[str, text_argument(_("What was said."))],
    feedback: FeedbackOption = None,
    attitude: AttitudeOption = None,
    contact: ContactOption = None,
    opportunity: OpportunityOption = None,
    next_: NextOption = None,
    *,
    on: OnOption,
    when: DateOption,
    plan: Annotated[
        str | None, typer.Option(help=_("The planned step that this was, by its id."), show_default=False)
    ] = None,
    keep_plans: Annotated[
        bool, typer.Option("--keep-plans", help=_("This was none of the planned steps."))
    ] = False,
    force: AgainOption = False,
) -> Done:
    """Record what was said and plan what comes next. The earliest step agreed for that day or before is done by it."""
    from salesops.commands.views import touches
    from salesops.core.followups import writes

    how = METHODS.parse(method)
    fulfils = context.find_or_none("followup", plan)
    if fulfils is None and not keep_plans:
        fulfils = touches.done_early(context, customer, on=when, method=how)
    facts = {
        "occurred_on": when.isoformat(), "method": how, "summary": summary,
        "feedback": feedback, "attitude": attitude, **touches.people(context, customer, contact, opportunity),
    }  # fmt: skip
    next_step = touches.agreed(next_, on)
    with context.write() as db:
        if not force:
            writes.check_new(db, customer, facts)
        logged = writes.log(
            db, customer, facts, today=context.today, at=moment(context.now),
            next_step=next_step, fulfils=fulfils, keep_plans=keep_plans,
        )  # fmt: skip
    return touches.logged(logged)


@app.writes(example="salesops followup done 云帆科技 已发合同 --method 电话")
def done(
    context: Context,
    step: StepArgument,
    summary: Annotated[str | None, text_argument(_("What was said."))] = None,
    method: MethodOption = None,
    feedback: FeedbackOption = None,
    attitude: AttitudeOption = None,
    contact: ContactOption = None,
    opportunity: OpportunityOption = None,
    next_: NextOption = None,
    *,
    on: OnOption,
    when: DateOption,
) -> Done:
    """Record that a planned step was taken."""
    from salesops.commands.views import touches
    from salesops.core.followups import reads, writes

    step_id = touches.step_of(context, step)
    customer_id = reads.customer_of(context.db, step_id)
    facts = {
        "occurred_on": when.isoformat(), "method": touches.coded(method), "summary": summary,
        "feedback": feedback, "attitude": attitude, **touches.people(context, customer_id, contact, opportunity),
    }  # fmt: skip
    next_step = touches.agreed(next_, on)
    with context.write() as db:
        finished = writes.finish(
            db, step_id, facts, today=context.today, at=moment(context.now), next_step=next_step,
            customer_id=customer_id,
        )  # fmt: skip
    return touches.logged(finished)


@app.writes(example="salesops followup plan 明辉制造 --on 下周三 --objective 拜访生产总监 --method 拜访")
def plan(
    context: Context,
    customer: CustomerArgument,
    *,
    on: Annotated[
        When,
        moment_option(
            "--on", _("The day, such as fri, +3d, 2026-12-01 or fri 14:00."), default=Parameter.empty
        ),
    ],
    objective: Annotated[str | None, text_option("--objective", _("What for."))] = None,
    method: MethodOption = None,
    contact: ContactOption = None,
    opportunity: OpportunityOption = None,
    force: AgainOption = False,
) -> Done:
    """Plan a step with a customer: it enters the due list on its day."""
    from salesops.commands.views import touches
    from salesops.core.followups import writes

    facts = {
        **touches.planned_for(on), "objective": objective, "method": touches.coded(method),
        **touches.people(context, customer, contact, opportunity),
    }  # fmt: skip
    with context.write() as db:
        step = writes.plan(db, customer, facts, today=context.today, at=moment(context.now), force=force)
    return touches.planned(step)


@app.reads(example="salesops followup calendar --all", formats=(*LIST, CALENDAR))
def calendar(context: Context, everyone: AllOption = False) -> Listing:
    """List the planned steps, or write them to a file (.ics) that phones and mail programs read, with alarms.

    Written again, the file moves what was moved and leaves out what is done.
    """
    from salesops.commands.views.touches import planned_steps
    from salesops.core.followups.calendar import PlannedEvent, planned_events

    events = planned_events(context.db, rep_id=context.rep_shown(everyone))
    return Listing(PlannedEvent, events, lambda rows: planned_steps(rows, today=context.today))


@app.writes(example="salesops followup cancel 云帆科技 --reason 客户出差")
def cancel(
    context: Context,
    step: StepArgument,
    reason: Annotated[str, text_option("--reason", _("Why it is off."), filled=True)],
) -> Done:
    """Call off a planned step."""
    from salesops.commands.views import touches
    from salesops.core.followups import reads, writes

    step_id = touches.step_of(context, step)
    customer_id = reads.customer_of(context.db, step_id)
    with context.write() as db:
        off = writes.cancel(db, step_id, reason, today=context.today, customer_id=customer_id)
    return touches.cancelled(off)


@app.writes(example='salesops followup snooze 蓝海贸易 --until +2w --reason "年底盘点，月初再联系"')
def snooze(
    context: Context,
    customer: CustomerArgument,
    *,
    until: Annotated[
        date | None, day_option("--until", _("The day on which it is due again."), Toward.COMING)
    ],
    reason: Annotated[str | None, text_option("--reason", _("Why it is to wait."), filled=True)] = None,
    clear: Annotated[bool, typer.Option("--clear", help=_("Hold it back no longer."))] = False,
) -> Done:
    """Hold a customer back from the due list until a day."""
    from salesops.commands.views import touches
    from salesops.core.customers import dependents
    from salesops.core.followups import writes

    day = touches.held_until(until, reason, clear)
    with context.write() as db:
        held = writes.snooze(db, customer, until=day, reason=reason, today=context.today)
        open_there = dependents.of_customer(db, customer)
    return touches.snoozed(held, open_there)


@app.reads("list", example="salesops followup list 云帆科技 --since -1m", formats=LIST)
def list_(
    context: Context,
    customer: Annotated[
        str | None,
        typer.Argument(help=_("Only what concerns this customer."), show_default=False),
        named("customer"),
    ] = None,
    status: Annotated[
        str | None,
        typer.Option(help=_(", ").join(map(STATUSES.label, STATUSES.codes)), show_default=False),
        coded(STATUSES),
    ] = None,
    *,
    since: Annotated[date | None, day_option("--since", _("From this day on."), Toward.PAST)],
    everyone: AllOption = False,
    limit: Annotated[int, limit_option(50)],
) -> Listing:
    """List what was said and what is planned, the latest first."""
    from salesops.commands.views.touches import touch_list
    from salesops.core.followups import reads
    from salesops.core.followups.fields import FIELDS

    customer_id = context.find_or_none("customer", customer)
    listed = reads.listed(
        context.db,
        customer_id=customer_id,
        rep_id=None if customer_id else context.rep_shown(everyone),
        status=STATUSES.parse(status) if status is not None else None,
        since=since,
        limit=limit,
    )
    view = touch_list(listed.left_out, with_customer=customer_id is None)
    return Listing(reads.FollowupLine, listed.lines, view, listed.left_out, fields=FIELDS)


add_import(app, "followup")
app.entries |= corrections.app.entries
