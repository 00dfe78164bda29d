"""What may have been meant by a name that is none: close spellings, names with that part, words for the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from typer.core import TyperArgument

from salesops.commands._entries import Entry
from salesops.commands._words import Parameter, flags, name_of
from salesops.core.errors import BadValue
from salesops.core.i18n import _
from salesops.core.values.text import abridged

_MOST = 3
_CLOSE = 0.7  # of 1, which is equal
# Words that people use for the same thing; names of ours are among them.
_OPTIONS = (
    {"note", "notes", "text", "comment", "remark", "memo", "summary", "feedback", "reason", "objective"},
    {"date", "day", "on", "when", "until", "close", "at"},
    {"since", "from", "after", "start"},
    {"deal", "opportunity", "lead"},
    {"customer", "client", "company", "account"},
    {"contact", "person", "who"},
    {"owner", "rep", "sales", "seller", "salesperson"},
    {"amount", "value", "price", "sum", "total", "budget"},
    {"mail", "email"},
    {"mobile", "tel", "telephone", "phone"},
    {"count", "max", "top", "number", "limit"},
    {"everyone", "everybody", "team", "all"},
    {"how", "channel", "method"},
    {"title", "position", "role"},
    {"preview", "simulate", "test", "try", "dry"},
    {"sector", "branch", "industry"},
    {"area", "city", "region"},
)
_COMMANDS = (
    {"new", "create", "insert", "add"},
    {"change", "update", "modify", "set", "edit"},
    {"remove", "rm", "delete", "archive", "cancel", "void", "leave"},
    {"ls", "all", "list"},
    {"view", "info", "get", "describe", "show"},
    {"call", "record", "touch", "log"},
    {"todo", "agenda", "tasks", "next", "due"},
    {"search", "lookup", "find"},
    {"finish", "complete", "done"},
    {"postpone", "defer", "wait", "snooze"},
    {"client", "company", "account", "customer"},
    {"person", "people", "contact"},
    {"deal", "lead", "opportunity", "pipeline"},
    {"order", "sale", "contract"},
    {"sales", "seller", "user", "team", "rep"},
    {"goal", "quota", "target"},
    {"report", "review"},
    {"rules", "settings", "config", "policy"},
    {"setup", "init"},
)


def meant_instead(flag: str, parameters: Sequence[Parameter]) -> str:
    """A hint at the parameters that may be meant by an option that is none; empty where nothing is like it."""
    options = {name: option.help or "" for name, option in flags(parameters).items()}
    arguments = [parameter for parameter in parameters if isinstance(parameter, TyperArgument)]
    meant = _meant(flag, {argument.name or "": argument.help or "" for argument in arguments}, _OPTIONS)
    unnamed = (
        _("{name} is written without a name before it.").format(name=name_of(argument))
        for argument in arguments
        if argument.name in meant
    )
    return " ".join([*_did_you_mean(_meant(flag, options, _OPTIONS)), *unnamed])


def no_such_command(name: str, entries: Mapping[str, Entry]) -> BadValue:
    """The error for a command that a group of these entries does not have."""
    meant = _meant(name, _summaries(entries), _COMMANDS) or _below(name, entries)
    hint = " ".join(_did_you_mean(meant)) or _("--help lists them.")
    return BadValue(_("There is no command “{name}”.").format(name=abridged(name)), hint)


def _below(name: str, entries: Mapping[str, Entry]) -> list[str]:
    """The commands of that name in the groups among the entries."""
    groups = {noun: getattr(entry.build(), "entries", {}) for noun, entry in entries.items()}
    same = [f"{noun} {name}" for noun, below in groups.items() if name in below]
    alike = (
        f"{noun} {verb}"
        for noun, below in groups.items()
        for verb in _meant(name, _summaries(below), _COMMANDS)
    )
    return (same or list(alike))[:_MOST]


def _summaries(entries: Mapping[str, Entry]) -> dict[str, str]:
    return {name: entry.summary for name, entry in entries.items()}


def _did_you_mean(names: Sequence[str]) -> list[str]:
    return [_("Did you mean {names}?").format(names=_(", ").join(names))] if names else []


def _meant(name: str, known: Mapping[str, str], alike: Iterable[set[str]]) -> list[str]:
    """The known names, each with what it is for, that `name` may stand for, the likeliest first."""
    wanted = name.strip("-").lower()
    if not wanted.isascii():
        places = {other: about.find(wanted) for other, about in known.items()}
        return sorted((other for other in places if places[other] >= 0), key=lambda other: places[other])[
            :_MOST
        ]
    plain = {other.strip("-"): other for other in known}
    words = _parts(wanted)
    same = set().union(*(group for group in alike if words & group))
    like = [
        *(other for other in plain if words & _parts(other)),
        *get_close_matches(wanted, plain, cutoff=_CLOSE),
    ]
    names = like or [other for other in plain if same & _parts(other)]
    return [plain[other] for other in dict.fromkeys(names)][:_MOST]


def _parts(name: str) -> set[str]:
    """The words that a name is made of, but those that say nothing."""
    return {part for part in name.replace("_", "-").split("-") if len(part) > 2 or part in ("on", "ls", "rm")}
