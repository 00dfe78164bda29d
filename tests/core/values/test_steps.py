from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.errors import BadValue
from salesops.core.values.steps import Step


@pytest.mark.parametrize(
    ("text", "expected"),
    [("3d", "2026-02-03"), ("1w", "2026-02-07"), ("1m", "2026-02-28"), ("3m", "2026-04-30")],
)
def test_the_day_one_step_on(text: str, expected: str) -> None:
    assert Step.parse(text).after(date(2026, 1, 31)).isoformat() == expected


def test_months_are_counted_from_the_anchor() -> None:
    monthly = Step.parse("1m")
    days = [monthly.after(date(2026, 1, 31), times).isoformat() for times in range(4)]
    assert days == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]


@pytest.mark.parametrize(
    "text",
    ["", "d", "0d", "000d", "3", "3y", "-1d", "+1d", "1.5w", "1000d", "²d", "３d", "1 w", "9" * 5000 + "d"],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        Step.parse(text)


@given(st.builds(Step, st.integers(1, 999), st.sampled_from("dwm")))
def test_a_step_is_read_back(step: Step) -> None:
    assert Step.parse(str(step)) == step
    assert Step.parse(f" {str(step).upper()} ") == step


def test_beyond_the_calendar_is_a_bad_value() -> None:
    for step in ("1d", "1w", "1m"):
        with pytest.raises(BadValue):
            Step.parse(step).after(date.max)
