"""Days as people write them. Expected days are counted by hand on a calendar of November 2026."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.errors import BadValue
from salesops.core.values.dates import Toward, format_date
from salesops.core.values.file_dates import parse_file_date
from salesops.core.values.written_dates import When, parse_date, parse_when

TODAY = date(2026, 11, 18)  # a Wednesday

days = st.dates(date(1000, 1, 1), date(9999, 12, 31))
todays = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-21", "2026-11-21"),
        ("2026/11/21", "2026-11-21"),
        ("2026.11.21", "2026-11-21"),
        ("2026-1-5", "2026-01-05"),
        ("2026年11月21日", "2026-11-21"),
        ("2026年1月5号", "2026-01-05"),
        ("２０２６－１１－２１", "2026-11-21"),
        (" Today ", "2026-11-18"),
        ("yesterday", "2026-11-17"),
        ("tomorrow", "2026-11-19"),
        ("+3d", "2026-11-21"),
        ("-2w", "2026-11-04"),
        ("+1m", "2026-12-18"),
        ("+3M", "2027-02-18"),
        ("+0d", "2026-11-18"),
        ("fri", "2026-11-20"),
        ("Friday", "2026-11-20"),
        ("wed", "2026-11-25"),
        ("tue", "2026-11-24"),
        ("next mon", "2026-11-23"),
        ("next wed", "2026-11-25"),
        ("next  Sunday", "2026-11-29"),
        ("eow", "2026-11-22"),
        ("eom", "2026-11-30"),
        ("eoq", "2026-12-31"),
        ("eoy", "2026-12-31"),
        ("前天", "2026-11-16"),
        ("昨天", "2026-11-17"),
        ("今天", "2026-11-18"),
        ("明天", "2026-11-19"),
        ("后天", "2026-11-20"),
        ("大后天", "2026-11-21"),
        ("11/28", "2026-11-28"),
        ("28/11", "2026-11-28"),
        ("11/13", "2027-11-13"),
        ("下下周三", "2026-12-02"),
        ("半个月后", "2026-12-03"),
        ("下月初", "2026-12-01"),
        ("下个月中", "2026-12-15"),
        ("月中", "2026-12-15"),
        ("月初", "2026-12-01"),
        ("周五", "2026-11-20"),
        ("星期三", "2026-11-25"),
        ("礼拜天", "2026-11-22"),
        ("周日", "2026-11-22"),
        ("本周五", "2026-11-20"),
        ("本周一", "2026-11-16"),
        ("这周三", "2026-11-18"),
        ("下周三", "2026-11-25"),
        ("下个星期日", "2026-11-29"),
        ("上周五", "2026-11-13"),
        ("三天后", "2026-11-21"),
        ("10天后", "2026-11-28"),
        ("十天后", "2026-11-28"),
        ("二十五天后", "2026-12-13"),
        ("两周后", "2026-12-02"),
        ("两个星期后", "2026-12-02"),
        ("3个月后", "2027-02-18"),
        ("三天前", "2026-11-15"),
        ("月底", "2026-11-30"),
        ("季末", "2026-12-31"),
        ("年底", "2026-12-31"),
        ("12月1日", "2026-12-01"),
        ("11月18日", "2026-11-18"),
        ("11月17日", "2027-11-17"),
        ("1月5号", "2027-01-05"),
        ("2月29日", "2028-02-29"),
    ],
)
def test_days_as_people_write_them(text: str, expected: str) -> None:
    assert parse_date(text, today=TODAY).isoformat() == expected


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "11/12", "13/32", "13/14", "0/13", "11/12/2026", "12/11/26", "26-11-21", "20261121", "2026-11",
        "2026-11/21", "2026-13-01", "2026-06-31", "2026-02-29", "0206-11-21", "0000-01-01", "2026-W12",
        "2026-11-21T00:00:00", "3d", "+3",
        "+3y", "++3d", "+3.5d", "+-3d", "+３ d", "-24000m", "周末", "本周末", "周八", "下下下周三",
        "中旬", "2月30日", "13月1日", "0月1日", "1月0日", "3月后", "天后", "两两天后",
        "next", "monkey", "th", "last fri", "in 3 days ago", "3 days", "13-11", "13.11", "11-31", "2-30", "11.13.26",
        "nov 31", "13 nov 13", "nov 2026", "32号", "0号", "14:00", "fri 25:00", "fri 14:60", "fri 13pm", "fri 0am",
        "周三3点", "周三25点", "周三晚上12点", "上午14:00", "下午", "nov nov",
        "２０２６年", "٢٠٢٦-١١-٢١", "2026-11-21\x00", "²026-11-21",
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_the_accepted_forms(text: str) -> None:
    with pytest.raises(BadValue) as caught:
        parse_date(text, today=TODAY)
    assert "2026-11-21" in caught.value.hint
    assert "\n" not in caught.value.message


@pytest.mark.parametrize(
    ("text", "past", "coming"),
    [
        ("mon", "2026-11-16", "2026-11-23"),
        ("周一", "2026-11-16", "2026-11-23"),
        ("wed", "2026-11-18", "2026-11-25"),
        ("星期三", "2026-11-18", "2026-11-25"),
        ("fri", "2026-11-13", "2026-11-20"),
        ("周日", "2026-11-15", "2026-11-22"),
        ("11月16日", "2026-11-16", "2027-11-16"),
        ("11月18日", "2026-11-18", "2026-11-18"),
        ("12月1", "2025-12-01", "2026-12-01"),
        ("2月29日", "2024-02-29", "2028-02-29"),
        ("11.13", "2026-11-13", "2027-11-13"),
        ("11-13", "2026-11-13", "2027-11-13"),
        ("11-12", "2026-11-12", "2027-11-12"),  # the month first, as in a whole date
        ("12.1", "2025-12-01", "2026-12-01"),
        ("nov 13", "2026-11-13", "2027-11-13"),
        ("November 13th", "2026-11-13", "2027-11-13"),
        ("20 nov", "2025-11-20", "2026-11-20"),
        ("13号", "2026-11-13", "2026-12-13"),
        ("13日", "2026-11-13", "2026-12-13"),
        ("18号", "2026-11-18", "2026-11-18"),
        ("31号", "2026-10-31", "2026-12-31"),
        ("the 13th", "2026-11-13", "2026-12-13"),
        ("11月", "2026-11-01", "2027-11-01"),
        ("12月份", "2025-12-01", "2026-12-01"),
        ("may", "2026-05-01", "2027-05-01"),
    ],
)
def test_what_is_left_open_is_the_nearest_past_or_coming(text: str, past: str, coming: str) -> None:
    assert parse_date(text, today=TODAY, toward=Toward.PAST).isoformat() == past
    assert parse_date(text, today=TODAY, toward=Toward.COMING).isoformat() == coming


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("next week", "2026-11-23"),
        ("下周", "2026-11-23"),
        ("下个星期", "2026-11-23"),
        ("上周", "2026-11-09"),
        ("this week", "2026-11-16"),
        ("next month", "2026-12-01"),
        ("下个月", "2026-12-01"),
        ("上月", "2026-10-01"),
        ("next quarter", "2027-01-01"),
        ("明年", "2027-01-01"),
        ("本月底", "2026-11-30"),
        ("下月底", "2026-12-31"),
        ("this fri", "2026-11-20"),
        ("in 3 days", "2026-11-21"),
        ("in a week", "2026-11-25"),
        ("in 2 months", "2027-01-18"),
        ("3 days ago", "2026-11-15"),
        ("a month ago", "2026-10-18"),
        ("nov 13 2025", "2025-11-13"),
        ("13 november, 2025", "2025-11-13"),
        ("今日", "2026-11-18"),
    ],
)
def test_what_says_all_is_the_same_day_whether_past_or_coming(text: str, expected: str) -> None:
    for toward in Toward:
        assert parse_date(text, today=TODAY, toward=toward).isoformat() == expected


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("周三14:00", "2026-11-25", "14:00"),
        ("周三 14：30", "2026-11-25", "14:30"),
        ("wed 2pm", "2026-11-25", "14:00"),
        ("wed 2:30 PM", "2026-11-25", "14:30"),
        ("fri 12am", "2026-11-20", "00:00"),
        ("fri 12pm", "2026-11-20", "12:00"),
        ("fri 9:05", "2026-11-20", "09:05"),
        ("2026-11-21 09:00", "2026-11-21", "09:00"),
        ("2026-11-21T14:00", "2026-11-21", "14:00"),
        ("+3d 16:45", "2026-11-21", "16:45"),
        ("11.20 15:00", "2026-11-20", "15:00"),
        ("明天上午10点", "2026-11-19", "10:00"),
        ("明天10点", "2026-11-19", "10:00"),
        ("后天下午3点半", "2026-11-20", "15:30"),
        ("后天下午三点一刻", "2026-11-20", "15:15"),
        ("下周二 下午 2:20", "2026-11-24", "14:20"),
        ("周二十点", "2026-11-24", "10:00"),
        ("周五晚上8点05分", "2026-11-20", "20:05"),
        ("周五中午12点", "2026-11-20", "12:00"),
        ("周五中午1点", "2026-11-20", "13:00"),
        ("后天下午", "2026-11-20", "14:00"),
        ("周五上午", "2026-11-20", "09:00"),
        ("fri afternoon", "2026-11-20", "14:00"),
        ("tomorrow morning", "2026-11-19", "09:00"),
        ("明早9点", "2026-11-19", "09:00"),
        ("明晚", "2026-11-19", "19:00"),
        ("13号下午", "2026-12-13", "14:00"),
    ],
)
def test_a_day_may_carry_a_time(text: str, day: str, hour: str) -> None:
    assert parse_when(text, today=TODAY) == When(date.fromisoformat(day), time.fromisoformat(hour))
    with pytest.raises(BadValue, match="time of day"):
        parse_date(text, today=TODAY)


@pytest.mark.parametrize("text", ["后天", "周三", "2026-11-21", "nov 13", "下周"])
def test_a_day_without_a_time_has_none(text: str) -> None:
    assert parse_when(text, today=TODAY) == When(parse_date(text, today=TODAY))


def test_day_and_month_of_which_either_may_be_first_are_refused() -> None:
    with pytest.raises(BadValue, match="which is the day and which the month") as caught:
        parse_date("11/12", today=TODAY)
    assert "11-21 (the month first)" in caught.value.hint


@given(todays, days, st.sampled_from(list(Toward)))
def test_the_nearest_day_lies_where_it_is_looked_for(today: date, day: date, toward: Toward) -> None:
    texts = (
        f"{day.month}月{day.day}日",
        f"{day.month}-{day.day}",
        f"{day:%b} {day.day}",
        f"{day.day}号",
        f"{day:%a}",
    )
    for text in texts:
        found = parse_date(text, today=today, toward=toward)
        assert (found - today).days * toward.value >= 0
    assert parse_date(f"{day.day}号", today=today, toward=toward).day == day.day


@given(todays, st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_a_time_in_figures_is_read_back(today: date, at: time) -> None:
    assert parse_when(f"{today.isoformat()} {at:%H:%M}", today=today) == When(today, at)


@pytest.mark.parametrize("text", ["+99999m", "-99999m", "+999999w", "-999999d", "999999周后"])
def test_days_beyond_the_calendar_are_bad_values(text: str) -> None:
    with pytest.raises(BadValue, match="beyond the calendar"):
        parse_date(text, today=TODAY)


@given(days, todays)
def test_a_stored_or_shown_day_is_read_back(day: date, today: date) -> None:
    assert parse_date(day.isoformat(), today=today) == day
    assert parse_date(format_date(day).split()[0], today=today) == day
    assert parse_file_date(f"{day.isoformat()} 00:00:00") == day


@given(todays, st.integers(0, 6))
def test_a_weekday_is_the_next_such_day(today: date, weekday: int) -> None:
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    day = parse_date(names[weekday], today=today)
    assert day.weekday() == weekday
    assert 1 <= (day - today).days <= 7
    assert parse_date("周" + "一二三四五六日"[weekday], today=today) == day


@given(todays, st.integers(0, 6))
def test_next_weekday_lies_in_next_week(today: date, weekday: int) -> None:
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    day = parse_date(f"next {names[weekday]}", today=today)
    monday = today - timedelta(today.weekday())
    assert day == monday + timedelta(7 + weekday)
    assert parse_date("下周" + "一二三四五六日"[weekday], today=today) == day


@given(todays, st.dates())
def test_a_month_and_day_is_the_next_such_day_today_included(today: date, day: date) -> None:
    found = parse_date(f"{day.month}月{day.day}日", today=today)
    assert (found.month, found.day) == (day.month, day.day)
    assert found >= today
    assert not [year for year in range(today.year, found.year) if _exists_from(today, year, day)]


def _exists_from(today: date, year: int, day: date) -> bool:
    try:
        return date(year, day.month, day.day) >= today
    except ValueError:
        return False


@given(todays)
def test_ends_are_the_last_days(today: date) -> None:
    assert parse_date("eow", today=today).weekday() == 6
    for end in ("eom", "eoq", "eoy"):
        day = parse_date(end, today=today)
        assert day >= today
        assert (day + timedelta(1)).day == 1
    assert (parse_date("eoq", today=today) + timedelta(1)).month in (1, 4, 7, 10)
    assert parse_date("eoy", today=today) == date(today.year, 12, 31)


@given(st.text(alphabet="0123456789-/.+dwm年月日号周天后前下本个一二三十两 tonexfri", max_size=12), todays)
def test_any_text_is_a_day_or_a_bad_value(text: str, today: date) -> None:
    with suppress(BadValue):
        assert isinstance(parse_date(text, today=today), date)
