"""`salesops contract`: deals that were signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

from salesops.commands._app import App
from salesops.commands._context import Ctx
from salesops.commands._fields import Fact, Texts, facts_table, read_fields, with_fields
from salesops.commands._importing import add_import
from salesops.commands._options import AllOption, CsvOption, DryRunOption, JsonOption, LimitOption
from salesops.commands._output import Output, emit_done, emit_list, emit_report, left_out
from salesops.commands._phrases import sentences
from salesops.commands._tables import Column, Table
from salesops.commands.views.pipeline import signed
from salesops.core.i18n import _, ngettext
from salesops.core.pipeline.contracts import reads
from salesops.core.pipeline.contracts.fields import FIELDS
from salesops.core.pipeline.contracts.rules import rounded
from salesops.core.values.money import Money, format_money, parse_money

app = App("contract", help=_("Deals that were signed."))

LegalOption = Annotated[
    bool | None, typer.Option("--legal-approved", help=_("Legal has approved it."), show_default=False)
]
ManagerOption = Annotated[
    bool | None,
    typer.Option("--manager-approved", help=_("The manager has approved it."), show_default=False),
]
_OWN_OPTIONS = ("code", "customer", "opportunity", "amount", "legal_approved", "manager_approved")


@app.command(example="salesops contract add 明辉制造 --amount 12万 --product ERP --signed today")
@with_fields(FIELDS, without=_OWN_OPTIONS)
def add(
    ctx: Ctx,
    customer: Annotated[str, typer.Argument(help=_("The customer's name or a part of it, code or id."))],
    amount: Annotated[str, typer.Option(help=_("What it is worth."))],
    texts: Texts,
    number: Annotated[
        str | None, typer.Option(help=_("Its number; one is given."), show_default=False)
    ] = None,
    opportunity: Annotated[
        str | None, typer.Option(help=_("The customer's opportunity that it wins."), show_default=False)
    ] = None,
    legal_approved: LegalOption = None,
    manager_approved: ManagerOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Add a contract, signed today unless told. It counts for who owns the deal, unless you name another rep."""
    from salesops.core.pipeline.contracts import writes

    context = ctx.obj
    customer_id, by = context.find("customer", customer), context.acting_rep()
    within = ("customer_id", customer_id)
    facts = {
        "code": number,
        "customer_id": customer_id,
        "opportunity_id": context.find("opportunity", opportunity, within=within) if opportunity else None,
        "amount": parse_money(amount),
        "legal_approved": legal_approved,
        "manager_approved": manager_approved,
        **read_fields(context, FIELDS, texts),
    }
    with context.write("contract add", dry_run=dry_run) as db:
        contract = writes.add(db, facts, today=context.today, by=by)
    emit_done(context, contract, signed(contract), schema="contract.add", json=as_json, dry_run=dry_run)


@app.command("list", example="salesops contract list --all --period this-year")
def list_(
    ctx: Ctx,
    customer: Annotated[str | None, typer.Option(help=_("Only this customer's."), show_default=False)] = None,
    period: Annotated[
        str | None, typer.Option(help=_("Only those signed in this period."), show_default=False)
    ] = None,
    everyone: AllOption = False,
    limit: LimitOption = 50,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """List contracts, the latest first, and what they are worth together."""
    context, output = ctx.obj, Output.of(json=as_json, csv=as_csv)
    wanted = reads.ContractFilter(
        customer_id=context.find_or_none("customer", customer),
        rep_id=context.rep_shown(everyone),
        period=context.period(period) if period is not None else None,
    )
    with context.read() as db:
        found = reads.contracts(db, wanted, limit=limit if output is Output.TABLE else 0)
        totals = reads.totals(db, wanted)
    note = sentences(_sums(totals), left_out(totals.count - len(found), "--limit 0"))
    lines = [_Line.of(one) for one in found]
    table = Table(_columns(), lines, empty=_("No contracts match."), note=note if found else "")
    emit_list(context, reads.Contract, found, [table], schema="contract.list", output=output, totals=totals)


@app.command(example="salesops contract show 1")
def show(
    ctx: Ctx,
    contract: Annotated[str, typer.Argument(help=_("The contract's number or a part of it, or id."))],
    as_json: JsonOption = False,
) -> None:
    """Show what is known of a contract."""
    context = ctx.obj
    contract_id = context.find("contract", contract)
    with context.read() as db:
        found = reads.contract(db, contract_id)
    fields = [field for field in FIELDS if field.name != "code"]
    table = facts_table(fields, _Line.of(found), title=found.number, more=[Fact(_("Id"), found.id)])
    emit_report(context, found, [table], schema="contract.show", output=Output.of(json=as_json))


add_import(app, "contract")


@dataclass(frozen=True)
class _Line(reads.Contract):
    """A contract as people see it: the amount rounded to the cent."""

    amount: Money

    @classmethod
    def of(cls, contract: reads.Contract) -> _Line:
        return cls(**{**vars(contract), "amount": rounded(contract.amount)})


def _sums(totals: reads.ContractTotals) -> str:
    said = ngettext("{count} contract, {amount}.", "{count} contracts, {amount} together.", totals.count)
    return said.format(count=totals.count, amount=format_money(totals.amount))


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
    ]
