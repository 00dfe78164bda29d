"""Results as sheets of a workbook: a list of records with all that is known of each, a page table by table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from salesops.commands._context import Context
from salesops.commands._pages import Column, Page, Table, cell, lines, tables, type_of, value_of
from salesops.commands._results import Done, Listing, Result
from salesops.core.db.find import NOUNS
from salesops.core.files import workbook_writer as writer
from salesops.core.files.workbook_writer import Cells, Sheet
from salesops.core.followups.rules import METHODS
from salesops.core.i18n import N_, _
from salesops.core.pipeline.stages.rules import STAGES
from salesops.core.values.codes import Codes
from salesops.core.values.fields import Field
from salesops.core.values.money import fine_to_major, to_major
from salesops.core.values.units import FieldType, Unit, field_types

_CELLS = {
    Unit.MONEY: Cells.MONEY,
    Unit.FINE_MONEY: Cells.FINE_MONEY,
    Unit.RATE: Cells.RATE,
    Unit.DAY: Cells.DAY,
}
_CODES = {"last_method": METHODS, "deal_stage": STAGES}
# What stands in words beside it, unless the record has a field of that name.
_FOR_SCRIPTS = {"section", "reason", "next_due_reason", "followup_id"}
# What lists of records tell besides the fields of the record.
_HEADINGS = {
    "number": N_("Number"),
    "id": N_("Id"),
    "customer": N_("Customer"),
    "customer_id": N_("Customer id"),
    "opportunity_id": N_("Opportunity id"),
    "customer_short_name": N_("Customer's short name"),
    "short_name": N_("Short name"),
    "grade": N_("Grade"),
    "revenue_12m": N_("Signed, 12 months"),
    "open_amount": N_("Open"),
    "last_touch_on": N_("Last contact"),
    "next_due_on": N_("Next contact"),
    "class_": N_("Class"),
    "weighted": N_("Weighted"),
    "idle_days": N_("Idle days"),
    "void_on": N_("Void since"),
    "void_reason": N_("Void because"),
    "customers": N_("Customers"),
    "recorded_at": N_("Recorded at"),
    "agreed_in_id": N_("Agreed in (id)"),
    "owner": N_("Owner"),
    "due_on": N_("Planned for"),
    "due_time": N_("Time"),
    "days_overdue": N_("Days overdue"),
    "why": N_("Why"),
    "opportunity": N_("Opportunity"),
    "last_method": N_("Last method"),
    "last_note": N_("Said last"),
    "last_signed_on": N_("Last signed on"),
    "topic": N_("Topic"),
    "contact": N_("Contact"),
    "contact_title": N_("Contact's title"),
    "contact_phone": N_("Contact's phone"),
    "contact_email": N_("Contact's e-mail"),
    "contact_wechat": N_("Contact's WeChat"),
    "on": N_("Day"),
    "deal": N_("Deal"),
    "deal_stage": N_("Stage"),
    "deal_amount": N_("Amount"),
    "deals": N_("Open deals"),
}


def sheets(context: Context, result: Result) -> Iterable[Sheet]:
    """The sheets of a result."""
    assert not isinstance(result, Done)
    if isinstance(result, Listing) and result.fields is not None:
        return [_record_sheet(context, result)]
    if isinstance(result, Listing):
        return _page_sheets(result.view(list(result.rows)))
    return _page_sheets(result.view(result.record))


def _record_sheet(context: Context, listing: Listing) -> Sheet:
    """One row for each record, one column for each of its fields, headed as imports know it."""
    fields = {field.name: field for field in listing.fields or ()}
    shown = [
        (name, kind, fields.get(name))
        for name, kind in field_types(listing.row_type).items()
        if name in fields or name not in _FOR_SCRIPTS
    ]
    values = [_reader(name, kind, field) for name, kind, field in shown]
    rows = ([value(record) for value in values] for record in listing.rows)
    noun = context.command.partition(" ")[0]
    return Sheet(_(NOUNS.get(noun, noun)), [_record_column(*column) for column in shown], rows)


def _record_column(name: str, kind: FieldType, field: Field | None) -> writer.Column:
    heading = _(field.label if field else _HEADINGS.get(name, name))
    codes = _codes(name, field)
    choices = [codes.label(code) for code in codes.codes] if codes and field else ()
    return writer.Column(heading, _cells(kind), choices)


def _reader(name: str, kind: FieldType, field: Field | None) -> Callable[[Any], object]:
    """A function that takes the value of a field out of a record, as a cell holds it."""
    if codes := _codes(name, field):
        return lambda record: (code := getattr(record, name)) and codes.label(code)
    return lambda record: _in_cell(getattr(record, name), kind.unit)


def _codes(name: str, field: Field | None) -> Codes | None:
    return field.codes if field else _CODES.get(name)


def _page_sheets(page: Page) -> Iterator[Sheet]:
    """A sheet for each table that has rows, before them the text that stands above the page."""
    if lead := lines(page.lead):
        title = page.title or _("Overview")
        yield Sheet(title, [writer.Column(title)], [[line] for line in lead])
    shown = tables(page)
    for table in [table for table in shown if table.rows] or shown[:1]:
        yield _table_sheet(table, table.title or page.title)


def _table_sheet(table: Table, title: str) -> Sheet:
    types = [type_of(table, column) for column in table.columns]
    columns = [
        writer.Column(column.heading, _cells(kind)) for column, kind in zip(table.columns, types, strict=True)
    ]
    return Sheet(title, columns, [_cells_of(row, table.columns, types) for row in table.rows])


def _cells_of(row: object, columns: Sequence[Column], types: Sequence[FieldType]) -> list[object]:
    return [_in_cell(value_of(row, column), kind.unit) for column, kind in zip(columns, types, strict=True)]


def _cells(kind: FieldType) -> Cells:
    if kind.unit in _CELLS:
        return _CELLS[kind.unit]
    if kind.type is date:
        return Cells.DAY
    return Cells.NUMBER if kind.type in (int, float) else Cells.TEXT


def _in_cell(value: object, unit: Unit | None) -> object:
    """The value as a workbook holds it: money in major units; what is no single value as people read it."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int) and unit is Unit.MONEY:
        return to_major(value)
    if isinstance(value, int) and unit is Unit.FINE_MONEY:
        return fine_to_major(value)
    return value if isinstance(value, int | float | str | date) else cell(value, unit)
