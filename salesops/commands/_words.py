"""The words of a command line told apart: options, their values, and arguments.

Typer's own parser knows an option only at the command that declares it, takes a note such as "-5% asked" for options,
and speaks English.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import typer
from typer.core import TyperArgument, TyperOption

from salesops.core.errors import BadValue
from salesops.core.i18n import N_, _
from salesops.core.values.numbers import parse_int
from salesops.core.values.text import abridged

# What arguments are called in the user's language; the names of records are in core.
ARGUMENTS = (
    N_("CUSTOMER"), N_("FILE"), N_("FOLLOWUP"), N_("GRADE"), N_("METHOD"), N_("NAME"), N_("OPERATION"), N_("PART"),
    N_("PERIOD"), N_("RECORD"), N_("SCORE"), N_("STAGE"), N_("STEP"), N_("SUMMARY"), N_("TAG"),
    N_("VALUE"), N_("WORDS"),
)  # fmt: skip
Parameter = TyperArgument | TyperOption


class UnknownOption(BadValue):
    """There is no option of this name."""

    def __init__(self, flag: str) -> None:
        super().__init__(_("There is no option {name}.").format(name=abridged(flag)))
        self.flag = flag


class MissingValue(BadValue):
    """The line ends where an option needs its value."""


class Line:
    """The words of a command line as they are told apart: `values` by the name of the parameter, and `others`.

    `awaiting` is the option that still needs its value where the line ends.
    """

    def __init__(self, parameters: Sequence[Parameter], words: Sequence[str]) -> None:
        self._parameters = parameters
        self._options = flags(parameters)
        self._left = deque(words)
        self.values: dict[str, Any] = {}
        self.others: list[str] = []
        self.awaiting: TyperOption | None = None

    def read(self) -> dict[str, Any]:
        """The values of a command's options and arguments. Raises BadValue for what they are not."""
        self.take_options(until_another=False)
        for parameter in self._parameters:
            if self.others and isinstance(parameter, TyperArgument):
                self._take_argument(parameter)
        if self.others:
            raise BadValue(
                _(
                    "There is more than the command takes: {words}. Put names of several words in quotes."
                ).format(words=abridged(" ".join(self.others)))
            )
        return self.values

    def take_options(self, *, until_another: bool) -> None:
        """Take the options; what is none goes to `others`, all from the first such word on if `until_another`."""
        while self._left and not (until_another and self.others):
            word = self._left.popleft()
            if word == "--":
                break
            if looks_like_option(word):
                self._take_option(word)
            else:
                self.others.append(word)
        self.others += self._left

    def _take_option(self, word: str) -> None:
        flag, equals, text = word.partition("=")
        option = self._options.get(flag)
        if option is None:
            raise UnknownOption(flag)
        name = option.name or ""
        if option.is_flag:
            if equals:
                raise BadValue(_("{name} takes no value.").format(name=flag))
            self.values[name] = flag in option.opts
            return
        if not equals:
            if not self._left:
                self.awaiting = option
                raise MissingValue(_("{name} needs a value.").format(name=flag))
            text = self._left.popleft()
        self.values[name] = [*self.values.get(name, ()), text] if option.multiple else text

    def _take_argument(self, argument: TyperArgument) -> None:
        count = len(self.others) if argument.nargs == -1 else 1
        taken, self.others = self.others[:count], self.others[count:]
        self.values[argument.name or ""] = taken if argument.nargs == -1 else taken[0]


def spoken(command: str) -> str:
    """A command that is shown as an example: the file that it names, in the user's language."""
    return command.replace("FILE", _("FILE"))


def flags(parameters: Iterable[Parameter]) -> dict[str, TyperOption]:
    """The options by all their spellings."""
    options = [parameter for parameter in parameters if isinstance(parameter, TyperOption)]
    return {flag: option for option in options for flag in (*option.opts, *option.secondary_opts)}


def looks_like_option(word: str) -> bool:
    """Whether a word is meant for the name of an option, rather than a text that begins with a dash."""
    dashes = "--" if word.startswith("--") else "-"
    name = word.removeprefix(dashes).partition("=")[0]
    letters = name.replace("-", "").replace(
        "_", ""
    )  # a regular expression costs more to compile than all words
    return (
        word.startswith(dashes)
        and name[:1].isalpha()
        and letters.isalnum()
        and (name.isascii() or dashes == "--")
    )


def give(context: typer.Context, parameter: Parameter, values: Mapping[str, Any]) -> None:
    """Give the context what the parameter got of `values`, or its default. Raises BadValue."""
    name = parameter.name or ""
    text = values.get(name)
    if text is None and parameter.required:
        raise BadValue(_("{name} is missing.").format(name=name_of(parameter)))
    if text is not None and is_number(parameter):
        values = {name: _whole_number(parameter, text)}
    parameter.handle_parse_result(context, values, [])


def is_number(parameter: Parameter) -> bool:
    """Whether the value of a parameter is a whole number."""
    return parameter.type.name.startswith("int")


def bounds(parameter: Parameter) -> tuple[int | None, int | None]:
    """The least and the most that a number may be."""
    return getattr(parameter.type, "min", None), getattr(parameter.type, "max", None)


def name_of(parameter: Parameter) -> str:
    """How a parameter is called on the command line."""
    if isinstance(parameter, TyperOption):
        return max(parameter.opts, key=len)
    if parameter.metavar:
        return _(parameter.metavar).upper()
    name = str(parameter.name).upper()
    return _(name)


def _whole_number(parameter: Parameter, text: str) -> int:
    least, most = bounds(parameter)
    try:
        return parse_int(text, least=least, most=most)
    except BadValue as error:
        raise BadValue(
            _("{name}: {text}").format(name=name_of(parameter), text=error.message), error.hint
        ) from error
