"""`make pictures`: what the READMEs show at their head, drawn from the sample team at a terminal of its own."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pexpect
from rich.console import Console
from rich.text import Text

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
TODAY = "2026-11-20"
WIDTH = 100
LANGUAGES = ("en", "zh")
# What is typed, and how many lines of the answer are shown.
SHOWN = {
    "due": (("due",), 40),
    "show": (("show", "明辉制造"), 30),
    "today": (("today",), 12),
    "explain": (("grade", "explain", "明辉制造"), 22),
    "review": (("review", "month", "2026-10"), 24),
}
ASKS = {("today", "en"): "q quit >", ("today", "zh"): "q 结束 >"}
_FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)  # a picture loads nothing from the network
_OTHER_CONTROLS = re.compile(r"\x1b\[[0-9;?]*[A-Za-ln-z]|\x1b[=>]|\r")


def main() -> None:
    """Write one SVG for each command and language."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "team.db"
        for lang in LANGUAGES:
            database.unlink(missing_ok=True)
            surroundings = _surroundings(database, lang)
            subprocess.run([*_SALESOPS, "init", "--demo"], env=surroundings, check=True, capture_output=True)
            for name, (arguments, lines) in SHOWN.items():
                seen = _seen(arguments, surroundings, ASKS.get((name, lang), "")).splitlines()
                kept = seen[:lines] + (["…"] if len(seen) > lines else [])
                _draw(name, lang, f"salesops {' '.join(arguments)}", "\n".join(kept))


_SALESOPS = [sys.executable, "-m", "salesops"]


def _surroundings(database: Path, lang: str) -> dict[str, str]:
    settings = {
        "DB": str(database),
        "TODAY": TODAY,
        "LANG": lang,
        "REP": "王芳",
        "CONFIG": str(database) + ".toml",
    }
    return {
        **os.environ,
        **{f"SALESOPS_{name}": value for name, value in settings.items()},
        "TERM": "xterm-256color",
        "LC_ALL": "C.UTF-8",
        "PROMPT_TOOLKIT_NO_CPR": "1",
    }


def _seen(arguments: tuple[str, ...], surroundings: dict[str, str], asks: str) -> str:
    """What a terminal gets to see, with its colours; of a command that asks, up to the end of its question."""
    terminal = pexpect.spawn(
        _SALESOPS[0], [*_SALESOPS[1:], *arguments], env=surroundings, dimensions=(60, WIDTH), encoding="utf-8"
    )
    terminal.expect_exact(asks) if asks else terminal.expect(pexpect.EOF)
    seen = f"{terminal.before}{asks}"
    terminal.close(force=True)
    return _OTHER_CONTROLS.sub("", seen)


def _draw(name: str, lang: str, title: str, text: str) -> None:
    console = Console(
        record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor"
    )
    console.print(Text.from_ansi(text))
    picture = _FONTS.sub("", console.export_svg(title=title, unique_id=name))
    (PICTURES / f"{name}.{lang}.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
