"""`salesops need`: what customers want to have solved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from salesops.commands._app import App
from salesops.commands._context import Context
from salesops.commands._fields import (
    Texts,
    changes,
    days_given,
    facts_block,
    field_options,
    in_words,
    nothing_given,
    read_fields,
)
from salesops.commands._formats import LIST
from salesops.commands._offers import coded, named
from salesops.commands._options import AllOption, CustomerArgument, limit_option, record_argument
from salesops.commands._output import left_out
from salesops.commands._pages import Column, Fact, Page, Table
from salesops.commands._results import Done, Listing, Report
from salesops.core.customers.needs.fields import FIELDS
from salesops.core.customers.needs.rules import CATEGORIES
from salesops.core.i18n import _

if TYPE_CHECKING:
    from salesops.core.customers.needs.reads import Need

app = App("need", help=_("What customers want to have solved."))

NeedArgument = Annotated[int, record_argument("need", _("A part of its words, or its id."))]


@app.writes(
    example='salesops need add 云帆科技 "财务和仓库共用一套系统" --category 功能 --pains 对账靠人工 --wanted-by +3m'
)
def add(
    context: Context,
    customer: CustomerArgument,
    text: Annotated[str | None, typer.Argument(help=_("What they want, in a sentence."))] = None,
    *,
    texts: Annotated[Texts, field_options(FIELDS, without=["text"])],
) -> Done:
    """Record what a customer needs; without words, that they intend to buy by the day or for the budget given."""
    from salesops.core.customers.needs import writes
    from salesops.core.grading.writes import lift

    texts = texts if text is None else {"text": text, **texts}
    if not texts:
        raise nothing_given()
    facts = read_fields(context, FIELDS, texts, within=("customer_id", customer))
    by = context.acting_rep()
    with context.write() as db:
        need = writes.add(db, customer, facts, today=context.today, rep_id=by)
        grade = lift(db, customer, as_of=context.today)
    message = _("Recorded a need of {name}: {text} (need id {id}).")
    message = message.format(name=need.customer, text=need.text, id=need.id)
    lifted = [_("Grade: {grade}. `salesops grade explain {id}` says why.").format(grade=grade, id=customer)]
    return Done(need, [message, *days_given(FIELDS, facts), *(lifted if grade else [])])


@app.writes(example="salesops need edit 对账 --budget 8万 --rank 核心 --dry-run")
def edit(context: Context, need: NeedArgument, texts: Annotated[Texts, field_options(FIELDS)]) -> Done:
    """Change what is known of a need. An empty value ("") empties a field."""
    from salesops.commands.views.changes import changes as changed_fields
    from salesops.commands.views.changes import corrected
    from salesops.core.customers.needs import reads, writes

    theirs = ("customer_id", reads.need(context.db, need).customer_id)
    facts = changes(read_fields(context, FIELDS, texts, within=theirs))
    with context.write() as db:
        before = reads.need(db, need)
        saved = writes.edit(db, need, facts)
        after = reads.need(db, need)
    message = _("Changed the need of {name} (need id {id}).").format(name=saved.customer, id=saved.id)
    return corrected(saved, changed_fields("need", FIELDS, before, after), message)


@app.writes(example="salesops need delete 对账 --dry-run")
def delete(context: Context, need: NeedArgument) -> Done:
    """Remove a need that was recorded by mistake, or is none any more."""
    from salesops.core.customers.needs import writes

    with context.write() as db:
        gone = writes.delete(db, need)
    message = _("Deleted the need of {name}: {text} (need id {id}).")
    return Done(gone, [message.format(name=gone.customer, text=gone.text, id=gone.id)])


@app.reads("list", example="salesops need list --category 功能", formats=LIST)
def list_(
    context: Context,
    customer: Annotated[
        str | None, typer.Argument(help=_("Only the needs of this customer.")), named("customer")
    ] = None,
    category: Annotated[str | None, typer.Option(), coded(CATEGORIES)] = None,
    everyone: AllOption = False,
    *,
    limit: Annotated[int, limit_option(50)],
) -> Listing:
    """List what your customers need, what is wanted first before the rest."""
    from salesops.core.customers.needs import reads

    customer_id = context.find_or_none("customer", customer)
    rep_id = None if customer_id else context.rep_shown(everyone)
    kind = None if category is None else CATEGORIES.parse(category)
    needs = reads.needs(context.db, customer_id=customer_id, rep_id=rep_id, category=kind, limit=limit)
    more = reads.count(context.db, customer_id=customer_id, rep_id=rep_id, category=kind) - len(needs)

    def view(needs: list[Need]) -> Page:
        whose = [] if customer_id else [Column(_("Customer"), "customer", flexible=True)]
        empty = _("None yet: `salesops need add CUSTOMER TEXT`.")
        return Page([Table([*whose, *_columns()], needs, empty=empty, note=left_out(more))])

    return Listing(reads.Need, needs, view, more)


@app.reads(example="salesops need show 对账")
def show(context: Context, need: NeedArgument) -> Report:
    """Show what is known of a need."""
    from salesops.core.customers.needs import reads

    return Report(reads.need(context.db, need), _page)


def _page(need: Need) -> Page:
    more = [Fact(_("Customer"), need.customer), Fact(_("Written down on"), need.recorded_on)]
    return Page([facts_block(FIELDS, need, more=more)])


def _columns() -> list[Column]:
    fields = {field.name: field for field in FIELDS}
    return [
        Column(_("Need"), "text", flexible=True),
        Column(_("Category"), lambda need: in_words(fields["category"], need)),
        Column(_("Rank"), lambda need: in_words(fields["rank"], need), wide=True),
        Column(_("Pains"), "pains", flexible=True, wide=True),
        Column(_("Budget"), lambda need: in_words(fields["budget"], need), wide=True),
        Column(_("Wanted by"), "wanted_by"),
        Column(_("Id"), "id"),
    ]
