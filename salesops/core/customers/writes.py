"""Adding and changing customers and their contacts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from sqlite3 import Connection
from typing import Any, NamedTuple

from salesops.core.customers import reads
from salesops.core.customers.duplicates.reads import lookalike
from salesops.core.customers.duplicates.rules import refuse
from salesops.core.db import bulk, records
from salesops.core.db.dialect import chosen
from salesops.core.db.history import ColumnHistory, record_changes
from salesops.core.errors import BadValue, Conflict
from salesops.core.i18n import _
from salesops.core.schedule.writes import reschedule
from salesops.core.values.dates import format_date
from salesops.core.values.names import name_key
from salesops.core.values.units import Day

_TYPES = ColumnHistory(
    table="customer_type_change", record="customer", column="type", before="from_type", after="to_type",
    begins="created_on", unset="''", also={"reason": "CASE WHEN r.type = 'lost' THEN r.lost_reason END"},
)  # fmt: skip
# Where a person is named.
_NAMED_IN = (
    ("followup", "contact_id"),
    ("contact", "successor_id"),
    ("customer", "referrer_contact_id"),
    ("survey", "contact_id"),
)
_NAMING = "SELECT id FROM {} WHERE {} = :id ORDER BY id"
_BEFORE_LOST = """
    SELECT from_type FROM customer_type_change
    WHERE customer_id = :customer AND to_type = 'lost' AND from_type IS NOT NULL ORDER BY id DESC LIMIT 1"""
# Why a customer was lost may be said later than that it was.
_REASONS = """
    UPDATE customer_type_change SET reason = (
        SELECT c.lost_reason FROM customer c WHERE c.id = customer_type_change.customer_id)
    WHERE to_type = 'lost'
      AND id IN (SELECT max(h.id) FROM customer_type_change h JOIN customer c ON c.id = h.customer_id
                 WHERE {wanted} AND c.type = 'lost' GROUP BY h.customer_id)
      AND coalesce(reason, '') <> (
          SELECT coalesce(c.lost_reason, '') FROM customer c WHERE c.id = customer_type_change.customer_id)"""


class SavedCustomer(NamedTuple):
    """The record that was written; `next_due_on` is the ISO date of the customer's next follow-up."""

    id: int
    name: str
    next_due_on: Day | None = None


class AddedContact(NamedTuple):
    """A person who came with a customer."""

    id: int
    name: str
    title: str | None
    phone: str | None
    email: str | None
    decision_role: str | None


class AddedCustomer(NamedTuple):
    """The customer that was added, as `SavedCustomer`, and who came with it."""

    id: int
    name: str
    next_due_on: Day | None
    contacts: list[AddedContact]


class DeletedContact(NamedTuple):
    """The person who is gone, and how many follow-ups and predecessors named them."""

    id: int
    name: str
    customer: str
    followups: int
    predecessors: int


def add(
    db: Connection,
    facts: Mapping[str, Any],
    *,
    today: date,
    contacts: Sequence[Mapping[str, Any]] = (),
    force: bool = False,
) -> AddedCustomer:
    """Add a customer, with the people who are told of.

    Raises Conflict when it may be there already (unless `force`), and when its code is another one's.
    """
    if not force:
        refuse(lookalike(db, facts, credit_code=facts.get("credit_code")))
    _check(db, facts)
    customer = {**facts, "name_key": name_key(facts["name"]), "created_on": today.isoformat()}
    customer_id = records.insert(db, "customer", customer)
    people = [_person(db, customer_id, person) for person in contacts]
    saved = _rescheduled(db, customer_id)
    return AddedCustomer(saved.id, saved.name, saved.next_due_on, people)


def _person(db: Connection, customer_id: int, facts: Mapping[str, Any]) -> AddedContact:
    contact_id = records.insert(db, "contact", {"customer_id": customer_id, **facts})
    told = [facts.get(name) for name in ("title", "phone", "email", "decision_role")]
    return AddedContact(contact_id, facts["name"], *told)


def edit(db: Connection, customer_id: int, facts: Mapping[str, Any], *, force: bool = False) -> SavedCustomer:
    """Change the given fields.

    Raises Conflict when it becomes what another one may be (unless `force`), and when its new code is another one's.
    """
    before = records.get(db, "customer", customer_id)
    customer = {**before, **facts}
    key = name_key(customer["name"])
    if not force:
        new = {name: value for name, value in facts.items() if value != before[name]}
        if key == before["name_key"]:
            new.pop("name", None)
        refuse(lookalike(db, new, credit_code=customer["credit_code"], but=customer_id))
    _check(db, customer, customer_id=customer_id)
    records.update(db, "customer", customer_id, {**facts, "name_key": key})
    return _rescheduled(db, customer_id)


def archive(db: Connection, customer_id: int, *, on: date) -> SavedCustomer:
    """Take a customer out of every list from `on`. Raises Conflict for one that is archived."""
    customer = records.get(db, "customer", customer_id)
    if customer["archived_on"]:
        day = format_date(date.fromisoformat(customer["archived_on"]))
        raise Conflict(
            _("{name} is archived since {day}.").format(name=customer["name"], day=day),
            _("`salesops customer restore` takes it back."),
        )
    return edit(db, customer_id, {"archived_on": on.isoformat()})


def restore(db: Connection, customer_id: int) -> SavedCustomer:
    """Take a customer back that is archived, or else lost; one that was lost is again what it was before.

    One that is both is lost afterwards. Raises Conflict for one that is neither.
    """
    customer = records.get(db, "customer", customer_id)
    if customer["archived_on"]:
        return edit(db, customer_id, {"archived_on": None})
    if customer["type"] != "lost":
        raise Conflict(_("{name} is neither archived nor lost.").format(name=customer["name"]))
    row = db.execute(_BEFORE_LOST, {"customer": customer_id}).fetchone()
    return edit(db, customer_id, {"type": row[0] if row else "potential", "lost_reason": None})


def add_contact(db: Connection, customer_id: int, facts: Mapping[str, Any]) -> SavedCustomer:
    """Add a person at a customer; Conflict when somebody of that name is known there, or the code is taken."""
    name = str(facts["name"])
    known = reads.same_contact(db, customer_id, name)
    if known is not None:
        raise Conflict(_("{name} is known there already (id {id}).").format(name=name, id=known))
    _check_contact(db, facts)
    return SavedCustomer(records.insert(db, "contact", {"customer_id": customer_id, **facts}), name)


def edit_contact(db: Connection, contact_id: int, facts: Mapping[str, Any]) -> SavedCustomer:
    """Change the given fields of a contact.

    Raises Conflict when the new code is somebody else's, BadValue when they were to succeed themselves.
    """
    contact = {**records.get(db, "contact", contact_id), **facts}
    _check_contact(db, contact, contact_id=contact_id)
    records.update(db, "contact", contact_id, facts)
    return SavedCustomer(contact_id, contact["name"])


def delete_contact(db: Connection, contact_id: int) -> DeletedContact:
    """Remove a person who was entered by mistake. Follow-ups and other people no longer name them."""
    contact = records.get(db, "contact", contact_id)
    named = {
        (table, column): [
            number for (number,) in db.execute(_NAMING.format(table, column), {"id": contact_id})
        ]
        for table, column in _NAMED_IN
    }
    for (table, column), numbers in named.items():
        bulk.update(db, table, (column,), [(number, None) for number in numbers])
    records.delete(db, "contact", contact_id)
    customer = records.get(db, "customer", contact["customer_id"])
    followups, predecessors, *_others = map(len, named.values())
    return DeletedContact(contact_id, contact["name"], customer["name"], followups, predecessors)


def record_types(db: Connection, customer_ids: Collection[int] | None) -> None:
    """Bring the history of these customers (None: all) in line with their types and the reasons of the lost."""
    record_changes(db, _TYPES, customer_ids)
    wanted, values = chosen("c.id", customer_ids)
    db.execute(_REASONS.format(wanted=wanted), values)


def _check(db: Connection, customer: Mapping[str, Any], *, customer_id: int | None = None) -> None:
    low, high = customer.get("budget_min"), customer.get("budget_max")
    if low is not None and high is not None and high < low:
        raise BadValue(_("The budget's upper end is below its lower end."))
    if customer_id is not None and customer.get("referrer_id") == customer_id:
        raise BadValue(_("{name} cannot have referred itself.").format(name=customer["name"]))
    records.check_code(db, "customer", customer.get("code"), record_id=customer_id)


def _check_contact(db: Connection, contact: Mapping[str, Any], *, contact_id: int | None = None) -> None:
    records.check_code(db, "contact", contact.get("code"), record_id=contact_id)
    if contact_id is not None and contact.get("successor_id") == contact_id:
        raise BadValue(_("{name} cannot be their own successor.").format(name=contact["name"]))


def _rescheduled(db: Connection, customer_id: int) -> SavedCustomer:
    record_types(db, [customer_id])
    reschedule(db, [customer_id])
    customer = records.get(db, "customer", customer_id)
    return SavedCustomer(customer_id, customer["name"], customer["next_due_on"])
