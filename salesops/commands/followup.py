"""`salesops followup`: whom to contact today, and what was said."""

from __future__ import annotations

from typing import Annotated

import typer

from salesops.commands._app import App
from salesops.commands._context import Ctx, moment
from salesops.commands._options import AllOption, CsvOption, DryRunOption, JsonOption, LimitOption
from salesops.commands._output import Output, emit_list, left_out, print_note
from salesops.commands._tables import Table
from salesops.core.followups.rules import METHODS, STATUSES
from salesops.core.i18n import _

app = App("followup", help=_("Whom to contact today, and what was said."))

CustomerArgument = Annotated[str, typer.Argument(help=_("The customer's name or a part of it, code or id."))]
StepArgument = Annotated[str, typer.Argument(help=_("Its id, or the customer it is planned with."))]
MethodArgument = Annotated[str, typer.Argument(help=", ".join(map(METHODS.label, METHODS.codes)))]
MethodOption = Annotated[str | None, typer.Option(help=_("How: by phone, a visit …"), show_default=False)]
FeedbackOption = Annotated[str | None, typer.Option(help=_("The customer's own words."), show_default=False)]
AttitudeOption = Annotated[
    int | None, typer.Option(min=-2, max=2, help=_("From -2, against us, to 2, keen."), show_default=False)
]
ContactOption = Annotated[str | None, typer.Option(help=_("Who of them."), show_default=False)]
OpportunityOption = Annotated[str | None, typer.Option(help=_("About which deal."), show_default=False)]
DateOption = Annotated[str, typer.Option("--date", help=_("The day it happened."))]
NextOption = Annotated[
    str | None, typer.Option("--next", help=_("What was agreed to do next."), show_default=False)
]
OnOption = Annotated[str | None, typer.Option("--on", help=_("The day for that."), show_default=False)]


@app.command(example="salesops followup due --ahead 5")
def due(
    ctx: Ctx,
    ahead: Annotated[int, typer.Option(min=0, max=366, help=_("How many days to look ahead."))] = 3,
    everyone: AllOption = False,
    limit: LimitOption = 20,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """List whom to contact and why, what was said last and what to talk about, the most urgent first."""
    from salesops.commands.views.due import sections
    from salesops.core.followups.due import reads

    context, output = ctx.obj, Output.of(json=as_json, csv=as_csv)
    rep_id = context.rep_shown(everyone)
    with context.read() as db:
        found = reads.due(db, today=context.today, ahead=ahead, rep_id=rep_id, limit=limit)
    emit_list(
        context, reads.DueLine, found.lines, sections(found, team=rep_id is None), schema="followup.due", output=output,
        counts=found.counts, left_out=found.left_out,
    )  # fmt: skip
    if output is Output.CSV and found.left_out:
        print_note(left_out(found.left_out, "--limit 0"))


@app.command(example='salesops followup log 云帆科技 电话 "预算已批，等合同" --next 发合同 --on +2d')
def log(
    ctx: Ctx,
    customer: CustomerArgument,
    method: MethodArgument,
    summary: Annotated[str, typer.Argument(help=_("What was said."))],
    feedback: FeedbackOption = None,
    attitude: AttitudeOption = None,
    contact: ContactOption = None,
    opportunity: OpportunityOption = None,
    next_: NextOption = None,
    on: OnOption = None,
    when: DateOption = "today",
    plan: Annotated[
        str | None, typer.Option(help=_("The planned step that this was, by its id."), show_default=False)
    ] = None,
    keep_plans: Annotated[
        bool, typer.Option("--keep-plans", help=_("This was none of the planned steps."))
    ] = False,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Record what was said and plan what comes next. The earliest step planned for today or before is done by it."""
    from salesops.commands.views.touches import agreed, people, print_logged
    from salesops.core.followups import writes

    context = ctx.obj
    customer_id, fulfils = context.find("customer", customer), context.find_or_none("followup", plan)
    facts = {
        "occurred_on": context.date(when).isoformat(), "method": METHODS.parse(method), "summary": summary,
        "feedback": feedback, "attitude": attitude, **people(context, customer_id, contact, opportunity),
    }  # fmt: skip
    next_step = agreed(context, next_, on)
    with context.write("followup log", dry_run=dry_run) as db:
        logged = writes.log(
            db, customer_id, facts, today=context.today, at=moment(context.now),
            next_step=next_step, fulfils=fulfils, keep_plans=keep_plans,
        )  # fmt: skip
    print_logged(context, logged, "log", as_json, dry_run)


@app.command(example="salesops followup done 云帆科技 已发合同 --method 电话")
def done(
    ctx: Ctx,
    step: StepArgument,
    summary: Annotated[str | None, typer.Argument(help=_("What was said."), show_default=False)] = None,
    method: MethodOption = None,
    feedback: FeedbackOption = None,
    attitude: AttitudeOption = None,
    contact: ContactOption = None,
    opportunity: OpportunityOption = None,
    next_: NextOption = None,
    on: OnOption = None,
    when: DateOption = "today",
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Record that a planned step was taken."""
    from salesops.commands.views.touches import agreed, coded, customer_of, people, print_logged, step_of
    from salesops.core.followups import writes

    context = ctx.obj
    step_id = step_of(context, step)
    facts = {
        "occurred_on": context.date(when).isoformat(), "method": coded(method), "summary": summary,
        "feedback": feedback, "attitude": attitude,
        **people(context, customer_of(context, step_id), contact, opportunity),
    }  # fmt: skip
    next_step = agreed(context, next_, on)
    with context.write("followup done", dry_run=dry_run) as db:
        logged = writes.finish(
            db, step_id, facts, today=context.today, at=moment(context.now), next_step=next_step
        )
    print_logged(context, logged, "done", as_json, dry_run)


@app.command(example="salesops followup plan 明辉制造 --on 下周三 --objective 拜访生产总监 --method 拜访")
def plan(
    ctx: Ctx,
    customer: CustomerArgument,
    on: Annotated[str, typer.Option("--on", help=_("The day, such as fri, +3d or 2026-12-01."))],
    objective: Annotated[str | None, typer.Option(help=_("What for."), show_default=False)] = None,
    method: MethodOption = None,
    contact: ContactOption = None,
    opportunity: OpportunityOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Plan a step with a customer: it enters the due list on its day."""
    from salesops.commands.views.touches import coded, people, tell_planned
    from salesops.core.followups import writes

    context = ctx.obj
    customer_id = context.find("customer", customer)
    facts = {
        "due_on": context.date(on).isoformat(), "objective": objective, "method": coded(method),
        **people(context, customer_id, contact, opportunity),
    }  # fmt: skip
    with context.write("followup plan", dry_run=dry_run) as db:
        step = writes.plan(db, customer_id, facts, today=context.today, at=moment(context.now))
    tell_planned(context, step, as_json, dry_run)


@app.command(example="salesops followup cancel 云帆科技 --reason 客户出差")
def cancel(
    ctx: Ctx,
    step: StepArgument,
    reason: Annotated[str, typer.Option(help=_("Why it is off."))],
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Call off a planned step."""
    from salesops.commands.views.touches import step_of, tell_cancelled
    from salesops.core.followups import writes

    context = ctx.obj
    step_id = step_of(context, step)
    with context.write("followup cancel", dry_run=dry_run) as db:
        off = writes.cancel(db, step_id, reason, today=context.today)
    tell_cancelled(context, off, as_json, dry_run)


@app.command(example='salesops followup snooze 蓝海贸易 --until +2w --reason "年底盘点，月初再联系"')
def snooze(
    ctx: Ctx,
    customer: CustomerArgument,
    until: Annotated[
        str | None, typer.Option(help=_("The day on which it is due again."), show_default=False)
    ] = None,
    reason: Annotated[str | None, typer.Option(help=_("Why it is to wait."), show_default=False)] = None,
    clear: Annotated[bool, typer.Option("--clear", help=_("Hold it back no longer."))] = False,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Hold a customer back from the due list until a day."""
    from salesops.commands.views.touches import held_until, tell_snoozed
    from salesops.core.followups import writes

    context = ctx.obj
    day = held_until(context, until, reason, clear)
    customer_id = context.find("customer", customer)
    with context.write("followup snooze", dry_run=dry_run) as db:
        held = writes.snooze(db, customer_id, until=day, reason=reason, today=context.today)
    tell_snoozed(context, held, as_json, dry_run)


@app.command("list", example="salesops followup list 云帆科技 --since -1m")
def list_(
    ctx: Ctx,
    customer: Annotated[
        str | None, typer.Argument(help=_("Only what concerns this customer."), show_default=False)
    ] = None,
    status: Annotated[
        str | None, typer.Option(help=", ".join(map(STATUSES.label, STATUSES.codes)), show_default=False)
    ] = None,
    since: Annotated[str | None, typer.Option(help=_("From this day on."), show_default=False)] = None,
    everyone: AllOption = False,
    limit: LimitOption = 50,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """List what was said and what is planned, the latest first."""
    from salesops.commands.views.touches import columns
    from salesops.core.followups import reads

    context, output = ctx.obj, Output.of(json=as_json, csv=as_csv)
    customer_id = context.find_or_none("customer", customer)
    rep_id = None if customer_id else context.rep_shown(everyone)
    code, first = STATUSES.parse(status) if status is not None else None, context.date_or_none(since)
    with context.read() as db:
        found = reads.listed(
            db,
            customer_id=customer_id,
            rep_id=rep_id,
            status=code,
            since=first,
            limit=limit if output is Output.TABLE else 0,
        )
    table = Table(
        columns(with_customer=customer_id is None),
        found.lines,
        empty=_("Nothing yet: `salesops followup log CUSTOMER phone …`."),
        note=left_out(found.left_out, "--limit 0"),
    )
    emit_list(context, reads.FollowupLine, found.lines, [table], schema="followup.list", output=output)
