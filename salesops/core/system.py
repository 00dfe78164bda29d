"""What not every operating system has, with what does instead. Nothing else of salesops asks which one it is on."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path


def account() -> str:
    """The name of the account that runs this process, or its number where it has no name."""
    import getpass

    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # a container's user without an entry in /etc/passwd
        return f"#{os.getuid()}" if sys.platform != "win32" else "?"


def move_without_replacing(file: Path, target: Path) -> None:
    """Rename `file` to `target` in one step that a power cut cannot take back.

    Raises FileExistsError when something has that name already.
    """
    if sys.platform == "win32":
        file.rename(target)  # never over another file there, and written through
        return
    import fcntl

    folder = os.open(target.parent, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network folders have no locks
            fcntl.flock(folder, fcntl.LOCK_EX)
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
        file.rename(target)
        _sync(folder)
    finally:
        os.close(folder)


def sync_file(path: Path) -> None:
    """Have the contents of the file on the disk, not only on their way there."""
    file = os.open(path, os.O_RDWR)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def sync_folder(path: Path) -> None:
    """Have the names in the folder on the disk; Windows sees to that itself."""
    if sys.platform == "win32":
        return
    folder = os.open(path, os.O_RDONLY)
    try:
        _sync(folder)
    finally:
        os.close(folder)


def _sync(folder: int) -> None:
    try:
        os.fsync(folder)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # no folder can be synced on that file system
            raise
