"""Which language to speak. Known before Typer is imported, because help texts are made on import."""

from __future__ import annotations

import os
from collections.abc import Sequence

from salesops.core.i18n import activate, language_of


def choose(arguments: Sequence[str]) -> str:
    """Speak the language of `--lang`, `SALESOPS_LANG`, the configuration or the locale, in that order."""
    language = _first_known(arguments)
    activate(language)
    return language


def _first_known(arguments: Sequence[str]) -> str:
    """The first that is a language of ours; what is not is refused by the command, in the language of the next."""
    return (
        language_of(_option(arguments))
        or language_of(os.environ.get("SALESOPS_LANG", ""))
        or language_of(_configured())
        or language_of(_locale())
        or "en"
    )


def _option(arguments: Sequence[str]) -> str:
    for place, argument in enumerate(arguments):
        if argument == "--lang":
            return arguments[place + 1] if place + 1 < len(arguments) else ""
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
    return ""


def _configured() -> str:
    from salesops.core.config import config_path, load
    from salesops.core.errors import SalesopsError

    try:
        return load(config_path()).language or ""
    except SalesopsError:
        return ""  # told by the command itself, in the language of the locale


def _locale() -> str:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return value
    return ""
