"""What is told when a customer was added: who came with it, what it needs, its grade, and what to see to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from sqlite3 import Connection
from typing import TYPE_CHECKING

from salesops.commands._fields import days_given
from salesops.commands._phrases import next_contact
from salesops.commands.views.duplicates import reached_elsewhere
from salesops.core.customers.fields import FIELDS
from salesops.core.customers.needs.fields import FIELDS as NEED_FIELDS
from salesops.core.customers.rules import DECISION_ROLES
from salesops.core.i18n import _

if TYPE_CHECKING:
    from salesops.core.customers.writes import AddedContact
    from salesops.core.grading.new_customers import AddedCustomer


def lines(added: AddedCustomer, facts: Mapping[str, object], need: Mapping[str, object]) -> Iterator[str]:
    """The customer, its people, its need, its tags and its grade; the days that were given with their weekdays."""
    yield _("Added customer {name} (id {id}).").format(name=added.name, id=added.id)
    for person in added.contacts:
        yield _("Contact: {person} (contact id {id}).").format(person=_described(person), id=person.id)
    if added.need:
        yield _("Need: {text} (need id {id}).").format(text=added.need.text, id=added.need.id)
    if added.tags:
        yield _("Tags: {tags}").format(tags=_(", ").join(added.tags))
    yield from days_given(FIELDS, facts)
    yield from days_given(NEED_FIELDS, need)
    if added.grade:
        yield _("Grade: {grade}. `salesops grade explain {id}` says why.").format(
            grade=added.grade, id=added.id
        )
    yield from next_contact(added.next_due_on)


def notes(db: Connection, added: AddedCustomer, *, owned: bool) -> list[str]:
    """That nobody owns it, and at which other customers its people are known."""
    nobody = _("Nobody owns it: name an --owner, or say who you are with --rep.")
    elsewhere = [
        note for person in added.contacts for note in reached_elsewhere(db, added.id, person._asdict())
    ]
    return elsewhere if owned else [nobody, *elsewhere]


def _described(person: AddedContact) -> str:
    """Who it is, with what was understood of them."""
    role = DECISION_ROLES.label(person.decision_role) if person.decision_role else None
    told = (person.name, role, person.title, person.phone, person.email)
    return _(", ").join(one for one in told if one)
