"""`salesops rep`: the sales team."""

from __future__ import annotations

from typing import Annotated

import typer

from salesops.commands._app import App
from salesops.commands._context import Ctx
from salesops.commands._fields import Fact, Texts, changes, days_said, facts_table, read_fields, with_fields
from salesops.commands._importing import add_import
from salesops.commands._options import CsvOption, DryRunOption, ForceOption, FormerOption, JsonOption
from salesops.commands._output import Output, emit_done, emit_list, emit_report
from salesops.commands._tables import Column, Table
from salesops.core.i18n import _
from salesops.core.team.fields import FIELDS
from salesops.core.team.rules import ROLES

app = App("rep", help=_("The sales team."))

RepArgument = Annotated[str, typer.Argument(help=_("The rep's name, code or id."))]


@app.command(example="salesops rep add 陈晨 --team 华东 --region 浙江")
@with_fields(FIELDS, without=["name"])
def add(
    ctx: Ctx,
    name: Annotated[str, typer.Argument(help=_("The rep's name."))],
    texts: Texts,
    force: ForceOption = False,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Add somebody to the team."""
    from salesops.core.team import writes

    context = ctx.obj
    facts = read_fields(context, FIELDS, {"name": name, **texts})
    with context.write("rep add", dry_run=dry_run) as db:
        rep = writes.add(db, facts, force=force)
    message = _("Added {name} to the team (id {id}).").format(name=rep.name, id=rep.id)
    emit_done(
        context, rep, [message, *days_said(FIELDS, facts)], schema="rep.add", json=as_json, dry_run=dry_run
    )


@app.command(example="salesops rep edit 王芳 --senior yes --ability 1.2")
@with_fields(FIELDS)
def edit(
    ctx: Ctx, rep: RepArgument, texts: Texts, dry_run: DryRunOption = False, as_json: JsonOption = False
) -> None:
    """Change what is known of a rep. An empty value ("") empties a field."""
    from salesops.core.team import writes

    context = ctx.obj
    facts, rep_id = changes(read_fields(context, FIELDS, texts)), context.find("rep", rep)
    with context.write("rep edit", dry_run=dry_run) as db:
        changed = writes.edit(db, rep_id, facts)
    message = _("Changed {name} (id {id}).").format(name=changed.name, id=changed.id)
    emit_done(
        context,
        changed,
        [message, *days_said(FIELDS, facts)],
        schema="rep.edit",
        json=as_json,
        dry_run=dry_run,
    )


@app.command("list", example="salesops rep list")
def list_(
    ctx: Ctx, former: FormerOption = False, as_json: JsonOption = False, as_csv: CsvOption = False
) -> None:
    """List the team."""
    from salesops.core.team import reads

    context = ctx.obj
    with context.read() as db:
        reps = reads.listed(db, today=context.today, everyone=former)
    columns = [
        Column(_("Id"), "id"),
        Column(_("Name"), "name"),
        Column(_("Code"), "code"),
        Column(_("Role"), lambda rep: ROLES.label(rep.role)),
        Column(_("Team"), "team"),
        Column(_("Region"), "region"),
        Column(_("Manager"), "manager"),
        Column(_("Customers"), "customers"),
    ]
    table = Table(columns, reps, empty=_("Nobody is in the team yet: `salesops rep add NAME`."))
    emit_list(
        context, reads.Rep, reps, [table], schema="rep.list", output=Output.of(json=as_json, csv=as_csv)
    )


@app.command(example="salesops rep show 王芳")
def show(ctx: Ctx, rep: RepArgument, as_json: JsonOption = False) -> None:
    """Show what is known of a rep."""
    from salesops.core.team import reads

    context = ctx.obj
    rep_id = context.find("rep", rep)
    with context.read() as db:
        found = reads.one(db, rep_id)
    table = facts_table(FIELDS, found, more=[Fact(_("Customers"), found.customers)])
    emit_report(context, found, [table], schema="rep.show", output=Output.of(json=as_json))


add_import(app, "rep")
