"""The real command on a terminal: what a person sees there, is asked, and what becomes of the answer."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import sys
import termios
from pathlib import Path


def answer(
    database: Path,
    given: str | None,
    *arguments: str,
    today: str,
    columns: int = 80,
    lang: str = "en",
    **env: str,
) -> str:
    """What `salesops` shows on a terminal on which `given` is typed once (None: nothing); without colours unless TERM
    names one that has them.

    What it remembers from one call to the next lies beside the database.
    """
    child, terminal = pty.fork()
    if child == 0:
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        surroundings = {
            **{name: value for name, value in os.environ.items() if name not in ("COLUMNS", "SALESOPS_REP")},
            "SALESOPS_DB": str(database),
            "SALESOPS_TODAY": today,
            "SALESOPS_LANG": lang,
            "SALESOPS_CONFIG": str(database.with_name("config.toml")),
            "XDG_STATE_HOME": str(database.with_name("state")),
            "TERM": "dumb",
            **env,
        }
        os.execve(sys.executable, [sys.executable, "-m", "salesops", *arguments], surroundings)
    if given is not None:
        os.write(terminal, f"{given}\n".encode())
    read = b""
    try:
        while some := os.read(terminal, 65536):
            read += some
    except OSError:  # Linux says so when the other end is closed
        pass
    os.waitpid(child, 0)
    return read.decode().replace("\r\n", "\n")
