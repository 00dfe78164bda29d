"""Every string that a user sees has its Chinese."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from salesops.core.i18n import language_of

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "salesops" / "locale" / "zh_CN" / "LC_MESSAGES"
# Names and units that are the same in Chinese.
SAME = {"Id", "salesops", "[default: {}]"}
# What is typed as it stands.
TYPED = {"FIELD:TEXT=VALUE"}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """All strings marked in the source, as `make catalogue` finds them."""
    found = tmp_path_factory.mktemp("babel") / "salesops.pot"
    subprocess.run(
        [
            Path(sys.executable).with_name("pybabel"), "-q", "extract",
            "-F", "babel.cfg", "-k", "N_", "--no-location", "-o", found, ".",
        ],
        cwd=ROOT, env={"PYTHONPATH": str(ROOT), "PATH": ""}, capture_output=True, check=True,
    )  # fmt: skip
    with found.open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with (FOLDER / "salesops.po").open("rb") as file:
        return read_po(file, "zh_CN")


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _chinese(message: Message) -> str:
    return message.string if isinstance(message.string, str) else message.string[0]


def test_nothing_is_left_untranslated(source: Catalog, catalogue: Catalog) -> None:
    translated = {
        _key(message) for message in catalogue if message.id and _chinese(message) and not message.fuzzy
    }
    missing = [_key(message) for message in source if message.id and _key(message) not in translated]
    assert missing == []


def test_nothing_is_translated_that_nobody_says(source: Catalog, catalogue: Catalog) -> None:
    said = {_key(message) for message in source if message.id}
    assert [_key(message) for message in catalogue if message.id and _key(message) not in said] == []


def test_placeholders_are_kept(catalogue: Catalog) -> None:
    for message in catalogue:
        if message.id:
            wanted = set(re.findall(r"\{(\w*)", str(message.id)))
            assert set(re.findall(r"\{(\w*)", _chinese(message))) == wanted, message.id


def test_chinese_is_chinese(catalogue: Catalog) -> None:
    """Words are translated, not copied: whatever has letters has Chinese, but names and pure patterns."""
    for message in catalogue:
        text = _key(message) if message.id else ""
        words = re.sub(r"\{\w*\}|--?[\w-]+|`[^`]*`|[A-Z]{2,}|\.\w+", "", text)
        if re.search("[a-z]{3}", words) and text not in SAME:
            assert re.search("[\u4e00-\u9fff]", _chinese(message)), text


def test_chinese_has_full_width_signs(catalogue: Catalog) -> None:
    """No half-width comma, colon, bracket or quote beside a Chinese character, but in what is typed."""
    half_width = re.compile(
        '[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef] ?[,:();"]|[,:();"] ?[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]'
    )
    for message in catalogue:
        if message.id and message.id not in TYPED:
            said = re.sub(r'--[\w-]+ "[^"]*"|`[^`]*`|""|"[0-9]\w"', "--", _chinese(message))
            assert not half_width.search(said), message.id


def test_the_compiled_catalogue_is_this_one(catalogue: Catalog) -> None:
    """It is compiled on installation: `make test` does it when the catalogue has changed."""
    import gettext

    with (FOLDER / "salesops.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in catalogue:
        if message.id and isinstance(message.id, str):
            assert compiled.gettext(message.id) == message.string


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("zh", "zh_CN"), ("zh_CN.UTF-8", "zh_CN"), ("zh-Hans", "zh_CN"), ("中文", "zh_CN"), ("en", "en"),
        ("en_GB.UTF-8", "en"), ("EN", "en"), ("C.UTF-8", None), ("fr_FR", None), ("", None),
    ],
)  # fmt: skip
def test_names_of_languages(name: str, language: str | None) -> None:
    assert language_of(name) == language
