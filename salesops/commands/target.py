"""`salesops target`: what everybody has to bring."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from salesops.commands._app import App
from salesops.commands._context import Context, Ctx
from salesops.commands._options import CsvOption, DryRunOption, JsonOption
from salesops.commands._output import Output, emit_done, emit_list, print_note
from salesops.commands._scopes import Chosen, with_scope
from salesops.commands._tables import Table
from salesops.commands.views import target_rows, targets
from salesops.core.i18n import _
from salesops.core.targets.rules import TEAM, parse_value, plain_period
from salesops.core.values.periods import Period
from salesops.core.values.text import half_width

if TYPE_CHECKING:
    from salesops.core.targets.splits.writes import SplitResult

app = App("target", help=_("What everybody has to sell."))

PeriodArgument = Annotated[str, typer.Argument(help=_("2026, 2026-Q3, 2026-07, 2026-W30, this-month …"))]


@app.command("set", example="salesops target set this-year 500万")
@with_scope()
def set_(
    ctx: Ctx,
    period: PeriodArgument,
    value: Annotated[
        str, typer.Argument(help=_("An amount such as 800k or 80万, a count, a rate such as 90%."))
    ],
    chosen: Chosen,
    locked: Annotated[
        bool | None, typer.Option("--locked/--unlocked", help=_("Whether a split leaves it as it is."))
    ] = None,
    reason: Annotated[str | None, typer.Option(help=_("Why, for whoever asks later."))] = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Set a target, or change it. It is the team's revenue unless you say otherwise; 0 is a target, too."""
    from salesops.core.targets import writes

    context, metric = ctx.obj, chosen.metric_code() or "revenue"
    when, scope, amount = _period(context, period), chosen.scope(context), parse_value(metric, value)
    with context.write("target set", dry_run=dry_run) as db:
        done = writes.set_value(db, when, metric, scope, amount, locked=locked, reason=reason)
    emit_done(
        context,
        target_rows.changed(done),
        targets.said_of_set(done),
        schema="target.set",
        json=as_json,
        dry_run=dry_run,
    )
    _say(targets.unbalanced_remarks(done.unbalanced, done.target))


@app.command(example="salesops target clear this-year --dry-run")
@with_scope()
def clear(
    ctx: Ctx,
    period: PeriodArgument,
    chosen: Chosen,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Take a target back, with the parts it was split into; locked parts stay."""
    from salesops.core.targets import writes

    context, metric = ctx.obj, chosen.metric_code() or "revenue"
    when, scope = _period(context, period), chosen.scope(context)
    with context.write("target clear", dry_run=dry_run) as db:
        done = writes.clear(db, when, metric, scope)
    emit_done(
        context,
        target_rows.changed(done),
        targets.said_of_clear(done),
        schema="target.clear",
        json=as_json,
        dry_run=dry_run,
    )
    _say(targets.unbalanced_remarks(done.unbalanced))


@app.command(example="salesops target split this-year --to quarters --by 20,25,25,30")
@with_scope(rep=("--of-rep", "--rep"))
def split(
    ctx: Ctx,
    period: PeriodArgument,
    to: Annotated[str, typer.Option(help=_("quarters, months, weeks, reps or customers."))],
    by: Annotated[
        str | None,
        typer.Option(
            help=_(
                "Periods: workdays (unless told), seasonality, equal, or weights such as 30,40,30. Reps: history "
                "(unless told), equal, ability, or a blend such as history=0.6,equal=0.2,ability=0.2."
            )
        ),
    ] = None,
    basis: Annotated[
        str | None, typer.Option(help=_("The period whose revenue counts; the year before unless told."))
    ] = None,
    reps: Annotated[
        str | None, typer.Option(help=_("Who takes part: A,B,C. Whoever sells in the period unless told."))
    ] = None,
    *,
    chosen: Chosen,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Split a target into parts that add up to it exactly. Locked parts stay, others are replaced."""
    from salesops.core.targets.splits import writes
    from salesops.core.targets.splits.rules import PARTS, Order, parse_by

    context, kind, output = ctx.obj, PARTS.parse(to), Output.of(json=as_json, csv=as_csv)
    order = Order(
        period=_period(context, period),
        metric=chosen.metric_code() or "revenue",
        scope=chosen.scope(context),
        to=kind,
        by=parse_by(by, kind),
        basis=_period(context, basis) if basis else None,
        reps=_reps(context, reps),
    )
    with context.write("target split", dry_run=dry_run) as db:
        done = writes.split_target(db, order)
    _emit_split(context, done, output=output, dry_run=dry_run)


@app.command(example="salesops target show this-year")
@with_scope()
def show(
    ctx: Ctx,
    period: Annotated[str | None, typer.Argument(help=_("Only this period; all unless told."))] = None,
    *,
    chosen: Chosen,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Show targets as a tree: how each was split, how its parts came about, whether they add up to it."""
    from salesops.core.targets import reads

    context, output = ctx.obj, Output.of(json=as_json, csv=as_csv)
    when = None if period is None else _period(context, period)
    scope = chosen.scope(context)
    with context.read() as db:
        tree = reads.tree(
            db, period=when, metric=chosen.metric_code(), scope=None if scope == TEAM else scope
        )
    lines = targets.tree_lines(tree)
    everything = when is None and chosen.metric is None and scope == TEAM
    empty = (
        _("No target yet: `salesops target set this-year 5000000`.")
        if everything
        else _("No such target: `salesops target show` tells which there are.")
    )
    table = Table(targets.columns(), lines, empty=empty)
    emit_list(
        context,
        target_rows.TreeRow,
        target_rows.tree_rows(tree),
        [table],
        schema="target.show",
        output=output,
    )


def _emit_split(context: Context, done: SplitResult, *, output: Output, dry_run: bool) -> None:
    emit_list(
        context,
        target_rows.PartRow,
        [target_rows.part_row(part.target, part.before) for part in done.parts],
        [targets.split_table(done, dry_run=dry_run)],
        schema="target.split",
        output=output,
        dry_run=dry_run,
        whole=target_rows.row(done.whole),
        removed=[target_rows.row(each) for each in done.removed],
        unbalanced=target_rows.sums(done.unbalanced),
    )
    _say(targets.remarks(done))


def _say(remarks: Iterable[str]) -> None:
    for remark in remarks:
        print_note(remark)


def _period(context: Context, text: str) -> Period:
    return plain_period(context.period(text))


def _reps(context: Context, text: str | None) -> tuple[int, ...]:
    """The reps named in a list such as `Anna,Ben`, each once. Raises NotFound or Ambiguous."""
    names = [name for name in half_width(text or "").replace("、", ",").split(",") if name.strip()]
    return tuple(dict.fromkeys(context.find("rep", name) for name in names))
