"""What became of records, in words."""

from __future__ import annotations

from functools import cache
from typing import Any

from salesops.commands._fields import value_in_words
from salesops.commands._formats import plain
from salesops.commands._output import left_out
from salesops.commands._pages import Column, Page, Table
from salesops.commands.views.changes import before_after
from salesops.commands.views.operations import local_time
from salesops.core.customers.fields import CONTACT_FIELDS
from salesops.core.customers.fields import FIELDS as CUSTOMER_FIELDS
from salesops.core.customers.needs.fields import FIELDS as NEED_FIELDS
from salesops.core.customers.surveys.fields import FIELDS as SURVEY_FIELDS
from salesops.core.db.find import NOUNS
from salesops.core.followups.fields import FIELDS as FOLLOWUP_FIELDS
from salesops.core.i18n import N_, _
from salesops.core.operations.history import Change, FieldChange
from salesops.core.operations.names import KINDS
from salesops.core.pipeline.contracts.fields import FIELDS as CONTRACT_FIELDS
from salesops.core.pipeline.contracts.fields import VOID
from salesops.core.pipeline.opportunities.fields import FIELDS as OPPORTUNITY_FIELDS
from salesops.core.team.fields import FIELDS as REP_FIELDS
from salesops.core.values.codes import Codes
from salesops.core.values.fields import Field, Kind, columns
from salesops.core.values.units import Unit

_WHOSE = (
    Field("customer", N_("Customer"), Kind.REFERENCE, refers_to="customer"),
    Field("rep", N_("Rep"), Kind.REFERENCE, refers_to="rep"),
)
RECORDS = Codes(N_("record"), NOUNS)
# What is kept of a record and cannot be told by an option of its own.
_KEPT = {
    "rep": (),
    "customer": (
        Field("grade", N_("Grade")),
        Field("grade_score", N_("Score"), Kind.NUMBER),
        Field("manual_grade", N_("Grade by hand")),
        Field("manual_grade_reason", N_("Reason for the grade by hand")),
        Field("manual_grade_until", N_("Grade by hand until"), Kind.DATE),
        Field("snoozed_until", N_("Held back until"), Kind.DATE),
        Field("snooze_reason", N_("Held back because")),
        Field("archived_on", N_("Archived on"), Kind.DATE),
        Field("created_on", N_("Added on"), Kind.DATE),
    ),
    "contact": (Field("customer", N_("Customer"), Kind.REFERENCE, refers_to="customer"),),
    "opportunity": (),
    "contract": VOID,
    "followup": (
        Field("recorded_on", N_("Written down on"), Kind.DATE),
        Field("agreed_in", N_("Agreed in"), Kind.REFERENCE, refers_to="followup"),
    ),
    "need": (*_WHOSE, Field("recorded_on", N_("Written down on"), Kind.DATE)),
    "tag": (_WHOSE[0], Field("name", N_("Tag")), Field("tag_group", N_("Group"))),
    "survey": _WHOSE,
    "note": (*_WHOSE, Field("text", N_("Note")), Field("noted_on", N_("Noted on"), Kind.DATE)),
}  # fmt: skip
_TOLD = {
    "rep": REP_FIELDS,
    "customer": CUSTOMER_FIELDS,
    "contact": CONTACT_FIELDS,
    "opportunity": OPPORTUNITY_FIELDS,
    "contract": CONTRACT_FIELDS,
    "followup": FOLLOWUP_FIELDS,
    "need": NEED_FIELDS,
    "tag": (),
    "survey": SURVEY_FIELDS,
    "note": (),
}
_ENDS = {"min": N_("at least"), "max": N_("at most")}
_UNITS = {Kind.MONEY: Unit.MONEY, Kind.FINE_MONEY: Unit.MONEY, Kind.BUDGET: Unit.MONEY}


def heading(record: str, name: str, number: int) -> str:
    """Of which record it is the history: an id alone may have been meant for another kind."""
    return _("History of {record} {name} (id {id})").format(record=_(NOUNS[record]), name=name, id=number)


def page(changes: list[Change], more: int, title: str) -> Page:
    """The changes as a table, a line for what an operation did to a record."""
    columns = [
        Column(_("When"), lambda one: local_time(one.at)),
        Column(_("Who"), lambda one: one.rep or one.account),
        Column(_("Command"), lambda one: f"{one.command} ({one.operation})"),
        Column(_("Record"), lambda one: f"{_(KINDS[one.record])} {one.name}", flexible=True),
        Column(_("What changed"), in_words, flexible=True),
    ]
    return Page([Table(columns, changes, note=left_out(more))], title=title)


def in_major_units(change: Change) -> Change:
    """The change as scripts get it: money in major units."""
    return change._replace(fields=[_major(change.record, one) for one in change.fields])


def in_words(change: Change) -> str:
    """A change as people read it, such as `Phone: 138 → 139`."""
    if change.change != "update":
        return _("added") if change.change == "insert" else _("removed")
    return _("; ").join(_sentence(change.record, one) for one in change.fields)


def _sentence(record: str, one: FieldChange) -> str:
    field = _field(record, one.field)
    return before_after(_label(field, one.field), _text(field, one.before), _text(field, one.after))


def _major(record: str, one: FieldChange) -> FieldChange:
    unit = _UNITS.get(_field(record, one.field).kind)
    return one._replace(before=plain(one.before, unit), after=plain(one.after, unit))


@cache
def fields_by_column(record: str) -> dict[str, Field]:
    """The field behind each column of a record that people are told of."""
    return {column: field for field in (*_TOLD[record], *_KEPT[record]) for column in columns(field)}


def _field(record: str, column: str) -> Field:
    return fields_by_column(record)[column]


def _label(field: Field, column: str) -> str:
    end = _ENDS.get(column.rpartition("_")[2]) if field.kind is Kind.BUDGET else None
    return _("{label}, {end}").format(label=_(field.label), end=_(end)) if end else _(field.label)


def _text(field: Field, value: Any) -> str:  # noqa: ANN401 - as stored
    if field.kind is Kind.FLAG and value is not None:
        value = bool(value)
    return value_in_words(field, value, _UNITS.get(field.kind))
