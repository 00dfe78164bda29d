"""What was done, as people read it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from salesops.commands._output import left_out
from salesops.commands._pages import Column, Page, Table
from salesops.core.i18n import _
from salesops.core.operations.names import KINDS
from salesops.core.operations.reads import OperationLine, RecordCount
from salesops.core.operations.writes import Undone
from salesops.core.values.text import abridged


def page(operations: list[OperationLine], more: int) -> Page:
    """The operations as a table, the latest first."""
    columns = [
        Column(_("No."), "id"),
        Column(_("When"), lambda one: local_time(one.at)),
        Column(_("Who"), lambda one: one.rep or one.account),
        Column(_("Command"), "command"),
        Column(_("About"), "about", flexible=True),
        Column(_("Records"), lambda one: changed(one.changed), flexible=True),
        Column("", _standing, flexible=True, style="dim"),
    ]
    return Page([Table(columns, operations, empty=_("Nothing was done."), note=left_out(more))])


def taken_back(undone: Undone) -> list[str]:
    """What `undo` says when it has taken an operation back."""
    operation = undone.operation
    what = _("Taken back: `{command}` of {when} by {who} (operation {number}): {what}.").format(
        command=operation.command,
        when=local_time(operation.at),
        who=operation.rep or operation.account,
        number=operation.id,
        what=about(undone),
    )
    return [what, _("`salesops undo {number}` brings it back.").format(number=undone.by)]


def about(undone: Undone) -> str:
    """What was taken back: the one thing that it was about, and how many records."""
    return " · ".join([*([abridged(undone.about)] if undone.about else []), changed(undone.changed)])


def changed(counts: Sequence[RecordCount]) -> str:
    """How many records of each kind; “follow-up 2” would be the one of that id."""
    return _(", ").join(f"{_(KINDS[one.record])} × {one.records:,}" for one in counts)


def local_time(moment: str) -> str:
    """A stored UTC moment on the clocks here."""
    return datetime.datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")


def _standing(one: OperationLine) -> str:
    if one.undone_by is not None:
        return _("taken back by {number}").format(number=one.undone_by)
    return _("takes back {number}").format(number=one.undoes) if one.undoes is not None else ""
