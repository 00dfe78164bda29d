"""Which days are worked: the Chinese calendar with its holidays and make-up workdays, or Monday to Friday."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cache

from salesops.core.errors import BadValue
from salesops.core.i18n import _
from salesops.core.values.dates import add_days
from salesops.core.values.text import shown

CALENDARS = ("china", "weekdays")


class WorkingDays:
    """The working days of one calendar: `china` or `weekdays` (Monday to Friday, no holidays)."""

    __slots__ = ("_holidays_count",)

    def __init__(self, calendar: str) -> None:
        if calendar not in CALENDARS:
            raise BadValue(
                _("{text} is not a known calendar.").format(text=shown(calendar)),
                _("Choose from: {accepted}.").format(accepted=_(", ").join(CALENDARS)),
            )
        self._holidays_count = calendar == "china"

    def is_working(self, day: date) -> bool:
        """Whether people work on `day`: Monday to Friday, told once, in a year that the calendar does not know."""
        if not self._holidays_count:
            return day.weekday() < 5
        self.tell_unknown(day)
        holidays, extra_workdays, _years = _china()
        return day in extra_workdays if day.weekday() >= 5 else day not in holidays

    def tell_unknown(self, day: date) -> None:
        """Tell once when nobody knows yet which days of that year are holidays."""
        if self._holidays_count and day.year not in _china()[2]:
            _warn(day.year)

    def next_working(self, day: date) -> date:
        """`day` itself if it is worked, else the next working day."""
        while not self.is_working(day):
            day = add_days(day, 1)
        return day

    def add(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, or before it when negative; 0 gives `next_working(day)`."""
        if count == 0:
            return self.next_working(day)
        step = 1 if count > 0 else -1
        for _each in range(abs(count)):
            day = add_days(day, step)
            while not self.is_working(day):
                day = add_days(day, step)
        return day

    def count(self, start: date, end: date) -> int:
        """How many working days lie in [start, end): `end` is not counted."""
        days = map(date.fromordinal, range(start.toordinal(), end.toordinal()))
        return sum(map(self.is_working, days))


@cache
def _warn(year: int) -> None:
    """Tell once that dates of this year take no heed of holidays."""
    import warnings

    message = _(
        "The holidays of {years} are not known yet: Monday to Friday was counted. A newer salesops will know them."
    ).format(years=year)
    warnings.warn(message, stacklevel=2)


@cache
def _china() -> tuple[Collection[date], Collection[date], Collection[int]]:
    """The holidays, the weekend days that are worked, and the years for which both are known."""
    from chinese_calendar.constants import holidays, workdays

    return holidays, workdays, {day.year for day in holidays}
