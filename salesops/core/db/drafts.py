"""Files that get their name only when they are whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from salesops.core.system import move_without_replacing, sync_file, sync_folder


@contextmanager
def draft_of(path: Path) -> Iterator[Path]:
    """An empty private file of the same name, in a private folder beside `path` that is gone at the end.

    What a killed process leaves is that folder; no later draft has the same.
    """
    with TemporaryDirectory(prefix=".salesops-", dir=path.parent, ignore_cleanup_errors=True) as folder:
        draft = Path(folder, path.name)
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield draft


def publish(draft: Path, path: Path) -> None:
    """Move the whole `draft` to `path`; when this returns no power cut can take it away.

    Raises FileExistsError when something is there already.
    """
    sync_file(draft)
    move_without_replacing(draft, path)


def make_folder(folder: Path) -> None:
    """Make the folder, private, and those above it that are missing."""
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    folder.mkdir(parents=True, mode=0o700, exist_ok=True)
    for made in missing:
        sync_folder(made.parent)
