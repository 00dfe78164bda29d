"""Adding and changing customers and their contacts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, select

from salesops.core.customers import reads
from salesops.core.customers.models import Contact, Customer
from salesops.core.customers.rules import check_near_name, check_same_name
from salesops.core.db.session import raw
from salesops.core.errors import BadValue, Conflict
from salesops.core.i18n import _
from salesops.core.schedule.writes import reschedule
from salesops.core.values.names import name_key


@dataclass(frozen=True)
class SavedCustomer:
    """The record that was written; `next_due_on` is the ISO date of the customer's next follow-up."""

    id: int
    name: str
    next_due_on: str | None = None


def add(
    session: Session,
    facts: Mapping[str, Any],
    *,
    today: date,
    contact: Mapping[str, Any] | None = None,
    force: bool = False,
) -> SavedCustomer:
    """Add a customer, with a contact if one is given.

    Raises Conflict when a customer of that name, or nearly that name, exists (unless `force`), or of that code.
    """
    name = str(facts["name"])
    key = name_key(name)
    if not force:
        check_same_name(name, reads.same_name(raw(session), key))
        check_near_name(name, reads.near_name(raw(session), key))
    customer = Customer(**facts, name_key=key, created_on=today.isoformat())
    _check(session, customer)
    session.add(customer)
    session.flush()
    assert customer.id is not None
    if contact:
        session.add(Contact(customer_id=customer.id, **contact))
    return _rescheduled(session, customer)


def edit(
    session: Session, customer_id: int, facts: Mapping[str, Any], *, force: bool = False
) -> SavedCustomer:
    """Change the given fields; Conflict when the new name or code belongs to somebody else."""
    customer = session.get_one(Customer, customer_id)
    for field, value in facts.items():
        setattr(customer, field, value)
    key = name_key(customer.name)
    if key != customer.name_key and not force:
        with session.no_autoflush:
            check_same_name(customer.name, reads.same_name(raw(session), key))
    customer.name_key = key
    _check(session, customer)
    session.add(customer)
    return _rescheduled(session, customer)


def archive(session: Session, customer_id: int, *, on: date | None) -> SavedCustomer:
    """Take a customer out of every list from `on`, or back into them with None."""
    return edit(session, customer_id, {"archived_on": on.isoformat() if on else None})


def add_contact(session: Session, customer_id: int, facts: Mapping[str, Any]) -> SavedCustomer:
    """Add a person at a customer; Conflict when somebody of that name is known there."""
    contact = Contact(customer_id=customer_id, **facts)
    same = select(Contact).where(Contact.customer_id == customer_id, Contact.name == contact.name)
    if known := session.exec(same).first():
        raise Conflict(_("{name} is known there already (id {id}).").format(name=known.name, id=known.id))
    session.add(contact)
    session.flush()
    assert contact.id is not None
    return SavedCustomer(contact.id, contact.name)


def edit_contact(session: Session, contact_id: int, facts: Mapping[str, Any]) -> SavedCustomer:
    """Change the given fields of a contact."""
    contact = session.get_one(Contact, contact_id)
    for field, value in facts.items():
        setattr(contact, field, value)
    session.add(contact)
    session.flush()
    return SavedCustomer(contact_id, contact.name)


def _check(session: Session, customer: Customer) -> None:
    low, high = customer.budget_min, customer.budget_max
    if low is not None and high is not None and high < low:
        raise BadValue(_("The budget's upper end is below its lower end."))
    with session.no_autoflush:
        other = session.exec(
            select(Customer).where(Customer.code == customer.code, Customer.id != customer.id)
        ).first()
    if customer.code is not None and other:
        raise Conflict(_("The code {code} belongs to {name}.").format(code=customer.code, name=other.name))


def _rescheduled(session: Session, customer: Customer) -> SavedCustomer:
    assert customer.id is not None
    db = raw(session)
    reschedule(db, [customer.id])
    (due,) = db.execute("SELECT next_due_on FROM customer WHERE id = ?", (customer.id,)).fetchone()
    return SavedCustomer(customer.id, customer.name, due)
