"""`salesops week`: what was done in a week, and what the next one brings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from salesops.commands._app import App
from salesops.commands._context import Context
from salesops.commands._formats import CSV, JSON, MARKDOWN, WORKBOOK
from salesops.commands._options import AllOption
from salesops.commands._results import Report
from salesops.core.errors import BadValue
from salesops.core.i18n import N_, _
from salesops.core.values.periods import Period

if TYPE_CHECKING:
    from salesops.commands._pages import Page
    from salesops.core.reviews.week.reads import Week

app = App("week", help=_("Your week: done, won, moved, promised, and what comes next."))


@app.reads(
    example="salesops week --last",
    formats=(JSON, CSV._replace(help=N_("Print CSV: what was done, line by line.")), MARKDOWN, WORKBOOK),
)
def week(
    context: Context,
    period: Annotated[
        str | None, typer.Argument(help=_("Such as 2026-W47 or this-week; this week unless given."))
    ] = None,
    last: Annotated[bool, typer.Option("--last", help=_("The week before this one."))] = False,
    everyone: AllOption = False,
) -> Report:
    """Tell a week: touches, what was won, lost and moved, promises kept, and who is due next week."""
    from salesops.core.reviews.week.reads import WeekTouch
    from salesops.core.reviews.week.reads import week as week_of

    review = week_of(
        context.db, _chosen(context, period, last), rep_id=context.rep_shown(everyone), today=context.today
    )
    return Report(review, _page, WeekTouch, review.touches)


def _chosen(context: Context, text: str | None, last: bool) -> Period:
    """The week that is meant. Raises BadValue for a period that is none, and for both ways at once."""
    this_week = Period.week_of(context.today)
    if text is None:
        return this_week.previous() if last else this_week
    period = context.period(text)
    if last or period.kind != "week":
        raise BadValue(_("{period} is not one week.").format(period=text), _("Such as 2026-W47, or --last."))
    return period


def _page(review: Week) -> Page:
    from salesops.commands.views.week import page

    return page(review)
