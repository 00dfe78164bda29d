"""`salesops policy`: the team's rules as one document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from salesops.commands._app import App
from salesops.commands._context import Ctx
from salesops.commands._options import CsvOption, DryRunOption, JsonOption
from salesops.commands._output import Output, emit_done, emit_list
from salesops.commands._tables import Column, Table
from salesops.core.errors import BadData
from salesops.core.i18n import _, ngettext

app = App("policy", help=_("The team's rules: weights, bands, cadences."))

FileArgument = Annotated[Path, typer.Argument(help=_("The document, as `policy show` prints it."))]


@app.command(example="salesops policy show")
def show(
    ctx: Ctx,
    version: Annotated[int | None, typer.Option(help=_("An earlier one, by its number."))] = None,
    built_in: Annotated[
        bool, typer.Option("--built-in", help=_("The one that came with the program."))
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Print the policy that holds as a document to edit: `policy show > rules.toml`."""
    from salesops.core.policy import reads

    context = ctx.obj
    with context.read() as db:
        found = reads.built_in() if built_in else reads.shown(db, version)
    emit_done(context, found, found.document.rstrip().split("\n"), schema="policy.show", json=as_json)


@app.command(example="salesops policy check")
def check(
    ctx: Ctx,
    file: Annotated[
        Path | None, typer.Argument(help=_("The document; the policy that holds unless given."))
    ] = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Find every mistake in a policy document before it is applied; exit status 3 if there is one."""
    from salesops.core.policy import document, reads

    context, output = ctx.obj, Output.of(json=as_json, csv=as_csv)
    if file is None:
        with context.read() as db:
            text, name = reads.shown(db).document, _("The policy that holds")
    else:
        text, name = document.read(file), str(file)
    problems = document.check(text)[1]
    columns = [Column(_("Key"), "key", flexible=True), Column(_("Problem"), "problem", flexible=True)]
    table = Table(columns, problems, empty=_("{file} is in order.").format(file=name))
    emit_list(context, document.Problem, problems, [table], schema="policy.check", output=output)
    if problems:
        said = ngettext("{file} has {count} mistake.", "{file} has {count} mistakes.", len(problems))
        raise BadData(said.format(file=name, count=len(problems)))


@app.command(example='salesops policy apply FILE.toml --note "longer cadence for C"')
def apply(
    ctx: Ctx,
    file: FileArgument,
    note: Annotated[str | None, typer.Option(help=_("What changed and why."))] = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Make a document the policy from now on. Next contacts move at once, grades with the next `grade run`."""
    from salesops.core.policy import document, writes
    from salesops.core.schedule.writes import reschedule

    context = ctx.obj
    text = document.read(file)
    with context.write("policy apply", dry_run=dry_run) as db:
        done = writes.apply(db, text, source=str(file), on=context.today, note=note)
        if done.changed:
            reschedule(db, None)
    said = _("Policy {id} holds from now on. `salesops grade run` grades by it.")
    message = said.format(id=done.id) if done.changed else _("This policy holds already: nothing changed.")
    emit_done(context, done, message, schema="policy.apply", json=as_json, dry_run=dry_run)


@app.command(example="salesops policy history")
def history(ctx: Ctx, as_json: JsonOption = False, as_csv: CsvOption = False) -> None:
    """List the policies that were applied, the latest first."""
    from salesops.core.policy import reads

    context = ctx.obj
    with context.read() as db:
        versions = reads.history(db)
    columns = [
        Column(_("Version"), "id"),
        Column(_("Applied on"), "applied_on"),
        Column(_("Applied by"), "applied_by"),
        Column(_("Note"), "note", flexible=True),
    ]
    table = Table(columns, versions, empty=_("None was applied: the built-in policy holds."))
    output = Output.of(json=as_json, csv=as_csv)
    emit_list(context, reads.Applied, versions, [table], schema="policy.history", output=output)
