"""What may complete a line: commands, options, and the values that a parameter says it takes."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, get_args

from typer.core import TyperArgument, TyperOption

from salesops.commands._context import Context
from salesops.commands._globals import GLOBAL_OPTIONS, GlobalOption
from salesops.commands._offers import Offer, Offers
from salesops.commands._words import Line, MissingValue, Parameter, flags, looks_like_option
from salesops.core.errors import SalesopsError


def offers(root: Any, words: Sequence[str], unfinished: str) -> Sequence[Offer]:  # noqa: ANN401 - Typer's own
    """What may stand where the line ends. Nothing where it is wrong before that, or the database cannot tell."""
    try:
        command, line = _read(root, words)
        return _at_the_end(command, line, unfinished)
    except SalesopsError:
        return []


def _read(command: Any, words: Sequence[str]) -> tuple[Any, Line]:  # noqa: ANN401 - Typer's own
    """The command that the words lead to, and what they say of its parameters."""
    line = Line(command.get_params(None), words)
    with suppress(MissingValue):
        line.take_options(until_another=hasattr(command, "entries"))
    if not line.others or not hasattr(command, "entries"):
        return command, line
    command, below = _read(command.build(line.others[0]), line.others[1:])
    below.values = {**line.values, **below.values}
    return command, below


def _at_the_end(command: Any, line: Line, unfinished: str) -> Sequence[Offer]:  # noqa: ANN401 - Typer's own
    parameters = command.get_params(None)
    options = flags(parameters)
    arguments = [parameter for parameter in parameters if isinstance(parameter, TyperArgument)]
    line.values |= {str(argument.name): word for argument, word in zip(arguments, line.others, strict=False)}
    if line.awaiting:
        return _values(command, line.awaiting, line, unfinished)
    flag, equals, beginning = unfinished.partition("=")
    if equals and flag in options:
        values = _values(command, options[flag], line, beginning)
        return [offer._replace(word=f"{flag}={offer.word}") for offer in values]
    if looks_like_option(unfinished) or unfinished in ("-", "--"):
        return _options(options, line, unfinished)
    if hasattr(command, "entries"):
        entries = command.entries.items()
        return [Offer(name, entry.summary) for name, entry in entries if name.startswith(unfinished)]
    left = arguments[len(line.others) :]
    return _values(command, left[0], line, unfinished) if left else []


def _options(options: Mapping[str, TyperOption], line: Line, beginning: str) -> Sequence[Offer]:
    return [
        Offer(flag, option.help or "")
        for flag, option in options.items()
        if flag.startswith(beginning) and (option.name not in line.values or option.multiple)
    ]


def _values(command: Any, parameter: Parameter, line: Line, beginning: str) -> Sequence[Offer]:  # noqa: ANN401
    """What the parameter says that it takes, asked of the database that the line names."""
    if isinstance(parameter, GlobalOption):
        takes = parameter.offers
    else:
        declared = inspect.signature(command.callback).parameters[str(parameter.name)].annotation
        takes = next((part for part in get_args(declared) if isinstance(part, Offers)), None)
    if takes is None:
        return []
    context = Context()
    for option in GLOBAL_OPTIONS:
        option.keep(context, line.values)
    context.given["wait"] = 0
    with context.running("completion", dry_run=True):
        return list(dict.fromkeys(takes.find(context, line.values, beginning)))
