"""Days: arithmetic that respects month ends, how they stand in files and on screens, and where a day lies."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta
from enum import Enum
from typing import NamedTuple

from salesops.core.errors import BadValue
from salesops.core.i18n import N_, _

_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# An earlier year is a slip of the pen, and would leave no room for arithmetic.
FIRST_YEAR = 1000


class Toward(Enum):
    """Where a day lies whose year, month or week is not told: what happened is past, what is to happen comes."""

    PAST = -1
    COMING = 1


class When(NamedTuple):
    """A day, and the time of day if one was named."""

    day: date
    time: time | None = None


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


def _day_of(parts: Iterable[str]) -> date:
    year, month, day = map(int, parts)
    return date(year, month, day)
