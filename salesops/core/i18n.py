"""The words a user sees, in English or Chinese: gettext with one catalogue beside the English source."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

_LOCALE = Path(__file__).parent.parent / "locale"
_translation = gettext.NullTranslations()


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation("salesops", _LOCALE, [language], fallback=True)


def language() -> str:
    """The language that is spoken: en or zh_CN."""
    return _translation.info().get("language", "en")


def activate(language: str) -> None:
    """Speak `language` from now on."""
    global _translation
    _translation = _catalogue(language)


def language_of(name: str) -> str | None:
    """The language meant by `zh`, `zh_CN.UTF-8`, `en-GB`, `中文` …, or None if it is not one of ours."""
    short = name.replace("-", "_").split(".")[0].lower()
    if short.startswith("zh") or short in ("cn", "chinese", "中文", "简体中文"):
        return "zh_CN"
    return "en" if short.startswith("en") else None


def _(message: str) -> str:
    """`message` in the active language."""
    return _translation.gettext(message) if message else ""


def ngettext(msgid1: str, msgid2: str, n: int) -> str:
    """The singular or the plural, whichever fits `n`, in the active language."""
    return _translation.ngettext(msgid1, msgid2, n)


def N_(message: str) -> str:
    """Mark `message` for translation where it is defined; `_` translates it where it is shown."""
    return message


def in_both(message: str) -> tuple[str, ...]:
    """`message` in English and in Chinese, for recognising input in either language."""
    chinese = _catalogue("zh_CN").gettext(message)
    return (message,) if chinese == message else (message, chinese)
