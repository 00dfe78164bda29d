"""`salesops contract`: deals that were signed."""

from __future__ import annotations

from typing import Annotated

import typer

from salesops.commands._app import App
from salesops.commands._context import Context
from salesops.commands._fields import Texts, changes, days_given, facts_block, field_options, read_fields
from salesops.commands._formats import LIST
from salesops.commands._importing import add_import
from salesops.commands._offers import named
from salesops.commands._options import (
    AgainOption,
    AllOption,
    CustomerArgument,
    limit_option,
    record_argument,
    record_option,
    text_option,
)
from salesops.commands._output import left_out
from salesops.commands._pages import Column, Fact, Page, Table
from salesops.commands._phrases import sentences
from salesops.commands._results import Done, Listing, Report
from salesops.commands.views.pipeline import signed
from salesops.core.i18n import _, ngettext
from salesops.core.pipeline.contracts import reads
from salesops.core.pipeline.contracts.fields import FIELDS
from salesops.core.values.money import format_money, parse_money

app = App("contract", help=_("Deals that were signed."))

LegalOption = Annotated[
    bool | None, typer.Option("--legal-approved", help=_("Legal has approved it."), show_default=False)
]
ManagerOption = Annotated[
    bool | None,
    typer.Option("--manager-approved", help=_("The manager has approved it."), show_default=False),
]
ContractArgument = Annotated[
    int, record_argument("contract", _("The contract's number or a part of it, or id."))
]
CustomerOption = Annotated[int | None, record_option("customer", "--customer", _("Only this customer's."))]
_OWN_APPROVALS = ("legal_approved", "manager_approved")
_OWN_OPTIONS = ("code", "customer", "opportunity", "amount", *_OWN_APPROVALS)


@app.writes(example="salesops contract add 明辉制造 --amount 12万 --product ERP --signed today")
def add(
    context: Context,
    customer: CustomerArgument,
    amount: Annotated[str, typer.Option(help=_("What it is worth."))],
    texts: Annotated[Texts, field_options(FIELDS, without=_OWN_OPTIONS)],
    number: Annotated[str | None, text_option("--number", _("Its number; one is given."))] = None,
    opportunity: Annotated[
        str | None,
        typer.Option(help=_("The customer's opportunity that it wins."), show_default=False),
        named("opportunity"),
    ] = None,
    legal_approved: LegalOption = None,
    manager_approved: ManagerOption = None,
    force: AgainOption = False,
) -> Done:
    """Add a contract, signed today unless told. It counts for who owns the deal, unless you name another rep."""
    from salesops.core.pipeline.signing import writes

    by = context.acting_rep()
    facts = {
        "code": number,
        "customer_id": customer,
        "opportunity_id": context.find_or_none(
            "opportunity", opportunity or None, within=("customer_id", customer)
        ),
        "amount": parse_money(amount),
        "legal_approved": legal_approved,
        "manager_approved": manager_approved,
        **read_fields(context, FIELDS, texts),
    }
    with context.write() as db:
        contract = writes.add(db, facts, today=context.today, by=by, force=force)
    days = days_given([field for field in FIELDS if field.name != "signed_on"], facts)
    return Done(contract, [*signed(contract), *days])


@app.writes(example="salesops contract edit HT-2026-0001 --amount 12万 --signed 2026-11-16")
def edit(
    context: Context,
    contract: ContractArgument,
    texts: Annotated[Texts, field_options(FIELDS, without=("code", *_OWN_APPROVALS))],
    number: Annotated[str | None, text_option("--number", _("Its number."), filled=True)] = None,
    legal_approved: LegalOption = None,
    manager_approved: ManagerOption = None,
) -> Done:
    """Correct a contract. The deal that it won goes along; what months and targets gain or lose is told."""
    from salesops.commands.views import corrections
    from salesops.core.pipeline.signing import corrections as writes

    own = {"code": number, "legal_approved": legal_approved, "manager_approved": manager_approved}
    given = {name: value for name, value in own.items() if value is not None}
    facts = changes(read_fields(context, FIELDS, texts) | given)
    by = context.acting_rep()
    with context.write() as db, corrections.watching(db, [contract]) as effects:
        done = writes.edit(db, contract, facts, today=context.today, by=by)
    return corrections.edited(done, effects)


@app.writes(example="salesops contract void HT-2026-0001 --reason 录错客户")
def void(
    context: Context,
    contract: ContractArgument,
    reason: Annotated[str, text_option("--reason", _("Why it is void."), filled=True)],
) -> Done:
    """Make a contract void: it counts nowhere and stays readable. A deal that it alone won is open again."""
    from salesops.commands.views import corrections
    from salesops.core.pipeline.signing import corrections as writes

    by = context.acting_rep()
    with context.write() as db, corrections.watching(db, [contract]) as effects:
        done = writes.void(db, contract, reason, today=context.today, by=by)
    return corrections.voided(done, effects)


@app.reads("list", example="salesops contract list --all --period this-year", formats=LIST)
def list_(
    context: Context,
    customer: CustomerOption,
    period: Annotated[
        str | None, typer.Option(help=_("Only those signed in this period."), show_default=False)
    ] = None,
    void: Annotated[bool, typer.Option("--void", help=_("Void ones instead."))] = False,
    everyone: AllOption = False,
    *,
    limit: Annotated[int, limit_option(50)],
) -> Listing:
    """List contracts, the latest first, and what they are worth together."""
    wanted = reads.ContractFilter(
        customer_id=customer,
        rep_id=context.rep_shown(everyone),
        period=context.period(period) if period is not None else None,
        void=void,
    )
    totals = reads.totals(context.db, wanted)
    more = max(totals.count - limit, 0) if limit else 0

    def view(contracts: list[reads.Contract]) -> Page:
        note = sentences(_sums(totals), left_out(more)) if contracts else ""
        return Page([Table(_columns(), contracts, empty=_("No contracts match."), note=note)])

    contracts = reads.contracts(context.db, wanted, limit=limit)
    return Listing(reads.Contract, contracts, view, more, {"totals": totals}, fields=FIELDS)


@app.reads(example="salesops contract show 1")
def show(context: Context, contract: ContractArgument) -> Report:
    """Show what is known of a contract."""
    return Report(reads.contract(context.db, contract), _page)


add_import(app, "contract")


def _page(contract: reads.Contract) -> Page:
    more = [Fact(_("Id"), contract.id)]
    return Page([facts_block(reads.SHOWN, contract, title=contract.number, more=more)])


def _sums(totals: reads.ContractTotals) -> str:
    sentence = ngettext("{count} contract, {amount}.", "{count} contracts, {amount} together.", totals.count)
    return sentence.format(count=totals.count, amount=format_money(totals.amount))


def _columns() -> list[Column]:
    return [
        Column(_("Number"), "number"),
        Column(_("Customer"), "customer", flexible=True),
        Column(_("Amount"), "amount"),
        Column(_("Signed on"), "signed_on"),
        Column(_("Signed by"), "rep"),
        Column(_("Product"), "product"),
        Column(_("Region"), "region"),
        Column(_("Opportunity"), "opportunity", flexible=True),
        Column(_("Void since"), "void_on"),
        Column(_("Void because"), "void_reason", flexible=True),
    ]
