"""What the README shows is what happens."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.conftest import CommandLine

CHINA = {"TZ": "Asia/Shanghai"}  # moments are told on the clocks of the reader
ROOT = Path(__file__).parent.parent
READMES = {"en": "README.md", "zh": "README.zh.md"}


def blocks(lang: str) -> list[str]:
    text = (ROOT / READMES[lang]).read_text(encoding="utf-8")
    return re.findall(r"^```console\n(.*?)^```", text, re.M | re.S)


def commands(lang: str) -> list[tuple[list[str], str]]:
    """The arguments of every `$ salesops …` with the output shown below it, in order."""
    found = []
    for block in blocks(lang):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            line, _newline, shown = part.partition("\n")
            found.append((shlex.split(line), shown))
    return found


@pytest.mark.parametrize("lang", READMES)
def test_the_tour_happens_as_shown(tmp_path: Path, lang: str) -> None:
    shutil.copytree(ROOT / "tests" / "data" / "northwind", tmp_path / "tests" / "data" / "northwind")
    run = CommandLine(tmp_path / "salesops.db", "2026-11-20")
    seen = 0
    for (program, *arguments), shown in commands(lang):
        assert program == "salesops"
        words, _pipe, behind = " ".join(map(shlex.quote, arguments)).partition(" '|' ")
        words, _into, file = words.partition(" '>' ")
        result = run.ok(*shlex.split(words), columns=80, folder=tmp_path, lang=lang, env=CHINA)
        if file:
            (tmp_path / file).write_text(result.out, encoding="utf-8")
        if shown and not behind:
            assert result.out.startswith(shown.removesuffix("…\n")), arguments
            seen += 1
    assert seen >= 5


@pytest.mark.parametrize("lang", READMES)
def test_it_opens_with_the_two_commands(lang: str) -> None:
    opening = blocks(lang)[0].splitlines()
    assert [line.split("  ")[0].rstrip() for line in opening] == ["make demo", "make test"]


def test_both_say_the_same() -> None:
    """Command by command; only words of notes and days differ."""
    english, chinese = (
        [[word for word in words if word.isascii()][:4] for words, _shown in commands(lang)]
        for lang in READMES
    )
    assert len(english) == len(chinese)
    assert english == chinese
