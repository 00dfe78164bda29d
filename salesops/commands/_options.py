"""Options that several commands share. Those that name a record, a day or a number of lines arrive resolved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from inspect import Parameter
from typing import Annotated

import typer

from salesops.commands._app import OptionGroup
from salesops.commands._context import Context
from salesops.commands._formats import PAGE
from salesops.commands._offers import named
from salesops.core.errors import BadValue
from salesops.core.i18n import _
from salesops.core.values.dates import Toward, When
from salesops.core.values.text import bounded, composed

AllOption = Annotated[bool, typer.Option("--all", help=_("The whole team's, not only yours."))]
FormerOption = Annotated[bool, typer.Option("--former", help=_("Those who left, too."))]
ForceOption = Annotated[bool, typer.Option("--force", help=_("Do it although it seems to exist already."))]
AgainOption = Annotated[bool, typer.Option("--force", help=_("Do it although it is there already."))]
_CUSTOMER = _("The customer's name or a part of it, code or id.")


def record_argument(record: str, about: str) -> OptionGroup:
    """An argument that names a record; the command gets its id."""

    def options(parameter: Parameter) -> list[Parameter]:
        from salesops.core.db.find import NOUNS

        argument = typer.Argument(metavar=NOUNS[record], help=about)
        return [parameter.replace(annotation=Annotated[str, argument, named(record)])]

    return OptionGroup(options, lambda context, texts: context.find(record, *texts.values()))


def records_argument(record: str, about: str) -> OptionGroup:
    """An argument that names records, or none; the command gets their ids, each once."""

    def options(parameter: Parameter) -> list[Parameter]:
        from salesops.core.db.find import NOUNS

        argument = typer.Argument(metavar=NOUNS[record], help=about, show_default=False)
        return [
            parameter.replace(annotation=Annotated[list[str] | None, argument, named(record)], default=None)
        ]

    return OptionGroup(
        options,
        lambda context, values: list(
            dict.fromkeys(context.find(record, text) for texts in values.values() for text in texts or ())
        ),
    )


def record_option(record: str, flag: str, about: str) -> OptionGroup:
    """An option that names a record; the command gets its id, None when nothing was named."""

    def options(parameter: Parameter) -> list[Parameter]:
        from salesops.core.db.find import NOUNS

        option = typer.Option(flag, metavar=_(NOUNS[record]).upper(), help=about, show_default=False)
        return [parameter.replace(annotation=Annotated[str | None, option, named(record)], default=None)]

    return OptionGroup(options, lambda context, texts: context.find_or_none(record, *texts.values()))


def day_option(flag: str, about: str, toward: Toward, *, default: object = None) -> OptionGroup:
    """An option that names a day; the command gets the date. `toward` is where a bare 周五 or 11月16日 lies.

    `default` is the text that stands for it when it is not given: None for no day, Parameter.empty where it must be.
    """

    def options(parameter: Parameter) -> list[Parameter]:
        shown = _(default) if isinstance(default, str) else False
        option = typer.Option(flag, metavar=_("DAY"), help=about, show_default=shown)
        return [parameter.replace(annotation=Annotated[str | None, option], default=default)]

    def collect(context: Context, texts: Mapping[str, str | None]) -> date | None:
        (text,) = texts.values()
        return None if text is None else context.date(text, toward)

    return OptionGroup(options, collect)


def moment_option(flag: str, about: str, *, default: object = None) -> OptionGroup:
    """An option that names a day to come, perhaps with a time of day; the command gets both. `default` as above."""

    def options(parameter: Parameter) -> list[Parameter]:
        option = typer.Option(flag, metavar=_("DAY"), help=about, show_default=False)
        return [parameter.replace(annotation=Annotated[str | None, option], default=default)]

    def collect(context: Context, texts: Mapping[str, str | None]) -> When | None:
        (text,) = texts.values()
        return None if text is None else context.when(text)

    return OptionGroup(options, collect)


def text_option(flag: str, about: str, *, filled: bool = False) -> OptionGroup:
    """An option for words of the user's own; the command gets them as they are stored. `filled`: not an empty text."""
    return _text(typer.Option(flag, help=about, show_default=False), flag if filled else "")


def text_argument(about: str) -> OptionGroup:
    """An argument for words of the user's own; the command gets them as they are stored."""
    return _text(typer.Argument(help=about, show_default=False), "")


def _text(info: object, filled: str) -> OptionGroup:
    """A text, or none where it need not be given; `filled` is the flag of one that must not be empty."""

    def options(parameter: Parameter) -> list[Parameter]:
        kind = str if parameter.default is Parameter.empty else str | None
        return [parameter.replace(annotation=Annotated[kind, info])]

    def collect(_context: Context, texts: Mapping[str, str | None]) -> str | None:
        (text,) = texts.values()
        if text is None:
            return None
        return stored_text(text, filled) if filled else bounded(composed(text))

    return OptionGroup(options, collect)


def stored_text(text: str, flag: str) -> str:
    """What was given with `flag` as it is stored. Raises BadValue when it is empty or too long."""
    stored = bounded(composed(text))
    if not stored:
        raise BadValue(_("{field} must not be empty.").format(field=flag))
    return stored


def limit_option(default: int) -> OptionGroup:
    """How many lines a list has: `default` on a page, all for scripts, and everywhere what --limit says; 0 is all."""
    about = _("At most so many lines; 0 for all.")

    def options(parameter: Parameter) -> list[Parameter]:
        option = typer.Option("--limit", min=0, help=about, show_default=str(default))
        return [parameter.replace(annotation=Annotated[int | None, option], default=None)]

    return OptionGroup(
        options,
        lambda context, values: (
            values["limit"] if values["limit"] is not None else default if context.format == PAGE.flag else 0
        ),
    )


CustomerArgument = Annotated[int, record_argument("customer", _CUSTOMER)]
