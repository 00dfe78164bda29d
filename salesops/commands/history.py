"""`salesops history`: what became of a record."""

from __future__ import annotations

from typing import Annotated

import typer

from salesops.commands._app import App
from salesops.commands._context import Context
from salesops.commands._formats import LIST
from salesops.commands._options import limit_option
from salesops.commands._results import Listing
from salesops.core.i18n import _

app = App("history", help=_("What became of a record: who changed what, from what to what."))


@app.reads(example="salesops history 明辉制造", formats=LIST)
def history(
    context: Context,
    record: Annotated[str, typer.Argument(help=_("A customer, or what --of says: name, code or id."))],
    kind: Annotated[
        str, typer.Option("--of", help=_("rep, customer, contact, opportunity, contract, followup or need."))
    ] = "customer",
    *,
    limit: Annotated[int, limit_option(30)],
) -> Listing:
    """List every change of a record with the values before and after, the latest first; a customer's with its contacts,
    deals, contracts, follow-ups and needs."""
    from salesops.commands.views.history import RECORDS, heading, in_major_units, page
    from salesops.core.db.find import name_of
    from salesops.core.operations.history import Change
    from salesops.core.operations.history import history as changes_of

    noun = RECORDS.parse(kind)
    number = context.find(noun, record)
    changes = changes_of(context.db, noun, number)
    shown = changes[: limit or None]
    more = len(changes) - len(shown)
    head = heading(noun, name_of(context.db, noun, number), number)
    return Listing(Change, map(in_major_units, shown), lambda _rows: page(shown, more, head), more)
