"""Typer, set up once: groups and commands that are made when used, with help from docstring and example.

Typer makes every option of every command of a group before it runs one of them, which costs more than the rest
of a reading command; here a command is made when it is called or its help is asked for.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from importlib import import_module
from inspect import Parameter
from typing import Any, ClassVar, NamedTuple, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from salesops.core.errors import BadValue
from salesops.core.i18n import _

Function = TypeVar("Function", bound=Callable[..., Any])
_HELP = {"help_option_names": ["-h", "--help"]}


class Entry(NamedTuple):
    """A command or a group in the list of its group: what it is for, and how to make it."""

    summary: str
    make: Callable[[], Any]


class Translated:
    """Mixed into Typer's classes: help in the user's language throughout."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - Typer's own
        """The options, with the words that Typer itself gave some of them translated."""
        params: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for each in params:
            if getattr(each, "help", None):
                each.help = _(each.help)
        return params

    def get_usage(self, ctx: Any) -> str:  # noqa: ANN401 - Typer's own
        """The line that says how the command is called."""
        usage: str = super().get_usage(ctx)  # type: ignore[misc]
        return usage.replace("Usage: ", _("Usage: "), 1)

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - Typer's own
        """Print the help."""
        _fold_long_words()
        super().format_help(ctx, formatter)  # type: ignore[misc]


class Command(Translated, TyperCommand):
    """A command."""


class LazyGroup(Translated, TyperGroup):
    """A group that knows its commands by name and summary, and makes the one that is used."""

    entries: ClassVar[dict[str, Entry]] = {}

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 - Typer's own
        """All names in their order; completion and help ask for them."""
        return list(self.entries)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - Typer's own
        """The command itself once it was made, else a stand-in with its summary for help and completion."""
        if cmd_name not in self.entries:
            return None
        return self.commands.get(cmd_name) or TyperCommand(cmd_name, help=self.entries[cmd_name].summary)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - Typer's own
        """Make the command that is about to run. Raises BadValue when there is none of that name."""
        if args[0] in self.entries:
            self.commands[args[0]] = self.made(args[0])
        elif not ctx.resilient_parsing:
            raise _no_such_command(args[0], self.entries)
        return super().resolve_command(ctx, args)

    def made(self, name: str) -> Any:  # noqa: ANN401 - a command or a group
        """The command or group of this name."""
        command = self.entries[name].make()
        command.name = name
        return command


class App:
    """The commands of one noun, in a module of that name."""

    def __init__(self, name: str, *, help: str) -> None:  # noqa: A002 - Typer's own word
        self.name = name
        self.help = help
        self.entries: dict[str, Entry] = {}

    def command(
        self,
        name: str | None = None,
        *,
        example: str,
        about: str = "",
        cls: type[TyperCommand] | None = None,
    ) -> Callable[[Function], Function]:
        """Register a command; its docstring is its help, translated, unless `about` gives one made at run time.

        `example` is shown below the help and run by a test; `cls` may print more help.
        """

        def register(function: Function) -> Function:
            text = about or _(" ".join((inspect.getdoc(function) or "").split()))
            epilog = _("Example: {example}").format(example=example)
            make = partial(_command, function, help=text, epilog=epilog, cls=cls)
            self.entries[name or function.__name__.replace("_", "-")] = Entry(text, make)
            return function

        return register

    def made(self) -> Any:  # noqa: ANN401 - a command or a group
        """The group of these commands, or the command that has the name of the noun."""
        if list(self.entries) == [self.name]:
            return self.entries[self.name].make()
        group = type(self.name, (LazyGroup,), {"entries": self.entries})
        return group(name=self.name, help=self.help, no_args_is_help=True, context_settings=_HELP)


def lazy_group(module: str, summary: str) -> Entry:
    """The entry of the noun whose commands are in `module`, which is imported when one of them is used."""
    return Entry(summary, lambda: import_module(module).app.made())


def _command(function: Callable[..., Any], *, cls: type[TyperCommand] | None, **about: Any) -> Any:  # noqa: ANN401
    alone = typer.Typer(add_completion=False)
    with_options = getattr(function, "with_options", lambda: function)
    alone.command(context_settings=_HELP, cls=cls or Command, **about)(evaluated(with_options()))
    return get_command(alone)


def inject_options(
    command: Callable[..., None],
    options: Sequence[Parameter],
    into: str,
    collect: Callable[[dict[str, Any]], object],
) -> Callable[..., None]:
    """`command` as Typer sees it: with `options` in the place of its parameter `into`.

    The command gets what `gather` makes of their values, by name.
    """

    def injected(**given: Any) -> None:
        said = {each.name: given.pop(each.name) for each in options}
        command(**given, **{into: collect(said)})

    own = inspect.signature(command, eval_str=True)
    parameters: list[Parameter] = []
    for each in own.parameters.values():
        parameters += options if each.name == into else [each.replace(kind=Parameter.KEYWORD_ONLY)]
    injected.__annotations__ = {}
    injected.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
    return injected


def evaluated(function: Function) -> Function:
    """`function` with its annotations evaluated, which Typer would do four times over."""
    function.__annotations__ = inspect.get_annotations(function, eval_str=True)
    return function


def _no_such_command(name: str, known: Iterable[str]) -> BadValue:
    from difflib import get_close_matches

    value_map = get_close_matches(name, known)
    hint = (
        _("Did you mean {names}?").format(names=_(", ").join(value_map))
        if value_map
        else _("--help lists them.")
    )
    return BadValue(_("There is no command “{name}”.").format(name=name), hint)


def _fold_long_words() -> None:
    """Typer's help cuts a text without spaces at the margin; Chinese has none, so let it fold there instead."""
    from rich import table

    class Folding(table.Column):
        def __init__(self, *given: Any, **more: Any) -> None:
            super().__init__(*given, **{"overflow": "fold", **more})

    vars(table)["Column"] = Folding
