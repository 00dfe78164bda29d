"""`salesops tag`: free words by which customers are gathered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from salesops.commands._app import App
from salesops.commands._context import Context
from salesops.commands._formats import LIST
from salesops.commands._offers import named
from salesops.commands._options import AllOption, CustomerArgument, text_option
from salesops.commands._pages import Column, Page, Table
from salesops.commands._results import Done, Listing
from salesops.core.i18n import _

if TYPE_CHECKING:
    from salesops.core.customers.tags.writes import TaggedCustomer

app = App("tag", help=_("Free words by which customers are gathered."))

TagsArgument = Annotated[list[str], typer.Argument(metavar="TAG", help=_("One tag or several."))]


@app.writes(example="salesops tag add 云帆科技 价格敏感 竞品对比中")
def add(
    context: Context,
    customer: CustomerArgument,
    tags: TagsArgument,
    group: Annotated[
        str | None, text_option("--group", _("The group of tags that they belong to."), filled=True)
    ] = None,
) -> Done:
    """Give a customer tags."""
    from salesops.core.customers.tags import writes

    with context.write() as db:
        tagged = writes.add(db, customer, tags, group=group)
    return Done(tagged, [_says(tagged)])


@app.writes(example="salesops tag remove 明辉制造 决策链复杂 --dry-run")
def remove(context: Context, customer: CustomerArgument, tags: TagsArgument) -> Done:
    """Take tags away from a customer."""
    from salesops.core.customers.tags import writes

    with context.write() as db:
        tagged = writes.remove(db, customer, tags)
    return Done(tagged, [_says(tagged)])


@app.reads("list", example="salesops tag list", formats=LIST)
def list_(
    context: Context,
    customer: Annotated[
        str | None, typer.Argument(help=_("Only the tags of this customer.")), named("customer")
    ] = None,
    everyone: AllOption = False,
) -> Listing:
    """List the tags of your customers, the commonest first."""
    from salesops.core.customers.tags import reads

    customer_id = context.find_or_none("customer", customer)
    rep_id = None if customer_id else context.rep_shown(everyone)
    columns = [
        Column(_("Tag"), "name", flexible=True),
        Column(_("Group"), "group"),
        Column(_("Customers"), "customers"),
    ]

    def view(tags: list[reads.UsedTag]) -> Page:
        return Page([Table(columns, tags, empty=_("None yet: `salesops tag add CUSTOMER TAG`."))])

    return Listing(reads.UsedTag, reads.used(context.db, customer_id=customer_id, rep_id=rep_id), view)


def _says(tagged: TaggedCustomer) -> str:
    """Which tags the customer has now."""
    if not tagged.tags:
        return _("{name} has no tags now.").format(name=tagged.name)
    return _("{name} is tagged: {tags}.").format(name=tagged.name, tags=_(", ").join(tagged.tags))
