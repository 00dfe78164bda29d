"""Several short texts in one."""

from __future__ import annotations

from salesops.core.values.text import composed

_SEPARATORS = "，、；,;|\r\n"


def listed(text: str) -> list[str]:
    """The texts between commas (，、,), semicolons, bars or line breaks, each once; spaces separate nothing."""
    for separator in _SEPARATORS:
        text = text.replace(separator, "\n")
    return list(dict.fromkeys(filter(None, map(composed, text.split("\n")))))
