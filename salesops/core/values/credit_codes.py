"""统一社会信用代码: the 18 characters that every organisation in China is known by (GB 32100-2015)."""

from __future__ import annotations

from salesops.core.errors import BadValue
from salesops.core.i18n import _
from salesops.core.values.text import half_width, shown

LENGTH = 18
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I, O, S, V and Z, which look like digits and U
_SEPARATORS = str.maketrans("", "", " \t-–—·.\u3000\u200b\ufeff")


def parse_credit_code(text: str) -> str:
    """The code as it is stored: 18 characters in capitals. Raises BadValue, which says what is wrong with it."""
    code = plain(text)
    if len(code) != LENGTH:
        raise BadValue(
            _("{text} has {count} characters; a credit code has {length}.").format(
                text=shown(text), count=len(code), length=LENGTH
            )
        )
    if strange := next((character for character in code if character not in _ALPHABET), ""):
        raise BadValue(
            _("{text} has {character}, which no credit code has.").format(
                text=shown(text), character=shown(strange)
            ),
            _("There are digits and capitals but I, O, S, V and Z in it."),
        )
    if code[-1] != (check := check_character(code)):
        raise BadValue(
            _(
                "{text} is no credit code: for these 17 characters the last one is {check}, not {last}."
            ).format(text=shown(text), check=check, last=code[-1]),
            _("Compare it with the business licence: one of them is mistyped."),
        )
    return code


def plain(text: str) -> str:
    """The code in capitals, without spaces and strokes, right or wrong."""
    return half_width(text).translate(_SEPARATORS).upper()


def check_character(code: str) -> str:
    """The last character that the first 17 of `code` ask for: their values weighted by 3^0, 3^1 … modulo 31."""
    total = sum(_ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(code[:17]))
    return _ALPHABET[-total % 31]
