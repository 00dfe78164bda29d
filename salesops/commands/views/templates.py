"""The workbooks to fill in: their columns, what may be chosen there, and the sheet that explains them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from sqlite3 import Connection
from typing import NamedTuple

from salesops.commands._import_help import holds
from salesops.commands._pages import Column, Page, Table
from salesops.core.customers.fields import FIELDS as CUSTOMER_FIELDS
from salesops.core.customers.fields import NEED_COLUMNS, NOTE_FIELD, PERSON_FIELDS, TAGS_FIELD
from salesops.core.customers.rules import TYPES
from salesops.core.files import workbook_writer as writer
from salesops.core.files.workbook_writer import Cells, Sheet
from salesops.core.followups.fields import FIELDS as FOLLOWUP_FIELDS
from salesops.core.i18n import N_, _
from salesops.core.targets.rules import METRICS
from salesops.core.values.codes import Codes
from salesops.core.values.fields import Field, Kind

NAMES = Codes(
    N_("template"),
    {
        "customers": N_("Customer records"),
        "followups": N_("Follow-up plan"),
        "targets": N_("Sales targets"),
        "grading": N_("Customer grading"),
    },
)
_TARGET_FIELDS = (
    Field("period", N_("Period"), required=True),
    Field("metric", N_("Metric"), Kind.CODED, codes=METRICS),
    Field("rep", N_("Rep"), Kind.REFERENCE, refers_to="rep"),
    Field("customer", N_("Customer"), Kind.REFERENCE, refers_to="customer"),
    Field("region", N_("Region")),
    Field("product", N_("Product")),
    Field("customer_type", N_("Customer type"), Kind.CODED, codes=TYPES),
    Field("value", N_("Value"), Kind.NUMBER, required=True),
    Field("reason", N_("Reason")),
)
_GRADING = (
    "name", "code", "owner", "type", "industry", "depth", "need_match", "budget", "expansion_plan", "expansion_note",
    "contact_name", "contact_title", "contact_decision_role", "need_text", "need_wanted_by",
)  # fmt: skip
_NOT_FILLED_IN = ("verified_by", "verified_on", "confirmed_on", "reason")
_CELLS = {
    Kind.MONEY: Cells.MONEY,
    Kind.FINE_MONEY: Cells.FINE_MONEY,
    Kind.DATE: Cells.DAY,
    Kind.INTEGER: Cells.NUMBER,
    Kind.NUMBER: Cells.NUMBER,
    Kind.PERCENT: Cells.RATE,
}
_MOST_CHOICES = 5000
_WIDE = 100  # letters: what a column holds stands in one line
_NAMED = {
    "rep": "SELECT name FROM rep WHERE left_on IS NULL ORDER BY name, id LIMIT :most",
    "customer": "SELECT name FROM customer WHERE archived_on IS NULL ORDER BY name, id LIMIT :most",
}


class TemplateColumn(NamedTuple):
    """A column to fill in: the name of its field, its heading, and what it holds in words."""

    template: str
    field: str
    heading: str
    required: bool
    holds: str


def columns(name: str) -> list[TemplateColumn]:
    """The columns of a template, in their order."""
    return [
        TemplateColumn(name, field.name, _(field.label), field.required, holds(field))
        for field in _fields(name)
    ]


def page(name: str, rows: list[TemplateColumn]) -> Page:
    """The columns as a table."""
    note = _("-o {file} writes the workbook to fill in.").format(file=f"{NAMES.label(name)}.xlsx")
    return Page([Table(_explaining(), rows, note=note)], title=NAMES.label(name))


def sheets(db: Connection, rows: Sequence[TemplateColumn]) -> Iterator[Sheet]:
    """The sheet to fill in, and the one that explains its columns."""
    name = rows[0].template
    yield Sheet(NAMES.label(name), [_column(db, field) for field in _fields(name)])
    table = [[row.heading, row.required or "", row.holds] for row in rows]
    headings = [
        writer.Column(column.heading, width=_WIDE if column.flexible else 0) for column in _explaining()
    ]
    yield Sheet(_("How to fill it in"), headings, table)


def _fields(name: str) -> tuple[Field, ...]:
    customers = (*CUSTOMER_FIELDS, *PERSON_FIELDS, *NEED_COLUMNS, TAGS_FIELD, NOTE_FIELD)
    match name:
        case "customers":
            return tuple(field for field in customers if field.name not in _NOT_FILLED_IN)
        case "grading":
            return tuple(field for field in customers if field.name in _GRADING)
        case "followups":
            return tuple(field for field in FOLLOWUP_FIELDS if field.name not in _NOT_FILLED_IN)
        case _:
            return _TARGET_FIELDS


def _explaining() -> list[Column]:
    return [
        Column(_("Heading"), "heading"),
        Column(_("Needed"), lambda row: _("yes") if row.required else ""),
        Column(_("Holds"), "holds", flexible=True),
    ]


def _column(db: Connection, field: Field) -> writer.Column:
    heading = f"{_(field.label)} *" if field.required else _(field.label)
    return writer.Column(heading, _CELLS.get(field.kind, Cells.TEXT), _choices(db, field))


def _choices(db: Connection, field: Field) -> Sequence[str]:
    """What may be chosen in a column; nothing where anything may be written."""
    if field.codes:
        return [field.codes.label(code) for code in field.codes.codes]
    if field.kind is Kind.FLAG:
        return [_("yes"), _("no")]
    if field.kind is Kind.INTEGER and field.least is not None and field.most is not None and field.most < 10:
        return [str(number) for number in range(int(field.least), int(field.most) + 1)]
    if field.refers_to in _NAMED:
        return [name for (name,) in db.execute(_NAMED[field.refers_to], {"most": _MOST_CHOICES})]
    return ()
