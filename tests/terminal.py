"""The real command on a terminal: what a person is asked there, and what becomes of the answer."""

from __future__ import annotations

import os
import pty
import sys
from pathlib import Path


def answer(database: Path, given: str, *arguments: str, today: str) -> str:
    """What `salesops` shows on a terminal on which `given` is typed once."""
    child, terminal = pty.fork()
    if child == 0:
        surroundings = {"SALESOPS_DB": str(database), "SALESOPS_TODAY": today, "SALESOPS_LANG": "en"}
        os.execve(
            sys.executable, [sys.executable, "-m", "salesops", *arguments], {**os.environ, **surroundings}
        )
    os.write(terminal, f"{given}\n".encode())
    shown = b""
    try:
        while read := os.read(terminal, 65536):
            shown += read
    except OSError:  # Linux says so when the other end is closed
        pass
    os.waitpid(child, 0)
    return shown.decode()
