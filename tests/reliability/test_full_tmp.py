"""A full /tmp is nobody's business: what is large is kept in memory, what is to last lies beside the database."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import DATA, TODAY

COMMANDS = (
    ("init", "--demo"),
    ("customer", "import", str(DATA / "northwind" / "customers.csv"), "--force"),
    ("rep", "import", str(DATA / "northwind" / "employees.csv")),
    ("contract", "import", str(DATA / "northwind" / "orders.csv"), "--create-missing"),
    ("contract", "list", "--all", "--json"),
    ("grade", "run"),
    ("review", "year", "this-year"),
    ("followup", "due"),
)


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "full"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", folder]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here: a full /tmp needs root")
    try:
        (folder / "filler").write_bytes(bytes(16 << 10))
        assert os.statvfs(folder).f_bavail == 0
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def test_every_kind_of_command_works(full: Path, tmp_path: Path) -> None:
    surroundings = {
        **os.environ, "TMPDIR": str(full), "SQLITE_TMPDIR": str(full), "SALESOPS_TODAY": TODAY, "SALESOPS_LANG": "en",
        "SALESOPS_DB": str(tmp_path / "salesops.db"), "SALESOPS_CONFIG": str(tmp_path / "none.toml"),
    }  # fmt: skip
    for command in COMMANDS:
        words = [sys.executable, "-m", "salesops", *command]
        ended = subprocess.run(words, env=surroundings, capture_output=True, text=True, check=False)
        assert ended.returncode == 0, (command, ended.stderr)
