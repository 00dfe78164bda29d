"""What Typer refuses, said in our words and the user's language."""

from __future__ import annotations

import re
from typing import Any

import typer

from salesops.core.errors import BadValue
from salesops.core.i18n import _


def usage_error(error: typer.TyperException) -> BadValue:
    """The error that stands for one of Typer's, which it keeps private: they are told apart by name."""
    problem: Any = error
    match type(error).__name__:
        case "NoSuchOption":
            meant = _(", ").join(problem.possibilities or ())
            hint = _("Did you mean {names}?").format(names=meant) if meant else _hint(problem)
            return BadValue(_("There is no option {name}.").format(name=problem.option_name), hint)
        case "MissingParameter":
            return BadValue(_("{name} is missing.").format(name=_name(problem.param)), _hint(problem))
        case "BadParameter" if problem.param is not None:
            return BadValue(f"{_name(problem.param)}: {_reason(problem.message)}", _hint(problem))
        case "NoArgsIsHelpError":
            return BadValue("")  # the help has been printed
    return BadValue(_translated(error.format_message()), _hint(problem))


def _name(parameter: Any) -> str:  # noqa: ANN401 - Typer's own
    option: str = max(parameter.opts, key=len)
    return option if option.startswith("-") else option.upper()


def _reason(message: str) -> str:
    said = re.fullmatch(r"'(.*)' is not a valid (\w+)(?: range)?\.", message)
    if said:
        return _("“{text}” is not a number.").format(text=said[1])
    said = re.fullmatch(r"(.*) is not in the range (.*)\.", message)
    return _("{value} is not in the range {range}.").format(value=said[1], range=said[2]) if said else message


def _translated(message: str) -> str:
    said = re.fullmatch(r"Got unexpected extra argument\(s\) \((.*)\)", message)
    if said:
        return _(
            "There is more than the command takes: {words}. Put names of several words in quotes."
        ).format(words=said[1])
    said = re.fullmatch(r"Option '(.*)' requires an argument\.?", message)
    return _("{name} needs a value.").format(name=said[1]) if said else message


def _hint(problem: Any) -> str:  # noqa: ANN401 - Typer's own
    context = getattr(problem, "ctx", None)
    if context is None:
        return ""
    return _("`{command} --help` tells more.").format(command=context.command_path)
