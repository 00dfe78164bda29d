"""Whether a path still names the file that was opened: what is written to another one is lost."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import NamedTuple

from salesops.core.errors import InputOutput
from salesops.core.i18n import _


class FileId(NamedTuple):
    """What tells one file from another, whatever its name."""

    device: int
    inode: int


def file_id(path: Path) -> FileId | None:
    """Which file is at `path`, None when there is none. Ask before opening it.

    Raises InputOutput for a file with several names: SQLite keeps its journal beside the name by which it was
    opened, so that whoever opens it by another name would not see what is half written.
    """
    try:
        status = os.stat(path)
    except OSError:
        return None
    if status.st_nlink > 1 and stat.S_ISREG(status.st_mode):
        raise InputOutput(
            _("{path} has {count} names (hard links); writing by one of them would damage it.").format(
                path=path, count=status.st_nlink
            ),
            _("Make a copy of it and work with that."),
        )
    return FileId(status.st_dev, status.st_ino)


def check_file(path: Path, opened: FileId | None, *, committed: bool = False) -> None:
    """See that `path` still is the file that was `opened`; call it right before the commit and after it.

    Raises InputOutput when another program removed, replaced or linked it.
    """
    if file_id(path) == opened:
        return
    raise InputOutput(
        _("{path} was removed or replaced by another program while salesops wrote to it.").format(path=path),
        _("See whether what you entered is there.")
        if committed
        else _("Nothing was changed. Try again when that program is done."),
    )
