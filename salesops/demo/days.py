"""Days counted from today, kept to working days."""

from __future__ import annotations

from datetime import date, timedelta

from salesops.core.values.workdays import WorkingDays

_SOON = 3  # days that `followup due` looks ahead


class Days:
    """Turns -13, 0 or 18 into a date, for one today."""

    def __init__(self, today: date, calendar: WorkingDays) -> None:
        self.today = today
        self._calendar = calendar

    def __call__(self, number: int) -> date:
        """`number` days from today; in the past the working day before, in the future the one after, if need be.

        So the order of days never changes, nothing that is over falls on today, and what comes soon stays
        within three days even when all of them are holidays.
        """
        day = self.today + timedelta(number)
        if number < 0:
            return self._calendar.add(day + timedelta(1), -1)
        if number == 0:
            return day
        working = self._calendar.next_working(day)
        return day if number <= _SOON < (working - self.today).days else working
