"""Writes docs/commands.md and docs/json.md from the command line itself: `make docs`."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent.parent / "docs"
_FLAGS = ("--json", "--csv", "--md", "--dry-run")
Json = Any


def main() -> None:
    """Write both pages."""
    (DOCS / "commands.md").write_text(commands_page(), encoding="utf-8")
    (DOCS / "json.md").write_text(json_page(), encoding="utf-8")


def commands_page() -> str:
    """Every command with its help, its options and its example."""
    lines = [
        "# Commands",
        "",
        "Made by `make docs` from the help of the commands. All take, before their name or after it, `--db`,",
        "`--rep`, `--today`, `--lang`, `--wait` and `--debug`; where one has a `--rep` of its own, that",
        f"is meant after the name. What is used every day has a short form: {', '.join(short_forms())}.",
    ]
    for path, command in every_command():
        lines += ["", f"## salesops {' '.join(path)}", "", command.help, "", "```", example(command), "```"]
        described = [_option(each) for each in command.params]
        lines += ["", *described] if described else []
    return "\n".join(lines) + "\n"


def json_page() -> str:
    """The keys of every JSON document, with the types that the records declare."""
    from tools.documents import documents

    lines = [
        "# JSON",
        "",
        "Made by `make docs` from the records that the commands return. Keys are stable: a key may be added, but none",
        "changes its meaning or goes away without a new number at the end of `schema`. Every document begins with",
        "`schema`, `as_of` (the day it is of) and `currency`, that of a command that writes has `dry_run`, too.",
        "",
        "Types: money in major units of `currency`, rates as fractions from 0 to 1, dates in ISO. What is marked",
        "with ? may be null.",
    ]
    for document in documents(_examples()):
        lines += ["", f"## {document.schema}", ""]
        lines += [f"- `{key}`: {kind}" for key, kind in document.keys.items()]
    return "\n".join(lines) + "\n"


def _examples() -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Each command that answers in JSON, with the arguments of its example as a dry run."""
    for path, command in every_command():
        options = {option for each in command.params for option in each.opts}
        if "--json" in options and path != ("init",):
            words = [
                word
                for word in shlex.split(example(command))[1:]
                if not word.startswith(("--json", "--csv", "--md"))
            ]
            yield (
                path,
                [*words, "--dry-run"] if "--dry-run" in options and "--dry-run" not in words else words,
            )


def short_forms() -> list[str]:
    """The second names at the root, each with the first."""
    from salesops.cli import Root

    entries = Root.entries.items()
    return [f"`{name}` for `{entry.long_form}`" for name, entry in entries if entry.long_form]


def every_command() -> Iterator[tuple[tuple[str, ...], Json]]:
    """Each command with the words of its long form, in the order of the root's help."""
    from salesops.cli import root

    yield from _below((), root())


def listed() -> list[dict[str, Json]]:
    """Every command as plain data, for tests."""
    return [
        {
            "path": path,
            "help": command.help or "",
            "example": example(command),
            "options": [option for each in command.params for option in each.opts],
            "switches": [option for each in command.params if _is_switch(each) for option in each.opts],
        }
        for path, command in every_command()
    ]


def example(command: Json) -> str:
    """The example in a command's help."""
    return str(command.epilog.partition(": ")[2])


def _below(path: tuple[str, ...], command: Json) -> Iterator[tuple[tuple[str, ...], Json]]:
    if not hasattr(command, "entries"):
        yield path, command
        return
    for name, entry in command.entries.items():
        if not entry.long_form:
            yield from _below((*path, name), command.build(name))


def _is_switch(parameter: Json) -> bool:
    """Whether it stands without a value."""
    return bool(getattr(parameter, "is_flag", False))


def _option(parameter: Json) -> str:
    names = ", ".join(f"`{name}`" for name in (*parameter.opts, *parameter.secondary_opts))
    if not parameter.opts[0].startswith("-"):
        names = f"`{parameter.opts[0].upper()}`"
    return f"- {names}: {parameter.help}" if parameter.help else f"- {names}"


if __name__ == "__main__":
    main()
