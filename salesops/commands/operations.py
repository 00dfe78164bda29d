"""`salesops operations`: what was done."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from salesops.commands._app import App
from salesops.commands._context import Context
from salesops.commands._formats import LIST
from salesops.commands._options import day_option, limit_option
from salesops.commands._results import Listing
from salesops.core import system
from salesops.core.i18n import _
from salesops.core.values.dates import Toward

app = App("operations", help=_("What was done, when and by whom."))


@app.reads(example="salesops operations --since monday", formats=LIST)
def operations(
    context: Context,
    mine: Annotated[bool, typer.Option("--mine", help=_("Only yours."))] = False,
    *,
    since: Annotated[date | None, day_option("--since", _("From this day on."), Toward.PAST)],
    limit: Annotated[int, limit_option(20)],
) -> Listing:
    """List what was done, the latest first, with how many records it touched."""
    from salesops.commands.views.operations import page
    from salesops.core.operations import reads

    wanted = reads.OperationFilter(
        since=since,
        rep_id=context.acting_rep() if mine else None,
        account=system.account() if mine else None,
    )
    done = reads.operations(context.db, wanted, limit=limit)
    more = reads.count(context.db, wanted) - len(done)
    return Listing(reads.OperationLine, done, lambda rows: page(rows, more), more)
