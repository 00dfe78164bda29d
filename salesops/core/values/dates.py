"""Days: the small strict grammar that people write them in, and arithmetic that respects month ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from salesops.core.errors import BadValue
from salesops.core.i18n import N_, _
from salesops.core.values.text import half_width, shown

_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# An earlier year is a slip of the pen, and would leave no room for arithmetic.
FIRST_YEAR = 1000

_DAYS_FROM_TODAY = {
    "today": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "今天": 0,
    "昨天": -1,
    "前天": -2,
    "明天": 1,
    "后天": 2,
    "大后天": 3,
}
_ENDS = {
    "eow": "week",
    "eom": "month",
    "eoq": "quarter",
    "eoy": "year",
    "月底": "month",
    "月末": "month",
    "季末": "quarter",
    "季度末": "quarter",
    "年底": "year",
    "年末": "year",
}
_ENGLISH_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CHINESE_DAYS = "一二三四五六日"
_WEEKS_AWAY = {"上": -1, "本": 0, "这": 0, "下": 1}
_UNITS = {"d": "d", "w": "w", "m": "m", "天": "d", "日": "d", "周": "w", "星期": "w", "礼拜": "w", "月": "m"}
_DIGITS = {char: value for value, char in enumerate("一二三四五六七八九", 1)} | {"两": 2}
_COUNT = "[0-9]{1,6}|[二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]"
_TIME = (
    r"[Tt ] *(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?(?: ?[AaPp][Mm])?"
    r"(?:Z|z| ?[+-][0-9]{2}:?[0-9]{2})?"
)


def parse_date(text: str, *, today: date) -> date:
    """The day that `text` names, counted from `today` where it is relative.

    Takes `2026-11-21` (also with `/`, `.` or 年月日), `today`, `+3d`, `-2w`, `+1m`, `fri` (the next such day
    after today), `next mon` (in next week; weeks start on Monday), `eow eom eoq eoy`, 后天, 周五, 本周五,
    下周三, 三天后, 月底, 12月1日 (the next such day, today included). Raises BadValue for anything else.
    """
    said = " ".join(half_width(text).lower().split())
    try:
        day = _named(said, today) or _year_first(said) or _counted(said, today) or _chinese(said, today)
    except ValueError:  # a 31 June
        day = None
    if day is None or day.year < FIRST_YEAR:
        raise BadValue(
            _("{text} is not a date.").format(text=shown(text)),
            _("Write 2026-11-21, today, tomorrow, yesterday, +3d, -2w, +1m, fri, next mon, eow, eom or eoq."),
        )
    return day


def parse_file_date(text: str, order: str | None = None) -> date:
    """The day in a cell of a file; a time of day after it is passed over, whatever its time zone.

    The year comes first (`2026-01-02`, `2026/1/2`, `20260102`, `2026年1月2日`), unless `order` (`dmy` or
    `mdy`) says how `31/12/2026` and `31.12.2026` are to be read. Raises BadValue.
    """
    import re

    said = re.sub(rf"{_TIME}$", "", half_width(text))
    parts = re.fullmatch(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})", said)
    if parts and order is None:
        raise BadValue(
            _("{text} does not say which is the day and which the month.").format(text=shown(text)),
            _("Add --date-format dmy or --date-format mdy."),
        )
    try:
        day = _in_order(parts.group(1, 3, 4), order) if parts else _year_first(said) or _compact(said)
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
    return date(year, month + 1, min(day.day, _month_length(year, month + 1)))


def _beyond() -> BadValue:
    return BadValue(_("That day is beyond the calendar."), _("Give a nearer day."))


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _month_length(year: int, month: int) -> int:
    return 29 if month == 2 and _is_leap(year) else _MONTH_LENGTHS[month - 1]


def _named(said: str, today: date) -> date | None:
    """`today`, `eom`, `fri`, `next mon`."""
    if said in _DAYS_FROM_TODAY:
        return add_days(today, _DAYS_FROM_TODAY[said])
    if said in _ENDS:
        return _end_of(_ENDS[said], today)
    name = said.removeprefix("next ")
    for weekday, full in enumerate(_ENGLISH_DAYS):
        if name in (full, full[:3]):
            return _next_such(today, weekday) if name == said else _in_week(today, 1, weekday)
    return None


def _end_of(unit: str, today: date) -> date:
    if unit == "week":
        return _in_week(today, 0, 6)
    month = {"month": today.month, "quarter": (today.month + 2) // 3 * 3, "year": 12}[unit]
    return date(today.year, month, _month_length(today.year, month))


def _next_such(today: date, weekday: int) -> date:
    return add_days(today, (weekday - today.weekday() - 1) % 7 + 1)


def _in_week(today: date, weeks_away: int, weekday: int) -> date:
    return add_days(today, 7 * weeks_away + weekday - today.weekday())


def _year_first(said: str) -> date | None:
    import re

    found = re.fullmatch(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})", said)
    if found:
        return _day_of(found.group(1, 3, 4))
    found = re.fullmatch(r"([0-9]{4}) ?年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?[日号]", said)
    return _day_of(found.groups()) if found else None


def _compact(said: str) -> date | None:
    import re

    found = re.fullmatch(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})", said)
    return _day_of(found.groups()) if found else None


def _in_order(parts: Iterable[str], order: str | None) -> date:
    first, second, year = parts
    return _day_of((year, second, first) if order == "dmy" else (year, first, second))


def _day_of(parts: Iterable[str]) -> date:
    year, month, day = map(int, parts)
    return date(year, month, day)


def _counted(said: str, today: date) -> date | None:
    """`+3d`, `-2w`, `三天后`, `3个月前`."""
    import re

    found = re.fullmatch(r"([+-])([0-9]{1,6})([dwm])", said)
    if found:
        sign, count, unit = found.groups()
    else:
        found = re.fullmatch(rf"({_COUNT}) ?(天|日|周|个?星期|个?礼拜|个月)(后|前)", said)
        if not found:
            return None
        count, unit, side = found.groups()
        sign = "+" if side == "后" else "-"
    steps = _count(count) * (1 if sign == "+" else -1)
    kind = _UNITS[unit.removeprefix("个")]
    return add_months(today, steps) if kind == "m" else add_days(today, steps * (7 if kind == "w" else 1))


def _count(text: str) -> int:
    """12, 三, 十, 二十五: a number in figures, or below a hundred in Chinese."""
    if text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def _chinese(said: str, today: date) -> date | None:
    """`周五`, `本周五`, `下周三`, `12月1日`."""
    import re

    found = re.fullmatch(r"(?:([上本这下])个?)?(?:周|星期|礼拜)([一二三四五六日天])", said)
    if found:
        week, name = found.groups()
        weekday = _CHINESE_DAYS.index(name.replace("天", "日"))
        return _in_week(today, _WEEKS_AWAY[week], weekday) if week else _next_such(today, weekday)
    found = re.fullmatch(r"([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?[日号]", said)
    return _next_anniversary(today, int(found[1]), int(found[2])) if found else None


def _next_anniversary(today: date, month: int, day: int) -> date:
    years = range(today.year, today.year + 9)  # 29 February may be eight years away
    if (month, day) == (2, 29):
        return next(date(year, 2, 29) for year in years if _is_leap(year) and date(year, 2, 29) >= today)
    return next(date(year, month, day) for year in years if date(year, month, day) >= today)
