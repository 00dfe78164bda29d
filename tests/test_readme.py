"""What the README shows is what happens."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

from tests.conftest import CommandLine

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```console\n(.*?)^```", README, re.M | re.S)


def commands() -> list[tuple[list[str], str]]:
    """The arguments of every `$ salesops …` with the output shown below it, in order."""
    found = []
    for block in BLOCKS:
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            line, _newline, shown = part.partition("\n")
            found.append((shlex.split(line), shown))
    return found


def test_the_tour_happens_as_shown(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests" / "data" / "northwind", tmp_path / "tests" / "data" / "northwind")
    run = CommandLine(tmp_path / "salesops.db", "2026-11-20")
    seen = 0
    for (program, *arguments), shown in commands():
        assert program == "salesops"
        words, _pipe, behind = " ".join(map(shlex.quote, arguments)).partition(" '|' ")
        words, _into, file = words.partition(" '>' ")
        result = run.ok(*shlex.split(words), columns=80, folder=tmp_path)
        if file:
            (tmp_path / file).write_text(result.out, encoding="utf-8")
        if shown and not behind:
            assert result.out.startswith(shown.removesuffix("…\n")), arguments
            seen += 1
    assert seen >= 5


def test_it_opens_with_the_two_commands() -> None:
    assert [line.split("  ")[0].rstrip() for line in BLOCKS[0].splitlines()] == ["make demo", "make test"]
