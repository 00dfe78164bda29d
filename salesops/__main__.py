"""`python -m salesops` and the `salesops` command: choose the language, then run the command line."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line on `sys.argv` and exit with its status."""
    gc.disable()  # nothing of what start-up imports is ever garbage: a tenth of its time saved
    from salesops.commands._language import choose

    choose(sys.argv[1:])
    from salesops.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
