"""The options that every command takes, before its name and after it: which database, who, which day."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperOption

from salesops.commands._context import Context
from salesops.commands._offers import Offers, named
from salesops.core.errors import BadValue
from salesops.core.i18n import _, language_of
from salesops.core.values.numbers import parse_flag, parse_number


class GlobalOption(TyperOption):
    """An option of the whole command line. What stands last counts, then its environment variable.

    `read` makes its value of a text; the value is kept in `given` of our context under the name of the option.
    """

    def __init__(
        self,
        name: str,
        read: Callable[[str], object],
        *,
        help: str,  # noqa: A002
        metavar: str = "",
        is_flag: bool = False,
        offers: Offers | None = None,
    ) -> None:
        super().__init__(
            param_decls=[f"global_{name}", f"--{name}"],  # a command may have a parameter of that name
            help=help,
            metavar=metavar or None,
            envvar=f"SALESOPS_{name.upper()}",
            is_flag=is_flag,
            expose_value=False,
        )
        self._key = name
        self._read = read
        self.offers = offers

    def handle_parse_result(
        self,
        ctx: Any,  # noqa: ANN401 - Typer's own
        opts: Mapping[str, Any],
        args: list[str],
    ) -> tuple[Any, list[str]]:
        """Keep the value, if there is one here or, at the root, in the environment. Raises BadValue."""
        if not ctx.parent or self.name in opts:
            self.keep(ctx.obj, opts)
        return None, args

    def keep(self, context: Context, values: Mapping[str, Any]) -> None:
        """Keep the value that is given, or that of the environment. Raises BadValue."""
        text = values.get(self.name or "", os.environ.get(str(self.envvar)) or None)
        if text is not None:
            context.given[self._key] = text if text is True else self._value(text)

    def _value(self, text: str) -> object:
        try:
            return self._read(text)
        except BadValue as error:
            raise BadValue(
                _("{name}: {text}").format(name=self.opts[0], text=error.message), error.hint
            ) from error


def _language(text: str) -> str:
    if language_of(text) is None:
        raise BadValue(_("There is no language “{lang}” here.").format(lang=text), _("Choose en or zh."))
    return text


def _show_help(context: typer.Context, _option: Any, wanted: bool) -> None:  # noqa: ANN401 - Typer's own
    if wanted:
        sys.stdout.write(context.command.get_help(context))
        raise typer.Exit


GLOBAL_OPTIONS = (
    GlobalOption("db", Path, metavar=_("FILE"), help=_("The database file.")),
    GlobalOption(
        "rep", str, metavar=_("NAME"), help=_("Who you are: a rep's name, code or id."), offers=named("rep")
    ),
    GlobalOption("today", str, metavar=_("DAY"), help=_("Take this date for today.")),
    GlobalOption("lang", _language, metavar="en|zh", help=_("The language to speak.")),
    GlobalOption(
        "wait",
        lambda text: parse_number(text, least=0),
        metavar=_("SECONDS"),
        help=_("How long to wait while somebody else writes."),
    ),
    GlobalOption("debug", parse_flag, is_flag=True, help=_("Show the traceback of an error.")),
)
HELP_OPTION = TyperOption(
    param_decls=["--help", "-h"],
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_help,
    help=_("Show this help."),
)
