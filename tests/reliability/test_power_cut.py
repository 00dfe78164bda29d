"""A power cut right after an answer takes nothing away: a disk is copied at that moment, and the copy is looked into.

The disk is an image behind a loop device, so root is needed. `make reliability` looks at forty moments, not at three.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.conftest import CommandLine
from tests.core.db.versions import make_database

MOMENTS = int(os.environ.get("MOMENTS", "3"))


@pytest.fixture(scope="module", autouse=True)
def disks(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Skips where no file can be a disk."""
    image = tmp_path_factory.mktemp("disk") / "disk.img"
    try:
        make_disk(image)
        with mounted(image):
            pass
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no loop devices here: a power cut needs root")


@pytest.mark.parametrize("journal_mode", ["DELETE", "WAL"])
def test_what_was_answered_is_there(tmp_path: Path, journal_mode: str) -> None:
    disk, copy = tmp_path / "disk.img", tmp_path / "copy.img"
    make_disk(disk)
    names = []
    with mounted(disk) as folder:
        run = CommandLine(folder / "s.db")
        run.ok("init")
        with closing(sqlite3.connect(run.database)) as db:
            assert db.execute(f"PRAGMA journal_mode = {journal_mode}").fetchone() == (journal_mode.lower(),)
        for moment in range(MOMENTS):
            names.append(f"Customer {moment}")
            run.ok("customer", "add", names[-1], "--force")
            shutil.copy(disk, copy)
            assert found(copy) == names


def test_a_new_database_is_there(tmp_path: Path) -> None:
    for moment in range(MOMENTS):
        disk, copy = tmp_path / f"disk{moment}.img", tmp_path / "copy.img"
        make_disk(disk)
        with mounted(disk) as folder:
            CommandLine(folder / "deep" / "er" / "s.db").ok("init", "--demo")
            shutil.copy(disk, copy)
        assert len(found(copy, "deep/er/s.db")) == 30


def test_an_upgraded_database_and_its_copy_are_there(tmp_path: Path) -> None:
    for moment in range(MOMENTS):
        disk, copy = tmp_path / f"disk{moment}.img", tmp_path / "copy.img"
        make_disk(disk)
        with mounted(disk) as folder:
            old = make_database(folder / "s.db", 1)
            os.sync()
            CommandLine(old).ok("init")
            shutil.copy(disk, copy)
        names = found(copy)
        with mounted(copy) as folder, closing(sqlite3.connect(folder / "s.db.v1")) as db:
            assert [name for (name,) in db.execute("SELECT name FROM customer ORDER BY id")] == names


def make_disk(image: Path) -> None:
    """A new disk of 24 MB with an empty file system."""
    with image.open("wb") as file:
        file.truncate(24 << 20)
    subprocess.run(["mkfs.ext4", "-q", "-F", image], check=True, capture_output=True)


@contextmanager
def mounted(image: Path) -> Iterator[Path]:
    """The folder in which the file system of the image is seen."""
    folder = Path(f"{image}.mounted")
    folder.mkdir()
    subprocess.run(["mount", "-o", "loop", image, folder], check=True, capture_output=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)
        folder.rmdir()


def found(image: Path, path: str = "s.db") -> list[str]:
    """The names of the customers in a sound database on the disk, after its file system was made good."""
    with mounted(image) as folder:
        run = CommandLine(folder / path)
        items = run.ok("customer", "list", "--all", "--archived", "--json").json["items"]
        assert run.sql("PRAGMA integrity_check") == [("ok",)]
        assert run.sql("SELECT count(*) FROM customer") == [(len(items),)]
    return [name for _number, name in sorted((item["id"], item["name"]) for item in items)]
