"""Periods of reports and targets: years, quarters, months, ISO weeks and runs of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from salesops.core.errors import BadValue
from salesops.core.i18n import _
from salesops.core.values.dates import FIRST_YEAR, add_days, add_months
from salesops.core.values.text import half_width, shown

_DAY = timedelta(1)


@dataclass(frozen=True)
class Period:
    """The days in [start, end), and the code they are stored and shown under.

    A code is `2026`, `2026-Q3`, `2026-07`, `2026-W30` (ISO week), or a run such as `2026-01..2026-06`.
    """

    start: date
    end: date
    code: str

    @classmethod
    def year_of(cls, day: date) -> Period:
        """The calendar year that `day` lies in."""
        return cls._months_from(date(day.year, 1, 1), 12, f"{day.year:04d}")

    @classmethod
    def quarter_of(cls, day: date) -> Period:
        """The calendar quarter that `day` lies in."""
        quarter = (day.month + 2) // 3
        return cls._months_from(date(day.year, quarter * 3 - 2, 1), 3, f"{day.year:04d}-Q{quarter}")

    @classmethod
    def month_of(cls, day: date) -> Period:
        """The calendar month that `day` lies in."""
        return cls._months_from(day.replace(day=1), 1, day.isoformat()[:7])

    @classmethod
    def week_of(cls, day: date) -> Period:
        """The ISO week that `day` lies in, Monday to Sunday; its year is the one its Thursday lies in."""
        year, week, weekday = day.isocalendar()
        start = add_days(day, 1 - weekday)
        return cls(start, add_days(start, 7), f"{year:04d}-W{week:02d}")

    @classmethod
    def _months_from(cls, start: date, months: int, code: str) -> Period:
        return cls(start, add_months(start, months), code)

    @property
    def kind(self) -> str:
        """One of `year`, `quarter`, `month`, `week`, `range`."""
        return "range" if ".." in self.code else self._unit

    @property
    def last_day(self) -> date:
        """The last day that belongs to the period."""
        return self.end - _DAY

    def previous(self) -> Period:
        """The period just before: of a month the month before, of a range as many months (or weeks)."""
        if self._unit == "week":
            return _run("week", self.start - (self.end - self.start), self.start)
        months = 12 * (self.end.year - self.start.year) + self.end.month - self.start.month
        return _run(self._unit, add_months(self.start, -months), self.start)

    def year_ago(self) -> Period:
        """The same period a year earlier: of a week the one of that number, 52 where there is no 53."""
        if self._unit == "week":
            return _run("week", _week_year_ago(self.start).start, _week_year_ago(self.last_day).end)
        return _run(self._unit, add_months(self.start, -12), add_months(self.end, -12))

    def quarters(self) -> tuple[Period, ...]:
        """The quarters that make up the period. Raises BadValue when it does not consist of whole ones."""
        return self._parts("quarter", _("{period} does not consist of whole quarters."))

    def months(self) -> tuple[Period, ...]:
        """The months that make up the period. Raises BadValue when it does not consist of whole ones."""
        return self._parts("month", _("{period} does not consist of whole months."))

    def weeks(self) -> tuple[Period, ...]:
        """The ISO weeks whose Thursday lies in the period.

        By this rule ISO gives a week to a year. So every week belongs to exactly one month, quarter and year,
        and the weeks of a year are those that bear its number.
        """
        thursday = add_days(self.start, (3 - self.start.weekday()) % 7)
        count = (self.end - thursday).days
        return tuple(Period.week_of(thursday + timedelta(days)) for days in range(0, count, 7))

    def __str__(self) -> str:
        """The code."""
        return self.code

    @property
    def _unit(self) -> str:
        first = self.code.partition("..")[0]
        if "W" in first:
            return "week"
        if "Q" in first:
            return "quarter"
        return "month" if "-" in first else "year"

    def _parts(self, unit: str, refusal: str) -> tuple[Period, ...]:
        parts = [_AROUND[unit](self.start)]
        while parts[-1].end < self.end:
            parts.append(_AROUND[unit](parts[-1].end))
        if (parts[0].start, parts[-1].end) != (self.start, self.end):
            raise BadValue(refusal.format(period=self.code), _("Choose a longer period or smaller parts."))
        return tuple(parts)


_AROUND: dict[str, Callable[[date], Period]] = {
    "year": Period.year_of,
    "quarter": Period.quarter_of,
    "month": Period.month_of,
    "week": Period.week_of,
}


def _run(unit: str, start: date, end: date) -> Period:
    """The periods of one unit that fill [start, end): one of them, or a range."""
    first, last = _AROUND[unit](start), _AROUND[unit](end - _DAY)
    return first if first == last else Period(first.start, last.end, f"{first.code}..{last.code}")


def _week_year_ago(day: date) -> Period:
    year, week, _weekday = day.isocalendar()
    last_week = date(year - 1, 12, 28).isocalendar().week  # 28 December always lies in the last week
    return Period.week_of(date.fromisocalendar(year - 1, min(week, last_week), 1))


_SHIFTS = {"last": -1, "this": 0, "next": 1, "上": -1, "本": 0, "这": 0, "下": 1, "去": -1, "今": 0, "明": 1}
_UNITS = {
    "周": "week",
    "星期": "week",
    "礼拜": "week",
    "月": "month",
    "季": "quarter",
    "季度": "quarter",
    "年": "year",
}
_QUARTERS = "1234一二三四"


def parse_period(text: str, *, today: date) -> Period:
    """The period that `text` names, counted from `today` where it is relative.

    Takes `2026`, `2026-Q3`, `2026-07`, `2026-W30`, `this-month`, `last-quarter`, `next-week`, ranges of two
    of one kind (`2026-01..2026-06`), 2026年3月, 2026年第三季度, 本月, 上季度, 去年.
    Raises BadValue for anything else.
    """
    plain = half_width(text).lower()
    first, dots, last = plain.partition("..")
    try:
        period = _single(first, today)
        if period and dots:
            period = _range(period, _single(last, today))
    except ValueError:  # a month 13, a week 54
        period = None
    if period is None or period.start.year < FIRST_YEAR:
        raise BadValue(
            _("{text} is not a period.").format(text=shown(text)),
            _("Write 2026, 2026-Q3, 2026-07, 2026-W30, last-month, this-quarter or 2026-01..2026-06."),
        )
    return period


def relative_period(plain: str, today: date) -> Period | None:
    """The period that `last-month`, `next week`, 下个月, 去年 is on `today`; None for anything else."""
    import re

    match = re.fullmatch(
        r"(last|this|next)[- ](week|month|quarter|year)|([上本这下])个?(周|星期|礼拜|月|季度?)|([上去今本明])(年)",
        plain,
    )
    if not match:
        return None
    shift, unit = (group for group in match.groups() if group)
    around = _AROUND[_UNITS.get(unit, unit)]
    period = around(today)
    if _SHIFTS[shift] < 0:
        return period.previous()
    return around(period.end) if _SHIFTS[shift] else period


def _range(first: Period, last: Period | None) -> Period | None:
    if last is None or first.kind != last.kind or last.start < first.start:
        return None
    return _run(first.kind, first.start, last.end)


def _single(plain: str, today: date) -> Period | None:
    return relative_period(plain.strip(), today) or _absolute(plain.strip())


def _absolute(plain: str) -> Period | None:
    import re

    if match := re.fullmatch(r"([0-9]{4})年?", plain):
        return Period.year_of(date(int(match[1]), 1, 1))
    if match := re.fullmatch(r"([0-9]{4})(?:-([0-9]{1,2})|年([0-9]{1,2})月)", plain):
        return Period.month_of(date(int(match[1]), int(match[2] or match[3]), 1))
    if match := re.fullmatch(r"([0-9]{4})(?:-?q([1-4])|年第?([1-4一二三四])季度?)", plain):
        quarters_before = _QUARTERS.index(match[2] or match[3]) % 4
        return Period.quarter_of(date(int(match[1]), 3 * quarters_before + 1, 1))
    if match := re.fullmatch(r"([0-9]{4})(?:-?w([0-9]{1,2})|年第?([0-9]{1,2})周)", plain):
        return Period.week_of(date.fromisocalendar(int(match[1]), int(match[2] or match[3]), 1))
    return None
