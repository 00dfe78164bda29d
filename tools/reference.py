"""Writes docs/commands.md and docs/json.md from the command line itself: `make docs`."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TODAY = "2026-11-20"
DOCS = Path(__file__).parent.parent / "docs"
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
        "Made by `make docs` from the help of the commands. Global options stand before the command:",
        "`--db`, `--rep`, `--today`, `--lang`, `--wait`, `--debug`. What is used every day has a short form:",
        f"{', '.join(short_forms())}.",
    ]
    for path, command in every_command():
        lines += ["", f"## salesops {' '.join(path)}", "", command.help, "", "```", example(command), "```"]
        described = [_option(each) for each in command.params if each.opts[0] != "--help"]
        lines += ["", *described] if described else []
    return "\n".join(lines) + "\n"


def json_page() -> str:
    """The keys of every JSON document that a reading command prints, as it comes out on the sample team."""
    lines = [
        "# JSON",
        "",
        "Made by `make docs` from what the commands print on the sample team. Keys are stable: a key may be",
        "added, but none changes its meaning or goes away without a new number at the end of `schema`.",
        "Money is in major units of `currency`, rates are fractions from 0 to 1, dates are ISO. A value marked",
        "with ? may be null.",
    ]
    for schema, keys in json_keys().items():
        lines += ["", f"## {schema}", "", *(f"- `{key}`: {kind}" for key, kind in keys.items())]
    return "\n".join(lines) + "\n"


def json_keys() -> dict[str, dict[str, str]]:
    """For each schema the keys (nested ones joined by a dot) and their types."""
    found: dict[str, dict[str, str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        salesops(folder, "init", "--demo")
        for path, command in every_command():
            options = {option for each in command.params for option in each.opts}
            if "--json" in options and "--dry-run" not in options and path != ("init",):
                document = json.loads(salesops(folder, *_arguments(command), "--json"))
                found[document["schema"]] = dict(_keys(document))
    return found


def short_forms() -> list[str]:
    """The second names at the root, each with the first."""
    from salesops.cli import Root

    entries = Root.entries.items()
    return [f"`{name}` for `{entry.long_form}`" for name, entry in entries if entry.long_form]


def every_command() -> Iterator[tuple[tuple[str, ...], Json]]:
    """Each command with the words of its long form, in the order of the root's help."""
    from typer.main import get_command

    from salesops.cli import app

    yield from _below((), get_command(app))


def listed() -> list[dict[str, Json]]:
    """Every command as plain data, for tests."""
    return [
        {
            "path": path,
            "help": command.help or "",
            "example": example(command),
            "options": [option for each in command.params for option in each.opts],
        }
        for path, command in every_command()
    ]


def example(command: Json) -> str:
    """The example in a command's help."""
    return str(command.epilog.partition(": ")[2])


def salesops(folder: str, *arguments: str) -> str:
    """What `salesops` prints, in English, on a database in `folder`."""
    surroundings = {
        **os.environ,
        "SALESOPS_DB": f"{folder}/salesops.db",
        "SALESOPS_CONFIG": f"{folder}/config.toml",
        "SALESOPS_TODAY": TODAY,
        "SALESOPS_LANG": "en",
    }
    command = [sys.executable, "-m", "salesops", *arguments]
    return subprocess.run(command, env=surroundings, capture_output=True, text=True, check=True).stdout


def _below(path: tuple[str, ...], command: Json) -> Iterator[tuple[tuple[str, ...], Json]]:
    if not hasattr(command, "entries"):
        yield path, command
        return
    for name, entry in command.entries.items():
        if not entry.long_form:
            yield from _below((*path, name), command.build(name))


def _arguments(command: Json) -> list[str]:
    words = shlex.split(example(command))[1:]
    return [word for word in words if word not in ("--json", "--csv", "--md")]


def _option(parameter: Json) -> str:
    names = ", ".join(f"`{name}`" for name in (*parameter.opts, *parameter.secondary_opts))
    if not parameter.opts[0].startswith("-"):
        names = f"`{parameter.opts[0].upper()}`"
    return f"- {names}: {parameter.help}" if parameter.help else f"- {names}"


def _keys(value: Json, path: str = "") -> Iterator[tuple[str, str]]:
    for key, each in value.items():
        yield from _described(f"{path}{key}", each)


def _described(path: str, value: Json) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        yield path, "object"
        yield from _keys(value, f"{path}.")
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        yield f"{path}[]", "objects"
        yield from _merged(value, f"{path}[].")
    else:
        yield path, _type(value)


def _merged(items: list[Json], path: str) -> Iterator[tuple[str, str]]:
    """The keys of all items together, marked where some are null."""
    kinds: dict[str, set[str]] = {}
    for item in items:
        for key, kind in _keys(item, path):
            kinds.setdefault(key, set()).add(kind)
    for key, found in kinds.items():
        known = sorted(found - {"null"}) or ["null"]
        yield key, " or ".join(known) + ("?" if "null" in found and known != ["null"] else "")


def _type(value: Json) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "number"
    return "list" if isinstance(value, list) else "text"


if __name__ == "__main__":
    main()
