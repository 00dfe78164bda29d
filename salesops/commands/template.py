"""`salesops template`: workbooks to fill in and import back."""

from __future__ import annotations

from typing import Annotated, TextIO

import typer

from salesops.commands._app import App
from salesops.commands._context import Context
from salesops.commands._formats import CSV, JSON, Format
from salesops.commands._offers import coded
from salesops.commands._results import Listing, Result
from salesops.commands.views.templates import NAMES, TemplateColumn, columns, page, sheets
from salesops.core.i18n import _

app = App("template", help=_("Workbooks to fill in and import back."))


def _write_template(context: Context, result: Result, _envelope: dict[str, object], out: TextIO) -> None:
    from salesops.core.files.workbook_writer import write_workbook

    assert isinstance(result, Listing)
    write_workbook(sheets(context.db, list(result.rows)), out.buffer)


_WORKBOOK = Format("xlsx", "", _write_template, ".xlsx")


@app.reads("template", example="salesops template customers", formats=(JSON, CSV, _WORKBOOK))
def template(
    context: Context,
    name: Annotated[str, typer.Argument(help=_(", ").join(NAMES.codes)), coded(NAMES)],
) -> Listing:
    """Write a workbook to fill in: customers, followups, targets or grading, with headings that the imports know.

    Without -o its columns are listed, with what each holds.
    """
    code = NAMES.parse(name)
    return Listing(TemplateColumn, columns(code), lambda rows: page(code, rows))
