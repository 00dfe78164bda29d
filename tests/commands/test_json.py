"""What commands print as JSON is what docs/json.md says: its keys, their types, and what may be null."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.commands._all import Command, every_command
from tests.conftest import CommandLine

PAGE = Path(__file__).parent.parent.parent / "docs" / "json.md"
ENVELOPE = {"schema", "as_of", "currency", "dry_run"}
COMMANDS = [
    command
    for command in every_command()
    if "--json" in command.options and command.name != "init" and "FILE" not in command.example
]


def documented() -> dict[str, dict[str, str]]:
    sections = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.M)[1:]
    return {
        section.partition("\n")[0]: dict(re.findall(r"^- `(.+)`: (.+)$", section, re.M))
        for section in sections
    }


def flattened(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every key with its value; what stands in objects and in lists of objects by its own keys."""
    for key, part in value.items():
        if isinstance(part, dict):
            yield f"{path}{key}", part
            yield from flattened(part, f"{path}{key}.")
        elif isinstance(part, list) and part and isinstance(part[0], dict):
            for item in part:
                yield from flattened(item, f"{path}{key}[].")
        else:
            yield f"{path}{key}", part


def holds(kind: str, value: Any) -> bool:
    """Whether `value` is of the type that the page names."""
    if value is None:
        return kind.endswith(("?", "null"))
    match kind.removesuffix("?"):
        case "true or false" | "flag":
            return isinstance(value, bool)
        case "number" | "money" | "rate":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "date":
            return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
        case "text" | "moment":
            return isinstance(value, str)
        case "object":
            return isinstance(value, dict)
    if kind.startswith("list of "):
        return isinstance(value, list) and all(holds(kind.removeprefix("list of "), item) for item in value)
    if kind.startswith("object of "):
        return isinstance(value, dict)
    alternatives = kind.removesuffix("?").replace("true or false", "flag").split(" or ", 1)
    return len(alternatives) > 1 and any(holds(part, value) for part in alternatives)


def kind_of(key: str, kinds: dict[str, str]) -> str | None:
    """What the page says of a key, of one in an object by names, or of an empty list of objects."""
    above = kinds.get(key.rpartition(".")[0], "")
    if key in kinds:
        return kinds[key]
    if f"{key}[]" in kinds:
        return "list of text"
    return above.partition("object of ")[2] or None


@pytest.mark.parametrize("command", COMMANDS, ids=[command.name for command in COMMANDS])
def test_documents_are_as_the_page_says(demo: CommandLine, command: Command) -> None:
    words = [word for word in shlex.split(command.example)[1:] if word not in ("--json", "--csv", "--md")]
    dry = [] if command.reads or "--dry-run" in words else ["--dry-run"]
    everything = [
        option for option in ("--all", "--all-stages") if option in command.options and option not in words
    ]
    document = demo.ok(*words, *dry, *everything, "--json").json
    kinds = documented()[document["schema"]]
    for key, value in flattened(document):
        if key not in ENVELOPE:
            kind = kind_of(key, kinds)
            assert kind is not None, key
            assert holds(kind, value), (key, kind, value)


def test_every_document_is_described() -> None:
    described = {schema.split("/")[1].replace(".", " ") for schema in documented()}
    assert described == {
        command.name for command in every_command() if "--json" in command.options and command.name != "init"
    }
