"""The only place that prints: tables for people, JSON and CSV for scripts, Markdown for documents.

What a field of a record holds is read off its annotation: `Money` is minor units and becomes major units.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum
from typing import Any

from salesops.commands._context import Context
from salesops.commands._tables import Table, fields_of, markdown
from salesops.core.errors import BadValue, SalesopsError
from salesops.core.i18n import _
from salesops.core.values.money import to_major
from salesops.core.values.text import printable


class Output(Enum):
    """How a list or a report is wanted."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "md"

    @classmethod
    def of(cls, *, json: bool = False, csv: bool = False, md: bool = False) -> Output:
        """The output that the flags ask for; BadValue when they ask for two."""
        wanted = [each for each, flag in ((cls.JSON, json), (cls.CSV, csv), (cls.MARKDOWN, md)) if flag]
        if len(wanted) > 1:
            raise BadValue(_("Only one of --json, --csv and --md at a time."))
        return wanted[0] if wanted else cls.TABLE


def emit_list(
    context: Context,
    row_type: type,
    rows: Sequence[object],
    tables: Sequence[Table],
    *,
    schema: str,
    output: Output,
    **facts: object,
) -> None:
    """Print a list: `tables` for people; every field of every row for scripts, with `facts` in the envelope."""
    if output is Output.JSON:
        _print_json({**_envelope(context, schema), **plain(facts), "items": plain(list(rows))})
    elif output is Output.CSV:
        _print_csv(row_type, rows)
    else:
        _print_tables(tables, output)


def emit_report(
    context: Context, report: object, tables: Sequence[Table], *, schema: str, output: Output
) -> None:
    """Print one report: `tables` for people, every field of the record `report` for scripts."""
    if output is Output.JSON:
        _print_json({**_envelope(context, schema), **plain(report)})
    else:
        _print_tables(tables, output)


def emit_done(
    context: Context,
    result: object,
    message: str | Sequence[str],
    *,
    schema: str,
    json: bool,
    dry_run: bool = False,
) -> None:
    """Say what a write did: `message` line by line, or the record `result` as JSON."""
    if json:
        _print_json({**_envelope(context, schema), "dry_run": dry_run, **plain(result)})
        return
    for line in [message] if isinstance(message, str) else message:
        _write(printable(line) + "\n")
    if dry_run:
        _write(_("Dry run: nothing was changed.") + "\n")


def show(tables: Sequence[Table]) -> None:
    """Print tables that belong to the help of a command."""
    _print_tables(tables, Output.TABLE)


def left_out(count: int, how: str) -> str:
    """The note on lines that a list left out, and how to see them; empty when there are none."""
    return _("{count} more: {how} shows them.").format(count=count, how=how) if count else ""


def print_note(message: str) -> None:
    """A remark for the person at the terminal, on stderr."""
    sys.stderr.write(printable(message) + "\n")


def show_warnings() -> None:
    """Print what core warns of (a year that the calendar does not know) as one line on stderr."""
    import warnings

    def show(message: Warning | str, *_details: object, **_more: object) -> None:
        print_note(str(message))

    warnings.showwarning = show


def print_error(error: SalesopsError, *, as_json: bool) -> None:
    """Print an error: one line on stderr, or an `{"error": …}` object."""
    if as_json:
        import json

        facts = {"kind": error.kind, "message": error.message, "hint": error.hint}
        text = json.dumps({"error": {**facts, "exit_code": int(error.exit_code)}}, ensure_ascii=False)
    else:
        text = printable(_sentence(error))
    sys.stderr.write(text + "\n")


def _sentence(error: SalesopsError) -> str:
    if not error.hint:
        return error.message
    return _("{message} {hint}").format(message=error.message, hint=error.hint)


def plain(value: object, annotation: str = "") -> Any:  # noqa: ANN401 - JSON
    """`value` as JSON knows it: money in major units, rates rounded, dates ISO, records as objects."""
    if known := fields_of(value):
        return {name.rstrip("_"): plain(getattr(value, name), kind) for name, kind in known.items()}
    if isinstance(value, dict):
        return {str(key): plain(each, annotation) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each, annotation) for each in value]
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int) and "Money" in annotation:
        return to_major(value)
    if isinstance(value, float):
        return round(value, 6)
    return value.isoformat() if isinstance(value, date) else value


def _envelope(context: Context, schema: str) -> dict[str, Any]:
    return {
        "schema": f"salesops/{schema}/1",
        "as_of": context.today.isoformat(),
        "currency": context.currency,
    }


def _print_json(document: dict[str, Any]) -> None:
    import json

    _write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def _print_csv(row_type: type, rows: Iterable[object]) -> None:
    import csv

    names = fields_of(row_type).items()
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([name.rstrip("_") for name, _annotation in names])
    for row in rows:
        writer.writerow([_csv_cell(plain(getattr(row, name), annotation)) for name, annotation in names])


def _csv_cell(value: object) -> object:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, dict | list):
        import json

        return json.dumps(value, ensure_ascii=False)
    return value


def _print_tables(tables: Sequence[Table], output: Output) -> None:
    if output is Output.MARKDOWN:
        _write(markdown(tables))
        return
    from salesops.commands import _terminal

    _write(_terminal.rendered(tables))


def _write(text: str) -> None:
    sys.stdout.write(text)
