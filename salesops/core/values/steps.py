"""The steps that a cadence is made of: every 3 days, every week, every month."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from salesops.core.errors import BadValue
from salesops.core.i18n import _
from salesops.core.values.dates import add_days, add_months
from salesops.core.values.text import shown


class Step(NamedTuple):
    """A number of days (`d`), weeks (`w`) or months (`m`), written `3d`, `1w`, `1m`."""

    count: int  # type: ignore[assignment]  # a tuple's own method, which nobody asks of a step
    unit: str

    @classmethod
    def parse(cls, text: str) -> Step:
        """The step written `3d`, `1w` or `1m`, from 1 to 999. Raises BadValue."""
        count, unit = text.strip()[:-1], text.strip()[-1:].lower()
        if unit not in ("d", "w", "m") or not (
            count.isascii() and count.isdigit() and 1 <= int(count[:4]) <= 999
        ):
            raise BadValue(
                _("{text} is not a number of days, weeks or months.").format(text=shown(text)),
                _("Write it like 3d, 1w or 1m."),
            )
        return cls(int(count), unit)

    def after(self, day: date, times: int = 1) -> date:
        """The day `times` steps after `day`.

        Months are counted from `day` and clamped to month ends: from 31 January three monthly steps give
        28 February, 31 March, 30 April. Raises BadValue beyond the year 9999.
        """
        count = self.count * times
        if self.unit == "m":
            return add_months(day, count)
        return add_days(day, count * 7 if self.unit == "w" else count)

    def __str__(self) -> str:
        """As it is written."""
        return f"{self.count}{self.unit}"
