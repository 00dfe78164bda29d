"""`salesops undo`: take back what was done."""

from __future__ import annotations

from typing import Annotated

import typer

from salesops.commands._app import App
from salesops.commands._context import Context
from salesops.commands._results import Done
from salesops.core import system
from salesops.core.i18n import _

app = App("undo", help=_("Take back what was done."))


@app.writes(example="salesops --rep 王芳 undo")
def undo(
    context: Context,
    operation: Annotated[
        int | None,
        typer.Argument(min=1, help=_("Its number; your last one unless told."), show_default=False),
    ] = None,
) -> Done:
    """Take back an operation as a whole, yours or anybody's. Taking back that one brings it again."""
    from salesops.commands.views.operations import taken_back
    from salesops.core.operations import reads, writes

    rep_id = context.acting_rep()
    number = operation or reads.last_of(context.db, rep_id=rep_id, account=system.account()).id
    with context.write() as db:
        undone = writes.undo(db, number)
    return Done(undone, taken_back(undone))
