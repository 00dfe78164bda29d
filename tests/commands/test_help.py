"""Every command has help with an example, in both languages, and the examples run."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys

import pytest
from rich.cells import cell_len

from tests import golden
from tests.commands._all import Command, every_command
from tests.conftest import CommandLine

COMMANDS = every_command()
IDS = [command.name for command in COMMANDS]
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("command", COMMANDS, ids=IDS)
def test_help_has_an_example(nowhere: CommandLine, command: Command) -> None:
    for flag in ("-h", "--help"):
        shown = nowhere.ok(*command.path, flag, columns=200).out
        assert command.help.split()[0] in shown
        assert "Example: salesops " in shown
    assert len(command.help) > 10


@pytest.mark.parametrize("command", COMMANDS, ids=IDS)
def test_help_in_chinese(nowhere: CommandLine, command: Command) -> None:
    """Every line that explains something has Chinese in it."""
    shown = nowhere.ok(*command.path, "--help", columns=200, lang="zh").out
    for line in shown.splitlines():
        words = re.sub(r"--?[\w-]+|<\w+>|\[.*?\]|salesops .*|[│╭╮╰╯─]", " ", line).strip()
        if len(words.split()) > 3:
            assert CHINESE.search(words), line


@pytest.mark.parametrize("command", COMMANDS, ids=IDS)
def test_the_example_runs(demo: CommandLine, command: Command) -> None:
    words = shlex.split(command.example)
    assert words[0] == "salesops"
    assert list(command.path) == [word for word in words[1:] if word in command.path][: len(command.path)]
    if command.name == "init" or "FILE" in command.example or ".csv" in command.example:
        pytest.skip("what it needs is made in tests of its own")
    result = demo(*words[1:], folder=demo.database.parent)
    assert result.code == 0, result
    assert result.out


@pytest.mark.parametrize("command", COMMANDS, ids=IDS)
def test_scripts_are_served(command: Command) -> None:
    """JSON everywhere, a dry run for every write, CSV for every list."""
    if command.name in ("policy show",):  # a document of its own
        return
    assert "--json" in command.options
    assert command.reads or "--dry-run" in command.options or command.name == "init"
    if command.path[-1] in ("list", "due", "history"):
        assert "--csv" in command.options


def test_every_command_is_known() -> None:
    """A new command must be meant: it is added here, and to the docs."""
    assert set(IDS) >= {
        "customer add", "contract import", "followup due", "followup log", "grade run", "target split",
        "review month", "policy apply", "init",
    }  # fmt: skip


def test_root_help_lists_every_group(nowhere: CommandLine) -> None:
    shown = nowhere.ok("--help").out
    for command in COMMANDS:
        assert f"{command.path[0]} " in shown


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_pages_are_as_kept(nowhere: CommandLine, lang: str) -> None:
    for name, arguments, columns in (
        ("root", (), 80), ("followup", ("followup",), 80), ("log", ("log",), 80), ("log", ("log",), 40),
        ("contract-add", ("contract", "add"), 80), ("target-split", ("target", "split"), 80),
    ):  # fmt: skip
        shown = nowhere.ok(*arguments, "--help", columns=columns, lang=lang).out
        golden.check(f"help/{name}-{lang}-{columns}.txt", shown)
        assert all(cell_len(line) <= columns for line in shown.splitlines())


@pytest.mark.parametrize("command", COMMANDS, ids=IDS)
def test_usage_and_placeholders_are_chinese(nowhere: CommandLine, command: Command) -> None:
    """What stands for a word that the user writes is a word of the user's language."""
    shown = nowhere.ok(*command.path, "--help", columns=200, lang="zh").out
    usage = shown.splitlines()[0].removeprefix(f"用法：salesops {command.name}")
    placeholders = re.findall(r"^--[\w-]+ (\S.*?)(?:  |$)", shown, re.M)
    for text in (usage, *placeholders):
        assert not re.search(
            r"[A-Za-z]{2}", re.sub(r"--[\w-]+|dmy\|mdy\|ymd|point\|comma|\.csv", "", text)
        ), text


def test_a_reader_of_help_that_has_gone() -> None:
    command = f"{sys.executable} -m salesops --help | head -1"
    ended = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")


def test_version(nowhere: CommandLine) -> None:
    from salesops import __version__

    assert nowhere.ok("--version").out == f"salesops {__version__}\n"
