"""What a command does when it reads, for tests of what stands below the commands."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from salesops.core.db.open import open_view, sqlite_errors


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    with sqlite_errors(path), closing(open_view(path)) as db:
        yield db
