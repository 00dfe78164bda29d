"""Help as a page: how a command is called, what it is for, what it takes, and an example."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from typer.core import TyperArgument, TyperOption

from salesops.commands._entries import Entry
from salesops.commands._globals import GLOBAL_OPTIONS, HELP_OPTION
from salesops.commands._pages import Column, Page, Table
from salesops.commands._words import bounds, flags, is_number, name_of
from salesops.core.i18n import _


class HelpLine(NamedTuple):
    """One name in a help, and what it is for."""

    name: str
    about: str


def command_page(context: Any) -> Page:  # noqa: ANN401 - Typer's own
    """The help of the command that `context` is about."""
    command = context.command
    arguments = [parameter for parameter in command.params if isinstance(parameter, TyperArgument)]
    usage = [context.command_path, *map(_in_usage, arguments), _("[OPTIONS]")]
    blocks = [
        _table(_("Arguments"), (HelpLine(name_of(argument), _about(argument)) for argument in arguments)),
        _options(command.params, note=_everywhere(context)),
        Table((), (), text=command.epilog or ""),
    ]
    return _page(usage, command.help, blocks)


def group_page(context: Any, entries: Mapping[str, Entry]) -> Page:  # noqa: ANN401 - Typer's own
    """The help of the group that `context` is about; the root's also tells of the options that are everywhere."""
    daily = [HelpLine(name, entry.summary) for name, entry in entries.items() if entry.daily]
    others = [HelpLine(name, entry.summary) for name, entry in entries.items() if not entry.daily]
    blocks = [_table(_("Every day"), daily), _table(_("Commands"), others)]
    if context.parent:
        blocks.append(_table("", (), note=_everywhere(context)))
    else:
        blocks.append(_options([*context.command.params, HELP_OPTION]))
        about = (
            HelpLine(_spelling(option), f"{_about(option)} [{option.envvar}]") for option in GLOBAL_OPTIONS
        )
        blocks.append(_table(_("Global options: before the command or after it"), about))
    return _page([context.command_path, _("COMMAND …")], context.command.help, blocks)


def _page(usage: Iterable[str], lead: str, blocks: Iterable[Table]) -> Page:
    shown = [block for block in blocks if block.rows or block.text or block.note]
    return Page(shown, title=_("Usage: {line}").format(line=" ".join(usage)), lead=lead)


def _options(parameters: Iterable[Any], *, note: str = "") -> Table:
    options = (parameter for parameter in parameters if isinstance(parameter, TyperOption))
    return _table(
        _("Options"), (HelpLine(_spelling(option), _about(option)) for option in options), note=note
    )


def _table(title: str, lines: Iterable[HelpLine], *, note: str = "") -> Table:
    columns = [Column("", "name", style="cyan"), Column("", "about", flexible=True)]
    rows = list(lines)
    return Table(columns, rows, title=title if rows else "", note=note)


def _everywhere(context: Any) -> str:  # noqa: ANN401 - Typer's own
    """The options that every command takes and this one does not take for its own."""
    names = [
        option.opts[0]
        for option in (HELP_OPTION, *GLOBAL_OPTIONS)
        if option.opts[0] not in flags(context.command.params)
    ]
    return _("As everywhere {options}: see {command}.").format(
        options=" ".join(names), command="salesops --help"
    )


def _in_usage(argument: TyperArgument) -> str:
    name = name_of(argument) + ("…" if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"


def _spelling(option: TyperOption) -> str:
    names = " / ".join(", ".join(opts) for opts in (option.opts, option.secondary_opts) if opts)
    return names if option.is_flag else f"{names} {_placeholder(option)}"


def _placeholder(option: TyperOption) -> str:
    """What stands for the value of an option."""
    if option.metavar:
        return option.metavar
    if is_number(option):
        least, most = bounds(option)
        return _("NUMBER") if least is None or most is None else f"{least}…{most}"
    return _("FILE") if option.type.name == "path" else _("TEXT")


def _about(parameter: TyperArgument | TyperOption) -> str:
    asides = [_("required")] if parameter.required and isinstance(parameter, TyperOption) else []
    if default := _default(parameter):
        asides.append(_("default: {value}").format(value=default))
    return " ".join([parameter.help or "", *(f"[{aside}]" for aside in asides)]).strip()


def _default(parameter: TyperArgument | TyperOption) -> str:
    if isinstance(parameter.show_default, str):
        return parameter.show_default
    if not parameter.show_default or parameter.default in (None, False, ""):
        return ""
    return str(parameter.default)
