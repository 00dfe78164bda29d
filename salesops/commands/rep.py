"""`salesops rep`: the sales team."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from salesops.commands._app import App
from salesops.commands._context import Context
from salesops.commands._fields import Texts, changes, days_given, facts_block, field_options, read_fields
from salesops.commands._formats import LIST
from salesops.commands._importing import add_import
from salesops.commands._options import ForceOption, FormerOption, day_option, record_argument, record_option
from salesops.commands._pages import Column, Fact, Page, Table
from salesops.commands._results import Done, Listing, Report
from salesops.core.i18n import _
from salesops.core.team.fields import FIELDS
from salesops.core.team.rules import ROLES
from salesops.core.values.dates import Toward

if TYPE_CHECKING:
    from salesops.core.team.reads import Rep

app = App("rep", help=_("The sales team."))

RepArgument = Annotated[int, record_argument("rep", _("The rep's name, code or id."))]


@app.writes(example="salesops rep add 陈晨 --team 华东 --region 浙江")
def add(
    context: Context,
    name: Annotated[str, typer.Argument(help=_("The rep's name."))],
    texts: Annotated[Texts, field_options(FIELDS, without=["name"])],
    force: ForceOption = False,
) -> Done:
    """Add somebody to the team."""
    from salesops.core.team import writes

    facts = read_fields(context, FIELDS, {"name": name, **texts})
    with context.write() as db:
        rep = writes.add(db, facts, force=force)
    message = _("Added {name} to the team (id {id}).").format(name=rep.name, id=rep.id)
    return Done(rep, [message, *days_given(FIELDS, facts)])


@app.writes(example="salesops rep edit 王芳 --senior yes --ability 1.2")
def edit(context: Context, rep: RepArgument, texts: Annotated[Texts, field_options(FIELDS)]) -> Done:
    """Change what is known of a rep. An empty value ("") empties a field."""
    from salesops.commands.views import leaving
    from salesops.commands.views.changes import changes as changed_fields
    from salesops.commands.views.changes import corrected
    from salesops.core.customers import dependents
    from salesops.core.team import reads, writes

    facts = changes(read_fields(context, FIELDS, texts))
    with context.write() as db:
        before = reads.one(db, rep)
        changed = writes.edit(db, rep, facts)
        after, held = reads.one(db, rep), dependents.of_rep(db, rep)
    message = _("Changed {name} (id {id}).").format(name=changed.name, id=changed.id)
    notes = leaving.left_behind(changed.name, held) if facts.get("left_on") else []
    return corrected(changed, changed_fields("rep", FIELDS, before, after), message, notes=notes)


@app.writes(example="salesops rep leave 李娜 --to 王芳 --dry-run")
def leave(
    context: Context,
    rep: RepArgument,
    *,
    on: Annotated[date | None, day_option("--on", _("The last day; today unless told."), Toward.PAST)],
    to: Annotated[
        int | None, record_option("rep", "--to", _("Who gets their customers, open deals and plans."))
    ],
) -> Done:
    """Let a rep leave the team. What they hold is told, or handed over as a whole."""
    from salesops.commands.views import leaving
    from salesops.core.pipeline.handover import writes

    by = context.acting_rep()
    with context.write() as db:
        left = writes.leave(db, rep, on=on or context.today, to=to, today=context.today, by=by)
    return leaving.left(left)


@app.reads("list", example="salesops rep list", formats=LIST)
def list_(context: Context, former: FormerOption = False) -> Listing:
    """List the team."""
    from salesops.core.team import reads

    reps = reads.listed(context.db, today=context.today, everyone=former)
    return Listing(reads.Rep, reps, _list_page, fields=FIELDS)


@app.reads(example="salesops rep show 王芳")
def show(context: Context, rep: RepArgument) -> Report:
    """Show what is known of a rep."""
    from salesops.core.team import reads

    return Report(reads.one(context.db, rep), _page)


add_import(app, "rep")


def _list_page(reps: list[Rep]) -> Page:
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
    return Page([Table(columns, reps, empty=_("Nobody is in the team yet: `salesops rep add NAME`."))])


def _page(rep: Rep) -> Page:
    return Page([facts_block(FIELDS, rep, more=[Fact(_("Customers"), rep.customers)])])
