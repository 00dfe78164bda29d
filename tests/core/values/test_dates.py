from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.errors import BadValue
from salesops.core.values.dates import add_days, add_months, format_date, parse_date, parse_file_date

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
        "", " ", "11/12", "11-12", "11.12", "11/12/2026", "12/11/26", "26-11-21", "20261121", "2026-11", "2026-11/21",
        "2026-13-01", "2026-06-31", "2026-02-29", "0206-11-21", "0000-01-01", "2026-W12", "2026-11-21T00:00:00",
        "3d", "+3", "+3y", "++3d", "+3.5d", "+-3d", "+３ d", "-24000m", "周末", "本周末", "周八", "下下周三",
        "2月30日", "13月1日", "0月1日", "1月0日", "3月后", "半个月后", "天后", "两两天后",
        "next", "next week", "monkey", "th", "last fri", "in 3 days",
        "２０２６年", "٢٠٢٦-١١-٢١", "2026-11-21\x00", "²026-11-21",
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_the_accepted_forms(text: str) -> None:
    with pytest.raises(BadValue) as caught:
        parse_date(text, today=TODAY)
    assert "2026-11-21" in caught.value.hint
    assert "\n" not in caught.value.message


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


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("2026-01-02", None, "2026-01-02"),
        ("2026/1/2", None, "2026-01-02"),
        ("2026.01.02", None, "2026-01-02"),
        ("20260102", None, "2026-01-02"),
        ("2026年1月2日", None, "2026-01-02"),
        ("2026-01-02 00:00:00", None, "2026-01-02"),
        ("2026/1/2 0:00", None, "2026-01-02"),
        ("2026-01-02T23:59:59.999Z", None, "2026-01-02"),
        ("2026-01-02T08:30:00+08:00", None, "2026-01-02"),
        ("2026-01-02", "mdy", "2026-01-02"),
        ("31/12/2026", "dmy", "2026-12-31"),
        ("31.12.2026", "dmy", "2026-12-31"),
        ("3-4-2026", "dmy", "2026-04-03"),
        ("12/31/2026", "mdy", "2026-12-31"),
        ("3/4/2026", "mdy", "2026-03-04"),
        ("1/2/2026 12:00:00 AM", "mdy", "2026-01-02"),
    ],
)
def test_days_in_files(text: str, order: str | None, expected: str) -> None:
    assert parse_file_date(text, order).isoformat() == expected


@pytest.mark.parametrize("text", ["31/12/2026", "31.12.2026", "01-02-2026", "1/2/2026 12:00"])
def test_the_order_of_day_and_month_is_never_guessed(text: str) -> None:
    with pytest.raises(BadValue) as caught:
        parse_file_date(text)
    assert "--date-format" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("31/12/2026", "mdy"), ("12/31/2026", "dmy"), ("31/12/26", "dmy"), ("31/12.2026", "dmy"), ("today", None),
        ("45000", None), ("45000.0", None), ("2026-02-30", None), ("2026-01-02 25:00", None), ("20261301", None),
        ("0001-01-01", None), ("", None), ("2026-01-02 soon", None),
    ],
)  # fmt: skip
def test_days_in_files_refused(text: str, order: str | None) -> None:
    with pytest.raises(BadValue):
        parse_file_date(text, order)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-01-31", 2, "2026-03-31"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-12-31", 2, "2027-02-28"),
        ("1900-01-31", 1, "1900-02-28"),
        ("2000-01-31", 1, "2000-02-29"),
        ("2026-05-06", -12, "2025-05-06"),
        ("2028-02-29", -12, "2027-02-28"),
        ("2026-05-06", 0, "2026-05-06"),
    ],
)
def test_months_clamp_to_month_ends(day: str, months: int, expected: str) -> None:
    assert add_months(date.fromisoformat(day), months).isoformat() == expected


@given(todays, st.integers(-1000, 1000))
def test_months_move_by_calendar_months(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(1)).day == 1)


def test_arithmetic_beyond_the_calendar_is_a_bad_value() -> None:
    with pytest.raises(BadValue):
        add_months(date(9999, 12, 1), 1)
    with pytest.raises(BadValue):
        add_months(date(1, 1, 1), -1)
    with pytest.raises(BadValue):
        add_days(date.max, 1)


def test_a_day_is_shown_with_its_weekday() -> None:
    assert format_date(date(2026, 11, 27)) == "2026-11-27 Fri"
