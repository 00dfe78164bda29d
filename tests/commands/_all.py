"""Every command there is, found in the command line itself."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
# What the FILE of an example may hold.
FILES = {
    "rep import": "name\n赵敏\n",
    "customer import": "name\n宁波远洋\n",
    "opportunity import": "customer,product\n云帆科技,CRM\n",
    "contract import": "customer,amount,signed\n云帆科技,1000,2026-11-02\n",
    "followup import": "customer,date,method,notes\n云帆科技,2026-11-02,phone,asked for a demo\n",
    "policy apply": "[review]\nsilent_days = 60\n",
}
_LIST = "import json, sys; from tools.reference import listed; json.dump(listed(), sys.stdout)"


@dataclass(frozen=True)
class Command:
    """One command: its words, its help in English, its example, its options, and which of them are switches."""

    path: tuple[str, ...]
    help: str
    example: str
    options: tuple[str, ...]
    switches: tuple[str, ...]

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
    listed = subprocess.run(
        [sys.executable, "-c", _LIST], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return tuple(
        Command(
            tuple(each["path"]),
            each["help"],
            each["example"],
            tuple(each["options"]),
            tuple(each["switches"]),
        )
        for each in json.loads(listed.stdout)
    )
