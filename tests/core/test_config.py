"""The configuration: optional, small, and never passed over in silence when it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesops.core.config import Config, load
from salesops.core.errors import BadData, InputOutput


def test_none_is_an_empty_one(tmp_path: Path) -> None:
    assert load(tmp_path / "config.toml") == Config()


def test_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('rep = "王芳"\nlanguage = "zh"\n', encoding="utf-8")
    assert load(path) == Config(rep="王芳", language="zh")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b'reps = "x"', "there is no key reps"),
        (b"rep = 3", "rep must be a text in quotes"),
        (b'language = "zh"\nrep = x', r"not usable: line 2, column 7 \(Invalid value\)"),
        (b'rep = "\xff"', "UTF-8"),
    ],
)
def test_a_wrong_one_is_refused(tmp_path: Path, text: bytes, reason: str) -> None:
    (tmp_path / "config.toml").write_bytes(text)
    with pytest.raises(BadData, match=reason):
        load(tmp_path / "config.toml")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InputOutput, match="cannot be read: it is a folder"):
        load(tmp_path)
