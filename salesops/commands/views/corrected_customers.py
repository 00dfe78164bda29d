"""What is told when a customer was changed: the fields, what went along, and what is still open there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesops.commands._phrases import next_contact
from salesops.commands._results import Done
from salesops.commands.views.changes import changes, corrected
from salesops.commands.views.dependents import stayed, still_open, went_along
from salesops.core.customers.fields import FIELDS
from salesops.core.i18n import N_, _
from salesops.core.values.fields import Field, Kind

if TYPE_CHECKING:
    from salesops.core.customers.reads import CustomerFacts
    from salesops.core.customers.writes import SavedCustomer
    from salesops.core.pipeline.handover.writes import EditedCustomer

_FIELDS = (*FIELDS, Field("archived_on", N_("Archived on"), Kind.DATE))


def edited(done: EditedCustomer) -> Done:
    """Which fields of a customer say something else, what its new owner got, what is open where it is lost."""
    was, now = done.before.owner, done.after.owner
    head = _("Changed customer {name} (id {id}).").format(name=done.saved.name, id=done.saved.id)
    changed = changes("customer", _FIELDS, done.before, done.after) + went_along(done.along, was, now)
    notes = [*stayed(done.stayed, was), *still_open(done.left_open)]
    return corrected(done.saved, changed, head, notes=notes)


def restored(saved: SavedCustomer, before: CustomerFacts, after: CustomerFacts) -> Done:
    """That a customer is back, when it is due, and what keeps it out of the due list still."""
    head = _("{name} is back in the lists.").format(name=saved.name)
    changed = changes("customer", _FIELDS, before, after)
    still_lost = _("It is still lost: `salesops customer restore` once more takes that back, too.")
    notes = [still_lost] if after.type == "lost" else []
    return corrected(saved, changed, head, more=next_contact(saved.next_due_on), notes=notes)
