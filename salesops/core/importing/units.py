"""The unit and the currency of amounts as a file names them: in a heading, above the table, in a column or a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from salesops.core.errors import BadValue
from salesops.core.i18n import _
from salesops.core.values.text import half_width, shown

# Words in which currencies are named; some name several.
_DOLLARS = ("USD", "HKD", "SGD", "AUD", "CAD", "NZD", "TWD")
_NAMES: dict[str, tuple[str, ...]] = {
    "人民币": ("CNY",), "rmb": ("CNY",), "cnh": ("CNY",), "¥": ("CNY", "JPY"), "美元": ("USD",), "美金": ("USD",),
    "us$": ("USD",), "hk$": ("HKD",), "a$": ("AUD",), "s$": ("SGD",), "nt$": ("TWD",), "$": _DOLLARS,
    "dollars": _DOLLARS, "欧元": ("EUR",), "€": ("EUR",), "euro": ("EUR",), "euros": ("EUR",), "英镑": ("GBP",),
    "£": ("GBP",), "日元": ("JPY",), "日圆": ("JPY",), "港币": ("HKD",), "港元": ("HKD",), "新台币": ("TWD",),
    "台币": ("TWD",), "韩元": ("KRW",), "新加坡元": ("SGD",), "新元": ("SGD",), "澳元": ("AUD",), "加元": ("CAD",),
    "卢布": ("RUB",), "泰铢": ("THB",), "瑞郎": ("CHF",), "瑞士法郎": ("CHF",),
}  # fmt: skip
_CODES = (
    "CNY", "USD", "EUR", "GBP", "JPY", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD", "CHF", "SEK", "NOK", "DKK", "INR",
    "KRW", "THB", "VND", "MYR", "IDR", "PHP", "RUB", "BRL", "MXN", "ZAR", "AED", "SAR", "PLN", "CZK", "HUF", "ILS",
    "MOP",
)  # fmt: skip
_NAMES |= {code.lower(): (code,) for code in _CODES}
_WORDS = sorted(_NAMES, key=len, reverse=True)
_CURRENCY = re.compile(
    "|".join(
        rf"(?<![a-z]){re.escape(name)}(?![a-z])" if name.isalpha() and name.isascii() else re.escape(name)
        for name in _WORDS
    )
)

_MULTIPLIERS = {
    "千": "千", "万": "万", "百万": "百万", "千万": "千万", "亿": "亿", "w": "万",
    "k": "千", "ks": "千", "tsd": "千", "thousand": "千", "thousands": "千", "000": "千", "000s": "千", "'000": "千",
    "'000s": "千", "m": "百万", "mm": "百万", "mn": "百万", "mio": "百万", "million": "百万", "millions": "百万",
}  # fmt: skip
_TOO_LARGE = frozenset(
    ("bn", "billion", "billions", "十亿", "百亿", "千亿", "万亿", "十万", "lakh", "crore", "百")
)
_ASIDE = re.compile(r"[(（\[【]([^)）\]】]*)[)）\]】]")
_TAIL = re.compile(r"(?:[:：/,，_]\s*|\bin\s+)([^:：,，()（）]*)$")
_MONEY_AT_END = re.compile(r"(?:百万|千万|千|万|亿)元$")
_SAID_ABOVE = re.compile(
    r"(?:单位|币种|货币|币别|\bunits?|\bcurrency)\s*[:：]\s*([^,，;；]*)|(?:\bamounts?|\bfigures|\bvalues)\b.*?\bin\s+(.*)"
)
_BESIDES = re.compile(
    r"元|单位|金额|含税|不含税|未税|税前|税后|约|均为|\b(?:in|of|unit|units|amounts?|currency)\b|[:,，;；、.]"
)
_RATE = re.compile(r"/|每|\bper\b")
_YEARLY = re.compile(r"年|\bannual|\byearly")

CURRENCY_HEADINGS = frozenset(
    (
        "币种", "货币", "币别", "结算币种", "合同币种", "货币类型", "货币单位", "currency", "currencycode",
        "currencyisocode", "curr", "ccy", "dealcurrency", "amountcurrency",
    )
)  # fmt: skip
"""Headings, as `simple` makes them, of a column that tells the currency of the amounts in its row."""
UNIT_HEADINGS = frozenset(("金额单位", "单位", "unit", "units", "amountunit", "unitofamount"))
"""Headings of a column that may tell the unit of the amounts in its row; many have other units in it: 台, kg."""


class Named(NamedTuple):
    """What a text names: a unit (元, 千, 万, 百万, 千万, 亿), the currencies that it may mean, what is not known."""

    unit: str = ""
    currencies: frozenset[str] = frozenset()
    unknown: str = ""

    def check(self, currency: str) -> Named:
        """Itself. Raises BadValue for another currency than `currency` (empty: any) and for an unknown unit."""
        if currency and self.currencies and currency not in self.currencies:
            raise foreign("/".join(sorted(self.currencies)[:2]), currency)
        if self.unknown:
            raise BadValue(
                _("{text} is no unit that amounts are kept in.").format(text=shown(self.unknown)),
                _(
                    "Amounts may be in thousands (千, k), 万, millions (百万, M) or 亿, and the heading may say so."
                ),
            )
        return self


def in_heading(heading: str) -> Named:
    """What a heading names: 合同金额（万元）, Amount (k), Value in USD; 含税 is neither unit nor currency."""
    text = half_width(heading).casefold()
    parts = [*_ASIDE.findall(text), *_TAIL.findall(text), *_MONEY_AT_END.findall(text)]
    yearly = bool(_YEARLY.search(_ASIDE.sub("", text)))
    return _together(_named(part, yearly=yearly) for part in parts)


def above(texts: Iterable[str]) -> Named:
    """What the lines above a table say of its amounts: 单位：万元, Currency: USD, (amounts in thousands)."""
    said: list[str] = []
    for text in texts:
        line = half_width(text).casefold()
        said += [part for match in _SAID_ABOVE.findall(line) for part in match if part]
        if aside := _ASIDE.fullmatch(line):
            said.append(aside[1])
    return _together(named._replace(unknown="") for named in map(_named, said))


def in_cell(text: str) -> Named | None:
    """What the cell of a column of units or currencies names, None if it is neither."""
    named = _named(half_width(text).casefold())
    return named if named.unit or named.currencies else None


def currencies(text: str) -> frozenset[str]:
    """The currencies that the words and signs beside an amount may mean, none if it has none."""
    found = [frozenset(_NAMES[name]) for name in _CURRENCY.findall(half_width(text).casefold())]
    return frozenset.intersection(*found) or frozenset.union(*found) if found else frozenset()


def without_currency(text: str) -> str:
    """The amount alone."""
    return _CURRENCY.sub("", half_width(text).casefold()).strip()


def foreign(named: str, currency: str) -> BadValue:
    """That amounts are in another currency than that of the database."""
    return BadValue(
        _("The amounts are in {named}, and this database keeps {currency}.").format(
            named=named, currency=currency
        ),
        _("Convert them, and say so in the file."),
    )


def _named(text: str, *, yearly: bool = False) -> Named:
    found = currencies(text)
    plain = _CURRENCY.sub(" ", text)
    rest = _BESIDES.sub(" ", plain)
    amount, per = (*_RATE.split(rest, maxsplit=1), "")[:2]
    words = amount.split()
    unit = next((_MULTIPLIERS[word] for word in words if word in _MULTIPLIERS), "")
    is_rate = (
        _RATE.search(rest)
        and (unit or found or "元" in plain)
        and not (yearly and per.strip() in ("年", "year", "yr", "a"))
    )
    unknown = text if is_rate or (_TOO_LARGE & set(words)) else ""
    return Named(unit or ("元" if "元" in plain else ""), found, unknown)


def _together(parts: Iterable[Named]) -> Named:
    unit, found, unknown = "", frozenset[str](), ""
    for part in parts:
        unit, found, unknown = part.unit or unit, part.currencies or found, part.unknown or unknown
    return Named(unit, found, unknown)
