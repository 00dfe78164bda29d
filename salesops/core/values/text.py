"""Text that came from outside: made comparable for the parsers, made harmless for the screen."""

from __future__ import annotations

from functools import cache

from salesops.core.errors import BadValue
from salesops.core.i18n import _

_LONGEST = (
    10_000  # characters, of four bytes at most: what is stored can be searched for, see `like` in db/sql.py
)
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_DIGITS_KEPT = 11  # Excel shows longer numbers as 1.38E+11, and keeps fifteen digits of them
# Control, format (bidi, zero-width), surrogate, line and paragraph separator.
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


def printable(text: str) -> str:
    r"""`text` with everything that acts on a terminal instead of showing escaped: `\x1b`, `\n`, `\u202e`."""
    if text.isprintable():
        return text
    import unicodedata

    return "".join(_escaped(char) if unicodedata.category(char) in _UNSEEN else char for char in text)


def printable_json(text: str) -> str:
    r"""JSON in which everything that acts on a terminal instead of showing is written as `\u009b`: the same values."""
    if text.isprintable() or all(map(str.isprintable, text.split("\n"))):
        return text
    import json

    return "".join(char if char.isprintable() or char == "\n" else json.dumps(char)[1:-1] for char in text)


def composed(text: str) -> str:
    """`text` trimmed and in the form in which it is stored and searched: NFC, as keyboards write it, not as some file
    systems and programs take it apart (é as e and an accent).
    """
    text = text.strip()
    if text.isascii():
        return text
    import unicodedata

    return unicodedata.normalize("NFC", text)


def bounded(text: str) -> str:
    """`text` itself. Raises BadValue when it is longer than what is stored."""
    if len(text) > _LONGEST:
        raise BadValue(
            _("{text} is too long.").format(text=shown(text)),
            _("At most {most} characters can be kept.").format(most=f"{_LONGEST:,}"),
        )
    return text


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")


def shown(text: str) -> str:
    """`text` in quotes as an error message quotes it: printable, and cut when it is long."""
    return _('"{words}"').format(words=abridged(text))


def abridged(text: str, *, longest: int = 60) -> str:
    """`text` for a message that quotes it: printable, and cut when it is longer than so many characters."""
    return printable(text if len(text) <= longest else f"{text[: longest - 1]}…")


def unlike_formula(text: str) -> str:
    """`text` with an apostrophe before what a spreadsheet would run as a formula, which imports take off again.

    A phone such as +86 138 0013 8000 and a figure are none.
    """
    if text[:1] in _FORMULA_SIGNS and not (text[0] in "+-" and _is_figure(text)):
        return f"'{text}"
    return text


def text_for_excel(text: str) -> str:
    """The same, with an apostrophe also before what Excel would make another number of: 007, +86…, long codes."""
    is_number = text[:1] in "+-0" or len(text) > _DIGITS_KEPT
    return f"'{text}" if text and is_number and _is_figure(text) and text != "0" else unlike_formula(text)


def _is_figure(text: str) -> bool:
    return not text.strip("+-0123456789 ().")


def half_width(text: str) -> str:
    """`text` trimmed, with the full-width letters, digits and signs of a Chinese keyboard made plain ones.

    Not NFKC, which would also read 8² as 82 and ½ as 1⁄2.
    """
    return text.strip() if text.isascii() else text.translate(_plain_forms()).strip()


@cache
def _plain_forms() -> dict[int, int]:
    forms = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)}
    return forms | {0x3000: 0x20, 0x00A0: 0x20, 0xFFE5: 0xA5, 0xFFE1: 0xA3}
