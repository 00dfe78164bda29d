"""`salesops contact`: the people at a customer."""

from __future__ import annotations

from typing import Annotated

import typer

from salesops.commands._app import App
from salesops.commands._context import Ctx
from salesops.commands._fields import Texts, changes, days_said, read_fields, with_fields
from salesops.commands._options import (
    AllOption,
    CsvOption,
    DryRunOption,
    FormerOption,
    JsonOption,
    LimitOption,
)
from salesops.commands._output import Output, emit_done, emit_list, left_out
from salesops.commands._phrases import people
from salesops.commands._tables import Column, Table
from salesops.core.customers.fields import CONTACT_FIELDS
from salesops.core.i18n import _

app = App("contact", help=_("The people at a customer."))

CustomerArgument = Annotated[str, typer.Argument(help=_("The customer's name or a part of it, code or id."))]


@app.command(example='salesops contact add 云帆科技 "韩梅梅" --title 财务总监 --decision-role 决策者')
@with_fields(CONTACT_FIELDS, without=["name"])
def add(
    ctx: Ctx,
    customer: CustomerArgument,
    name: Annotated[str, typer.Argument(help=_("The person's name."))],
    texts: Texts,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Add a person at a customer."""
    from salesops.core.customers import writes

    context = ctx.obj
    facts = read_fields(context, CONTACT_FIELDS, {"name": name, **texts})
    customer_id = context.find("customer", customer)
    with context.write("contact add", dry_run=dry_run) as db:
        added = writes.add_contact(db, customer_id, facts)
    message = _("Added {name} (contact id {id}).").format(name=added.name, id=added.id)
    emit_done(
        context,
        added,
        [message, *days_said(CONTACT_FIELDS, facts)],
        schema="contact.add",
        json=as_json,
        dry_run=dry_run,
    )


@app.command(example="salesops contact edit 李雷 --phone 13900139000")
@with_fields(CONTACT_FIELDS)
def edit(
    ctx: Ctx,
    contact: Annotated[str, typer.Argument(help=_("The person's name or a part of it, code or id."))],
    texts: Texts,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Change what is known of a person. An empty value ("") empties a field."""
    from salesops.core.customers import writes

    context = ctx.obj
    facts = changes(read_fields(context, CONTACT_FIELDS, texts))
    contact_id = context.find("contact", contact)
    with context.write("contact edit", dry_run=dry_run) as db:
        changed = writes.edit_contact(db, contact_id, facts)
    message = _("Changed {name} (contact id {id}).").format(name=changed.name, id=changed.id)
    emit_done(
        context,
        changed,
        [message, *days_said(CONTACT_FIELDS, facts)],
        schema="contact.edit",
        json=as_json,
        dry_run=dry_run,
    )


@app.command("list", example="salesops contact list 云帆科技")
def list_(
    ctx: Ctx,
    customer: Annotated[str | None, typer.Argument(help=_("Only the people at this customer."))] = None,
    former: FormerOption = False,
    everyone: AllOption = False,
    limit: LimitOption = 50,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """List the people at your customers."""
    from salesops.core.customers import reads

    context, output = ctx.obj, Output.of(json=as_json, csv=as_csv)
    customer_id = context.find_or_none("customer", customer)
    rep_id = None if customer_id else context.rep_shown(everyone)
    shown = limit if output is Output.TABLE else 0
    with context.read() as db:
        found = reads.contacts(db, customer_id=customer_id, rep_id=rep_id, former=former, limit=shown)
        count = reads.count_contacts(db, customer_id=customer_id, rep_id=rep_id, former=former)
    columns = [*([] if customer_id else [Column(_("Customer"), "customer", flexible=True)]), *people()]
    empty = _("Nobody yet: `salesops contact add CUSTOMER NAME`.")
    table = Table(columns, found, empty=empty, note=left_out(count - len(found), "--limit 0"))
    emit_list(context, reads.Contact, found, [table], schema="contact.list", output=output)
