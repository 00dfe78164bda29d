"""What is told besides the result: remarks and errors, on stderr, with everything that acts on a terminal escaped."""

from __future__ import annotations

import sys

from salesops.core.errors import SalesopsError
from salesops.core.i18n import _
from salesops.core.values.text import printable, printable_json


def left_out(count: int) -> str:
    """The note on lines that a list left out, and how to see them; empty when there are none."""
    return _("{count} more: {how} shows them.").format(count=count, how="--limit 0") if count else ""


def print_note(message: str) -> None:
    """A remark for the person at the terminal."""
    sys.stderr.write(printable(message) + "\n")


def show_warnings() -> None:
    """Print what core warns of (a year that the calendar does not know) as one line on stderr."""
    import warnings

    def show(message: Warning | str, *_details: object, **_more: object) -> None:
        print_note(str(message))

    warnings.showwarning = show


def print_error(error: SalesopsError, *, as_json: bool) -> None:
    """An error: one line, or an `{"error": …}` object."""
    if as_json:
        import json

        facts = {"kind": error.kind, "message": error.message, "hint": error.hint}
        document = {"error": {**facts, "exit_code": int(error.exit_code)}}
        text = printable_json(json.dumps(document, ensure_ascii=False))
    else:
        text = printable(_sentence(error))
    sys.stderr.write(text + "\n")


def _sentence(error: SalesopsError) -> str:
    if not error.hint:
        return error.message
    return _("{message} {hint}").format(message=error.message, hint=error.hint)
