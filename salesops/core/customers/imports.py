"""Customers from files, each perhaps with a contact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from sqlite3 import Connection
from typing import Any

from salesops.core.customers.fields import FIELDS, PERSON_FIELDS
from salesops.core.files.importing import Import, Look, Part, Plan, Wishes
from salesops.core.files.references import Found, Reference
from salesops.core.files.rows import Values
from salesops.core.schedule.writes import reschedule
from salesops.core.team.imports import REPS
from salesops.core.values.names import name_key

_CUSTOMERS = """
    SELECT id, code, name, short_name, owner_id FROM customer
    WHERE code = :code OR name_key = :key ORDER BY id"""
_SHORT_NAMES = """
    SELECT short_name, id, code, name, short_name, owner_id FROM customer
    WHERE short_name IS NOT NULL ORDER BY id"""
_CREATE = "INSERT INTO customer (id, code, name, name_key, created_on) VALUES (?, ?, ?, ?, ?)"


def _create(db: Connection, customers: Sequence[Found], today: date) -> None:
    day = today.isoformat()
    db.executemany(_CREATE, [(new.id, new.code, new.name, name_key(new.name), day) for new in customers])
    reschedule(db, [new.id for new in customers])


def _derive(customer: Values, _look: Look) -> None:
    customer["name_key"] = name_key(customer["name"])


def _known_by(customer: Values, _look: Look) -> Mapping[str, Any]:
    return {"name_key": customer["name_key"]}


def _complete(customer: Values, look: Look) -> None:
    customer["created_on"] = look.wishes.today.isoformat()
    for column, value in (("kind", "company"), ("type", "potential")):
        customer.setdefault(column, value)
    if "owner" not in look.wishes.told:
        customer["owner_id"] = look.wishes.by


def _after(db: Connection, plan: Plan, _wishes: Wishes) -> None:
    reschedule(db, plan.ids())


CUSTOMERS = Reference("customer", sql=_CUSTOMERS, aliases=_SHORT_NAMES, key=name_key, create=_create)
IMPORT = Import(
    record="customer",
    fields=FIELDS + PERSON_FIELDS,
    references=(REPS, CUSTOMERS),
    part=Part("contact", parent="customer_id", prefix="contact_"),
    known_by=_known_by,
    derive=_derive,
    complete=_complete,
    after=_after,
)
