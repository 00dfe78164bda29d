"""A table of fields becomes the columns of a SELECT and the attributes of a record."""

from __future__ import annotations

import sqlite3

from salesops.core.db.fields import as_values, joined, selected, with_fields
from salesops.core.db.rows import record
from salesops.core.values.fields import Field, Kind
from salesops.core.values.units import FieldType, Unit, field_types

FIELDS = (
    Field("name", "Name", required=True),
    Field("budget", "Budget", Kind.BUDGET),
    Field("amount", "Amount", Kind.FINE_MONEY),
    Field("chance", "Chance", Kind.PERCENT),
    Field("urgent", "Urgent", Kind.FLAG, never_empty=True),
    Field("owner", "Owner", Kind.REFERENCE, refers_to="rep"),
)


@with_fields(FIELDS)
class _Deal:
    id: int
    name: str
    note: str | None


def test_what_a_record_does_not_declare_comes_after_what_it_does() -> None:
    names = ["id", "name", "budget_min", "budget_max", "amount", "chance", "urgent", "owner", "note"]
    assert list(field_types(_Deal)) == names


def test_types_and_what_may_be_none_follow_from_the_field() -> None:
    types = field_types(_Deal)
    assert types["amount"] == FieldType(int, Unit.FINE_MONEY, optional=True)
    assert types["chance"] == FieldType(float, Unit.RATE, optional=True)
    assert types["urgent"] == FieldType(bool)
    assert types["owner"] == FieldType(str, optional=True)


def test_rows_are_read_as_the_fields_say() -> None:
    db = sqlite3.connect(":memory:")
    db.executescript("""
        CREATE TABLE rep (id, name); INSERT INTO rep VALUES (3, '王芳');
        CREATE TABLE deal (id, name, budget_min, budget_max, amount, subcent, chance, urgent, owner_id, note);
        INSERT INTO deal VALUES (1, 'A', 100, NULL, 69562, 50, 60, 1, 3, NULL),
               (2, 'B', NULL, NULL, NULL, 0, NULL, 0, NULL, '');
    """)
    select = (
        f"SELECT d.id, {selected(FIELDS, 'd')}, d.note FROM deal AS d {joined(FIELDS, 'd')} WHERE d.id = ?"
    )
    assert as_values(record(db.execute(select, (1,)), _Deal)) == {
        "id": 1, "name": "A", "budget_min": 100, "budget_max": None, "amount": 6956250, "chance": 0.6,
        "urgent": True, "owner": "王芳", "note": None,
    }  # fmt: skip
    assert record(db.execute(select, (2,)), _Deal).owner is None
