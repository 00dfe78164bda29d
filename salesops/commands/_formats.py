"""The formats in which commands answer: the only place that puts results out.

A new format is one line in a list of formats and one function that writes a result.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from inspect import Parameter
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TextIO

import typer

from salesops.commands._context import Context
from salesops.commands._output import left_out, print_note
from salesops.commands._results import Done, Listing, Report, Result
from salesops.core.errors import BadValue, InputOutput
from salesops.core.i18n import N_, _
from salesops.core.values.money import fine_to_major, to_major
from salesops.core.values.text import printable, printable_json, text_for_excel, unlike_formula
from salesops.core.values.units import Unit, field_types

if TYPE_CHECKING:
    from salesops.commands._pages import Page


class Format(NamedTuple):
    """A way to put out a result: its flag, what the flag is for, the function that does it, and how files of it end.

    What has no `help` has no flag: it is only written to files.
    """

    flag: str
    help: str
    write: Callable[[Context, Result, dict[str, object], TextIO], None]
    ending: str = ""


class Output(NamedTuple):
    """The format of an answer, and the file that it goes to; None is stdout."""

    form: Format
    file: Path | None = None


def format_options(formats: Sequence[Format]) -> list[Parameter]:
    """The flags of `formats` as Typer sees them, and `-o FILE` where some answer is only written to files."""
    options = [_flag(form.flag, form.help) for form in formats if form.help]
    if any(form.flag == CSV.flag for form in formats):
        options.append(
            _flag(_EXCEL, N_("CSV as Excel reads it: in UTF-8, no cell a formula, no digits lost."))
        )
    if all(form.help for form in formats):
        return options
    endings = ", ".join(form.ending for form in formats)
    about = _("Write to a file instead; its ending says in which format: {endings}.").format(endings=endings)
    option = typer.Option("-o", "--output", metavar=_("FILE"), help=about, show_default=False)
    file = Parameter(_OUTPUT, Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[Path | None, option])
    return [*options, file]


def _flag(name: str, about: str) -> Parameter:
    option = typer.Option(f"--{name.replace('_', '-')}", help=_(about))
    return Parameter(name, Parameter.KEYWORD_ONLY, default=False, annotation=Annotated[bool, option])


def write_page(context: Context, result: Result, _envelope: dict[str, object], out: TextIO) -> None:
    """Sentences, or a page that fits the terminal."""
    if context.dry_run and not (isinstance(result, Done | Listing) and result.error):
        out.write(_("Dry run, nothing is written. It would say:") + "\n")
    if isinstance(result, Done):
        for line in result.lines:
            out.write(printable(line) + "\n")
        return
    from salesops.commands import _terminal

    out.write(_terminal.rendered(_page(result)))


def write_markdown(_context: Context, result: Result, _envelope: dict[str, object], out: TextIO) -> None:
    """The page as a document."""
    from salesops.commands._markdown import markdown

    out.write(markdown(_page(result)))


def write_json(_context: Context, result: Result, envelope: dict[str, object], out: TextIO) -> None:
    """One object; of a list each row on a line of its own, written as it is read."""
    import json

    if not isinstance(result, Listing):
        document = {**envelope, **plain(result.record)}
        if isinstance(result, Done) and result.changes is not None:
            document["changes"] = plain(result.changes)
        out.write(printable_json(json.dumps(document, ensure_ascii=False, indent=2)) + "\n")
        return
    head = {**envelope, **plain(result.facts), "left_out": result.left_out, "items": []}
    out.write(printable_json(json.dumps(head, ensure_ascii=False, indent=2)).removesuffix("]\n}"))
    encode, as_object = json.JSONEncoder(ensure_ascii=False).encode, row_as_object(result.row_type)
    before = "\n    "
    for row in result.rows:
        out.write(before + printable_json(encode(as_object(row))))
        before = ",\n    "
    out.write("]\n}\n" if before == "\n    " else "\n  ]\n}\n")


def write_csv(_context: Context, result: Result, _envelope: dict[str, object], out: TextIO) -> None:
    """The rows, every field of each."""
    _write_csv(result, out, unlike_formula)


def write_excel_csv(_context: Context, result: Result, _envelope: dict[str, object], out: TextIO) -> None:
    """The same with the mark that Excel knows UTF-8 by, and cells that it takes as they are."""
    out.write("\ufeff")
    _write_csv(result, out, text_for_excel)


def _write_csv(result: Result, out: TextIO, safe: Callable[[str], str]) -> None:
    import csv

    assert not isinstance(result, Done)
    assert result.row_type is not None
    fields = field_types(result.row_type).items()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([name.rstrip("_") for name, _kind in fields])
    for row in result.rows:
        cells = (_csv_cell(plain(getattr(row, name), kind.unit)) for name, kind in fields)
        writer.writerow([safe(cell) if isinstance(cell, str) else cell for cell in cells])
    if isinstance(result, Listing) and result.left_out:
        print_note(left_out(result.left_out))


def write_workbook(context: Context, result: Result, _envelope: dict[str, object], out: TextIO) -> None:
    """A workbook of typed cells."""
    from salesops.commands._workbook import sheets
    from salesops.core.files import workbook_writer

    workbook_writer.write_workbook(sheets(context, result), out.buffer)


_MAJOR: Mapping[Unit | None, Callable[[int], int | float]] = {
    Unit.MONEY: to_major,
    Unit.FINE_MONEY: fine_to_major,
}
_EXCEL, _OUTPUT = "excel", "output"
PAGE = Format("page", "", write_page)
JSON = Format("json", N_("Print JSON, for scripts."), write_json, ".json")
CSV = Format("csv", N_("Print CSV, for spreadsheets."), write_csv, ".csv")
MARKDOWN = Format("md", N_("Print Markdown, for documents."), write_markdown, ".md")
WORKBOOK = Format("xlsx", "", write_workbook, ".xlsx")
RECORD, REPORT, LIST = (JSON,), (JSON, WORKBOOK), (JSON, CSV, WORKBOOK)
DRY_RUN = _flag("dry_run", N_("Show what would happen, change nothing."))


def chosen_output(formats: Sequence[Format], values: dict[str, Any]) -> Output:
    """What the flags and `-o` among `values` ask for, taken out of them; the page when nothing is.

    Raises BadValue when they do not go together, and what `check_writable` raises.
    """
    wanted = [form for form in formats if values.pop(form.flag, False)]
    excel, file = values.pop(_EXCEL, False), values.pop(_OUTPUT, None)
    if file:
        from salesops.core.files.written import check_writable

        check_writable(file, [form.ending for form in formats if form.ending][::-1])
        wanted += [form for form in formats if form.ending == file.suffix.lower() and form not in wanted]
    if len(wanted) > 1:
        asked = [f"--{form.flag}" if form.help else form.ending for form in wanted]
        raise BadValue(_("One format at a time, not {formats} together.").format(formats=_(", ").join(asked)))
    form = wanted[0] if wanted else PAGE
    if excel and form.flag != CSV.flag:
        raise BadValue(_("--excel goes with --csv, or with -o and a file that ends in .csv."))
    return Output(form._replace(write=write_excel_csv) if excel else form, file)


def emit(context: Context, result: Result, output: Output, *, schema: str, writes: bool) -> None:
    """Put out what a command gave back, data on stdout or into a file and remarks on stderr.

    After a commit nothing that goes wrong with the output makes the write fail: it is told, no more.
    """
    envelope = _envelope(context, schema, writes=writes) if output.form.flag == JSON.flag else {}
    try:
        if output.file:
            _write_file(context, result, output, envelope, output.file)
        else:
            output.form.write(context, result, envelope, sys.stdout)
            sys.stdout.flush()
    except (OSError, InputOutput) as error:
        if context.committed:
            print_note(_("It is done, but could not be printed: {reason}.").format(reason=_reason(error)))
        elif not isinstance(error, BrokenPipeError):  # `| head` has read enough
            raise
        if not output.file:
            stop_writing()
    if not isinstance(result, Report):
        for note in result.notes:
            print_note(note)
        if result.error:
            raise result.error


def _write_file(
    context: Context, result: Result, output: Output, envelope: dict[str, object], file: Path
) -> None:
    """Put the result into a file, which is there wholly or not at all."""
    from io import TextIOWrapper

    from salesops.core.files.written import written

    with written(file) as draft:
        out = TextIOWrapper(draft, encoding="utf-8", newline="\n")
        output.form.write(context, result, envelope, out)
        out.detach()
    print_note(_("Written to {file}.").format(file=file))


def _reason(error: OSError | InputOutput) -> str:
    from salesops.core.refusals import reason

    return reason(error) if isinstance(error, OSError) else error.message.rstrip(".")


def stop_writing() -> None:
    """Nothing more can be written to stdout: not even what is buffered, when Python ends."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _page(result: Result) -> Page:
    assert not isinstance(result, Done)
    if isinstance(result, Listing):
        return result.view(list(result.rows))
    return result.view(result.record)


def _envelope(context: Context, schema: str, *, writes: bool) -> dict[str, object]:
    envelope: dict[str, object] = {
        "schema": f"salesops/{schema}/1",
        "as_of": context.today.isoformat(),
        "currency": context.currency,
    }
    return {**envelope, "dry_run": context.dry_run} if writes else envelope


def row_as_object(row_type: type) -> Callable[[Any], dict[str, Any]]:
    """As `plain` for the rows of one type, with what to do with each field worked out once."""
    fields = field_types(row_type)
    names = [name.rstrip("_") for name in fields]
    values = attrgetter(*fields) if len(fields) > 1 else lambda row: (getattr(row, *fields),)
    units = [
        (name.rstrip("_"), kind.unit)
        for name, kind in fields.items()
        if kind.unit in (*_MAJOR, Unit.RATE) or kind.type not in (int, str, bool)
    ]

    def as_object(row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of that type
        item = dict(zip(names, values(row), strict=True))
        for name, unit in units:
            item[name] = plain(item[name], unit)
        return item

    return as_object


def plain(value: object, unit: Unit | None = None) -> Any:  # noqa: ANN401 - JSON
    """`value` as JSON knows it: money in major units, rates rounded, dates ISO, records as objects."""
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int):
        return _MAJOR[unit](value) if unit in _MAJOR else value
    if fields := field_types(type(value)):
        return {name.rstrip("_"): plain(getattr(value, name), kind.unit) for name, kind in fields.items()}
    if isinstance(value, Mapping):
        return {str(key): plain(item, unit) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item, unit) for item in value]
    if isinstance(value, float):
        return round(value, 6)
    return value.isoformat() if isinstance(value, date) else value


def _csv_cell(value: object) -> object:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, dict | list):
        import json

        return json.dumps(value, ensure_ascii=False)
    return value
