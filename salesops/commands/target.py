"""`salesops target`: what everybody has to bring."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from salesops.commands._app import App
from salesops.commands._context import Context
from salesops.commands._formats import LIST
from salesops.commands._options import day_option, record_option, stored_text, text_option
from salesops.commands._pages import Page, Table
from salesops.commands._results import Done, Listing
from salesops.commands._scopes import TargetChoice, target_options
from salesops.commands.views import target_rows, targets
from salesops.core.i18n import _
from salesops.core.targets.rules import TEAM, parse_value, plain_period
from salesops.core.values.dates import Toward
from salesops.core.values.periods import Period
from salesops.core.values.text import half_width

app = App("target", help=_("What everybody has to sell."))

PeriodArgument = Annotated[str, typer.Argument(help=_("2026, 2026-Q3, 2026-07, 2026-W30, this-month …"))]
ToOption = Annotated[str, typer.Option(help=_("quarters, months, weeks, reps or customers."))]
ByOption = Annotated[
    str | None,
    typer.Option(
        help=_(
            "Periods: workdays (unless told), seasonality, equal, or weights such as 30,40,30. Reps: history "
            "(unless told), equal, ability, or a blend such as history=0.6,equal=0.2,ability=0.2."
        )
    ),
]
BasisOption = Annotated[
    str | None, typer.Option(help=_("The period whose revenue counts; the year before unless told."))
]
RepsOption = Annotated[
    str | None, typer.Option(help=_("Who takes part: A,B,C. Whoever sells in the period unless told."))
]


@app.writes("set", example="salesops target set this-year 500万")
def set_(
    context: Context,
    period: PeriodArgument,
    value: Annotated[
        str, typer.Argument(help=_("An amount such as 800k or 80万, a count, a rate such as 90%."))
    ],
    choice: Annotated[TargetChoice, target_options()],
    locked: Annotated[
        bool | None, typer.Option("--locked/--unlocked", help=_("Whether a split leaves it as it is."))
    ] = None,
    reason: Annotated[str | None, text_option("--reason", _("Why, for whoever asks later."))] = None,
    *,
    agreed_by: Annotated[int | None, record_option("rep", "--agreed-by", _("Who has agreed to it."))],
    agreed_on: Annotated[
        date | None, day_option("--agreed-on", _("The day of that; today unless told."), Toward.PAST)
    ],
) -> Done:
    """Set a target, or change it. It is the team's revenue unless you say otherwise; 0 is a target, too."""
    from salesops.core.targets import writes

    metric, when = choice.metric or "revenue", _period(context, period)
    amount = parse_value(metric, value)
    day = agreed_on or (context.today if agreed_by else None)
    with context.write() as db:
        change = writes.set_value(
            db,
            when,
            metric,
            choice.scope,
            amount,
            locked=locked,
            reason=reason,
            agreed_by=agreed_by,
            agreed_on=day,
        )
    notes = targets.unbalanced_remarks(change.unbalanced, change.target)
    return Done(target_rows.changed(change), [targets.set_line(change)], notes)


@app.writes(example="salesops target clear this-year --dry-run")
def clear(
    context: Context, period: PeriodArgument, choice: Annotated[TargetChoice, target_options()]
) -> Done:
    """Take a target back, with the parts it was split into; locked parts stay."""
    from salesops.core.targets import writes

    with context.write() as db:
        change = writes.clear(db, _period(context, period), choice.metric or "revenue", choice.scope)
    notes = targets.unbalanced_remarks(change.unbalanced)
    return Done(target_rows.changed(change), targets.clear_lines(change), notes)


@app.writes(example="salesops target split this-year --to quarters --by 20,25,25,30", formats=LIST)
def split(
    context: Context,
    period: PeriodArgument,
    to: ToOption,
    by: ByOption = None,
    basis: BasisOption = None,
    reps: RepsOption = None,
    *,
    choice: Annotated[TargetChoice, target_options(rep=("--of-rep", "--rep"))],
) -> Listing:
    """Split a target into parts that add up to it exactly. Locked parts stay, others are replaced."""
    from salesops.commands.views.leaving import employed
    from salesops.core.targets.employment import outside_employment
    from salesops.core.targets.splits import writes
    from salesops.core.targets.splits.rules import PARTS, Order, parse_by

    kind = PARTS.parse(to)
    order = Order(
        period=_period(context, period),
        metric=choice.metric or "revenue",
        scope=choice.scope,
        to=kind,
        by=parse_by(by, kind),
        basis=None if basis is None else _period(context, basis),
        reps=_reps(context, reps),
    )
    with context.write() as db:
        result = writes.split_target(db, order)
        outside = outside_employment(db, [part.target for part in result.parts])
    rows = [target_rows.part_row(part.target, part.before) for part in result.parts]

    def view(_rows: list[target_rows.PartRow]) -> Page:
        return Page([targets.split_table(result)])

    notes = [*targets.remarks(result), *employed(outside)]
    return Listing(target_rows.PartRow, rows, view, facts=target_rows.split(result), notes=notes)


@app.reads(example="salesops target show this-year", formats=LIST)
def show(
    context: Context,
    period: Annotated[str | None, typer.Argument(help=_("Only this period; all unless told."))] = None,
    *,
    choice: Annotated[TargetChoice, target_options()],
) -> Listing:
    """Show targets as a tree: how each was split, how its parts came about, whether they add up to it."""
    from salesops.core.targets import reads

    when = None if period is None else _period(context, period)
    scope = None if choice.scope == TEAM else choice.scope
    tree = reads.tree(context.db, period=when, metric=choice.metric, scope=scope)
    everything = when is None and choice.metric is None and scope is None
    empty = (
        _("No target yet: `salesops target set this-year 5000000`.")
        if everything
        else _("No such target: `salesops target show` tells which there are.")
    )

    def view(_rows: list[target_rows.TreeRow]) -> Page:
        return Page([Table(targets.columns(), targets.tree_lines(tree), empty=empty)])

    return Listing(target_rows.TreeRow, target_rows.tree_rows(tree), view)


def _period(context: Context, text: str) -> Period:
    return plain_period(context.period(text))


def _reps(context: Context, text: str | None) -> tuple[int, ...]:
    """The reps named in a list such as `Anna,Ben`, each once. Raises NotFound or Ambiguous."""
    if text is None:
        return ()
    names = half_width(stored_text(text, "--reps")).replace("、", ",").split(",")
    return tuple(dict.fromkeys(context.find("rep", name) for name in names))
