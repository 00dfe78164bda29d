"""Days as they stand in the cells of files, and what the cells of one column say together of how they are meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from enum import Enum
from typing import NamedTuple

from salesops.core.errors import BadValue
from salesops.core.i18n import _
from salesops.core.values.dates import FIRST_YEAR, Toward, year_first
from salesops.core.values.text import half_width, shown

ORDERS = ("dmy", "mdy", "ymd")

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY, _YEAR = "([0-9]{1,2})(?:st|nd|rd|th)?", "([0-9]{4}|[0-9]{2})"
_AROUND = re.compile(
    r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +|"  # a weekday before, or one after; a time of day after
    r"[ (（]*(?:(?:星期|周|礼拜)[一二三四五六日天]|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)[)）]?$|"
    r"[t ] *(?:上午|下午)? ?(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?(?: ?[ap]m)?"
    r"(?: ?z| ?(?:utc|gmt)?[+-][0-9]{2}:?[0-9]{2}| (?:utc|gmt))?(?: \([^)]*\))?$"
)
_UTC = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[t ]([0-9:]{5,8})(?:\.[0-9]+)?(?: ?z| ?(?:utc|gmt)| ?\+00:?00)")
_MIDNIGHT = ("00:00", "00:00:00")
_COMPACT = re.compile("((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
_NUMBERS = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{1,2})")
_DAY_FIRST = re.compile(rf"{_DAY}[ ./-]*(?:of )?{_MONTH},?[ ./-]*{_YEAR}")
_MONTH_FIRST = re.compile(rf"{_MONTH}[ ./-]*{_DAY}(?:, *| +|[./-]){_YEAR}")
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})[ ./-]*{_MONTH}[ ./-]*{_DAY}")
_SERIAL = re.compile(r"([2-7][0-9]{4})(?:\.[0-9]+)?")
_WITHOUT_YEAR = re.compile("[0-9]{1,2}月[0-9]{1,2}[日号]")
_FIRST_SERIAL, _MAC_SERIAL = date(1899, 12, 30), date(1904, 1, 1)
_PIVOT = 50  # 49 is 2049, 50 is 1950: what spreadsheets of today do


class Form(Enum):
    """How a day is written; of all but the first it is told how they were read."""

    YEAR_FIRST = "year first"
    NUMBERS = "numbers"  # 31/12/2026
    SHORT_YEAR = "short year"  # 31/12/26, 5-Nov-26
    NAMED_MONTH = "named month"
    SERIAL = "serial"  # what a spreadsheet counts days with
    WITHOUT_YEAR = "without year"
    UTC = "utc"


class DateStyle(NamedTuple):
    """How the days of a column are meant.

    `order` (dmy, mdy, ymd) is that of 11/12/2026, None when it is not known; then `possible` are those that fit, and
    `both` two texts of a column that contradict each other. `today` is the day that gives 11月5日 its year, None
    refuses it. `local_day` gives the day of a moment in UTC, None takes the day as it stands. `from_1904` says where
    serial numbers begin.
    """

    order: str | None = None
    possible: tuple[str, ...] = ORDERS
    both: tuple[str, ...] = ()
    today: date | None = None
    local_day: Callable[[datetime], date] | None = None
    from_1904: bool = False


def form_of(text: str) -> Form:
    """How the day in a cell is written; what is none at all counts as the usual form."""
    plain = half_width(text).casefold()
    if _UTC.fullmatch(plain):
        return Form.UTC
    plain = _day_alone(plain)
    if match := _NUMBERS.fullmatch(plain):
        return Form.NUMBERS if len(match[4]) == 4 else Form.SHORT_YEAR
    if _named_month(plain):
        return (
            Form.SHORT_YEAR
            if re.search("[^0-9][0-9]{2}$", plain) and _DAY_FIRST.fullmatch(plain)
            else Form.NAMED_MONTH
        )
    if _SERIAL.fullmatch(plain):
        return Form.SERIAL
    return Form.WITHOUT_YEAR if _WITHOUT_YEAR.fullmatch(plain) else Form.YEAR_FIRST


def settled(texts: Iterable[str], style: DateStyle) -> DateStyle:
    """`style` with what the cells of a column say together: one 26-02-2018 settles the order of all of them.

    Midnights in UTC are days that were written as moments, and stand as they are.
    """
    plain = [half_width(text).casefold() for text in texts]
    times = {match[1] for match in map(_UTC.fullmatch, plain) if match}
    if times <= set(_MIDNIGHT):
        style = style._replace(local_day=None)
    return style if style.order else _in_one_order([_day_alone(text) for text in plain], style)


def parse_file_date(text: str, style: DateStyle = DateStyle(), toward: Toward = Toward.PAST) -> date:  # noqa: B008
    """The day in a cell of a file; a weekday or a time of day beside it is passed over.

    The year comes first (`2026-01-02`, `2026/1/2`, `20260102`, `2026年1月2日`), the month has its name, or the order of
    `style` says how 31/12/2026 and 31.12.26 are to be read. Raises BadValue.
    """
    plain = half_width(text).casefold()
    try:
        day = _utc(plain, style) or _day(_day_alone(plain), style, toward)
    except ValueError:
        day = None
    if day is None or day.year < FIRST_YEAR:
        raise _refused(text, _day_alone(plain), style)
    return day


def _day(plain: str, style: DateStyle, toward: Toward) -> date | None:
    if day := year_first(plain):
        return day
    if match := _COMPACT.fullmatch(plain):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(plain):
        return _in_order(match, style.order) if style.order else _in_any_order(match)
    if match := _SERIAL.fullmatch(plain):
        return (_MAC_SERIAL if style.from_1904 else _FIRST_SERIAL) + timedelta(int(match[1]))
    if style.today and _WITHOUT_YEAR.fullmatch(plain):
        from salesops.core.values.written_dates import parse_date

        return parse_date(plain, today=style.today, toward=toward)
    parts = _named_month(plain)
    return date(_year(parts[0]), _MONTHS.index(parts[1][:3]) + 1, int(parts[2])) if parts else None


def _utc(plain: str, style: DateStyle) -> date | None:
    if style.local_day is None or not _UTC.fullmatch(plain):
        return None
    moment = re.sub(" ?(?:z|utc|gmt)$", "+00:00", plain.replace(" ", "t", 1)).replace(" ", "")
    return style.local_day(datetime.fromisoformat(moment.upper()))


def _named_month(plain: str) -> tuple[str, str, str] | None:
    """Year, month and day of `Mar 7, 2026`, `7 March 2026`, `5-Nov-26` and `2026-Nov-05`."""
    for pattern, places in ((_DAY_FIRST, (3, 2, 1)), (_MONTH_FIRST, (3, 1, 2)), (_YEAR_FIRST, (1, 2, 3))):
        if match := pattern.fullmatch(plain):
            year, month, day = match.group(*places)
            return year, month, day
    return None


def _day_alone(plain: str) -> str:
    """Without the weekday and the time of day around it."""
    if len(plain) <= 10 and plain[-1:].isdigit() and not plain[:1].isalpha():
        return plain
    for _each in range(2):  # 2026-11-21 周六 14:00
        plain = _AROUND.sub("", plain)
    return plain


def _in_one_order(plain: Iterable[str], style: DateStyle) -> DateStyle:
    """The one order in which all are days. The month comes first only where no cell could be read otherwise."""
    orders, matches = set(ORDERS), list(filter(None, map(_NUMBERS.fullmatch, plain)))
    deciding: dict[str, str] = {}
    for match in matches:
        for order in orders - set(_days(match)):
            deciding.setdefault(order, match[0])
        orders &= set(_days(match))
    if matches and not orders:
        return style._replace(both=tuple(dict.fromkeys(deciding.values())))
    if len(orders) > 1 or (
        orders == {"mdy"} and any(len(set(_days(match).values())) > 1 for match in matches)
    ):
        return style._replace(possible=tuple(order for order in ORDERS if order in orders))
    return style._replace(order=orders.pop()) if matches else style


def _days(match: re.Match[str]) -> dict[str, date]:
    """The days that three numbers may be, by their order."""
    days = {}
    for order in ORDERS:
        try:
            days[order] = _in_order(match, order)
        except ValueError:
            continue
    return days


def _in_any_order(match: re.Match[str]) -> date | None:
    days = set(_days(match).values())
    return days.pop() if len(days) == 1 and match[1] == match[3] else None


def _in_order(match: re.Match[str], order: str | None) -> date:
    first, second, last = match.group(1, 3, 4)
    if order == "ymd":
        if len(last) == 4 or len(first) == 1:
            raise ValueError
        return date(_year(first), int(second), int(last))
    if len(last) == 1:
        raise ValueError
    return date(_year(last), *((int(second), int(first)) if order == "dmy" else (int(first), int(second))))


def _year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < _PIVOT else 1900)


def _refused(text: str, plain: str, style: DateStyle) -> BadValue:
    match = _NUMBERS.fullmatch(plain)
    if match and style.both:
        one, other = style.both[:2]
        return BadValue(
            _("{text} is in a column whose days are in two orders, such as {one} and {other}.").format(
                text=shown(text), one=one, other=other
            ),
            _("Write them like 2026-11-21."),
        )
    if match and style.order is None and _days(match):
        orders = [f"--date-format {order}" for order in style.possible if order in _days(match)]
        return BadValue(
            _("{text} does not say which is the day and which the month.").format(text=shown(text))
            if len(match[4]) == 4
            else _("{text} does not say which is the year, the month and the day.").format(text=shown(text)),
            _("Add {options}.").format(options=_(" or ").join(orders)),
        )
    if _WITHOUT_YEAR.fullmatch(plain):
        return BadValue(_("{text} has no year.").format(text=shown(text)), _("Write it like 2026-11-21."))
    return BadValue(
        _("{text} is not a date.").format(text=shown(text)),
        _("Write it like 2026-11-21, or say how dates are written with --date-format dmy or mdy."),
    )
