"""What a command may load: start-up is most of what people wait for."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys

import pytest

from tests.commands._all import FILES, Command, every_command
from tests.conftest import CommandLine

READS = [command for command in every_command() if command.reads]
WRITES = [command for command in every_command() if not command.reads]
MODELS = {"sqlmodel", "sqlalchemy", "pydantic"}
HEAVY = MODELS | {"python_calamine", "xlsxwriter", "rapidfuzz"}
_RUN = """
import atexit, json, os, sys
atexit.register(lambda: json.dump(sorted(sys.modules), os.fdopen(3, "w")))
from salesops.__main__ import main
main()
"""


def loaded(run: CommandLine, *arguments: str) -> set[str]:
    """The modules that a process of `salesops` has loaded when it ends."""
    reader, writer = os.pipe()
    surroundings = {
        **os.environ, "SALESOPS_DB": str(run.database), "SALESOPS_TODAY": run.today, "SALESOPS_LANG": "en",
        "SALESOPS_CONFIG": str(run.database.with_name("none.toml")),
    }  # fmt: skip
    command = [sys.executable, "-c", f"import os; os.dup2({writer}, 3);{_RUN}", *arguments]
    with os.fdopen(reader) as listed:
        ended = subprocess.run(
            command, env=surroundings, cwd=run.database.parent, pass_fds=(writer,), capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        os.close(writer)
        assert ended.returncode == 0, ended.stderr
        return set(json.load(listed))


@pytest.mark.parametrize("command", READS, ids=[command.name for command in READS])
def test_a_read_loads_no_models(demo: CommandLine, command: Command) -> None:
    arguments = [word for word in shlex.split(command.example)[1:] if word not in ("--json", "--csv", "--md")]
    assert loaded(demo, *arguments) & HEAVY == set()
    assert loaded(demo, *arguments, "--json") & {*HEAVY, "rich"} == set()


@pytest.mark.parametrize("command", WRITES, ids=[command.name for command in WRITES])
def test_a_write_loads_no_models(demo: CommandLine, command: Command) -> None:
    arguments = shlex.split(command.example)[1:]
    for place, word in enumerate(arguments):
        if word.startswith("FILE."):
            file = demo.database.with_name(word)
            file.write_text(FILES[command.name], encoding="utf-8")
            arguments[place] = str(file)
    if command.name == "init":
        demo.database.unlink()
    assert loaded(demo, *arguments) & MODELS == set()


def test_due_loads_next_to_nothing(demo: CommandLine) -> None:
    modules = loaded(demo, "followup", "due", "--json")
    for_others = {
        "dataclasses",
        "decimal",
        "fractions",
        "tomllib",
        "dateutil",
        "chinese_calendar",
        "platformdirs",
    }
    ours = {"values.periods", "values.times", "policy.document", "schedule.next_due.rules", "db.journal"}
    assert modules & {*for_others, *(f"salesops.core.{name}" for name in ours)} == set()
