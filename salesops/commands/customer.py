"""`salesops customer`: who the customers are."""

from __future__ import annotations

from typing import Annotated

import typer

from salesops.commands._app import App
from salesops.commands._context import Ctx
from salesops.commands._fields import Fact, Texts, changes, days_said, facts_table, read_fields, with_fields
from salesops.commands._importing import add_import
from salesops.commands._options import (
    AllOption,
    CsvOption,
    DryRunOption,
    ForceOption,
    JsonOption,
    LimitOption,
)
from salesops.commands._output import Output, emit_done, emit_list, emit_report, left_out, print_note
from salesops.commands._phrases import next_contact, people
from salesops.commands._tables import Column, Table
from salesops.core.customers.fields import FIELDS
from salesops.core.customers.rules import SOURCES, TYPES
from salesops.core.i18n import _
from salesops.core.values.money import format_money

app = App("customer", help=_("Customers: who they are."))

CustomerArgument = Annotated[str, typer.Argument(help=_("The customer's name or a part of it, code or id."))]
ContactOption = Annotated[
    str | None, typer.Option("--contact", help=_("A person there, as name/title/phone."), show_default=False)
]


@app.command(
    example='salesops customer add "杭州云帆数据有限公司" --industry 互联网 --budget 5-10万 '
    '--contact "李雷/采购经理/13800138000" --source 转介绍'
)
@with_fields(FIELDS, without=["name"])
def add(
    ctx: Ctx,
    name: Annotated[str, typer.Argument(help=_("The full legal name."))],
    texts: Texts,
    contact: ContactOption = None,
    force: ForceOption = False,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Add a customer, yours unless you name another owner. A name that exists already is refused."""
    from salesops.core.customers import writes
    from salesops.core.customers.rules import parse_contact

    context = ctx.obj
    facts = {"owner_id": context.acting_rep(), **read_fields(context, FIELDS, {"name": name, **texts})}
    person = parse_contact(contact) if contact else None
    with context.write("customer add", dry_run=dry_run) as db:
        customer = writes.add(db, facts, today=context.today, contact=person, force=force)
    message = _("Added customer {name} (id {id}).").format(name=customer.name, id=customer.id)
    lines = [message, *days_said(FIELDS, facts), *next_contact(customer.next_due_on)]
    emit_done(context, customer, lines, schema="customer.add", json=as_json, dry_run=dry_run)
    if facts["owner_id"] is None:
        print_note(_("Nobody owns it: name an --owner, or say who you are with --rep before the command."))


@app.command(example="salesops customer edit 云帆科技 --need-match 5 --depth 核心")
@with_fields(FIELDS)
def edit(
    ctx: Ctx,
    customer: CustomerArgument,
    texts: Texts,
    force: ForceOption = False,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Change what is known of a customer. An empty value ("") empties a field."""
    from salesops.core.customers import writes

    context = ctx.obj
    facts, customer_id = changes(read_fields(context, FIELDS, texts)), context.find("customer", customer)
    with context.write("customer edit", dry_run=dry_run) as db:
        changed = writes.edit(db, customer_id, facts, force=force)
    message = _("Changed customer {name} (id {id}).").format(name=changed.name, id=changed.id)
    emit_done(
        context,
        changed,
        [message, *days_said(FIELDS, facts)],
        schema="customer.edit",
        json=as_json,
        dry_run=dry_run,
    )


@app.command(example="salesops customer archive 蓝海贸易 --dry-run")
def archive(
    ctx: Ctx,
    customer: CustomerArgument,
    back: Annotated[bool, typer.Option("--back", help=_("Take it back into the lists."))] = False,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Take a customer out of every list; nothing is deleted."""
    from salesops.core.customers import writes

    context = ctx.obj
    customer_id = context.find("customer", customer)
    with context.write("customer archive", dry_run=dry_run) as db:
        changed = writes.archive(db, customer_id, on=None if back else context.today)
    said = _("{name} is back in the lists.") if back else _("{name} is archived.")
    emit_done(
        context,
        changed,
        said.format(name=changed.name),
        schema="customer.archive",
        json=as_json,
        dry_run=dry_run,
    )


@app.command("list", example="salesops customer list --grade A --industry 制造业")
def list_(
    ctx: Ctx,
    part: Annotated[str | None, typer.Argument(help=_("A part of the name."))] = None,
    grade: Annotated[str | None, typer.Option(help=_("A, B, C, or none."))] = None,
    type_: Annotated[
        str | None, typer.Option("--type", help=_("potential, active, lost or strategic."))
    ] = None,
    industry: Annotated[str | None, typer.Option()] = None,
    region: Annotated[str | None, typer.Option()] = None,
    source: Annotated[str | None, typer.Option()] = None,
    archived: Annotated[bool, typer.Option("--archived", help=_("Archived ones, too."))] = False,
    everyone: AllOption = False,
    limit: LimitOption = 50,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """List customers, the best first. Options may be combined."""
    from salesops.core.customers import reads
    from salesops.core.values.dates import add_months

    context, output = ctx.obj, Output.of(json=as_json, csv=as_csv)
    filters = _filters(grade=grade, type=type_, industry=industry, region=region, source=source)
    rep_id = context.rep_shown(everyone)
    with context.read() as db:
        found = reads.listed(
            db,
            since=add_months(context.today, -12).isoformat(),
            today=context.today.isoformat(),
            rep_id=rep_id,
            filters=filters,
            part=part,
            archived=archived,
            limit=limit if output is Output.TABLE else 0,
        )
    table = Table(
        _columns(),
        found.customers,
        empty=_("No customers match."),
        note=left_out(found.left_out, "--limit 0"),
    )
    emit_list(context, reads.CustomerLine, found.customers, [table], schema="customer.list", output=output)


@app.command(example="salesops customer show 云帆科技")
def show(ctx: Ctx, customer: CustomerArgument, as_json: JsonOption = False) -> None:
    """Show what is known of a customer and who to talk to."""
    from salesops.core.customers import reads

    context = ctx.obj
    customer_id = context.find("customer", customer)
    with context.read() as db:
        found = reads.one(db, customer_id)
    more = [
        Fact(_("Grade"), found.grade),
        Fact(_("Contracts"), found.contracts or None),
        Fact(_("Revenue so far"), format_money(found.revenue) if found.contracts else None),
        Fact(_("Open opportunities"), format_money(found.open_amount) if found.open_amount else None),
        Fact(_("Last contact"), found.last_touch_on),
        Fact(_("Next contact"), found.next_due_on),
        Fact(_("Held back until"), found.snoozed_until),
        Fact(_("Archived on"), found.archived_on),
    ]
    facts = facts_table(FIELDS, found, more=more)
    contacts = Table(people(), found.contacts, title=_("Contacts"), empty=_("Nobody yet."))
    emit_report(context, found, [facts, contacts], schema="customer.show", output=Output.of(json=as_json))


add_import(app, "customer")


def _filters(**given: str | None) -> dict[str, str]:
    """The filters that were given, as columns and the codes stored in them."""
    filters = {column: text for column, text in given.items() if text is not None}
    for column, codes in (("type", TYPES), ("source", SOURCES)):
        if filters.get(column, "none") != "none":
            filters[column] = codes.parse(filters[column])
    if filters.get("grade", "none") != "none":
        from salesops.core.grading.rules import parse_grade

        filters["grade"] = parse_grade(filters["grade"])
    return filters


def _columns() -> list[Column]:
    return [
        Column(_("Name"), "name", flexible=True),
        Column(_("Grade"), "grade"),
        Column(_("Type"), lambda line: TYPES.label(line.type), wide=True),
        Column(_("Industry"), "industry", flexible=True, wide=True),
        Column(_("Region"), "region", wide=True),
        Column(_("Owner"), "owner"),
        Column(_("12 months"), "revenue_12m"),
        Column(_("Open"), "open_amount", wide=True),
        Column(_("Last contact"), "last_touch_on"),
        Column(_("Next contact"), "next_due_on"),
        Column(_("Id"), "id", wide=True),
    ]
