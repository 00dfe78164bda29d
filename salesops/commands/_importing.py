"""The one `import` command, registered on every noun whose records can come from a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from salesops.commands._app import App
from salesops.commands._context import Context
from salesops.commands._formats import PAGE
from salesops.commands._import_help import helped
from salesops.commands._results import Done
from salesops.core.errors import BadValue
from salesops.core.i18n import N_, _
from salesops.core.values.text import abridged

if TYPE_CHECKING:
    from salesops.commands.views.imported import Request
    from salesops.core.files.tables import Format
    from salesops.core.importing.columns import CellStyle
    from salesops.core.importing.parsing import ParsedFile
    from salesops.core.importing.spec import Import, ImportOptions, Plan

MODULES = {
    "rep": "salesops.core.team.imports",
    "customer": "salesops.core.customers.imports",
    "opportunity": "salesops.core.pipeline.imports.opportunities",
    "contract": "salesops.core.pipeline.imports.contracts",
    "followup": "salesops.core.pipeline.imports.followups",
}
_ABOUT = N_(
    "Take in a .csv, .xlsx or .xls file. Its headings may be in English or Chinese; all rows are checked before "
    "the first is written, and the same file twice changes nothing."
)

FileArgument = Annotated[Path, typer.Argument(help=_("The file."), show_default=False)]
MapOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map", metavar=_("COLUMN=FIELD"), help=_("Which field a column is; no field: pass it over.")
    ),
]
ValueOption = Annotated[
    list[str] | None,
    typer.Option("--value", metavar=_("FIELD:TEXT=VALUE"), help=_("What a text in the file stands for.")),
]
DateFormatOption = Annotated[
    str | None, typer.Option(metavar="dmy|mdy|ymd", help=_("How dates such as 11/12/2026 are meant."))
]
DecimalOption = Annotated[
    str | None,
    typer.Option(
        metavar="point|comma", help=_("What stands before the decimals of numbers such as 12.500 and 34,20.")
    ),
]
EncodingOption = Annotated[str | None, typer.Option(help=_("Of a text file, such as gb18030."))]
DelimiterOption = Annotated[str | None, typer.Option(help=_("Of a text file: a character, or tab."))]
SheetOption = Annotated[str | None, typer.Option(help=_("Of a workbook, by its name."))]
UpdateOption = Annotated[bool, typer.Option("--update", help=_("Change records that exist already."))]
ForceOption = Annotated[bool, typer.Option("--force", help=_("Take names that exist already as new ones."))]
CreateOption = Annotated[
    bool, typer.Option("--create-missing", help=_("Add customers and reps that rows refer to."))
]
SkipOption = Annotated[
    bool, typer.Option("--skip-bad", help=_("Take the good rows, leave out the bad ones."))
]
RejectsOption = Annotated[
    Path | None,
    typer.Option(metavar=_("NEW.csv"), help=_("Write the bad rows to this file, with the reasons.")),
]


def add_import(app: App, record: str) -> None:
    """Give `app` an `import FILE` command for `record`."""

    @app.writes(
        "import", example=f"salesops {record} import FILE.csv", summary=_(_ABOUT), cls=helped(MODULES[record])
    )
    def import_(
        context: Context,
        file: FileArgument,
        columns: MapOption = None,
        values: ValueOption = None,
        date_format: DateFormatOption = None,
        decimal: DecimalOption = None,
        encoding: EncodingOption = None,
        delimiter: DelimiterOption = None,
        sheet: SheetOption = None,
        update: UpdateOption = False,
        force: ForceOption = False,
        create_missing: CreateOption = False,
        skip_bad: SkipOption = False,
        rejects: RejectsOption = None,
    ) -> Done:
        from salesops.commands.views.imported import Request
        from salesops.core.files.tables import Format
        from salesops.core.importing.spec import ImportOptions

        request = Request(record, file, skip_bad, rejects, context.dry_run)
        _check(context, request)
        options = ImportOptions(
            context.today, context.acting_rep(), update=update, force=force, create_missing=create_missing
        )
        style = _style(context, date_format, decimal, values or ())
        parse = _parser(file, Format(encoding, delimiter, sheet), columns or (), style)
        return _import(context, request, parse, options)


def import_file(context: Context, record: str, file: Path) -> Done:
    """Take in a file as it is, with the reps and customers that it names: `RECORD import FILE --create-missing`."""
    from salesops.commands.views.imported import Request
    from salesops.core.files.tables import Format
    from salesops.core.importing.spec import ImportOptions

    request = Request(record, file, skip_bad=False, rejects=None, dry_run=False)
    options = ImportOptions(context.today, context.acting_rep(), create_missing=True)
    return _import(context, request, _parser(file, Format(), (), _style(context, None, None, ())), options)


def _check(context: Context, request: Request) -> None:
    """Raise what is wrong with the database or the rejects file before a long file is read."""
    from salesops.core.importing.rejects import refuse_existing

    if request.rejects:
        refuse_existing(request.rejects)
    context.db.execute("SELECT 1")


def _parser(
    file: Path, file_format: Format, columns: Sequence[str], style: CellStyle
) -> Callable[..., ParsedFile]:
    """`parse_file` for `file` as the options describe it. Raises BadValue for a wrong option."""
    from salesops.core.importing.parsing import parse_file

    return partial(parse_file, file, file_format=file_format, columns=_columns(columns), style=style)


def _style(
    context: Context, date_format: str | None, decimal: str | None, values: Sequence[str]
) -> CellStyle:
    """How the cells are meant, as far as the options say it. Raises BadValue for a wrong one."""
    from salesops.core.importing.amounts import AmountStyle
    from salesops.core.importing.columns import CellStyle
    from salesops.core.importing.decimals import SIGNS
    from salesops.core.values.file_dates import ORDERS, DateStyle

    if date_format not in (None, *ORDERS):
        raise BadValue(_("The date format is dmy, mdy or ymd."))
    if decimal not in (None, *SIGNS):
        raise BadValue(_("The decimal sign is point or comma."))
    dates = DateStyle(date_format, today=context.today, local_day=lambda moment: moment.astimezone().date())
    return CellStyle(dates, AmountStyle(decimal, context.currency), _values(values))


def _import(
    context: Context, request: Request, parse: Callable[..., ParsedFile], options: ImportOptions
) -> Done:
    """Read the file, plan what is to be done with its rows, and do it."""
    from dataclasses import replace

    from salesops.commands.views import imported
    from salesops.core.importing.planning import plan

    spec: Import = import_module(MODULES[request.record]).IMPORT
    context.stop_reading()
    with imported.progress() as watch:
        parsed = parse(spec.fields, watch=lambda rows: watch(rows, _("Rows read:")))
        options = replace(options, fields=parsed.fields)
        made = plan(context.db, spec, watch(parsed.parsed_rows, _("Rows checked:")), options)
    made = _carry_out(context, request, spec, parsed, made, options)
    return imported.summary(request, parsed, made, with_notes=context.format == PAGE.flag)


def _carry_out(
    context: Context, request: Request, spec: Import, parsed: ParsedFile, made: Plan, options: ImportOptions
) -> Plan:
    """Do what was planned, unless bad rows stand in the way; what was done at last."""
    from salesops.core.importing.storing import store, up_to_date

    if made.is_empty or (made.problems and not request.skip_bad):
        _reject(request, parsed, made)
        return made
    with ExitStack() as on_failure:
        with context.write() as db:
            made = up_to_date(db, spec, made, parsed.parsed_rows, options, skip_bad=request.skip_bad)
            store(db, spec, made, options)
            if request.rejects and _reject(request, parsed, made):
                on_failure.callback(request.rejects.unlink, missing_ok=True)
        on_failure.pop_all()
    return made


def _reject(request: Request, parsed: ParsedFile, made: Plan) -> bool:
    """Write the rejects file if there is one to be written, and whether there was."""
    from salesops.core.importing.rejects import write_rejects

    if not request.rejects or not made.rejected or request.dry_run:
        return False
    write_rejects(request.rejects, parsed.headings, made.rejected, made.problems)
    return True


def _columns(texts: Sequence[str]) -> Mapping[str, str | None]:
    """`COLUMN=FIELD`: the heading may hold an equals sign, the field cannot."""
    return {heading.strip(): field.strip() or None for heading, field in map(_split, texts)}


def _split(text: str) -> tuple[str, str]:
    left, equals, right = text.rpartition("=")
    if not equals or not left.strip():
        raise BadValue(
            _("“{text}” does not say which field a column is.").format(text=abridged(text)),
            _('Write --map "COLUMN=FIELD", for instance --map "客户全称=name".'),
        )
    return left, right


def _values(texts: Sequence[str]) -> Mapping[str, Mapping[str, str]]:
    """`FIELD:TEXT=VALUE`."""
    value_map: dict[str, dict[str, str]] = {}
    for text in texts:
        field, colon, rest = text.partition(":")
        cell, equals, value = rest.rpartition("=")
        if not (field and colon and equals and value):
            raise BadValue(
                _("“{text}” does not say what a text stands for.").format(text=abridged(text)),
                _('Write --value "FIELD:TEXT=VALUE", for instance --value "stage:Engaging=proposal".'),
            )
        value_map.setdefault(field.strip(), {})[cell.strip()] = value.strip()
    return value_map
