"""The reference pages say what the commands say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.commands._all import every_command

DOCS = Path(__file__).parent.parent / "docs"


def test_the_pages_are_up_to_date() -> None:
    """`make docs` would change nothing."""
    pages = "from tools import reference as r; import sys; sys.stdout.write(r.commands_page() + '\\f' + r.json_page())"
    made = subprocess.run(
        [sys.executable, "-c", pages], cwd=DOCS.parent, capture_output=True, text=True, check=True
    )
    commands, documents = made.stdout.split("\f")
    assert (DOCS / "commands.md").read_text(encoding="utf-8") == commands
    assert (DOCS / "json.md").read_text(encoding="utf-8") == documents


def test_every_command_is_documented() -> None:
    page = (DOCS / "commands.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^## salesops (.*)$", page, re.M)) == {each.name for each in every_command()}


def test_links_lead_somewhere() -> None:
    for page in (DOCS.parent / "README.md", *DOCS.glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), (page.name, target)
