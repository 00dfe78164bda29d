"""Every column is accounted for: what can be told of a record is a field, and what is not has a reason to be there."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

import pytest

from salesops.core.customers.fields import CONTACT_FIELDS
from salesops.core.customers.fields import FIELDS as CUSTOMER_FIELDS
from salesops.core.customers.needs.fields import FIELDS as NEED_FIELDS
from salesops.core.customers.surveys.fields import FIELDS as SURVEY_FIELDS
from salesops.core.db import schema
from salesops.core.db.migrate import migrate
from salesops.core.pipeline.contracts.fields import FIELDS as CONTRACT_FIELDS
from salesops.core.pipeline.contracts.fields import VOID
from salesops.core.pipeline.opportunities.fields import FIELDS as OPPORTUNITY_FIELDS
from salesops.core.team.fields import FIELDS as REP_FIELDS
from salesops.core.values.fields import columns

FIELDS = {
    "rep": REP_FIELDS,
    "customer": CUSTOMER_FIELDS,
    "contact": CONTACT_FIELDS,
    "opportunity": OPPORTUNITY_FIELDS,
    "contract": (*CONTRACT_FIELDS, *VOID),
    "need": NEED_FIELDS,
    "survey": SURVEY_FIELDS,
}
KEPT_READY = "kept ready by scheduling, made anew from the facts"
OTHER: Mapping[str, Mapping[str, str]] = {
    "rep": {"id": "the record"},
    "customer": {
        "id": "the record",
        "name_key": "the name as names are compared",
        "created_on": "the day it was added; shown, never told",
        "archived_on": "told by `customer archive`, shown",
        "manual_grade": "told by `grade set`, shown",
        "manual_grade_reason": "told by `grade set`, shown",
        "manual_grade_until": "told by `grade set`, shown",
        "snoozed_until": "told by `followup snooze`, shown",
        "snooze_reason": "told by `followup snooze`, shown",
        "grade": "computed by `grade run`, shown",
        "grade_score": "computed by `grade run`, shown",
        "last_touch_on": f"{KEPT_READY}, shown",
        "next_due_on": f"{KEPT_READY}, shown",
        "next_due_reason": f"{KEPT_READY}, shown by `followup due`",
        "next_due_table": KEPT_READY,
        "next_due_ref": KEPT_READY,
        "deadline_on": KEPT_READY,
        "hot_from": KEPT_READY,
        "open_amount": f"{KEPT_READY}, shown",
    },
    "contact": {
        "id": "the record",
        "customer_id": "whose contact it is, the argument of `contact add`; shown",
    },
    "opportunity": {"id": "the record"},
    "contract": {"id": "the record"},
    "need": {
        "id": "the record",
        "customer_id": "whose need it is, the argument of `need add`; shown",
        "recorded_on": "the day it was added; shown, never told",
        "rep_id": "who added it; shown, never told",
    },
    "survey": {
        "id": "the record",
        "customer_id": "who was asked, the argument of `survey add`; shown",
        "rep_id": "who asked; shown, never told",
    },
}
# What has commands of its own for what is told of it, and what only the program writes.
WITHOUT_FIELDS = {
    "followup": "log, plan, done, cancel",
    "note": "customer note",
    "tag": "tag add and remove",
    "former_name": "customer merge",
    "target": "target set and split",
    "policy_version": "a document",
    "duty": "opened and closed by rules",
    "stage_change": "history",
    "owner_change": "history",
    "closing_change": "history",
    "customer_type_change": "history",
    "grade_change": "history",
    "operation": "the journal",
    "journal": "the journal",
    "setting": "of the database, not of a record",
}


@pytest.fixture(scope="module")
def tables() -> dict[str, list[str]]:
    db = sqlite3.connect(":memory:", isolation_level=None)
    migrate(db)
    return {
        name: [column[1] for column in db.execute(f"PRAGMA table_info({name})")] for name in schema.tables(db)
    }


def test_every_table_is_known(tables: dict[str, list[str]]) -> None:
    assert set(tables) == set(FIELDS) | set(WITHOUT_FIELDS)


@pytest.mark.parametrize("record", FIELDS)
def test_a_column_is_a_field_or_has_a_reason(tables: dict[str, list[str]], record: str) -> None:
    told = [column for field in FIELDS[record] for column in columns(field)]
    assert sorted([*told, *OTHER[record]]) == sorted(tables[record])
