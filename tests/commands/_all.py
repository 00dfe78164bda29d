"""Every command there is, found in the command line itself."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import cache

_LIST = """
import json, sys
from salesops.commands._language import choose
choose([])
from importlib import import_module
from typer.main import get_command
from salesops.cli import Root

def commands(path, command):
    below = getattr(command, "commands", None)
    if below is None:
        example = command.epilog.partition(": ")[2] if command.epilog else ""
        options = [option for each in command.params for option in each.opts if option.startswith("--")]
        yield {"path": path, "help": command.help or "", "example": example, "options": options}
    else:
        for name in sorted(below):
            yield from commands([*path, name], below[name])

found = []
for name, (module, summary) in Root.modules.items():
    found += commands([name], get_command(import_module(module).app))
json.dump(found, sys.stdout)
"""


@dataclass(frozen=True)
class Command:
    """One command: its words, its help in English, its example, its options."""

    path: tuple[str, ...]
    help: str
    example: str
    options: tuple[str, ...]

    @property
    def name(self) -> str:
        return " ".join(self.path)

    @property
    def reads(self) -> bool:
        """Whether it only reads: what writes can be tried with --dry-run."""
        return "--json" in self.options and "--dry-run" not in self.options and self.name != "init"


@cache
def every_command() -> tuple[Command, ...]:
    """All commands, asked of a process of their own: this one must not load them."""
    listed = subprocess.run([sys.executable, "-c", _LIST], capture_output=True, text=True, check=True)
    return tuple(
        Command(tuple(each["path"]), each["help"], each["example"], tuple(each["options"]))
        for each in json.loads(listed.stdout)
    )
