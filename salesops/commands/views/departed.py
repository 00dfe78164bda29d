"""What is told when a person left a customer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from salesops.commands._results import Done
from salesops.commands.views.changes import changes, corrected
from salesops.core.customers.fields import CONTACT_FIELDS
from salesops.core.i18n import _, ngettext

if TYPE_CHECKING:
    from salesops.core.customers.leaving import Departure
    from salesops.core.customers.reads import Contact


def departed(departure: Departure, before: Contact, after: Contact) -> Done:
    """The fields that changed, what goes to the successor, and what nobody takes over."""
    head = _("{name} of {customer} left (contact id {id}).").format(
        name=departure.name, customer=departure.customer, id=departure.id
    )
    more = [_handed_over(departure)] if departure.steps and departure.successor else []
    changed = changes("contact", CONTACT_FIELDS, before, after)
    return corrected(departure, changed, head, more=more, notes=list(_left_behind(departure)))


def _handed_over(departure: Departure) -> str:
    sentence = ngettext(
        "{count} planned step goes to {name}.", "{count} planned steps go to {name}.", len(departure.steps)
    )
    return sentence.format(count=len(departure.steps), name=departure.successor)


def _left_behind(departure: Departure) -> Iterator[str]:
    """Steps that still name who left, and that nobody is known to decide now."""
    if departure.steps and not departure.successor:
        sentence = ngettext(
            "{count} planned step still names them: --successor NAME hands it over.",
            "{count} planned steps still name them: --successor NAME hands them over.",
            len(departure.steps),
        )
        yield sentence.format(count=len(departure.steps))
    if departure.undecided:
        yield _("They decided there. Who does now: `salesops contact edit NAME --decision-role decider`.")
