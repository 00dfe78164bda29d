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
        """`number` days from today, moved to a working day: the one before for the past, after for what comes.

        What comes within three days stays within them, if need be on the working day before; in a holiday
        that fills them all it stays where it is. So the order of days never changes, nothing that is over
        falls on today, and there is always something to do soon.
        """
        day = self.today + timedelta(number)
        if number == 0:
            return day
        before = self._calendar.add(day + timedelta(1), -1)
        if number < 0:
            return before
        after = self._calendar.next_working(day)
        if number > _SOON or after <= self.today + timedelta(_SOON):
            return after
        return before if before > self.today else day
