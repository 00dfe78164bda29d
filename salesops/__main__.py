"""`python -m salesops` and the `salesops` command: choose the language, then run the command line."""

from __future__ import annotations

import gc
import os
import signal
import sys


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


if __name__ == "__main__":
    main()
