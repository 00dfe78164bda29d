"""What Typer refuses, said in our words and the user's language."""

from __future__ import annotations

import re
from typing import Any

import typer

from salesops.core.errors import BadValue
from salesops.core.i18n import _
from salesops.core.values.text import abridged

_BEFORE = ("--db", "--rep", "--today", "--lang", "--wait", "--debug")


def usage_error(error: typer.TyperException) -> BadValue:
    """The error that stands for one of Typer's, which it keeps private: they are told apart by name."""
    problem: Any = error
    match type(error).__name__:
        case "NoSuchOption" if problem.option_name in _BEFORE:
            hint = _("It stands before the command: `salesops {name} … {command}`.").format(
                name=problem.option_name, command=_command(problem).partition(" ")[2]
            )
            return BadValue(_("There is no option {name} here.").format(name=problem.option_name), hint)
        case "NoSuchOption":
            value_map = _(", ").join(problem.possibilities or ())
            hint = _("Did you mean {names}?").format(names=value_map) if value_map else _hint(problem)
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
        return _("“{text}” is not a number.").format(text=abridged(said[1]))
    said = re.fullmatch(r"(.*) is not in the range (.*)\.", message)
    if not said:
        return message
    least, _below, most = said[2].removeprefix("x>=").partition("<=x<=")
    if not most:
        return _("{value} is too small. Write a number from {least} up.").format(value=said[1], least=least)
    return _("{value} is out of range. Write a number from {least} to {most}.").format(
        value=said[1], least=least, most=most
    )


def _translated(message: str) -> str:
    said = re.fullmatch(r"Got unexpected extra argument\(s\) \((.*)\)", message)
    if said:
        return _(
            "There is more than the command takes: {words}. Put names of several words in quotes."
        ).format(words=said[1])
    said = re.fullmatch(r"Option '(.*)' requires an argument\.?", message)
    return _("{name} needs a value.").format(name=said[1]) if said else message


def _hint(problem: Any) -> str:  # noqa: ANN401 - Typer's own
    command = _command(problem)
    return _("`{command} --help` tells more.").format(command=command) if command else ""


def _command(problem: Any) -> str:  # noqa: ANN401 - Typer's own
    """The words of the command that was called, `salesops` first."""
    context = getattr(problem, "ctx", None)
    return context.command_path if context is not None else ""
