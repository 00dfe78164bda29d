"""`salesops opportunity`: deals that may come."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from salesops.commands._app import App
from salesops.commands._context import Context
from salesops.commands._fields import Texts, changes, days_given, field_options, read_fields
from salesops.commands._formats import LIST
from salesops.commands._importing import add_import
from salesops.commands._offers import coded
from salesops.commands._options import (
    AgainOption,
    AllOption,
    CustomerArgument,
    day_option,
    limit_option,
    record_argument,
    record_option,
    text_option,
)
from salesops.commands._output import left_out
from salesops.commands._pages import Page, Table
from salesops.commands._phrases import next_contact, sentences
from salesops.commands._results import Done, Listing, Report
from salesops.commands.views.pipeline import closing_before, columns, detail_page, moved, signed, sums
from salesops.core.i18n import _, in_both
from salesops.core.pipeline.opportunities.fields import FIELDS
from salesops.core.pipeline.stages.rules import STAGES
from salesops.core.values.dates import Toward
from salesops.core.values.money import parse_money

if TYPE_CHECKING:
    from salesops.core.pipeline.opportunities.writes import SavedOpportunity

app = App("opportunity", help=_("Deals that may come."))

OpportunityArgument = Annotated[
    int, record_argument("opportunity", _("The opportunity's name or a part of it, code or id."))
]
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
OnOption = Annotated[
    date | None, day_option("--on", _("The day it happened; today unless told."), Toward.PAST)
]
WithContractOption = Annotated[
    bool | None,
    typer.Option(
        "--with-contract/--keep-contract",
        help=_("Correct what was signed for it, too: amount, product, region."),
        show_default=False,
    ),
]
VoidContractOption = Annotated[
    bool | None,
    typer.Option(
        "--void-contract/--keep-contract",
        help=_("What becomes of the contract that was signed for it."),
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
    return _done(deal, message, *days_given(FIELDS, facts))


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
    with context.write() as db, corrections.watching(db, [each.id for each in signed]) as effects:
        done = writes.edit_deal(db, opportunity, facts, with_contract=along, today=context.today, by=by)
    return corrections.deal_edited(done, effects, [] if along else signed)


@app.writes(example='salesops opportunity reopen "西溪餐饮 CRM" --stage 商务谈判')
def reopen(
    context: Context,
    opportunity: OpportunityArgument,
    stage: Annotated[
        str | None, typer.Option(help=_("The stage it is in now; the last one it had."), show_default=False)
    ] = None,
    void_contract: VoidContractOption = None,
    reason: Annotated[str | None, text_option("--reason", _("Why its contract is void."))] = None,
) -> Done:
    """Open a won or lost opportunity again. What was signed for it is void, or stands by itself: say which."""
    from salesops.commands.views import corrections
    from salesops.core.pipeline.contracts.reads import signed_for
    from salesops.core.pipeline.signing import corrections as writes

    to_stage = _open_stage(stage) if stage is not None else None
    void_because = corrections.fate(context, opportunity, void_contract, reason)
    by, signed = context.acting_rep(), [each.id for each in signed_for(context.db, opportunity)]
    with context.write() as db, corrections.watching(db, signed) as effects:
        done = writes.reopen(
            db, opportunity, to_stage, void_because=void_because, keep_contracts=void_contract is False,
            today=context.today, by=by,
        )  # fmt: skip
    return corrections.reopened(done, effects)


@app.writes(example='salesops opportunity stage "云帆科技 ERP" 商务谈判')
def stage(
    context: Context,
    opportunity: OpportunityArgument,
    stage: Annotated[str, typer.Argument(help=_(", ").join(map(STAGES.label, STAGES.codes))), coded(STAGES)],
    *,
    on: OnOption,
) -> Done:
    """Put an opportunity into another stage. Stages may be skipped and stepped back; a lost one is open again."""
    from salesops.core.pipeline.opportunities import writes

    to_stage = _open_stage(stage)
    day, by = on or context.today, context.acting_rep()
    with context.write() as db:
        deal = writes.move(db, opportunity, to_stage, on=day, today=context.today, by=by)
    return _done(deal, moved(deal, day))


@app.writes(example='salesops opportunity win "云帆科技 ERP" --amount 48万')
def win(
    context: Context,
    opportunity: OpportunityArgument,
    amount: Annotated[
        str | None, typer.Option(help=_("What it was won at, if not as expected."), show_default=False)
    ] = None,
    *,
    on: OnOption,
    number: Annotated[
        str | None, text_option("--number", _("The number of the contract; one is given."))
    ] = None,
) -> Done:
    """Win an opportunity: its contract is signed with it."""
    from salesops.core.pipeline.signing import writes

    worth, day = parse_money(amount) if amount is not None else None, on or context.today
    by = context.acting_rep()
    with context.write() as db:
        contract = writes.win(
            db, opportunity, amount=worth, on=day, number=number, today=context.today, by=by
        )
    return Done(contract, signed(contract))


@app.writes(example='salesops opportunity lose "云帆科技 ERP" --reason 价格')
def lose(
    context: Context,
    opportunity: OpportunityArgument,
    reason: Annotated[
        str, text_option("--reason", _("Why it was lost, in a word or a sentence."), filled=True)
    ],
    *,
    on: OnOption,
) -> Done:
    """Close an opportunity as lost, with the reason."""
    from salesops.core.pipeline.opportunities import writes

    day, by = on or context.today, context.acting_rep()
    with context.write() as db:
        deal = writes.lose(db, opportunity, reason, on=day, today=context.today, by=by)
    return _done(deal, moved(deal, day))


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
    return Listing(reads.Opportunity, deals, view, more, {"totals": totals})


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


def _open_stage(text: str) -> str:
    """The code of an open stage. BadValue for won and lost."""
    from salesops.core.pipeline.stages.rules import check_open

    stage = STAGES.parse(text)
    check_open(stage)
    return stage


def _done(deal: SavedOpportunity, *lines: str) -> Done:
    return Done(deal, [*lines, *next_contact(deal.next_due_on)])
