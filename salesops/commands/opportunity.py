"""`salesops opportunity`: deals that may come."""

from __future__ import annotations

from typing import Annotated

import typer

from salesops.commands import _opportunity_stages as stages
from salesops.commands._app import App
from salesops.commands._context import Context
from salesops.commands._fields import Texts, changes, days_given, field_options, read_fields
from salesops.commands._formats import LIST
from salesops.commands._importing import add_import
from salesops.commands._offers import coded
from salesops.commands._opportunity_stages import OpportunityArgument
from salesops.commands._options import (
    AgainOption,
    AllOption,
    CustomerArgument,
    limit_option,
    record_option,
)
from salesops.commands._output import left_out
from salesops.commands._pages import Page, Table
from salesops.commands._phrases import next_contact, sentences
from salesops.commands._results import Done, Listing, Report
from salesops.commands.views.pipeline import closing_before, columns, detail_page, sums
from salesops.core.i18n import _, in_both
from salesops.core.pipeline.opportunities.fields import FIELDS
from salesops.core.pipeline.stages.rules import STAGES

app = App("opportunity", help=_("Deals that may come."))

CustomerOption = Annotated[int | None, record_option("customer", "--customer", _("Only this customer's."))]
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
WithContractOption = Annotated[
    bool | None,
    typer.Option(
        "--with-contract/--keep-contract",
        help=_("Correct what was signed for it, too: amount, product, region."),
        show_default=False,
    ),
]
_SIGNALS = ("budget_confirmed", "decider_known", "urgent")
_OWN_OPTIONS = ("customer", "expected_close_on", *_SIGNALS, "closed_on")


@app.writes(
    example="salesops opportunity add 云帆科技 --product CRM --amount 30万 --close +2m --urgent --stage 需求分析中"
)
def add(
    context: Context,
    customer: CustomerArgument,
    texts: Annotated[Texts, field_options(FIELDS, without=[*_OWN_OPTIONS, "lost_reason"])],
    close: CloseOption = None,
    budget_confirmed: BudgetOption = None,
    decider_known: DeciderOption = None,
    urgent: UrgentOption = None,
    force: AgainOption = False,
) -> Done:
    """Add an opportunity, named after customer and product and yours unless told. Unknown is not 0: leave it out."""
    from salesops.core.pipeline.opportunities import writes

    facts = _facts(context, texts, close, budget_confirmed, decider_known, urgent)
    facts["customer_id"], by = customer, context.acting_rep()
    with context.write() as db:
        deal = writes.add(db, facts, today=context.today, by=by, force=force)
    message = _("Added opportunity {name} (id {id}).").format(name=deal.name, id=deal.id)
    return Done(deal, [message, *days_given(FIELDS, facts), *next_contact(deal.next_due_on)])


@app.writes(example='salesops opportunity edit "云帆科技 ERP" --amount 50万 --close eoq --decider-known')
def edit(
    context: Context,
    opportunity: OpportunityArgument,
    texts: Annotated[Texts, field_options(FIELDS, without=[*_OWN_OPTIONS, "stage"])],
    close: CloseOption = None,
    budget_confirmed: BudgetOption = None,
    decider_known: DeciderOption = None,
    urgent: UrgentOption = None,
    with_contract: WithContractOption = None,
) -> Done:
    """Change what is known of an opportunity. An empty value ("") empties a field, as does --amount unknown."""
    from salesops.commands.views import corrections
    from salesops.core.pipeline.signing import corrections as writes

    facts = changes(_facts(context, texts, close, budget_confirmed, decider_known, urgent))
    by, signed = context.acting_rep(), writes.goes_along(context.db, opportunity, facts)
    along = corrections.along(context, signed, with_contract)
    with context.write() as db, corrections.watching(db, [contract.id for contract in signed]) as effects:
        done = writes.edit_deal(db, opportunity, facts, with_contract=along, today=context.today, by=by)
    return corrections.deal_edited(done, effects, [] if along else signed)


app.entries |= stages.app.entries


@app.reads("list", example="salesops opportunity list --all --closing-by this-quarter", formats=LIST)
def list_(
    context: Context,
    stage: Annotated[
        str | None, typer.Option(help=_("Only this stage."), show_default=False), coded(STAGES)
    ] = None,
    all_stages: Annotated[bool, typer.Option("--all-stages", help=_("Won and lost ones, too."))] = False,
    *,
    customer: CustomerOption,
    closing_by: Annotated[
        str | None,
        typer.Option(help=_("Expected to close by this day, or the end of this period."), show_default=False),
    ] = None,
    everyone: AllOption = False,
    limit: Annotated[int, limit_option(50)],
) -> Listing:
    """List opportunities by the day they are expected to close, with their class and chances as of today."""
    from salesops.core.pipeline.opportunities import reads

    wanted_stage = STAGES.parse(stage) if stage is not None else None
    wanted = reads.OpportunityFilter(
        open_only=not (all_stages or wanted_stage),
        stage=wanted_stage,
        owner_id=context.rep_shown(everyone),
        customer_id=customer,
        closing_before=closing_before(context, closing_by),
    )
    totals = reads.totals(context.db, wanted)
    more = max(totals.count - limit, 0) if limit else 0

    def view(deals: list[reads.Opportunity]) -> Page:
        note = sentences(sums(totals), left_out(more)) if deals else ""
        return Page([Table(columns(deals), deals, empty=_("No opportunities match."), note=note)])

    deals = reads.opportunities(context.db, wanted, today=context.today, limit=limit)
    return Listing(reads.Opportunity, deals, view, more, {"totals": totals}, fields=FIELDS)


@app.reads(example='salesops opportunity show "云帆科技 ERP"')
def show(context: Context, opportunity: OpportunityArgument) -> Report:
    """Show an opportunity, how long it was in each stage, and what was said."""
    from salesops.core.pipeline.opportunities import reads

    return Report(reads.detail(context.db, opportunity, today=context.today), detail_page)


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
    given = dict(texts)
    if close is not None:
        given["expected_close_on"] = close
    if given.get("amount", "").strip().casefold() in in_both("unknown"):
        given["amount"] = ""
    signals = zip(_SIGNALS, (budget, decider, urgent), strict=True)
    return {
        **read_fields(context, FIELDS, given),
        **{name: holds for name, holds in signals if holds is not None},
    }
