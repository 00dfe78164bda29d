"""Days: arithmetic that respects month ends, how they stand in files and on screens, and where a day lies."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta
from enum import Enum
from typing import NamedTuple

from salesops.core.errors import BadValue
from salesops.core.i18n import N_, _
from salesops.core.values.text import half_width, shown

_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# An earlier year is a slip of the pen, and would leave no room for arithmetic.
FIRST_YEAR = 1000

_TIME = (
    r"[Tt ] *(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?(?: ?[AaPp][Mm])?"
    r"(?:Z|z| ?[+-][0-9]{2}:?[0-9]{2})?"
)


class Toward(Enum):
    """Where a day lies whose year, month or week is not told: what happened is past, what is to happen comes."""

    PAST = -1
    COMING = 1


class When(NamedTuple):
    """A day, and the time of day if one was named."""

    day: date
    time: time | None = None


def parse_file_date(text: str, order: str | None = None) -> date:
    """The day in a cell of a file; a time of day after it is passed over, whatever its time zone.

    The year comes first (`2026-01-02`, `2026/1/2`, `20260102`, `2026年1月2日`), unless `order` (`dmy` or
    `mdy`) says how `31/12/2026` and `31.12.2026` are to be read. Raises BadValue.
    """
    import re

    plain = re.sub(rf"{_TIME}$", "", half_width(text))
    parts = re.fullmatch(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})", plain)
    if parts and order is None:
        raise BadValue(
            _("{text} does not say which is the day and which the month.").format(text=shown(text)),
            _("Add --date-format dmy or --date-format mdy."),
        )
    try:
        day = _in_order(parts.group(1, 3, 4), order) if parts else year_first(plain) or _compact(plain)
    except ValueError:
        day = None
    if day is None or day.year < FIRST_YEAR:
        raise BadValue(
            _("{text} is not a date.").format(text=shown(text)),
            _("Write it like 2026-11-21, or say how dates are written with --date-format dmy or mdy."),
        )
    return day


def format_date(day: date) -> str:
    """The day with its weekday in the user's language: `2026-11-27 Fri`, `2026-11-27 周五`."""
    return f"{day.isoformat()} {_(_WEEKDAYS[day.weekday()])}"


def short_date(day: date, *, today: date) -> str:
    """The day with its weekday instead of the year that it shares with `today`: `11-27 Fri`; of another year whole."""
    return format_date(day)[5:] if day.year == today.year else format_date(day)


def stored_day(text: str | None) -> date | None:
    """The day of an ISO text as records hold it; None where there is none."""
    return date.fromisoformat(text) if text else None


def add_days(day: date, count: int) -> date:
    """The day `count` days after `day` (before, when negative). Raises BadValue beyond the year 9999."""
    try:
        return day + timedelta(count)
    except OverflowError:
        raise _beyond() from None


def add_months(day: date, months: int) -> date:
    """The same day `months` months later, or the last day of a shorter month.

    Raises BadValue beyond the year 9999.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if not 1 <= year <= 9999:
        raise _beyond()
    return date(year, month + 1, min(day.day, month_length(year, month + 1)))


def _beyond() -> BadValue:
    return BadValue(_("That day is beyond the calendar."), _("Give a nearer day."))


def is_leap(year: int) -> bool:
    """Whether the year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """How many days the month has."""
    return 29 if month == 2 and is_leap(year) else _MONTH_LENGTHS[month - 1]


def year_first(plain: str) -> date | None:
    """The day of `2026-11-21`, `2026/11/21`, `2026.11.21`, 2026年11月21日; ValueError for a day that is none."""
    import re

    match = re.fullmatch(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})", plain)
    if match:
        return _day_of(match.group(1, 3, 4))
    match = re.fullmatch(r"([0-9]{4}) ?年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?[日号]", plain)
    return _day_of(match.groups()) if match else None


def _compact(plain: str) -> date | None:
    import re

    match = re.fullmatch(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})", plain)
    return _day_of(match.groups()) if match else None


def _in_order(parts: Iterable[str], order: str | None) -> date:
    first, second, year = parts
    return _day_of((year, second, first) if order == "dmy" else (year, first, second))


def _day_of(parts: Iterable[str]) -> date:
    year, month, day = map(int, parts)
    return date(year, month, day)
