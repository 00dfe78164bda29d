"""Typer, set up once: nouns loaded and commands built when used, with what all commands have in common.

A command is a function from a context and its options to a result. It says once whether it reads or writes and in which
formats it answers; flags, schema, envelope, dry run and the choice of format follow from that.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from inspect import Parameter
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeVar, get_args

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from salesops.commands._context import Context
from salesops.commands._entries import Entry
from salesops.commands._formats import DRY_RUN, RECORD, REPORT, Format, chosen_output, emit, format_options
from salesops.commands._globals import GLOBAL_OPTIONS, HELP_OPTION
from salesops.commands._words import Line, UnknownOption, flags, give, spoken
from salesops.core.errors import BadValue, ExitCode
from salesops.core.i18n import _

if TYPE_CHECKING:
    from salesops.commands._pages import Page

Function = TypeVar("Function", bound=Callable[..., Any])


class OptionGroup(NamedTuple):
    """Options that together make one argument of a command: `Annotated[Scope, OptionGroup(options, collect)]`.

    `options` builds them as Typer sees them when the command is used; `collect` makes the argument of the context and
    their values by name.
    """

    options: Callable[[Parameter], Sequence[Parameter]]
    collect: Callable[[Context, Mapping[str, Any]], object]


class Spoken:
    """Mixed into Typer's classes: the words are told apart by us, and help is a page of ours."""

    params: list[Any]

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - Typer's own
        """All options and arguments; one of the command itself goes before a global one of its name."""
        own = flags(self.params)
        others = (option for option in GLOBAL_OPTIONS if option.opts[0] not in own)
        return [HELP_OPTION, *self.params, *others]

    def read_words(self, parameters: list[Any], words: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
        """The values of the parameters, and the words that are left to another command."""
        return Line(parameters, words).read(), []

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - Typer's own
        """Give the context its values; the words that are left. Raises BadValue."""
        parameters = self.get_params(ctx)
        try:
            values, ctx.args = self.read_words(parameters, args)
            for parameter in parameters:
                give(ctx, parameter, values)
        except UnknownOption as error:
            from salesops.commands._suggestions import meant_instead

            raise BadValue(error.message, meant_instead(error.flag, parameters) or _more(ctx)) from error
        except BadValue as error:
            raise BadValue(error.message, error.hint or _more(ctx)) from error
        return ctx.args  # type: ignore[no-any-return]

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - Typer's own
        """The help as it is printed."""
        from salesops.commands._terminal import rendered

        return rendered(self.help_page(ctx))

    def help_page(self, ctx: Any) -> Page:  # noqa: ANN401 - Typer's own
        """The help of a command."""
        from salesops.commands._help import command_page

        return command_page(ctx)


class SpokenCommand(Spoken, TyperCommand):
    """A command as Typer runs it."""


class LazyGroup(Spoken, TyperGroup):
    """A group that knows its commands by name and summary, and builds the one that is used.

    Typer would build every option of every command of a group before it runs one of them.
    """

    entries: ClassVar[dict[str, Entry]] = {}

    def read_words(self, parameters: list[Any], words: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
        """The values of the options, and the words from the name of the command on."""
        line = Line(parameters, words)
        line.take_options(until_another=True)
        return line.values, line.others

    def invoke(self, ctx: Any) -> None:  # noqa: ANN401 - Typer's own
        """Run the command that is named. Raises BadValue when there is none of that name."""
        if not ctx.args:
            sys.stdout.write(self.get_help(ctx))
            raise typer.Exit(ExitCode.BAD_VALUE)
        name, *words = ctx.args
        with self.build(name).make_context(name, words, parent=ctx) as command_context:
            command_context.command.invoke(command_context)

    def build(self, name: str) -> Any:  # noqa: ANN401 - a command or a group
        """The command or group of this name. Raises BadValue when there is none."""
        if name not in self.entries:
            from salesops.commands._suggestions import no_such_command

            raise no_such_command(name, self.entries)
        command = self.entries[name].build()
        command.name = name
        return command

    def help_page(self, ctx: Any) -> Page:  # noqa: ANN401 - Typer's own
        """The help of a group."""
        from salesops.commands._help import group_page

        return group_page(ctx, self.entries)


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
        return self._register(name, writes=False, **{"formats": REPORT, **about})

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
        cls: type[TyperCommand] = SpokenCommand,
    ) -> Callable[[Function], Function]:
        """Its docstring is its help, translated, unless `summary` gives one made at run time.

        `example` is shown below the help and run by a test; `cls` may print more help.
        """

        def register(function: Function) -> Function:
            verb = name or function.__name__.replace("_", "-")
            full_name = self.name if verb == self.name else f"{self.name} {verb}"
            text = summary or _(" ".join((inspect.getdoc(function) or "").split()))
            command = Command(full_name, function, writes, formats)
            epilog = _("Example: {example}").format(example=spoken(example))
            self.entries[verb] = Entry(text, lambda: _build(command, cls, help=text, epilog=epilog))
            return function

        return register

    def build(self) -> Any:  # noqa: ANN401 - a command or a group
        """The group of these commands, or the command that has the name of the noun."""
        if list(self.entries) == [self.name]:
            return self.entries[self.name].build()
        group = type(self.name, (LazyGroup,), {"entries": self.entries})
        return group(name=self.name, help=self.help, add_help_option=False)


def lazy_group(module: str, summary: str, *, daily: bool = False) -> Entry:
    """The entry of the noun whose commands are in `module`, which is imported when one of them is used."""
    return Entry(summary, lambda: import_module(module).app.build(), daily)


def short_form(noun: str, verb: str) -> Entry:
    """The entry of a second name for the command `noun verb`: the same command, schema and journal included."""
    long_form = f"{noun} {verb}"

    def build() -> Any:  # noqa: ANN401 - a command
        return import_module(f"salesops.commands.{noun}").app.entries[verb].build()

    return Entry(_("Short for {command}.").format(command=long_form), build, daily=True, long_form=long_form)


def _build(command: Command, cls: type[TyperCommand], **about: Any) -> Any:  # noqa: ANN401 - Typer's own
    alone = typer.Typer(add_completion=False)
    alone.command(cls=cls, add_help_option=False, **about)(_callback(command))
    return get_command(alone)


def _callback(command: Command) -> Callable[..., None]:
    """The function that Typer calls: the options of the command, of its groups, and the flags that follow from it."""
    context, *own = inspect.signature(command.function, eval_str=True).parameters.values()
    groups = {parameter.name: group for parameter in own if (group := _group_of(parameter))}
    options = {name: groups[name].options(_named(own, name)) for name in groups}
    flags = [*([DRY_RUN] if command.writes else []), *format_options(command.formats)]

    def callback(ctx: typer.Context, **values: Any) -> None:
        with ctx.obj.running(command.name, dry_run=values.pop("dry_run", False)) as running:
            output = chosen_output(command.formats, values)
            running.format = output.form.flag
            for name, group in groups.items():
                texts = {option.name: values.pop(option.name) for option in options[name]}
                values[name] = group.collect(running, texts)
            result = command.function(running, **values)
            emit(running, result, output, schema=command.schema, writes=command.writes)

    parameters = [context.replace(name="ctx", annotation=typer.Context)]
    for parameter in own:
        parameters += options.get(parameter.name, [parameter])
    shown = [parameter.replace(kind=Parameter.KEYWORD_ONLY) for parameter in (*parameters, *flags)]
    callback.__annotations__ = {}
    callback.__signature__ = inspect.Signature(shown)  # type: ignore[attr-defined]
    return callback


def _more(ctx: Any) -> str:  # noqa: ANN401 - Typer's own
    return _("`{command} --help` tells more.").format(command=ctx.command_path)


def _group_of(parameter: Parameter) -> OptionGroup | None:
    return next((part for part in get_args(parameter.annotation) if isinstance(part, OptionGroup)), None)


def _named(parameters: Iterable[Parameter], name: str) -> Parameter:
    return next(parameter for parameter in parameters if parameter.name == name)
