"""`salesops opportunity`: deals that may come."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from salesops.commands._app import App
from salesops.commands._context import Context, Ctx
from salesops.commands._fields import Fact, Texts, changes, days_said, facts_table, read_fields, with_fields
from salesops.commands._importing import add_import
from salesops.commands._options import AllOption, CsvOption, DryRunOption, JsonOption, LimitOption
from salesops.commands._output import Output, emit_done, emit_list, emit_report, left_out
from salesops.commands._phrases import next_contact, sentences
from salesops.commands._tables import Table
from salesops.commands.views.pipeline import columns, history, moved, percent, signed, sums
from salesops.core.errors import BadValue
from salesops.core.i18n import _, in_both
from salesops.core.pipeline.opportunities.fields import FIELDS
from salesops.core.pipeline.stages.rules import STAGES
from salesops.core.values.dates import add_days
from salesops.core.values.money import format_money, parse_money
from salesops.core.values.text import shown

if TYPE_CHECKING:
    from salesops.core.pipeline.opportunities.writes import SavedOpportunity

app = App("opportunity", help=_("Deals that may come."))

OpportunityArgument = Annotated[
    str, typer.Argument(help=_("The opportunity's name or a part of it, code or id."))
]
CloseOption = Annotated[
    str | None, typer.Option("--close", help=_("The day it is expected to close."), show_default=False)
]
BudgetOption = Annotated[
    bool | None,
    typer.Option(
        "--budget-confirmed/--no-budget-confirmed", help=_("The budget is there."), show_default=False
    ),
]
DeciderOption = Annotated[
    bool | None,
    typer.Option("--decider-known/--no-decider-known", help=_("We know who decides."), show_default=False),
]
UrgentOption = Annotated[
    bool | None, typer.Option("--urgent/--no-urgent", help=_("They need it soon."), show_default=False)
]
OnOption = Annotated[
    str | None, typer.Option("--on", help=_("The day it happened; today unless told."), show_default=False)
]
_SIGNALS = ("budget_confirmed", "decider_known", "urgent")
_OWN_OPTIONS = ("customer", "expected_close_on", *_SIGNALS, "closed_on")


@app.command(
    example="salesops opportunity add 云帆科技 --product CRM --amount 30万 --close +2m --urgent --stage 需求分析中"
)
@with_fields(FIELDS, without=[*_OWN_OPTIONS, "lost_reason"])
def add(
    ctx: Ctx,
    customer: Annotated[str, typer.Argument(help=_("The customer's name or a part of it, code or id."))],
    texts: Texts,
    close: CloseOption = None,
    budget_confirmed: BudgetOption = None,
    decider_known: DeciderOption = None,
    urgent: UrgentOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Add an opportunity, named after customer and product and yours unless told. Unknown is not 0: leave it out."""
    from salesops.core.pipeline.opportunities import writes

    context = ctx.obj
    facts = _facts(context, texts, close, budget_confirmed, decider_known, urgent)
    facts["customer_id"], by = context.find("customer", customer), context.acting_rep()
    with context.write("opportunity add", dry_run=dry_run) as db:
        deal = writes.add(db, facts, today=context.today, by=by)
    message = _("Added opportunity {name} (id {id}).").format(name=deal.name, id=deal.id)
    _emit(context, deal, [message, *days_said(FIELDS, facts)], "add", as_json, dry_run)


@app.command(example='salesops opportunity edit "云帆科技 ERP" --amount 50万 --close eoq --decider-known')
@with_fields(FIELDS, without=[*_OWN_OPTIONS, "stage"])
def edit(
    ctx: Ctx,
    opportunity: OpportunityArgument,
    texts: Texts,
    close: CloseOption = None,
    budget_confirmed: BudgetOption = None,
    decider_known: DeciderOption = None,
    urgent: UrgentOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Change what is known of an opportunity. An empty value ("") empties a field, as does --amount unknown."""
    from salesops.core.pipeline.opportunities import writes

    context = ctx.obj
    facts = changes(_facts(context, texts, close, budget_confirmed, decider_known, urgent))
    opportunity_id = context.find("opportunity", opportunity)
    with context.write("opportunity edit", dry_run=dry_run) as db:
        deal = writes.edit(db, opportunity_id, facts, today=context.today)
    message = _("Changed opportunity {name} (id {id}).").format(name=deal.name, id=deal.id)
    _emit(context, deal, [message, *days_said(FIELDS, facts)], "edit", as_json, dry_run)


@app.command(example='salesops opportunity stage "云帆科技 ERP" 商务谈判')
def stage(
    ctx: Ctx,
    opportunity: OpportunityArgument,
    stage: Annotated[str, typer.Argument(help=", ".join(STAGES.label(code) for code in STAGES.codes))],
    on: OnOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Put an opportunity into another stage. Stages may be skipped and stepped back; a lost one is open again."""
    from salesops.core.pipeline.opportunities import writes
    from salesops.core.pipeline.stages.rules import check_open

    context, to_stage = ctx.obj, STAGES.parse(stage)
    check_open(to_stage)
    opportunity_id, day, by = (
        context.find("opportunity", opportunity),
        _day(context, on),
        context.acting_rep(),
    )
    with context.write("opportunity stage", dry_run=dry_run) as db:
        deal = writes.move(db, opportunity_id, to_stage, on=day, today=context.today, by=by)
    _emit(context, deal, [moved(deal, day)], "stage", as_json, dry_run)


@app.command(example='salesops opportunity win "云帆科技 ERP" --amount 48万')
def win(
    ctx: Ctx,
    opportunity: OpportunityArgument,
    amount: Annotated[
        str | None, typer.Option(help=_("What it was won at, if not as expected."), show_default=False)
    ] = None,
    on: OnOption = None,
    number: Annotated[
        str | None, typer.Option(help=_("The number of the contract; one is given."), show_default=False)
    ] = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Win an opportunity: its contract is signed with it."""
    from salesops.core.pipeline.contracts import writes

    context = ctx.obj
    worth, day = parse_money(amount) if amount is not None else None, _day(context, on)
    opportunity_id, by = context.find("opportunity", opportunity), context.acting_rep()
    with context.write("opportunity win", dry_run=dry_run) as db:
        contract = writes.win(
            db, opportunity_id, amount=worth, on=day, number=number, today=context.today, by=by
        )
    emit_done(context, contract, signed(contract), schema="opportunity.win", json=as_json, dry_run=dry_run)


@app.command(example='salesops opportunity lose "云帆科技 ERP" --reason 价格')
def lose(
    ctx: Ctx,
    opportunity: OpportunityArgument,
    reason: Annotated[str, typer.Option(help=_("Why it was lost, in a word or a sentence."))],
    on: OnOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Close an opportunity as lost, with the reason."""
    from salesops.core.pipeline.opportunities import writes

    context = ctx.obj
    opportunity_id, day, by = (
        context.find("opportunity", opportunity),
        _day(context, on),
        context.acting_rep(),
    )
    with context.write("opportunity lose", dry_run=dry_run) as db:
        deal = writes.lose(db, opportunity_id, reason, on=day, today=context.today, by=by)
    _emit(context, deal, [moved(deal, day)], "lose", as_json, dry_run)


@app.command("list", example="salesops opportunity list --all --closing-by this-quarter")
def list_(
    ctx: Ctx,
    stage: Annotated[str | None, typer.Option(help=_("Only this stage."), show_default=False)] = None,
    all_stages: Annotated[bool, typer.Option("--all-stages", help=_("Won and lost ones, too."))] = False,
    customer: Annotated[str | None, typer.Option(help=_("Only this customer's."), show_default=False)] = None,
    closing_by: Annotated[
        str | None,
        typer.Option(help=_("Expected to close by this day, or the end of this period."), show_default=False),
    ] = None,
    everyone: AllOption = False,
    limit: LimitOption = 50,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """List opportunities by the day they are expected to close, with their class and chances as of today."""
    from salesops.core.pipeline.opportunities import reads

    context, output = ctx.obj, Output.of(json=as_json, csv=as_csv)
    wanted_stage = STAGES.parse(stage) if stage is not None else None
    wanted = reads.OpportunityFilter(
        open_only=not (all_stages or wanted_stage),
        stage=wanted_stage,
        owner_id=context.rep_shown(everyone),
        customer_id=context.find_or_none("customer", customer),
        closing_before=_closing_before(context, closing_by),
    )
    with context.read() as db:
        totals = reads.totals(db, wanted)
        found = reads.opportunities(
            db, wanted, today=context.today, limit=limit if output is Output.TABLE else 0
        )
    note = sentences(sums(totals), left_out(totals.count - len(found), "--limit 0"))
    table = Table(columns(), found, empty=_("No opportunities match."), note=note if found else "")
    emit_list(
        context, reads.Opportunity, found, [table], schema="opportunity.list", output=output, totals=totals
    )


@app.command(example='salesops opportunity show "云帆科技 ERP"')
def show(ctx: Ctx, opportunity: OpportunityArgument, as_json: JsonOption = False) -> None:
    """Show an opportunity, how long it was in each stage, and what was said."""
    from salesops.core.pipeline.opportunities import reads

    context = ctx.obj
    opportunity_id = context.find("opportunity", opportunity)
    with context.read() as db:
        found = reads.detail(db, opportunity_id, today=context.today)
    more = [
        Fact(_("Class"), found.class_),
        Fact(_("Probability"), percent(found)),
        Fact(_("Weighted"), format_money(found.weighted) if found.weighted is not None else None),
        Fact(_("Contracts"), ", ".join(found.contracts)),
    ]
    fields = [field for field in FIELDS if field.name != "probability"]
    tables = [facts_table(fields, found, more=more), *history(found.stages, found.touches)]
    emit_report(context, found, tables, schema="opportunity.show", output=Output.of(json=as_json))


add_import(app, "opportunity")


def _facts(
    context: Context,
    texts: Texts,
    close: str | None,
    budget: bool | None,
    decider: bool | None,
    urgent: bool | None,
) -> dict[str, object]:
    """The columns and values that the options stand for."""
    said = dict(texts)
    if close is not None:
        said["expected_close_on"] = close
    if said.get("amount", "").strip().casefold() in in_both("unknown"):
        said["amount"] = ""
    signals = zip(_SIGNALS, (budget, decider, urgent), strict=True)
    return {
        **read_fields(context, FIELDS, said),
        **{name: holds for name, holds in signals if holds is not None},
    }


def _day(context: Context, on: str | None) -> date:
    return context.date(on) if on is not None else context.today


def _closing_before(context: Context, text: str | None) -> date | None:
    """The day after the date or the period that is meant; BadValue for what is neither."""
    if text is None:
        return None
    try:
        return add_days(context.date(text), 1)
    except BadValue:
        return _end_of_period(context, text)


def _end_of_period(context: Context, text: str) -> date:
    try:
        return context.period(text).end
    except BadValue as error:
        raise BadValue(
            _("{text} is neither a date nor a period.").format(text=shown(text)),
            _("Write 2026-12-31, eom or +30d, or 2026-12, 2026-Q4 or this-quarter."),
        ) from error


def _emit(
    context: Context, deal: SavedOpportunity, said: list[str], verb: str, as_json: bool, dry_run: bool
) -> None:
    lines = [*said, *next_contact(deal.next_due_on)]
    emit_done(context, deal, lines, schema=f"opportunity.{verb}", json=as_json, dry_run=dry_run)
