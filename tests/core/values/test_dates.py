from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.errors import BadValue
from salesops.core.values.dates import add_days, add_months, format_date

days = st.dates(date(1000, 1, 1), date(9999, 12, 31))
todays = st.dates(date(1900, 1, 1), date(2199, 12, 31))


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
