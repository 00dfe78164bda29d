"""`salesops review`: what the month, quarter or year taught."""

from __future__ import annotations

from typing import Annotated

import typer

from salesops.commands._app import App
from salesops.commands._context import Context, Ctx
from salesops.commands._options import JsonOption, MarkdownOption
from salesops.commands._output import Output, emit_list, emit_report
from salesops.core.errors import BadValue
from salesops.core.i18n import N_, _
from salesops.core.values.periods import Period

app = App("review", help=_("What the month, quarter or year taught."))

MonthArgument = Annotated[
    str | None, typer.Argument(help=_("Such as 2026-07 or this-month; last month unless given."))
]
QuarterArgument = Annotated[
    str | None, typer.Argument(help=_("Such as 2026-Q3 or this-quarter; last quarter unless given."))
]
YearArgument = Annotated[
    str | None, typer.Argument(help=_("Such as 2026 or this-year; last year unless given."))
]
RepOption = Annotated[str | None, typer.Option("--rep", help=_("Only what this rep did."))]
RegionOption = Annotated[str | None, typer.Option("--region", help=_("Only what was sold in this region."))]
CsvOption = Annotated[bool, typer.Option("--csv", help=_("Print CSV: the figures of each rep."))]

_WRONG_KIND = {
    "month": N_("{period} is not one month."),
    "quarter": N_("{period} is not one quarter."),
    "year": N_("{period} is not one year."),
}
_AROUND = {"month": Period.month_of, "quarter": Period.quarter_of, "year": Period.year_of}


@app.command(example="salesops review month")
def month(
    ctx: Ctx,
    period: MonthArgument = None,
    rep: RepOption = None,
    region: RegionOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    as_md: MarkdownOption = False,
) -> None:
    """Look back at a month: targets, pipeline, why the revenue differs from the month before, customers, work.

    A month that is not over is counted up to today, and compared with as many days of the others.
    """
    _review(ctx.obj, "month", period, rep, region, Output.of(json=as_json, csv=as_csv, md=as_md))


@app.command(example="salesops review quarter this-quarter --md")
def quarter(
    ctx: Ctx,
    period: QuarterArgument = None,
    rep: RepOption = None,
    region: RegionOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    as_md: MarkdownOption = False,
) -> None:
    """Look back at a quarter, as `review month` does at a month."""
    _review(ctx.obj, "quarter", period, rep, region, Output.of(json=as_json, csv=as_csv, md=as_md))


@app.command(example="salesops review year this-year --rep 王芳")
def year(
    ctx: Ctx,
    period: YearArgument = None,
    rep: RepOption = None,
    region: RegionOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    as_md: MarkdownOption = False,
) -> None:
    """Look back at a year, as `review month` does at a month."""
    _review(ctx.obj, "year", period, rep, region, Output.of(json=as_json, csv=as_csv, md=as_md))


def _review(
    context: Context, kind: str, text: str | None, rep: str | None, region: str | None, output: Output
) -> None:
    from salesops.core.reviews import reads

    period = _period(context, kind, text)
    rep_id = context.find_or_none("rep", rep)
    with context.read() as db:
        found = reads.review(db, period, today=context.today, rep_id=rep_id, region=region)
    schema = f"review.{kind}"
    if output is Output.CSV:
        from salesops.core.reviews.breakdown.rules import RepFigures

        emit_list(context, RepFigures, found.by_rep, [], schema=schema, output=output)
    elif output is Output.JSON:
        emit_report(context, found, [], schema=schema, output=output)
    else:
        from salesops.commands.views import review as page

        emit_report(context, found, page.tables(found), schema=schema, output=output)


def _period(context: Context, kind: str, text: str | None) -> Period:
    """The period asked for, else the last one that was over before today."""
    if text is None:
        return _AROUND[kind](context.today).previous()
    period = context.period(text)
    if period.kind != kind:
        message = _(_WRONG_KIND[kind]).format(period=period.code)
        raise BadValue(message, _("There are `review month`, `review quarter` and `review year`."))
    return period
