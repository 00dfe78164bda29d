"""`python -m salesops` and the `salesops` command: choose the language, then run the command line."""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress


def main() -> None:
    """Run the command line on `sys.argv` and exit with its status.

    Until a command runs nothing is open, and Ctrl-C ends the process at once: an exception in the middle of an import
    prints more than it says. Once the status is known nothing is left to be stopped.

    What start-up imports is never garbage and commands make next to no cycles. To look for some on the way and, by
    everything that is loaded, at the end would be a sixth of the time of a short command.
    """
    signal.signal(signal.SIGINT, lambda _number, _frame: os._exit(130))  # ExitCode.INTERRUPTED
    gc.disable()
    from salesops.commands._language import choose

    choose(sys.argv[1:])
    from salesops.cli import run

    status = run(sys.argv[1:])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    sys.exit(status)


def start() -> None:
    """`main` as a process of its own, which ends at once: the database is closed and the result is out by then.

    To take apart what is loaded would be a fortieth of a short command.
    """
    try:
        main()
    except SystemExit as ended:
        for stream in (sys.stdout, sys.stderr):
            with suppress(AttributeError, OSError, ValueError):  # it is closed, or nobody reads it any more
                stream.flush()
        os._exit(ended.code if isinstance(ended.code, int) else 1)


if __name__ == "__main__":
    start()
