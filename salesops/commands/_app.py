"""Typer, set up once: groups that load when used, commands whose docstring and example make their help."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module
from typing import Any, ClassVar, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from salesops.core.i18n import _

Function = TypeVar("Function", bound=Callable[..., Any])
_HELP = {"help_option_names": ["-h", "--help"]}


class App(typer.Typer):
    """The commands of one noun, in a module of that name."""

    def __init__(self, name: str, *, help: str) -> None:  # noqa: A002 - Typer's own word
        super().__init__(
            name=name, help=help, no_args_is_help=True, add_completion=False, context_settings=_HELP
        )

    def command(  # type: ignore[override]
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
            epilog = f"{_('Example')}: {example}"
            return super(App, self).command(name, cls=cls, help=text, epilog=epilog, context_settings=_HELP)(
                function
            )

        return register


class LazyGroup(TyperGroup):
    """The root: knows its groups by name and summary, and imports one when it is used."""

    modules: ClassVar[dict[str, tuple[str, str]]] = {}  # name → (module, summary)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 - Typer's own
        """All names in the order of the table; completion and help ask for them."""
        return list(self.modules)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - Typer's own
        """The command itself once it was loaded, else a stand-in with its summary for help and completion."""
        if cmd_name not in self.modules:
            return None
        return self.commands.get(cmd_name) or TyperCommand(cmd_name, help=_(self.modules[cmd_name][1]))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - Typer's own
        """Import the module of the command that is about to run."""
        if args and args[0] in self.modules and args[0] not in self.commands:
            module = import_module(self.modules[args[0]][0])
            self.commands[args[0]] = _only(get_command(module.app), args[0])
        return super().resolve_command(ctx, args)


def _only(command: Any, name: str) -> Any:  # noqa: ANN401
    command.name = name
    return command
