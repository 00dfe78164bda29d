"""What is read from the options that correct a follow-up, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from salesops.commands._context import Context
from salesops.commands._fields import read_fields
from salesops.commands._results import Done
from salesops.commands.views import touches
from salesops.commands.views.changes import changes, corrected
from salesops.core.followups import reads
from salesops.core.followups.fields import FIELDS
from salesops.core.followups.rules import METHODS
from salesops.core.i18n import _
from salesops.core.values.dates import When

if TYPE_CHECKING:
    from salesops.core.followups.corrections import Corrected, Deleted


def facts(
    context: Context,
    values: Mapping[str, str | int | None],
    *,
    occurred_on: date | None,
    planned_for: When | None,
) -> dict[str, object]:
    """What a follow-up is to say, by column, as far as it is `told`; an empty text empties."""
    texts = {name: str(text) for name, text in values.items() if text is not None}
    happened = {"occurred_on": occurred_on.isoformat()} if occurred_on else {}
    planned = touches.planned_for(planned_for) if planned_for else {}
    return read_fields(context, FIELDS, texts) | happened | planned


def people(
    context: Context, followup_id: int, customer: int | None, contact: str | None, opportunity: str | None
) -> dict[str, int | None]:
    """Whom a follow-up is to be with, and about which deal, as far as that is told; an empty text is nobody."""
    within = ("customer_id", customer or reads.customer_of(context.db, followup_id))
    ids: dict[str, int | None] = {"customer_id": customer} if customer else {}
    for table, text in (("contact", contact), ("opportunity", opportunity)):
        if text is not None:
            ids[f"{table}_id"] = context.find(table, text, within=within) if text.strip() else None
    return ids


def touch(done: Corrected) -> Done:
    """What a touch or a step says now, and when its customer is due."""
    head = _("Changed: {what} (id {id}).").format(what=_what(done.after), id=done.after.id)
    changed = [
        change._replace(was=_planned_for(done.before), now=_planned_for(done.after))
        if change.field.field == "due_on"
        else change
        for change in changes("followup", FIELDS, done.before, done.after)
    ]
    for before, after in done.along:
        changed += changes("followup", FIELDS, before, after, name=_words(after) or _("next step"))
    stays = _("Done already, and stays: {what} (id {id}).")
    notes = [
        stays.format(what=_what(after), id=after.id)
        for before, after in done.along
        if after.status == "done" and before.agreed_in_id != after.agreed_in_id
    ]
    return corrected(done.after, changed, head, more=[touches.next_contact(done.scheduled)], notes=notes)


def _planned_for(line: reads.FollowupLine) -> str:
    return touches.day_in_words(line.due_on, line.due_time)


def deleted(gone: Deleted) -> Done:
    """What is no more, what is planned again, and when the customer is due."""
    lines = [_("Deleted: {what} (id {id}).").format(what=_what(gone.line), id=gone.line.id)]
    if gone.planned_again:
        step = gone.planned_again
        lines.append(_("Planned again: {what} (id {id}).").format(what=_what(step), id=step.id))
    return Done(
        gone, [*lines, touches.next_contact(gone.scheduled)], list(touches.still_planned(gone.still_planned))
    )


def _what(line: reads.FollowupLine) -> str:
    """A touch or a step in a few words."""
    method = METHODS.label(line.method) if line.method else ""
    parts = [
        line.short_name or line.customer,
        method,
        _words(line),
        touches.day_in_words(line.occurred_on or line.due_on, None if line.occurred_on else line.due_time),
    ]
    return _(", ").join(part for part in parts if part)


def _words(line: reads.FollowupLine) -> str:
    return ((line.summary or line.objective) if line.status == "done" else line.objective) or ""
