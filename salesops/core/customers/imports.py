"""Customers from files, each perhaps with a contact."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from sqlite3 import Connection
from typing import Any

from salesops.core.customers.duplicates.imports import SimilarCustomers
from salesops.core.customers.fields import (
    FIELDS,
    NEED_COLUMNS,
    NOTE_FIELD,
    OTHER_PHONE_FIELD,
    PERSON_FIELDS,
    TAGS_FIELD,
)
from salesops.core.customers.gathering import gathered
from salesops.core.customers.needs.rules import completed
from salesops.core.customers.writes import record_types
from salesops.core.importing.references import NamedRecord, Reference
from salesops.core.importing.rows import Values
from salesops.core.importing.spec import Import, ImportContext, ImportOptions, Namesakes, NestedRecord, Plan
from salesops.core.policy.reads import current
from salesops.core.policy.rules import Policy
from salesops.core.schedule.next_due.rules import DueFacts, first_due
from salesops.core.schedule.writes import reschedule
from salesops.core.team.imports import REPS
from salesops.core.values.credit_codes import plain
from salesops.core.values.dates import stored_day
from salesops.core.values.lists import listed
from salesops.core.values.names import name_key
from salesops.core.values.workdays import WorkingDays

# By their own names, and by those of customers that were merged into them.
_CUSTOMERS = """
    SELECT id, code, name, short_name, owner_id FROM (
        SELECT id, code, name, name_key, short_name, owner_id FROM customer
        UNION ALL
        SELECT c.id, f.code, f.name, f.name_key, f.short_name, c.owner_id
        FROM former_name f JOIN customer c ON c.id = f.customer_id) AS called"""
_COLUMN = re.compile(r"(\w+?)(?:_([0-9]+))?")  # of the second contact, name_2
_CREATE = "INSERT INTO customer (id, code, name, name_key, created_on) VALUES (?, ?, ?, ?, ?)"


def _create(db: Connection, customers: Sequence[NamedRecord], today: date) -> None:
    day = today.isoformat()
    db.executemany(_CREATE, [(new.id, new.code, new.name, name_key(new.name), day) for new in customers])
    ids = [new.id for new in customers]
    record_types(db, ids)
    reschedule(db, ids)


def _derive(customer: Values, _context: ImportContext) -> None:
    customer["name_key"] = name_key(customer["name"])
    if code := customer.get("credit_code"):  # a wrong one is kept: the file may be the only place that has it
        customer["credit_code"] = plain(code)
    if customer.get("contact_name") == customer["name"]:
        customer.setdefault("kind", "individual")


def _people(customer: Values) -> list[Values]:
    """The contacts on the row of a customer; the first has its name where the row names nobody."""
    people: dict[str, Values] = {}
    for name in [name for name in customer if name.startswith("contact_")]:
        column, number = _COLUMN.fullmatch(name.removeprefix("contact_")).group(1, 2)  # type: ignore[union-attr]
        people.setdefault(number or "1", {})[column] = customer.pop(name)
    for person in people.values():
        _note_other_phone(customer, person)
    first = people.pop("1", None)
    named = [person for person in people.values() if "name" in person]
    return [{"name": customer["name"], **first}, *named] if first else named


def _note_other_phone(customer: Values, person: Values) -> None:
    """A contact has one phone; the second one that a file has is kept in a note."""
    other = person.pop("other_phone", None)
    if other and other != person.setdefault("phone", other):
        customer.setdefault(NOTE_FIELD.name, []).append(f"{person.get('name', '')} ☎ {other}".strip())


def _needs(customer: Values) -> list[Values]:
    """What the row says of a need."""
    named = [field.name for field in NEED_COLUMNS if field.name in customer]
    need = {name.removeprefix("need_"): customer.pop(name) for name in named}
    return [completed(need)] if need else []


def _complete_need(need: Values, context: ImportContext) -> None:
    need |= {"recorded_on": context.options.today.isoformat(), "rep_id": context.options.by}


def _tags(customer: Values) -> list[Values]:
    names = [name for text in customer.pop(TAGS_FIELD.name, ()) for name in listed(text)]
    return [{"name": name} for name in dict.fromkeys(names)]


def _notes(customer: Values) -> list[Values]:
    return [{"text": text} for text in customer.pop(NOTE_FIELD.name, ())]


def _complete_note(note: Values, context: ImportContext) -> None:
    note |= {"noted_on": context.options.today.isoformat(), "rep_id": context.options.by}


def _known_by(customer: Values, _context: ImportContext) -> Mapping[str, Any]:
    return {"name_key": customer["name_key"]}


def _complete(customer: Values, context: ImportContext) -> None:
    customer["created_on"] = context.options.today.isoformat()
    for column, value in (("kind", "company"), ("type", "potential")):
        customer.setdefault(column, value)
    if "owner" not in context.options.fields:  # an empty cell is told, too: the customer is nobody's
        customer.setdefault("owner_id", context.options.by)


def _finish(customers: Sequence[Values], context: ImportContext) -> None:
    """When each is due next is known at once: all that there is to go by stands in its row."""
    policy = current(context.db)
    first = lru_cache(None)(partial(_first_due, policy, WorkingDays(policy.calendar)))
    for customer in customers:
        lost = customer["type"] == "lost"
        due = first(customer["created_on"], customer.get("first_contact_on"), lost)
        customer["next_due_on"], customer["next_due_reason"] = due


def _first_due(
    policy: Policy, calendar: WorkingDays, created_on: str, first_contact_on: str | None, lost: bool
) -> tuple[str | None, str | None]:
    first = stored_day(first_contact_on)
    facts = DueFacts(date.fromisoformat(created_on), first_contact_on=first, lost=lost)
    due = first_due(facts, policy.followup, calendar)
    return due.on.isoformat() if due.on else None, due.reason


def _after(db: Connection, plan: Plan, _wishes: ImportOptions) -> None:
    record_types(db, plan.ids())
    reschedule(db, plan.ids())


CUSTOMERS = Reference(
    "customer",
    sql=_CUSTOMERS,
    candidates="code = :code OR name_key = :key",
    create=_create,
    namesakes=False,
)
CONTACTS = Reference("contact", sql="SELECT id, code, name FROM contact")
IMPORT = Import(
    record="customer",
    fields=(*FIELDS, *PERSON_FIELDS, OTHER_PHONE_FIELD, *NEED_COLUMNS, TAGS_FIELD, NOTE_FIELD),
    references=(REPS, CUSTOMERS, CONTACTS),
    nested=(
        NestedRecord("contact", "customer_id", _people),
        NestedRecord("need", "customer_id", _needs, known_by="text", complete=_complete_need),
        NestedRecord("tag", "customer_id", _tags),
        NestedRecord("note", "customer_id", _notes, known_by="text", complete=_complete_note),
    ),
    known_by=_known_by,
    namesakes=Namesakes.CONFLICT,
    told_apart_by="credit_code",
    similar=SimilarCustomers,
    gather=gathered,
    derive=_derive,
    complete=_complete,
    finish=_finish,
    after=_after,
)
