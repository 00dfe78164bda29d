"""`salesops grade`: how good each customer is, and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from salesops.commands._app import App
from salesops.commands._context import Context
from salesops.commands._formats import LIST
from salesops.commands._options import (
    AllOption,
    CustomerArgument,
    day_option,
    limit_option,
    record_option,
    text_option,
)
from salesops.commands._output import left_out
from salesops.commands._pages import Column, Page, Table
from salesops.commands._phrases import next_contact
from salesops.commands._results import Done, Listing, Report
from salesops.core.grading import reads
from salesops.core.grading.grades import parse_grade
from salesops.core.i18n import N_, _, ngettext
from salesops.core.values.dates import Toward, format_date
from salesops.core.values.money import format_money

if TYPE_CHECKING:
    from salesops.core.grading.explaining import Explanation
    from salesops.core.grading.reads import Regraded, Regrading
    from salesops.core.grading.writes import ByHand

app = App("grade", help=_("How good each customer is: A, B or C, and why."))

REASONS = {
    "score": N_("score"),
    "held": N_("held, too little below the line"),
    "key_account": N_("key account"),
    "ready_to_buy": N_("ready to buy"),
    "nurture": N_("need recorded"),
    "dormant": N_("dormant"),
    "manual": N_("by hand"),
}

RepOption = Annotated[int | None, record_option("rep", "--rep", _("Only this rep's customers."))]


@app.writes(example="salesops grade run --dry-run", formats=LIST)
def run(context: Context, rep: RepOption, limit: Annotated[int, limit_option(30)]) -> Listing:
    """Grade every customer as of today and print who changes, from what to what, and why."""
    regrading = reads.regrade(context.db, as_of=context.today, rep_id=rep)
    if not (regrading.is_settled or context.dry_run):
        from salesops.core.grading import writes

        with context.write() as db:
            regrading = writes.run(db, regrading)
    shown = regrading.changes[: limit or None]
    more = len(regrading.changes) - len(shown)
    facts = {
        "graded": regrading.graded,
        "changed": len(regrading.changes),
        "unchanged": regrading.unchanged,
        "grades": regrading.grades,
    }
    view = _changes_view(regrading, more)
    return Listing(reads.Regraded, shown, view, more, facts)


@app.reads(example="salesops grade explain 云帆科技")
def explain(context: Context, customer: CustomerArgument) -> Report:
    """Show how the grade of a customer adds up, line by line, and what would lift it."""
    return Report(reads.explained(context.db, customer, as_of=context.today), _explanation)


@app.reads("list", example="salesops grade list --grade A", formats=LIST)
def list_(
    context: Context,
    grade: Annotated[str | None, typer.Option(help=_("A, B or C."))] = None,
    *,
    rep: RepOption,
    everyone: AllOption = False,
    limit: Annotated[int, limit_option(50)],
) -> Listing:
    """List the customers with their grades, the best first."""
    wanted = None if grade is None else parse_grade(grade)
    rep_id = rep if rep is not None else context.rep_shown(everyone)
    graded = reads.graded(context.db, grade=wanted, rep_id=rep_id, limit=limit)

    def view(customers: list[reads.Graded]) -> Page:
        note = left_out(graded.left_out)
        return Page([Table(_columns(), customers, empty=_("No customers match."), note=note)])

    return Listing(reads.Graded, graded.customers, view, graded.left_out)


@app.writes("set", example='salesops grade set 云帆科技 A --reason "strategic partner" --until eoq')
def set_(
    context: Context,
    customer: CustomerArgument,
    grade: Annotated[str, typer.Argument(help=_("A, B or C; auto goes back to score and rules."))],
    reason: Annotated[str | None, text_option("--reason", _("Why. Needed for A, B or C."))] = None,
    *,
    until: Annotated[
        date | None, day_option("--until", _("The last day it holds; for good unless given."), Toward.COMING)
    ],
) -> Done:
    """Give a customer a grade by hand, which wins over score and rules while it lasts."""
    from salesops.core.grading import writes

    by_hand = None if grade.strip().lower() in ("auto", "自动") else parse_grade(grade)
    with context.write() as db:
        if by_hand is None:
            done = writes.clear_manual(db, customer, as_of=context.today)
        else:
            done = writes.set_manual(
                db, customer, by_hand, reason=reason or "", until=until, as_of=context.today
            )
    return Done(done, [_set_line(done), *next_contact(done.next_due_on)])


@app.reads(example="salesops grade history 云帆科技", formats=LIST)
def history(context: Context, customer: CustomerArgument) -> Listing:
    """Show how a customer's grade has changed over time."""
    return Listing(reads.GradeEntry, reads.history(context.db, customer), _history_page)


def _explanation(explanation: Explanation) -> Page:
    from salesops.commands.views import grading

    return Page(grading.tables(explanation))


def _columns() -> list[Column]:
    return [
        Column(_("Customer"), "customer", flexible=True),
        Column(_("Grade"), "grade"),
        Column(_("Score"), "score"),
        Column(_("Since"), "since"),
        Column(_("Why"), lambda line: _(REASONS[line.reason]) if line.reason else ""),
        Column(_("Until"), "manual_until"),
        Column(_("Owner"), "owner"),
    ]


def _history_page(changes: list[reads.GradeEntry]) -> Page:
    columns = [
        Column(_("On"), "on"),
        Column(_("From"), "from_grade"),
        Column(_("To"), "to_grade"),
        Column(_("Score"), "score"),
        Column(_("Why"), lambda change: _(REASONS[change.reason])),
        Column(_("Changed by"), "actor"),
    ]
    return Page([Table(columns, changes, empty=_("Its grade has never changed."))])


def _changes_view(regrading: Regrading, more: int) -> Callable[[list[Regraded]], Page]:
    """The changes of a run, of which `more` were left out, with the counts below."""
    columns = [
        Column(_("Customer"), "customer", flexible=True),
        Column(_("From"), lambda change: change.from_grade or "–"),
        Column(_("To"), "to_grade"),
        Column(_("Score"), "score"),
        Column(_("Why"), why, flexible=True),
    ]
    notes = [left_out(more), _counts(regrading)]
    some = _("No customer changes its grade.")
    empty = some if regrading.graded else _("There are no customers to grade.")
    return lambda changes: Page([Table(columns, changes, empty=empty, note=notes)])


def why(change: Regraded) -> str:
    """What decided a grade, in words."""
    if change.contracts:
        facts = ngettext(
            "{amount} from {count} contract in 12 months",
            "{amount} from {count} contracts in 12 months",
            change.contracts,
        ).format(amount=format_money(change.amount), count=change.contracts)
    elif change.amount:
        facts = _("no contract in 12 months, {amount} in sight").format(amount=format_money(change.amount))
    else:
        facts = _("no contract in 12 months")
    if change.reason == "score":
        return facts
    return _("{rule}: {facts}").format(rule=_(REASONS[change.reason]), facts=facts)


def _counts(regrading: Regrading) -> str:
    return _("{changed} changed, {unchanged} unchanged. Now A {a}, B {b}, C {c}.").format(
        changed=len(regrading.changes),
        unchanged=regrading.unchanged,
        a=regrading.grades["A"],
        b=regrading.grades["B"],
        c=regrading.grades["C"],
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
