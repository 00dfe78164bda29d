"""`salesops operations`: what was done."""

from __future__ import annotations

from typing import Annotated

import typer

from salesops.commands._app import App
from salesops.commands._context import Context
from salesops.commands._formats import LIST
from salesops.commands._options import limit_option
from salesops.commands._results import Listing
from salesops.core import system
from salesops.core.i18n import _

app = App("operations", help=_("What was done, when and by whom."))


@app.reads(example="salesops operations --since monday", formats=LIST)
def operations(
    context: Context,
    mine: Annotated[bool, typer.Option("--mine", help=_("Only yours."))] = False,
    since: Annotated[
        str | None, typer.Option(help=_("Only those of this day and later."), show_default=False)
    ] = None,
    *,
    limit: Annotated[int, limit_option(20)],
) -> Listing:
    """List what was done, the latest first, with how many records it touched."""
    from salesops.commands.views.operations import page
    from salesops.core.operations import reads

    wanted = reads.OperationFilter(
        since=context.date_or_none(since),
        rep_id=context.acting_rep() if mine else None,
        account=system.account() if mine else None,
    )
    done = reads.operations(context.db, wanted, limit=limit)
    more = reads.count(context.db, wanted) - len(done)
    return Listing(reads.OperationLine, done, lambda rows: page(rows, more), more)
