"""Who may import whom, as a tested contract."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_contracts_hold() -> None:
    linted = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert linted.returncode == 0, linted.stdout


def test_no_room_grows_past_its_size() -> None:
    """A room past about 300 lines wants splitting by noun."""
    long = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / "salesops").rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 330
    }
    assert long == {}


def test_only_one_place_prints_and_one_reads_the_clock() -> None:
    """Ruff sees to `print` (T20); this to the clock."""
    clocks = {
        path.name
        for path in (ROOT / "salesops").rglob("*.py")
        if any(
            word in path.read_text(encoding="utf-8")
            for word in ("datetime.now(", "date.today(", "time.time(")
        )
    }
    assert clocks == {"_context.py"}


def test_no_feature_reads_the_journal() -> None:
    """Business history has tables of its own; the journal is for undo and for who did what."""
    readers = {
        str(path.relative_to(ROOT / "salesops" / "core"))
        for path in (ROOT / "salesops").rglob("*.py")
        if re.search(r"\b(FROM|JOIN|INTO|UPDATE)\s+journal\b", path.read_text(encoding="utf-8"))
    }
    assert {Path(reader).parts[0] for reader in readers} == {"db", "operations"}
