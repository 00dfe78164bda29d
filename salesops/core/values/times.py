"""Times of day as people write them behind a day, in English and Chinese."""

from __future__ import annotations

import re
from datetime import time

from salesops.core.values.numbers import SMALL_COUNT, small_count

# The hour that a part of the day stands for alone, and from which hour on those named in it are as they stand: 下午3点
# is 15:00, 中午11点 is 11:00.
_PARTS = {
    "上午": (9, 0), "早上": (9, 0), "morning": (9, 0),
    "中午": (12, 10), "noon": (12, 10),
    "下午": (14, 12), "afternoon": (14, 12),
    "傍晚": (18, 12), "晚上": (19, 12), "evening": (19, 12),
}  # fmt: skip
_PART = re.compile(rf"(.+?) ?({'|'.join(_PARTS)})")
_CLOCK = re.compile(
    r"(?P<day>.+)(?<![0-9:])"
    r"(?:(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})|(?P<figures>[0-9]{1,2})(?= ?[ap]m)"
    rf"|(?P<said>{SMALL_COUNT})点(?P<past>半|一刻|[0-9]{{1,2}}分?)?)"
    r"(?: ?(?P<half>[ap]m))?"
)
_FIRST_SAID = 8  # 3点 is three in the afternoon to most, but not to all


def split_time(plain: str) -> tuple[str, time | None]:
    """A lower-case text without the time at its end, and that time; None when there is none.

    Takes `14:00`, `2pm`, `2:30 pm`, 10点, 下午3点半, and a part of the day alone: 下午 and `afternoon` are 14:00.
    Raises ValueError for a time that is none, or may be one of two (3点).
    """
    clock = _CLOCK.fullmatch(plain)
    day = re.sub("(?<=[0-9])t$", "", clock["day"]).rstrip() if clock else plain
    part = ""
    if match := _PART.fullmatch(day):
        day, part = match.groups()
    if clock:
        return day, time(_hour(clock, part), _minute(clock))
    return day, time(_PARTS[part][0]) if part else None


def _hour(clock: re.Match[str], part: str) -> int:
    """The hour, 0-23. ValueError when there is none such, or it may be one of two."""
    hour = small_count(clock["hour"] or clock["figures"] or clock["said"])
    if clock["half"]:
        possible = 1 <= hour <= 12 and not part
        hour = hour % 12 + (12 if clock["half"] == "pm" else 0)
    elif part:
        _alone, as_it_stands = _PARTS[part]
        possible = as_it_stands > 0 or hour <= 12
        possible = possible and (hour, part) not in ((12, "晚上"), (12, "evening"))  # that is the next day
        hour += 12 if hour < as_it_stands else 0
    else:
        possible = not clock["said"] or hour >= _FIRST_SAID
    if not possible:
        raise ValueError(clock[0])
    return hour


def _minute(clock: re.Match[str]) -> int:
    past = clock["past"] or "0"
    return int(clock["minute"] or {"半": 30, "一刻": 15}.get(past) or past.removesuffix("分"))
