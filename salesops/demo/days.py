"""Days counted from today, kept to working days."""

from __future__ import annotations

import re
from datetime import date, timedelta

from salesops.core.values.dates import add_months
from salesops.core.values.workdays import WorkingDays

_SOON = 3  # days that `followup due` looks ahead
_CELL = re.compile(r"T([+-][0-9]+)?(?:\+([0-9]+)m)?")


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

    def dated(self, cell: str) -> str:
        """The cell with an ISO date for `T-13` or `T-700+24m`; any other as it is."""
        counted = _CELL.fullmatch(cell)
        if not counted:
            return cell
        day = self(int(counted[1] or 0))
        return (add_months(day, int(counted[2])) - timedelta(1) if counted[2] else day).isoformat()
