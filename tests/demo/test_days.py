"""Days counted from today, on any today."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from salesops.core.values.workdays import WorkingDays
from salesops.demo.days import Days

CHINA = WorkingDays("china")
TODAYS = st.dates(date(2024, 3, 1), date(2033, 12, 31))
NUMBERS = st.integers(-800, 200)


def test_by_hand() -> None:
    saturday = Days(date(2026, 11, 21), CHINA)
    assert saturday(-7) == date(2026, 11, 13)  # the Saturday before is no working day
    assert saturday(0) == date(2026, 11, 21)
    assert saturday(1) == date(2026, 11, 23)
    thursday = Days(date(2026, 11, 19), CHINA)
    assert thursday(2) == date(2026, 11, 20)  # the Monday after would be too late to be soon
    assert thursday(4) == date(2026, 11, 23)
    holiday = Days(date(2026, 10, 2), CHINA)  # the week of the national holiday
    assert holiday(2) == date(2026, 10, 4)
    assert holiday(5) == date(2026, 10, 8)


@given(TODAYS, NUMBERS, NUMBERS)
def test_the_order_stays(today: date, one: int, other: int) -> None:
    days = Days(today, CHINA)
    if one < other:
        assert days(one) <= days(other)
    if one < 0 < other:
        assert days(one) < today < days(other)


@given(TODAYS, NUMBERS)
def test_days_are_worked_if_there_is_a_way(today: date, number: int) -> None:
    day = Days(today, CHINA)(number)
    soon = [today + timedelta(ahead) for ahead in (1, 2, 3)]
    if 0 < number <= 3:
        assert day in soon
    assert number == 0 or CHINA.is_working(day) or not any(map(CHINA.is_working, soon))


def test_cells_by_hand() -> None:
    days = Days(date(2026, 11, 21), CHINA)
    assert days.dated("T") == "2026-11-21"
    assert days.dated("T-7") == "2026-11-13"
    assert days.dated("T+1") == "2026-11-23"
    assert days.dated("T-7+12m") == "2027-11-12"  # twelve months from 13 November, the last day included
    for other in ("", "2014-03-18", "T-shirt", "MES", "-7", "T-7+12", "见 T-7"):
        assert days.dated(other) == other
