"""How a new database is to begin, asked at the keyboard."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

import typer

from salesops.commands import _keyboard
from salesops.commands._context import Context
from salesops.commands._fields import read_fields
from salesops.commands._formats import PAGE
from salesops.commands._output import print_error, print_note
from salesops.core.errors import BadValue, InputOutput, SalesopsError
from salesops.core.i18n import _
from salesops.core.team.fields import FIELDS
from salesops.core.team.rules import ROLES
from salesops.core.values.text import abridged

T = TypeVar("T")

_QUIT = "q"
_ROLE_KEYS = {"r": "rep", "m": "manager"}


class Beginning(NamedTuple):
    """What a new database begins with: the sample team, or the first of the team and a file of customers, if any."""

    currency: str
    demo: bool = False
    name: str | None = None
    role: str = "rep"
    file: Path | None = None


def parse_currency(text: str) -> str:
    """The code of a currency, such as CNY. Raises BadValue for what is none."""
    code = text.strip().upper()
    if len(code) == 3 and code.isascii() and code.isalpha():
        return code
    raise BadValue(
        _("“{currency}” is no currency.").format(currency=abridged(text)),
        _("Give its code, such as CNY or USD."),
    )


def can_ask(context: Context) -> bool:
    """Whether a person at a terminal is there to answer, and no script reads what is printed."""
    return context.format == PAGE.flag and context.can_ask() and sys.stdout.isatty()


def asked(context: Context, beginning: Beginning, *, with_currency: bool) -> Beginning:
    """What the user wants to begin with. Nothing is made before the last answer: Ctrl-C leaves nothing behind."""
    print_note(_("There is no database yet; it will lie at {path}.").format(path=context.database))
    keys = _("f a file of your customers · s a sample team to look at · e start empty · q quit > ")
    pressed = _keyboard.key(keys, ["f", "s", "e", _QUIT], end=_QUIT)
    if pressed == _QUIT:
        raise _nothing_made()
    if pressed == "s":
        return beginning._replace(demo=True)
    if with_currency:
        question = _("Its currency, for good (empty: {default}): ").format(default=beginning.currency)
        beginning = beginning._replace(currency=_answer(question, parse_currency) or beginning.currency)
    known = context.identity
    question = _("Your name (empty: {default}): ").format(default=known or _("later"))
    name = _answer(question, partial(_name, context)) or known
    role = _role(name) if name else "rep"
    file = _answer(_("The file, .csv, .xlsx or .xls (empty: none): "), _file) if pressed == "f" else None
    return beginning._replace(name=name, role=role, file=file)


def _answer(question: str, read: Callable[[str], T]) -> T | None:
    """What `read` makes of the answer, asked again until it takes it; None for an empty one."""
    while True:
        text = _keyboard.line(question)
        if text is None:
            raise _nothing_made()
        if not text:
            return None
        try:
            return read(text)
        except SalesopsError as error:
            print_error(error, as_json=False)


def _nothing_made() -> typer.Abort:
    print_note(_("No database was made."))
    return typer.Abort()


def _name(context: Context, text: str) -> str:
    return str(read_fields(context, FIELDS, {"name": text})["name"])


def _role(name: str) -> str:
    choices = " · ".join(f"{key} {ROLES.label(role)}" for key, role in _ROLE_KEYS.items())
    question = _("What {name} is: {choices} > ").format(name=name, choices=choices)
    pressed = _keyboard.key(question, [*_ROLE_KEYS], end=_QUIT)
    if pressed == _QUIT:
        raise _nothing_made()
    return _ROLE_KEYS[pressed]


def _file(text: str) -> Path:
    """The file of that path, which terminals put in quotes when it is dragged there. Raises InputOutput."""
    path = Path(text.strip("'\"")).expanduser()
    if not path.is_file():
        raise InputOutput(_("There is no file {file}.").format(file=abridged(str(path), longest=255)))
    return path
