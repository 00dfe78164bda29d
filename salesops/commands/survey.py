"""`salesops survey`: how content customers are."""

from __future__ import annotations

from typing import Annotated

import typer

from salesops.commands._app import App
from salesops.commands._context import Context
from salesops.commands._fields import Texts, days_given, field_options, in_words, read_fields
from salesops.commands._formats import LIST
from salesops.commands._offers import named
from salesops.commands._options import AgainOption, AllOption, CustomerArgument, limit_option
from salesops.commands._output import left_out
from salesops.commands._pages import Column, Page, Table
from salesops.commands._results import Done, Listing
from salesops.core.customers.surveys.fields import FIELDS
from salesops.core.i18n import _

app = App("survey", help=_("How content customers are."))


@app.writes(
    example='salesops survey add 云帆科技 4 --contact 周岚 --comments "上线顺利，报表还要再快" --repurchase-need yes'
)
def add(
    context: Context,
    customer: CustomerArgument,
    score: Annotated[str, typer.Argument(help=_("How content they are, from 1 to 5."))],
    texts: Annotated[Texts, field_options(FIELDS, without=["score"])],
    force: AgainOption = False,
) -> Done:
    """Write down how content a customer is, today unless you name another day."""
    from salesops.core.customers.surveys import writes

    texts = {"surveyed_on": context.today.isoformat(), **texts, "score": score}
    facts = read_fields(context, FIELDS, texts, within=("customer_id", customer))
    by = context.acting_rep()
    with context.write() as db:
        survey = writes.add(db, customer, facts, rep_id=by, force=force)
    message = _("{name} gave {score} of 5 (survey id {id}).")
    message = message.format(name=survey.customer, score=survey.score, id=survey.id)
    return Done(survey, [message, *days_given(FIELDS, facts)])


@app.reads("list", example="salesops survey list --at-most 2 --all", formats=LIST)
def list_(
    context: Context,
    customer: Annotated[
        str | None, typer.Argument(help=_("Only the surveys of this customer.")), named("customer")
    ] = None,
    at_most: Annotated[
        int | None, typer.Option("--at-most", min=1, max=5, help=_("Only scores up to this one."))
    ] = None,
    everyone: AllOption = False,
    *,
    limit: Annotated[int, limit_option(50)],
) -> Listing:
    """List how content your customers are, the latest first."""
    from salesops.core.customers.surveys import reads

    customer_id = context.find_or_none("customer", customer)
    rep_id = None if customer_id else context.rep_shown(everyone)
    surveys = reads.surveys(
        context.db, customer_id=customer_id, rep_id=rep_id, at_most_score=at_most, limit=limit
    )
    count = reads.count(context.db, customer_id=customer_id, rep_id=rep_id, at_most_score=at_most)
    more = count - len(surveys)

    def view(surveys: list[reads.Survey]) -> Page:
        whose = [] if customer_id else [Column(_("Customer"), "customer", flexible=True)]
        empty = _("None yet: `salesops survey add CUSTOMER SCORE`.")
        return Page([Table([*whose, *_columns()], surveys, empty=empty, note=left_out(more))])

    return Listing(reads.Survey, surveys, view, more)


def _columns() -> list[Column]:
    more, recommends = FIELDS[-2:]
    return [
        Column(_("Day"), "surveyed_on"),
        Column(_("Satisfaction"), "score"),
        Column(_("Contact"), "contact"),
        Column(_("Comments"), "comments", flexible=True),
        Column(_(more.label), lambda survey: in_words(more, survey), wide=True),
        Column(_(recommends.label), lambda survey: in_words(recommends, survey), wide=True),
        Column(_("Id"), "id", wide=True),
    ]
