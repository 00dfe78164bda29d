"""Ctrl-C at any moment of start-up and of the command: status 130 or what was to be done, and no traceback."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.conftest import CommandLine

# The signal comes with the nth import since `main` began, later ones while the command runs.
_STRUCK = """
import itertools, os, signal, sys
from salesops.__main__ import main
imports = itertools.count()
def strike(event, _arguments):
    if event == "import" and next(imports) == {moment}:
        os.kill(os.getpid(), signal.SIGINT)
sys.addaudithook(strike)
main()
"""


@pytest.mark.parametrize("moment", range(0, 260, 10))
def test_ctrl_c_while_it_starts(demo: CommandLine, moment: int) -> None:
    command = [
        sys.executable,
        "-c",
        _STRUCK.format(moment=moment),
        "--db",
        str(demo.database),
        "followup",
        "due",
    ]
    ended = subprocess.run(command, env=os.environ, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) in [(130, ""), (0, "")], ended
    assert ended.returncode or ended.stdout


def test_the_first_and_the_last_moment_differ(demo: CommandLine) -> None:
    statuses = []
    for moment in (0, 10_000):
        words = [
            sys.executable,
            "-c",
            _STRUCK.format(moment=moment),
            "--db",
            str(demo.database),
            "rep",
            "list",
        ]
        statuses.append(subprocess.run(words, capture_output=True, check=False).returncode)
    assert statuses == [130, 0]
