"""Which sign is the decimal one in a column of numbers: `1.234` and `34,20` are read by all of its cells together."""

from __future__ import annotations

import re

from salesops.core.errors import BadValue
from salesops.core.i18n import _
from salesops.core.values.text import half_width, shown

SIGNS = {"point": ".", "comma": ","}
"""What `--decimal` takes."""

_ALONE = (r"(?<![0-9.,])(?:", r")(?![0-9.,])")


def _either(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns).join(_ALONE))


_THOUSANDS = "[0-9]{1,3}(?:,[0-9]{3})+"
_THREE_DECIMALS = rf"(?:0|[0-9]{{4,}}|{_THOUSANDS})\.[0-9]{{3}}"
_POINT_IS_SURE = _either(
    rf"(?:[0-9]+|{_THOUSANDS})\.(?:[0-9]{{1,2}}|[0-9]{{4,}})", _THREE_DECIMALS, "[0-9]{1,3}(?:,[0-9]{3}){2,}"
)
_ALWAYS_THREE = _either(_THREE_DECIMALS)
_COMMA_IS_SURE = _either(
    "[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})",
    "0,[0-9]{3}",
    r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+",
    r"[0-9]{1,3}(?:\.[0-9]{3}){2,}",
)
_THOUSANDS_OR_DECIMALS = _either(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_ROUND = _either(r"[1-9][0-9]{0,2}\.[0-9]{2}0")
_SIGNED = re.compile("[0-9][.,][0-9]")
_EXPONENT = re.compile("[0-9][eE][+-]?[0-9]")
_SPACED = re.compile("(?<=[0-9])['’ ](?=[0-9]{3}(?![0-9]))")  # 1 234 567, 1'234'567
_WITH_COMMA = re.compile(r"(?<![0-9.,])((?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?)(?![0-9.,])")
_LAST_ZEROS = re.compile(r"(\.[0-9]{2}[0-9]*?)0+(?![0-9])")


def doubtful(column: str) -> str:
    """The number that leaves open which sign is the decimal one in a column, a line for each cell; empty if none does.

    A decimal comma always does. `1.234` does not where the point is known to be the decimal sign by other cells,
    `12.500` only where those have three decimals, too: who computes writes 12.5.
    """
    column = plain(column)
    if match := _COMMA_IS_SURE.search(column):
        return match[0]
    match = _THOUSANDS_OR_DECIMALS.search(column)
    if match is None:
        return ""
    if not _POINT_IS_SURE.search(column):
        return match[0]
    match = _ROUND.search(column)
    return match[0] if match and not _ALWAYS_THREE.search(column) else ""


def with_point(text: str, sign: str) -> str:
    """A number with the decimal sign `sign` as our grammar has it; of more than two decimals the last zeros fall."""
    number = plain(text)
    if sign == "," and not _POINT_IS_SURE.search(number):
        number = _WITH_COMMA.sub(lambda match: match[1].replace(".", "").replace(",", "."), number)
    return _LAST_ZEROS.sub(r"\1", number) if "." in number else number


def refuse_doubtful(text: str, doubt: str) -> None:
    """Raise BadValue for a number that the other decimal sign makes another one. `doubt` is what `doubtful` gave."""
    number = plain(text)
    if doubt and _SIGNED.search(number) and not _EXPONENT.search(number):
        raise BadValue(
            _("{text} leaves open what point and comma mean in its column.").format(text=shown(text))
            if doubt in number
            else _("{text} would be another number if {doubt} in its column has a decimal comma.").format(
                text=shown(text), doubt=shown(doubt)
            ),
            _("Add --decimal point or --decimal comma."),
        )


def plain(text: str) -> str:
    """Half width, and without spaces and apostrophes between thousands."""
    return _SPACED.sub("", half_width(text))
