"""Amounts of money as integer minor units (cents), and how people write them."""

from __future__ import annotations

from typing import Annotated

from salesops.core.errors import BadValue
from salesops.core.i18n import _
from salesops.core.values.text import half_width, shown
from salesops.core.values.units import Unit

Money = Annotated[int, Unit.MONEY]
"""Minor units of the database's one currency: 8,000.50 is 800050."""

FineMoney = Annotated[int, Unit.FINE_MONEY]
"""Hundredths of a minor unit: what a file had beyond the cent is kept, 695.625 is 6956250."""

MOST = 10**14
"""The largest amount taken, in minor units: a million million. Floats hold it exactly; sums are taken in hundredths
of a minor unit, and 900 amounts of that size still fit into the 63 bits that SQLite adds in."""

MOST_KEPT = 2**63 - 1
"""The largest sum that a database keeps, in whatever unit."""

_UNITS = {
    "": 1,
    "千": 10**3,
    "万": 10**4,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "k": 10**3,
    "w": 10**4,
    "m": 10**6,
}
_AMOUNT = r"[¥$€£]? ?([0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.([0-9]+))? ?(百万|千万|[千万亿kwm])? ?元?"
_LONGEST = 40
_AND_MORE = ("以上", "+")
_AT_MOST = ("以下", "以内")


class SumTooLarge(OverflowError):
    """Amounts, each of which can be kept, whose sum cannot."""


def check_sum(total: int) -> int:
    """`total` itself; SumTooLarge when it is beyond `MOST_KEPT`."""
    if total > MOST_KEPT:
        raise SumTooLarge
    return total


def parse_money(text: str) -> Money:
    """Minor units of an amount such as `80000`, `80,000.50`, `8万`, `1.2亿`, `30k`, `1.5m` or `¥30,000`.

    Raises BadValue for anything else: negative, finer than a cent, misplaced commas, beyond `MOST`.
    """
    return _scaled(text, 2)


def parse_fine_money(text: str) -> tuple[Money, int]:
    """Minor units of an amount with up to four decimals, and what they leave out, for amounts in files.

    The minor units are rounded half up; the rest is in hundredths of a minor unit, -50 to 49, so that
    sums can be rounded once. Raises BadValue.
    """
    exact = _scaled(text, 4)
    cents = (exact + 50) // 100
    return cents, exact - cents * 100


def parse_budget(text: str) -> tuple[Money, Money | None]:
    """The lower and the upper bound of a budget in minor units; an upper bound of None is open.

    `5-10万` (a multiplier at the end counts for both), `50万以上`, `50万+`, `10万以下`, or one amount, which
    is both bounds. Raises BadValue.
    """
    plain = half_width(text)
    try:
        low, high = _bounds(plain)
    except BadValue as error:
        raise BadValue(error.message, _budget_hint()) from None
    if high is not None and low > high:
        raise BadValue(_("{text} is not a range of amounts.").format(text=shown(text)), _budget_hint())
    return low, high


def format_money(value: Money) -> str:
    """Major units as people read them: `1,234.50`, and whole amounts without decimals: `80,000`."""
    major, minor = divmod(abs(value), 100)
    sign = "-" if value < 0 else ""
    return f"{sign}{major:,}.{minor:02d}" if minor else f"{sign}{major:,}"


def rounded(value: FineMoney) -> Money:
    """Minor units, rounded half up."""
    return (value + 50) // 100


def fine_to_major(value: FineMoney) -> int | float:
    """Major units with up to four decimals, for JSON and CSV."""
    return value / 10_000 if value % 10_000 else value // 10_000


def to_major(value: Money) -> int | float:
    """The JSON number in major units: 80000, 61258.07."""
    major, minor = divmod(value, 100)
    return value / 100 if minor else major


def _bounds(plain: str) -> tuple[Money, Money | None]:
    import re

    for ending in _AND_MORE:
        if plain.endswith(ending):
            return parse_money(plain.removesuffix(ending)), None
    for ending in _AT_MOST:
        if plain.endswith(ending):
            return 0, parse_money(plain.removesuffix(ending))
    low, *rest = re.split("[-~–—〜至到]", plain, maxsplit=1)
    if not rest:
        amount = parse_money(plain)
        return amount, amount
    high = rest[0]
    return _scaled(low, 2, default_unit=_parts(high)[2]), parse_money(high)


def _scaled(text: str, decimals: int, default_unit: str = "") -> int:
    """The amount in units of 10^-decimals; a multiplier may need more decimals than that, as in 1.2345万."""
    whole, part, unit = _parts(text)
    factor = _UNITS[unit or default_unit]
    value, finer = divmod(int(whole + part) * factor * _power(decimals), _power(len(part)))
    if finer or (factor == 1 and len(part) > decimals):
        raise BadValue(
            _("{text} has more than {count} decimals.").format(text=shown(text), count=decimals), _hint()
        )
    if value > MOST * _power(decimals - 2):
        raise BadValue(
            _("{text} is too large: amounts up to {most} can be kept.").format(
                text=shown(text), most=format_money(MOST)
            ),
            _("Give a smaller one."),
        )
    return value


def _power(exponent: int) -> int:
    return int(10**exponent)


def _parts(text: str) -> tuple[str, str, str]:
    """The digits before the point, those after it, and the multiplier."""
    import re

    plain = half_width(text).lower()
    match = re.fullmatch(_AMOUNT, plain) if len(plain) <= _LONGEST else None
    if match is None:
        raise BadValue(_("{text} is not an amount.").format(text=shown(text)), _hint())
    whole, part, unit = match.groups(default="")
    return whole.replace(",", ""), part, unit


def _hint() -> str:
    return _("Write an amount from 0 such as 80000, 80,000.50, 30k, 1.5m or 8万.")


def _budget_hint() -> str:
    return _("Write an amount such as 80000, a range such as 50k-100k or 5-10万, or 500k+ for an open end.")
