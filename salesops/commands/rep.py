"""`salesops rep`: the sales team."""

from __future__ import annotations

from typing import Annotated

import typer

from salesops.commands._app import App
from salesops.commands._changes import given
from salesops.commands._context import Ctx
from salesops.commands._importing import add_import
from salesops.commands._options import CsvOption, DryRunOption, ForceOption, JsonOption
from salesops.commands._output import Column, Output, Table, emit_done, emit_list, emit_report
from salesops.core.i18n import N_, _

app = App("rep", help=_("The sales team."))

RepArgument = Annotated[str, typer.Argument(help=_("The rep's name, code or id."))]
CodeOption = Annotated[str | None, typer.Option(help=_("The rep's number in your other systems."))]
EmailOption = Annotated[str | None, typer.Option()]
PhoneOption = Annotated[str | None, typer.Option()]
RegionOption = Annotated[str | None, typer.Option(help=_("The region the rep sells in."))]
TeamOption = Annotated[str | None, typer.Option()]
ManagerOption = Annotated[str | None, typer.Option(help=_("Whom the rep reports to."))]
RoleOption = Annotated[str | None, typer.Option(help=_("rep or manager."))]
SeniorOption = Annotated[bool | None, typer.Option("--senior/--junior")]
AbilityOption = Annotated[float | None, typer.Option(help=_("Weight for targets, 0.5 to 1.5."))]
HiredOption = Annotated[str | None, typer.Option("--hired", help=_("First day."))]
LeftOption = Annotated[str | None, typer.Option("--left", help=_("Last day."))]
FormerOption = Annotated[bool, typer.Option("--all", help=_("Those who left, too."))]


@app.command(example="salesops rep add 陈晨 --team 华东 --region 浙江")
def add(
    ctx: Ctx,
    name: Annotated[str, typer.Argument(help=_("The rep's name."))],
    code: CodeOption = None,
    email: EmailOption = None,
    phone: PhoneOption = None,
    region: RegionOption = None,
    team: TeamOption = None,
    manager: ManagerOption = None,
    role: RoleOption = None,
    senior: SeniorOption = None,
    ability: AbilityOption = None,
    hired: HiredOption = None,
    left: LeftOption = None,
    force: ForceOption = False,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Add somebody to the team."""
    from salesops.core.team import writes
    from salesops.core.team.models import Rep

    here = ctx.obj
    facts = _facts(
        ctx, name=name, code=code, email=email, phone=phone, region=region, team=team, manager=manager,
        role=role, senior=senior, ability=ability, hired=hired, left=left,
    )  # fmt: skip
    with here.write("rep add", dry_run=dry_run) as session:
        rep = writes.add(session, Rep(**facts), force=force)
    message = _("Added {name} to the team (id {id}).").format(name=rep.name, id=rep.id)
    emit_done(here, rep, message, schema="rep.add", json=as_json, dry_run=dry_run)


@app.command(example="salesops rep edit 王芳 --senior --ability 1.2")
def edit(
    ctx: Ctx,
    rep: RepArgument,
    name: Annotated[str | None, typer.Option()] = None,
    code: CodeOption = None,
    email: EmailOption = None,
    phone: PhoneOption = None,
    region: RegionOption = None,
    team: TeamOption = None,
    manager: ManagerOption = None,
    role: RoleOption = None,
    senior: SeniorOption = None,
    ability: AbilityOption = None,
    hired: HiredOption = None,
    left: LeftOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Change what is known of a rep. Give "" to empty a field."""
    from salesops.core.team import writes

    here = ctx.obj
    facts = _facts(
        ctx, name=name, code=code, email=email, phone=phone, region=region, team=team, manager=manager,
        role=role, senior=senior, ability=ability, hired=hired, left=left,
    )  # fmt: skip
    rep_id = here.find("rep", rep)
    with here.write("rep edit", dry_run=dry_run) as session:
        changed = writes.edit(session, rep_id, facts)
    message = _("Changed {name} (id {id}).").format(name=changed.name, id=changed.id)
    emit_done(here, changed, message, schema="rep.edit", json=as_json, dry_run=dry_run)


@app.command("list", example="salesops rep list")
def list_(
    ctx: Ctx, everyone: FormerOption = False, as_json: JsonOption = False, as_csv: CsvOption = False
) -> None:
    """List the team."""
    from salesops.core.team import reads

    here = ctx.obj
    with here.read() as db:
        reps = reads.listed(db, today=here.today, everyone=everyone)
    table = Table(_COLUMNS, reps, empty=_("Nobody is in the team yet: `salesops rep add NAME`."))
    emit_list(here, reads.Rep, reps, [table], schema="rep.list", output=Output.of(json=as_json, csv=as_csv))


@app.command(example="salesops rep show 王芳")
def show(ctx: Ctx, rep: RepArgument, as_json: JsonOption = False) -> None:
    """Show what is known of a rep."""
    from salesops.core.team import reads

    here = ctx.obj
    rep_id = here.find("rep", rep)
    with here.read() as db:
        found = reads.one(db, rep_id)
    emit_report(here, found, [facts_table(found, _LABELS)], schema="rep.show", output=Output.of(json=as_json))
