"""What commands print, kept as files. Read a file by eye before it is accepted.

UPDATE_GOLDEN=1 writes what was printed instead of comparing it.
"""

from __future__ import annotations

import os
from pathlib import Path

HERE = Path(__file__).parent


def check(name: str, printed: str) -> None:
    """Hold what was `printed` against the file `name`."""
    file = HERE / name
    if os.environ.get("UPDATE_GOLDEN"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(printed, encoding="utf-8")
    assert printed == file.read_text(encoding="utf-8")
