"""`salesops policy`: the team's rules as one document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from salesops.commands._app import App
from salesops.commands._context import Context
from salesops.commands._formats import LIST, RECORD
from salesops.commands._options import text_option
from salesops.commands._pages import Column, Page, Table
from salesops.commands._results import Done, Listing
from salesops.core.errors import BadData
from salesops.core.i18n import _, ngettext

if TYPE_CHECKING:
    from salesops.core.policy.versions import Applied

app = App("policy", help=_("The team's rules: weights, bands, cadences."))

FileArgument = Annotated[Path, typer.Argument(help=_("The document, as `policy show` prints it."))]


@app.reads(example="salesops policy show", formats=RECORD)
def show(
    context: Context,
    version: Annotated[int | None, typer.Option(help=_("An earlier one, by its number."))] = None,
    built_in: Annotated[
        bool, typer.Option("--built-in", help=_("The one that came with the program."))
    ] = False,
) -> Done:
    """Print the policy that holds as a document to edit: `policy show > rules.toml`."""
    from salesops.core.policy import versions

    policy = versions.built_in() if built_in else versions.shown(context.db, version)
    return Done(policy, policy.document.rstrip().split("\n"))


@app.reads(example="salesops policy check", formats=LIST)
def check(
    context: Context,
    file: Annotated[
        Path | None, typer.Argument(help=_("The document; the policy that holds unless given."))
    ] = None,
) -> Listing:
    """Find every mistake in a policy document before it is applied; exit status 3 if there is one."""
    from salesops.core.policy import document, versions

    if file is None:
        text, name = versions.shown(context.db).document, _("The policy that holds")
    else:
        text, name = document.read(file), str(file)
    problems = document.check(text)[1]
    sentence = ngettext("{file} has {count} mistake.", "{file} has {count} mistakes.", len(problems))
    error = BadData(sentence.format(file=name, count=len(problems))) if problems else None

    def view(problems: list[document.Problem]) -> Page:
        columns = [Column(_("Key"), "key", flexible=True), Column(_("Problem"), "problem", flexible=True)]
        return Page([Table(columns, problems, empty=_("{file} is in order.").format(file=name))])

    return Listing(document.Problem, problems, view, error=error)


@app.writes(example='salesops policy apply FILE.toml --note "C 级客户每两个月一次"')
def apply(
    context: Context,
    file: FileArgument,
    note: Annotated[str | None, text_option("--note", _("What changed and why."))] = None,
) -> Done:
    """Make a document the policy from now on. Next contacts move at once, grades with the next `grade run`."""
    from salesops.core.policy import document, writes
    from salesops.core.schedule.writes import reschedule

    text = document.read(file)
    with context.write() as db:
        done = writes.apply(db, text, source=str(file), on=context.today, note=note)
        if done.changed:
            reschedule(db, None)
    sentence = _("Policy {id} holds from now on. `salesops grade run` grades by it.")
    message = (
        sentence.format(id=done.id) if done.changed else _("This policy holds already: nothing changed.")
    )
    return Done(done, [message])


@app.reads(example="salesops policy history", formats=LIST)
def history(context: Context) -> Listing:
    """List the policies that were applied, the latest first."""
    from salesops.core.policy import versions

    return Listing(versions.Applied, versions.history(context.db), _history_page)


def _history_page(applied: list[Applied]) -> Page:
    columns = [
        Column(_("Version"), "id"),
        Column(_("Applied on"), "applied_on"),
        Column(_("Applied by"), "applied_by"),
        Column(_("Note"), "note", flexible=True),
    ]
    return Page([Table(columns, applied, empty=_("None was applied: the built-in policy holds."))])
