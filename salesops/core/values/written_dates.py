"""Days as people write them, in English and Chinese, perhaps with a time: the one grammar of the command line."""

from __future__ import annotations

import re
from datetime import date

from salesops.core.errors import BadValue
from salesops.core.i18n import _
from salesops.core.values.dates import (
    FIRST_YEAR,
    Toward,
    When,
    add_days,
    add_months,
    is_leap,
    month_length,
    year_first,
)
from salesops.core.values.numbers import SMALL_COUNT, small_count
from salesops.core.values.text import half_width, shown

_DAYS_FROM_TODAY = {
    "today": 0, "yesterday": -1, "tomorrow": 1,
    "今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "明天": 1, "明日": 1, "后天": 2, "大后天": 3,
}  # fmt: skip
_ENDS = {
    "eow": "this week", "eom": "this month", "eoq": "this quarter", "eoy": "this year", "月底": "本月", "月末": "本月",
    "季末": "本季度", "季度末": "本季度", "年底": "今年", "年末": "今年",
}  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_HALF_A_MONTH = 15
_IN_A_MONTH = {"初": 1, "中": 15}
_CHINESE_DAYS = "一二三四五六日"
_WEEKS_AWAY = {"上上": -2, "上": -1, "本": 0, "这": 0, "this": 0, "下": 1, "next": 1, "下下": 2}
_UNITS = {"天": "d", "日": "d", "周": "w", "星期": "w", "礼拜": "w", "月": "m"}
_MONTH = "|".join(f"{name}|{name[:3]}" for name in _MONTHS)
_OF_MONTH = "([0-9]{1,2})(?:st|nd|rd|th)?"


def parse_date(text: str, *, today: date, toward: Toward = Toward.COMING) -> date:
    """The day that `text` names, counted from `today` where it is relative.

    Takes `2026-11-21` (also with `/`, `.` or 年月日), `today`, `+3d`, `-2w`, `+1m`, `in 3 days`, `2 weeks ago`,
    三天后, 半个月后 (15 days), `next mon` (in next week; weeks start on Monday), 本周五, 下周三, 下下周三,
    `eow eom eoq eoy`, 月底, 下月底, 下月初, 月中 (the 15th), and the first day of `next week`, 上周, 下个月.
    What leaves the year, month or week open is the next such day (a weekday after today, else today included) or the
    latest such until today, as `toward` says: `fri`, 周五, `nov 13`, `11-13` and `11.13` (the month first), `11/13`
    (13 is no month), 11月13日, 13号, and 11月, which is its first day.
    Raises BadValue for anything else, for `11/12`, which may be either, and for a time of day.
    """
    when = parse_when(text, today=today, toward=toward)
    if when.time is not None:
        raise BadValue(
            _("{text} has a time of day, and only the day counts here.").format(text=shown(text)),
            _("Leave the time out."),
        )
    return when.day


def parse_when(text: str, *, today: date, toward: Toward = Toward.COMING) -> When:
    """The day that `text` names as `parse_date` has it, with the time of day that may follow.

    Takes 周三14:00, `wed 2pm`, `2026-11-21T14:00`, 后天下午3点半, and a part of the day alone, which stands for an
    hour: 后天下午 and `fri afternoon` are at 14:00. Raises BadValue, also for 3点, which may be one of two.
    """
    plain = " ".join(half_width(text).lower().split())
    try:
        when = _plain(plain, today) or _when(plain, today, toward)
    except ValueError:  # a 31 June, a 25 o'clock
        when = None
    if when is None or when.day.year < FIRST_YEAR:
        raise _refused(text, plain)
    return when


def _refused(text: str, plain: str) -> BadValue:
    parts = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})(/[0-9]{2,4})?", plain)
    if parts and (parts[3] or all(1 <= int(part) <= 12 for part in parts.group(1, 2))):
        return BadValue(
            _("{text} does not say which is the day and which the month.").format(text=shown(text)),
            _("Write 2026-11-21, 11-21 (the month first), nov 21 or 21 nov."),
        )
    return BadValue(
        _("{text} is not a date.").format(text=shown(text)),
        _(
            "Write 2026-11-21, today, tomorrow, yesterday, +3d, -2w, +1m, in 3 days, fri, next mon, next week, "
            "nov 21, 11-21, eow, eom or eoq."
        ),
    )


def _plain(plain: str, today: date) -> When | None:
    """What is written most: `today`, 后天, `2026-11-21`; it needs nothing else of the grammar, which loads slowly."""
    day = _named(plain, today) or year_first(plain)
    return When(day) if day else None


def _when(plain: str, today: date, toward: Toward) -> When | None:
    from salesops.core.values.times import split_time

    day_said, time_of_day = split_time(re.sub("([今明昨后])([早晚])(?!上)", r"\1天\2上", plain))
    day = _day(day_said, today, toward)
    return When(day, time_of_day) if day else None


def _day(plain: str, today: date, toward: Toward) -> date | None:
    return (
        _named(plain, today)
        or _weekday(plain, today, toward)
        or year_first(plain)
        or _counted(plain, today)
        or _of_year(plain, today, toward)
        or _of_month(plain, today, toward)
        or _in_period(plain, today)
    )


def _named(plain: str, today: date) -> date | None:
    """`today`, 后天."""
    return add_days(today, _DAYS_FROM_TODAY[plain]) if plain in _DAYS_FROM_TODAY else None


def _weekday(plain: str, today: date, toward: Toward) -> date | None:
    """`fri`, `next mon`, 周五, 本周五, 下周三."""
    english = re.fullmatch(r"(?:(this|next) )?([a-z]+)", plain)
    chinese = re.fullmatch(r"(?:(上{1,2}|[本这]|下{1,2})个?)?(?:周|星期|礼拜)([一二三四五六日天])", plain)
    if chinese:
        week, weekday = chinese[1], _CHINESE_DAYS.index(chinese[2].replace("天", "日"))
    elif english and (place := _place(english[2], _WEEKDAYS)) is not None:
        week, weekday = english[1], place
    else:
        return None
    if week:
        return add_days(today, 7 * _WEEKS_AWAY[week] + weekday - today.weekday())
    if toward is Toward.PAST:
        return add_days(today, -((today.weekday() - weekday) % 7))
    return add_days(today, (weekday - today.weekday() - 1) % 7 + 1)


def _place(name: str, names: tuple[str, ...]) -> int | None:
    """The place of a name that is written out or cut to three letters."""
    return next((place for place, full in enumerate(names) if name in (full, full[:3])), None)


def _counted(plain: str, today: date) -> date | None:
    """`+3d`, `-2w`, `in 3 days`, `2 weeks ago`, 三天后, 3个月前."""
    if match := re.fullmatch(r"([+-])([0-9]{1,6})([dwm])", plain):
        back, count, unit = match[1] == "-", match[2], match[3]
    elif match := re.fullmatch(rf"({SMALL_COUNT}) ?(天|日|周|个?星期|个?礼拜|个月)(后|前)", plain):
        back, count, unit = match[3] == "前", match[1], _UNITS[match[2].removeprefix("个")]
    elif match := re.fullmatch("半个月(后|前)", plain):
        return add_days(today, -_HALF_A_MONTH if match[1] == "前" else _HALF_A_MONTH)
    elif match := re.fullmatch(r"(in )?(an?|[0-9]{1,6}) (day|week|month)s?( ago)?", plain):
        if bool(match[1]) == bool(match[4]):
            return None
        back, count, unit = bool(match[4]), match[2].replace("an", "a").replace("a", "1"), match[3][0]
    else:
        return None
    steps = small_count(count) * (-1 if back else 1)
    return add_months(today, steps) if unit == "m" else add_days(today, steps * (7 if unit == "w" else 1))


def _of_year(plain: str, today: date, toward: Toward) -> date | None:
    """12月1日, `11-13`, `nov 13`, `13 nov 2026`, 11月."""
    if match := re.fullmatch(
        r"([0-9]{1,2})[-.]([0-9]{1,2})|([0-9]{1,2}) ?月(?: ?([0-9]{1,2}) ?[日号]?|份)?", plain
    ):
        return _anniversary(int(match[1] or match[3]), int(match[2] or match[4] or 1), today, toward)
    if match := re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})", plain):
        low, high = sorted(int(part) for part in match.groups())
        return _anniversary(low, high, today, toward) if 1 <= low <= 12 < high else None
    if match := re.fullmatch(rf"(?:{_OF_MONTH} )?({_MONTH})(?: {_OF_MONTH})?(?:,? ([0-9]{{4}}))?", plain):
        before, name, after, year = match.groups()
        month, day = (_place(name, _MONTHS) or 0) + 1, int(before or after or 1)
        if (before and after) or (year and not (before or after)):
            return None
        return date(int(year), month, day) if year else _anniversary(month, day, today, toward)
    return None


def _anniversary(month: int, day: int, today: date, toward: Toward) -> date:
    """The nearest day of that month and day, today included. ValueError when no year has it."""
    step = toward.value
    for year in range(today.year, today.year + 9 * step, step):  # 29 February may be eight years away
        if (month, day) == (2, 29) and not is_leap(year):
            continue
        if (date(year, month, day) - today).days * step >= 0:
            return date(year, month, day)
    raise ValueError(month, day)


def _of_month(plain: str, today: date, toward: Toward) -> date | None:
    """13号, `the 13th`, 月初, 月中."""
    match = re.fullmatch(r"([0-9]{1,2}) ?[号日]|(?:the )?([0-9]{1,2})(?:st|nd|rd|th)|月([初中])", plain)
    if not match:
        return None
    day, first = int(match[1] or match[2] or _IN_A_MONTH[match[3]]), today.replace(day=1)
    months = (add_months(first, count * toward.value) for count in range(3))  # one of two months has 31 days
    days = (month.replace(day=day) for month in months if day <= month_length(month.year, month.month))
    return next((day for day in days if (day - today).days * toward.value >= 0), None)


def _in_period(plain: str, today: date) -> date | None:
    """The first day of `next week`, 上周, 下个月; the last one of 月底, 下月底, `eoq`."""
    from salesops.core.values.periods import relative_period

    name = _ENDS.get(plain) or re.sub("[底末]$", "", plain)
    if part := re.fullmatch("([上本这下]个?月)(初|中)", plain):
        month = relative_period(part[1], today)
        return month.start.replace(day=_IN_A_MONTH[part[2]]) if month else None
    period = relative_period(name, today)
    if period is None:
        return None
    if name == plain:
        return period.start
    # 周末 may be the Saturday or the Sunday.
    return None if period.kind == "week" and plain != "eow" else period.last_day
