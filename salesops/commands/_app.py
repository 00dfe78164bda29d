"""Typer, set up once: nouns loaded and commands built when used, with what all commands have in common.

A command is a function from a context and its options to a result. It says once whether it reads or writes and in which
formats it answers; flags, schema, envelope, dry run and the choice of format follow from that.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from inspect import Parameter
from typing import Any, ClassVar, NamedTuple, TypeVar, get_args

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from salesops.commands._context import Context
from salesops.commands._formats import DRY_RUN, RECORD, Format, chosen_format, emit
from salesops.core.errors import BadValue
from salesops.core.i18n import _
from salesops.core.values.text import abridged

Function = TypeVar("Function", bound=Callable[..., Any])
_HELP = {"help_option_names": ["-h", "--help"]}


class OptionGroup(NamedTuple):
    """Options that together make one argument of a command: `Annotated[Scope, OptionGroup(options, collect)]`.

    `options` builds them as Typer sees them when the command is used; `collect` makes the argument of the context and
    their values by name.
    """

    options: Callable[[Parameter], Sequence[Parameter]]
    collect: Callable[[Context, Mapping[str, Any]], object]


class Entry(NamedTuple):
    """A command or a group in the list of its group: what it is for, and how to build it.

    `long_form` is set where this is a second name: the words of the first.
    """

    summary: str
    build: Callable[[], Any]
    long_form: str = ""


class Translated:
    """Mixed into Typer's classes: help in the user's language throughout."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - Typer's own
        """The options, with the words that Typer itself gave some of them translated."""
        params: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for param in params:
            if getattr(param, "help", None):
                param.help = _(param.help)
        return params

    def get_usage(self, ctx: Any) -> str:  # noqa: ANN401 - Typer's own
        """The line that says how the command is called."""
        usage: str = super().get_usage(ctx)  # type: ignore[misc]
        return usage.replace("Usage: ", _("Usage: "), 1)

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - Typer's own
        """Print the help."""
        _fold_long_words()
        super().format_help(ctx, formatter)  # type: ignore[misc]


class TranslatedCommand(Translated, TyperCommand):
    """A command as Typer runs it."""


class LazyGroup(Translated, TyperGroup):
    """A group that knows its commands by name and summary, and builds the one that is used.

    Typer would build every option of every command of a group before it runs one of them.
    """

    entries: ClassVar[dict[str, Entry]] = {}

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 - Typer's own
        """All names in their order; completion and help ask for them."""
        return list(self.entries)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - Typer's own
        """The command itself once it was built, else a stand-in with its summary for help and completion."""
        if cmd_name not in self.entries:
            return None
        return self.commands.get(cmd_name) or TyperCommand(cmd_name, help=self.entries[cmd_name].summary)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - Typer's own
        """Build the command that is about to run. Raises BadValue when there is none of that name."""
        if args[0] in self.entries:
            self.commands[args[0]] = self.build(args[0])
        elif not ctx.resilient_parsing:
            raise _no_such_command(args[0], self.entries)
        return super().resolve_command(ctx, args)

    def build(self, name: str) -> Any:  # noqa: ANN401 - a command or a group
        """The command or group of this name."""
        command = self.entries[name].build()
        command.name = name
        return command


class Command(NamedTuple):
    """A command as it was registered; `name` is its full one, such as `followup log`."""

    name: str
    function: Callable[..., Any]
    writes: bool
    formats: Sequence[Format]

    @property
    def schema(self) -> str:
        """The name of its JSON document, such as `followup.log`."""
        return self.name.replace(" ", ".")


class App:
    """The commands of one noun, in a module of that name."""

    def __init__(self, name: str, *, help: str) -> None:  # noqa: A002 - Typer's own word
        self.name = name
        self.help = help
        self.entries: dict[str, Entry] = {}

    def reads(self, name: str | None = None, **about: Any) -> Callable[[Function], Function]:
        """Register a command that changes nothing; see `_register`."""
        return self._register(name, writes=False, **about)

    def writes(self, name: str | None = None, **about: Any) -> Callable[[Function], Function]:
        """Register a command that can be tried with --dry-run; see `_register`."""
        return self._register(name, writes=True, **about)

    def _register(
        self,
        name: str | None,
        *,
        writes: bool,
        example: str,
        formats: Sequence[Format] = RECORD,
        summary: str = "",
        cls: type[TyperCommand] = TranslatedCommand,
    ) -> Callable[[Function], Function]:
        """Its docstring is its help, translated, unless `summary` gives one made at run time.

        `example` is shown below the help and run by a test; `cls` may print more help.
        """

        def register(function: Function) -> Function:
            verb = name or function.__name__.replace("_", "-")
            full_name = self.name if verb == self.name else f"{self.name} {verb}"
            text = summary or _(" ".join((inspect.getdoc(function) or "").split()))
            command = Command(full_name, function, writes, formats)
            epilog = _("Example: {example}").format(example=example)
            self.entries[verb] = Entry(text, lambda: _build(command, cls, help=text, epilog=epilog))
            return function

        return register

    def build(self) -> Any:  # noqa: ANN401 - a command or a group
        """The group of these commands, or the command that has the name of the noun."""
        if list(self.entries) == [self.name]:
            return self.entries[self.name].build()
        group = type(self.name, (LazyGroup,), {"entries": self.entries})
        return group(name=self.name, help=self.help, no_args_is_help=True, context_settings=_HELP)


def lazy_group(module: str, summary: str) -> Entry:
    """The entry of the noun whose commands are in `module`, which is imported when one of them is used."""
    return Entry(summary, lambda: import_module(module).app.build())


def short_form(noun: str, verb: str) -> Entry:
    """The entry of a second name for the command `noun verb`: the same command, schema and journal included."""
    long_form = f"{noun} {verb}"
    summary = _("Short for {command}.").format(command=long_form)
    return Entry(
        summary, lambda: import_module(f"salesops.commands.{noun}").app.entries[verb].build(), long_form
    )


def _build(command: Command, cls: type[TyperCommand], **about: Any) -> Any:  # noqa: ANN401 - Typer's own
    alone = typer.Typer(add_completion=False)
    alone.command(context_settings=_HELP, cls=cls, **about)(_callback(command))
    return get_command(alone)


def _callback(command: Command) -> Callable[..., None]:
    """The function that Typer calls: the options of the command, of its groups, and the flags that follow from it."""
    context, *own = inspect.signature(command.function, eval_str=True).parameters.values()
    groups = {parameter.name: group for parameter in own if (group := _group_of(parameter))}
    options = {name: groups[name].options(_named(own, name)) for name in groups}
    flags = [*([DRY_RUN] if command.writes else []), *(form.option() for form in command.formats)]

    def callback(ctx: typer.Context, **values: Any) -> None:
        with ctx.obj.running(command.name, dry_run=values.pop("dry_run", False)) as running:
            form = chosen_format(command.formats, values)
            running.format = form.flag
            for name, group in groups.items():
                texts = {option.name: values.pop(option.name) for option in options[name]}
                values[name] = group.collect(running, texts)
            result = command.function(running, **values)
            emit(running, result, form, schema=command.schema, writes=command.writes)

    parameters = [context.replace(name="ctx", annotation=typer.Context)]
    for parameter in own:
        parameters += options.get(parameter.name, [parameter])
    shown = [parameter.replace(kind=Parameter.KEYWORD_ONLY) for parameter in (*parameters, *flags)]
    callback.__annotations__ = {}
    callback.__signature__ = inspect.Signature(shown)  # type: ignore[attr-defined]
    return callback


def _group_of(parameter: Parameter) -> OptionGroup | None:
    return next((part for part in get_args(parameter.annotation) if isinstance(part, OptionGroup)), None)


def _named(parameters: Iterable[Parameter], name: str) -> Parameter:
    return next(parameter for parameter in parameters if parameter.name == name)


def evaluated(function: Function) -> Function:
    """`function` with its annotations evaluated, which Typer would do four times over."""
    function.__annotations__ = inspect.get_annotations(function, eval_str=True)
    return function


def _no_such_command(name: str, known: Iterable[str]) -> BadValue:
    from difflib import get_close_matches

    close = get_close_matches(name, known)
    hint = _("Did you mean {names}?").format(names=_(", ").join(close)) if close else _("--help lists them.")
    return BadValue(_("There is no command “{name}”.").format(name=abridged(name)), hint)


def _fold_long_words() -> None:
    """Typer's help cuts a text without spaces at the margin; Chinese has none, so let it fold there instead."""
    from rich import table

    class Folding(table.Column):
        def __init__(self, *given: Any, **more: Any) -> None:
            super().__init__(*given, **{"overflow": "fold", **more})

    vars(table)["Column"] = Folding
