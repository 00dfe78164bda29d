"""`salesops grade`: how good each customer is, and why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from salesops.commands._app import App
from salesops.commands._context import Ctx
from salesops.commands._options import AllOption, CsvOption, DryRunOption, JsonOption, LimitOption
from salesops.commands._output import Output, emit_done, emit_list, emit_report, left_out
from salesops.commands._phrases import next_contact
from salesops.commands._tables import Column, Table
from salesops.core.grading import reads
from salesops.core.grading.rules import parse_grade
from salesops.core.i18n import N_, _, ngettext
from salesops.core.values.dates import format_date
from salesops.core.values.money import format_money

if TYPE_CHECKING:
    from salesops.core.grading.reads import Regraded, Regrading
    from salesops.core.grading.writes import ByHand

app = App("grade", help=_("How good each customer is: A, B or C, and why."))

REASONS = {
    "score": N_("score"),
    "held": N_("held, too little below the line"),
    "key_account": N_("key account"),
    "ready_to_buy": N_("ready to buy"),
    "dormant": N_("dormant"),
    "manual": N_("by hand"),
}

CustomerArgument = Annotated[str, typer.Argument(help=_("The customer's name or a part of it, code or id."))]
RepOption = Annotated[str | None, typer.Option("--rep", help=_("Only this rep's customers."))]


@app.command(example="salesops grade run --dry-run")
def run(
    ctx: Ctx,
    rep: RepOption = None,
    limit: LimitOption = 30,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Grade every customer as of today and print who changes, from what to what, and why."""
    context, output = ctx.obj, Output.of(json=as_json, csv=as_csv)
    rep_id = context.find_or_none("rep", rep)
    with context.read() as db:
        found = reads.regrade(db, as_of=context.today, rep_id=rep_id)
    if not (found.is_settled or dry_run):
        from salesops.core.grading import writes

        with context.write("grade run") as db:
            found = writes.run(db, found)
    emit_list(
        context,
        reads.Regraded,
        found.changes,
        [_changes(found, limit, dry_run=dry_run)],
        schema="grade.run",
        output=output,
        dry_run=dry_run,
        graded=found.graded,
        changed=len(found.changes),
        unchanged=found.unchanged,
        grades=found.grades,
    )


@app.command(example="salesops grade explain 云帆科技")
def explain(ctx: Ctx, customer: CustomerArgument, as_json: JsonOption = False) -> None:
    """Show how the grade of a customer adds up, line by line, and what would lift it."""
    from salesops.commands.views import grading as page

    context = ctx.obj
    customer_id = context.find("customer", customer)
    with context.read() as db:
        found = reads.explained(db, customer_id, as_of=context.today)
    emit_report(context, found, page.tables(found), schema="grade.explain", output=Output.of(json=as_json))


@app.command("list", example="salesops grade list --grade A")
def list_(
    ctx: Ctx,
    grade: Annotated[str | None, typer.Option(help=_("A, B or C."))] = None,
    rep: RepOption = None,
    everyone: AllOption = False,
    limit: LimitOption = 50,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """List the customers with their grades, the best first."""
    context, output = ctx.obj, Output.of(json=as_json, csv=as_csv)
    wanted = None if grade is None else parse_grade(grade)
    rep_id = context.find("rep", rep) if rep is not None else context.rep_shown(everyone)
    with context.read() as db:
        found = reads.graded(
            db,
            grade=wanted,
            rep_id=rep_id,
            limit=limit if output is Output.TABLE else 0,
        )
    columns = [
        Column(_("Customer"), "customer", flexible=True),
        Column(_("Grade"), "grade"),
        Column(_("Score"), "score"),
        Column(_("Since"), "since"),
        Column(_("Why"), lambda each: _(REASONS[each.reason]) if each.reason else ""),
        Column(_("Until"), "manual_until"),
        Column(_("Owner"), "owner"),
    ]
    note = left_out(found.left_out, "--limit 0")
    table = Table(columns, found.customers, empty=_("No customers match."), note=note)
    emit_list(context, reads.Graded, found.customers, [table], schema="grade.list", output=output)


@app.command("set", example='salesops grade set 云帆科技 A --reason "strategic partner" --until eoq')
def set_(
    ctx: Ctx,
    customer: CustomerArgument,
    grade: Annotated[str, typer.Argument(help=_("A, B or C; auto goes back to score and rules."))],
    reason: Annotated[str, typer.Option(help=_("Why. Needed for A, B or C."))] = "",
    until: Annotated[
        str | None, typer.Option(help=_("The last day it holds; for good unless given."))
    ] = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Give a customer a grade by hand, which wins over score and rules while it lasts."""
    from salesops.core.grading import writes

    context = ctx.obj
    customer_id, last_day = context.find("customer", customer), context.date_or_none(until)
    by_hand = None if grade.strip().lower() in ("auto", "自动") else parse_grade(grade)
    with context.write("grade set", dry_run=dry_run) as db:
        if by_hand is None:
            done = writes.clear_manual(db, customer_id, as_of=context.today)
        else:
            done = writes.set_manual(
                db, customer_id, by_hand, reason=reason, until=last_day, as_of=context.today
            )
    lines = [_set_line(done), *next_contact(done.next_due_on)]
    emit_done(context, done, lines, schema="grade.set", json=as_json, dry_run=dry_run)


@app.command(example="salesops grade history 云帆科技")
def history(
    ctx: Ctx, customer: CustomerArgument, as_json: JsonOption = False, as_csv: CsvOption = False
) -> None:
    """Show how a customer's grade has changed over time."""
    context = ctx.obj
    customer_id = context.find("customer", customer)
    with context.read() as db:
        changes = reads.history(db, customer_id)
    columns = [
        Column(_("On"), "on"),
        Column(_("From"), "from_grade"),
        Column(_("To"), "to_grade"),
        Column(_("Score"), "score"),
        Column(_("Why"), lambda each: _(REASONS[each.reason])),
        Column(_("Changed by"), "actor"),
    ]
    table = Table(columns, changes, empty=_("Its grade has never changed."))
    output = Output.of(json=as_json, csv=as_csv)
    emit_list(context, reads.GradeEntry, changes, [table], schema="grade.history", output=output)


def _changes(found: Regrading, limit: int, *, dry_run: bool) -> Table:
    """The changes of a run, at most `limit` lines of them (0: all), with the counts below."""
    columns = [
        Column(_("Customer"), "customer", flexible=True),
        Column(_("From"), lambda each: each.from_grade or "–"),
        Column(_("To"), "to_grade"),
        Column(_("Score"), "score"),
        Column(_("Why"), why, flexible=True),
    ]
    shown = found.changes[: limit or None]
    notes = [left_out(len(found.changes) - len(shown), "--limit 0"), _counts(found)]
    if dry_run:
        notes.append(_("Dry run: nothing was changed."))
    empty = _("No customer changes its grade.") if found.graded else _("There are no customers to grade.")
    return Table(columns, shown, empty=empty, note="\n".join(note for note in notes if note))


def why(change: Regraded) -> str:
    """What decided a grade, in words."""
    if change.contracts:
        said = ngettext(
            "{amount} from {count} contract in 12 months",
            "{amount} from {count} contracts in 12 months",
            change.contracts,
        ).format(amount=format_money(change.amount), count=change.contracts)
    elif change.amount:
        said = _("no contract in 12 months, {amount} in sight").format(amount=format_money(change.amount))
    else:
        said = _("no contract in 12 months")
    if change.reason == "score":
        return said
    return _("{rule}: {facts}").format(rule=_(REASONS[change.reason]), facts=said)


def _counts(found: Regrading) -> str:
    return _("{changed} changed, {unchanged} unchanged. Now A {a}, B {b}, C {c}.").format(
        changed=len(found.changes),
        unchanged=found.unchanged,
        a=found.grades["A"],
        b=found.grades["B"],
        c=found.grades["C"],
    )


def _set_line(done: ByHand) -> str:
    if not done.manual:
        return _("{customer} is graded by score and rules again: {grade}.").format(
            customer=done.customer, grade=done.grade
        )
    if done.until is None:
        return _("{customer} is {grade} by hand for good.").format(customer=done.customer, grade=done.grade)
    return _("{customer} is {grade} by hand until {day}.").format(
        customer=done.customer, grade=done.grade, day=format_date(date.fromisoformat(done.until))
    )
