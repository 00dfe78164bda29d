"""The rows of the last due list: what a number means that a person types instead of a customer's name.

A list is remembered for one database and one person until their next one, at most until its day is over, in the folder
where this user's programs keep their state. The database is not written for it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from salesops.core import config
from salesops.core.db.file_id import file_id


class Row(NamedTuple):
    """A row of the list: its customer, and the planned step that it asked for, if it was one."""

    customer_id: int
    followup_id: int | None


class ListKey(NamedTuple):
    """Whose list it is: the database, the rep (None: whoever is nobody), and its day (ISO)."""

    database: Path
    rep_id: int | None
    day: str

    def file(self) -> Path:
        """Where it is remembered."""
        name = crc32(os.fsencode(self.database.absolute()))
        return config.state_folder() / f"due-{name:08x}-{self.rep_id or 'all'}"

    def heading(self) -> str:
        """What the list must say of itself to be this one: the same file, not another at its place."""
        return f"{self.day} {file_id(self.database)} {os.fspath(self.database.absolute())!r}"


def remember(key: ListKey, rows: Iterable[Row]) -> bool:
    """Keep the rows for the commands that follow; False where that cannot be, and no number means a row."""
    file = key.file()
    lines = [key.heading(), *(f"{row.customer_id} {row.followup_id or ''}" for row in rows)]
    written = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(
            os.open(written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
        ) as out:
            out.write("\n".join(lines) + "\n")
        written.replace(file)
    except OSError:
        with suppress(OSError):
            written.unlink()
        return False
    return True


def remembered(key: ListKey) -> list[Row]:
    """The rows of the last list; none when there is none of this day."""
    try:
        heading, *lines = key.file().read_text(encoding="utf-8").splitlines()
        rows = [line.partition(" ") for line in lines]
        listed = [Row(int(customer), int(step) if step else None) for customer, _space, step in rows]
    except (OSError, ValueError):  # nothing there, or not ours
        return []
    return listed if heading == key.heading() else []
