"""`salesops review`: what the month, quarter or year taught."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from salesops.commands._app import App
from salesops.commands._context import Context
from salesops.commands._formats import CSV, JSON, MARKDOWN, WORKBOOK
from salesops.commands._options import record_option
from salesops.commands._results import Report
from salesops.core.errors import BadValue
from salesops.core.i18n import N_, _
from salesops.core.values.periods import Period
from salesops.core.values.text import composed

if TYPE_CHECKING:
    from salesops.commands._pages import Page
    from salesops.core.reviews.reads import Review

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
RepOption = Annotated[int | None, record_option("rep", "--rep", _("Only what this rep did."))]
RegionOption = Annotated[str | None, typer.Option("--region", help=_("Only what was sold in this region."))]

_WRONG_KIND = {
    "month": N_("{period} is not one month."),
    "quarter": N_("{period} is not one quarter."),
    "year": N_("{period} is not one year."),
}
_FORMATS = (JSON, CSV._replace(help=N_("Print CSV: the figures of each rep.")), MARKDOWN, WORKBOOK)
_AROUND = {"month": Period.month_of, "quarter": Period.quarter_of, "year": Period.year_of}


@app.reads(example="salesops review month", formats=_FORMATS)
def month(
    context: Context,
    period: MonthArgument = None,
    *,
    rep: RepOption,
    region: RegionOption = None,
) -> Report:
    """Look back at a month: targets, pipeline, why the revenue differs from the month before, customers, work.

    A month that is not over is counted up to today, and compared with as many days of the others.
    """
    return _review(context, "month", period, rep, region)


@app.reads(example="salesops review quarter this-quarter --md", formats=_FORMATS)
def quarter(
    context: Context,
    period: QuarterArgument = None,
    *,
    rep: RepOption,
    region: RegionOption = None,
) -> Report:
    """Look back at a quarter, as `review month` does at a month."""
    return _review(context, "quarter", period, rep, region)


@app.reads(example="salesops review year this-year --rep 王芳", formats=_FORMATS)
def year(
    context: Context,
    period: YearArgument = None,
    *,
    rep: RepOption,
    region: RegionOption = None,
) -> Report:
    """Look back at a year, as `review month` does at a month."""
    return _review(context, "year", period, rep, region)


def _review(context: Context, kind: str, text: str | None, rep_id: int | None, region: str | None) -> Report:
    from salesops.core.reviews import reads
    from salesops.core.reviews.breakdown.rules import RepFigures

    period = _period(context, kind, text)
    review = reads.review(
        context.db, period, today=context.today, rep_id=rep_id, region=region and composed(region)
    )
    return Report(review, _page, RepFigures, review.by_rep)


def _page(review: Review) -> Page:
    from salesops.commands.views.review import page

    return page(review)


def _period(context: Context, kind: str, text: str | None) -> Period:
    """The period asked for, else the last one that was over before today."""
    if text is None:
        return _AROUND[kind](context.today).previous()
    period = context.period(text)
    if period.kind != kind:
        message = _(_WRONG_KIND[kind]).format(period=period.code)
        raise BadValue(message, _("There are `review month`, `review quarter` and `review year`."))
    return period
