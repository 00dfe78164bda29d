from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.errors import BadValue
from salesops.core.values.workdays import WorkingDays

CHINA = WorkingDays("china")
WEEKDAYS = WorkingDays("weekdays")

calendars = st.sampled_from([CHINA, WEEKDAYS])
days = st.dates(date(2003, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("day", "china", "weekdays"),
    [
        ("2026-02-17", False, True),  # Spring Festival, a Tuesday
        ("2026-02-14", True, False),  # a Saturday worked for it
        ("2026-10-01", False, True),  # National Day, a Thursday
        ("2026-11-20", True, True),
        ("2026-11-21", False, False),
    ],
)
def test_holidays_and_make_up_workdays(day: str, china: bool, weekdays: bool) -> None:
    assert CHINA.is_working(date.fromisoformat(day)) is china
    assert WEEKDAYS.is_working(date.fromisoformat(day)) is weekdays


def test_the_next_working_day_after_a_long_holiday() -> None:
    assert CHINA.next_working(date(2026, 10, 1)) == date(2026, 10, 8)
    assert CHINA.next_working(date(2026, 10, 8)) == date(2026, 10, 8)
    assert WEEKDAYS.next_working(date(2026, 11, 21)) == date(2026, 11, 23)


def test_working_days_are_added_from_any_day() -> None:
    friday, saturday, monday = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 23)
    assert WEEKDAYS.add(friday, 1) == monday
    assert WEEKDAYS.add(saturday, 1) == monday
    assert WEEKDAYS.add(saturday, 0) == monday
    assert WEEKDAYS.add(friday, 0) == friday
    assert WEEKDAYS.add(friday, 3) == date(2026, 11, 25)
    assert WEEKDAYS.add(monday, -1) == friday
    assert CHINA.add(date(2026, 9, 30), 3) == date(2026, 10, 10)  # the 10th is a Saturday that is worked


def test_working_days_of_a_month() -> None:
    assert WEEKDAYS.count(date(2026, 10, 1), date(2026, 11, 1)) == 22
    assert CHINA.count(date(2026, 10, 1), date(2026, 11, 1)) == 18
    assert CHINA.count(date(2026, 11, 20), date(2026, 11, 20)) == 0


def test_years_the_calendar_does_not_know_fall_back_and_are_told() -> None:
    calendar = WorkingDays("china")
    assert calendar.is_working(date(2026, 12, 31))
    with pytest.warns(UserWarning, match="The holidays of 2061 are not known yet"):
        assert calendar.is_working(date(2061, 10, 3))
    assert not calendar.is_working(date(2061, 10, 2))


def test_weekdays_know_every_year() -> None:
    calendar = WorkingDays("weekdays")
    assert calendar.is_working(date(1997, 5, 5))


def test_a_calendar_that_does_not_exist_is_refused() -> None:
    with pytest.raises(BadValue, match='"mars" is not a known calendar') as caught:
        WorkingDays("mars")
    assert "china" in caught.value.hint


@given(calendars, days)
def test_the_next_working_day_is_the_first(calendar: WorkingDays, day: date) -> None:
    found = calendar.next_working(day)
    assert calendar.is_working(found)
    assert calendar.count(day, found) == 0


@given(calendars, days, st.integers(1, 40))
def test_adding_and_counting_agree(calendar: WorkingDays, day: date, count: int) -> None:
    later = calendar.add(day, count)
    assert calendar.is_working(later)
    assert calendar.count(day + timedelta(1), later + timedelta(1)) == count
    earlier = calendar.add(day, -count)
    assert calendar.count(earlier, day) == count


@given(calendars, days, st.integers(0, 60), st.integers(0, 60))
def test_counts_add_up(calendar: WorkingDays, start: date, first: int, second: int) -> None:
    middle, end = start + timedelta(first), start + timedelta(first + second)
    assert calendar.count(start, middle) + calendar.count(middle, end) == calendar.count(start, end)
