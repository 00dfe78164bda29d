"""The help of an import: besides its options the columns that it knows."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from salesops.commands._app import SpokenCommand
from salesops.core.i18n import _

if TYPE_CHECKING:
    from salesops.commands._pages import Page, Table
    from salesops.core.values.fields import Field


def helped(module: str) -> type[SpokenCommand]:
    """A command whose help ends with the fields of the `IMPORT` in `module`, loaded only then."""

    class ImportCommand(SpokenCommand):
        def help_page(self, ctx: Any) -> Page:  # noqa: ANN401 - Typer's own
            page = super().help_page(ctx)
            return page._replace(blocks=[*page.blocks, _fields_table(import_module(module).IMPORT.fields)])

    return ImportCommand


def _fields_table(fields: tuple[Field, ...]) -> Table:
    from salesops.commands._pages import Column, Table

    columns = [
        Column(_("Field"), "name"),
        Column(_("Heading"), lambda field: _(field.label)),
        Column(_("Needed"), lambda field: _("yes") if field.required else ""),
        Column(_("Holds"), holds, flexible=True),
    ]
    note = _("Headings may be in English or Chinese, with common synonyms; what is not known is told.")
    return Table(columns, fields, title=_("The columns it knows"), note=note)


def holds(field: Field) -> str:
    """What stands in the column of a field, in words."""
    from salesops.core.values.fields import Kind

    if field.codes:
        return _(", ").join(_coded(code, field.codes.label(code)) for code in field.codes.codes)
    kinds = {
        Kind.TEXT: _("text"),
        Kind.IDENTIFIER: _("text"),
        Kind.MONEY: _("an amount"),
        Kind.FINE_MONEY: _("an amount, up to four decimals"),
        Kind.BUDGET: _("an amount or a range such as 5-10万"),
        Kind.DATE: _("a date such as 2026-11-21"),
        Kind.INTEGER: _("a whole number") + _range(field),
        Kind.NUMBER: _("a number") + _range(field),
        Kind.PERCENT: _("a percentage"),
        Kind.FLAG: _("yes or no"),
        Kind.REFERENCE: _("a name or a code"),
    }
    return kinds[field.kind]


def _coded(code: str, label: str) -> str:
    return code if label == code.replace("_", " ") else f"{code} {label}"


def _range(field: Field) -> str:
    if field.least is None or field.most is None:
        return ""
    return _(", {least} to {most}").format(least=field.least, most=field.most)
