from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.errors import BadValue
from salesops.core.reviews.rules import (
    Scope,
    Span,
    cents,
    change,
    composite,
    covered,
    mean_amount,
    mean_days,
    over,
    rate,
    same_span,
)
from salesops.core.values.periods import Period, parse_period

WEIGHTS = {"revenue": 60, "new_customers": 30, "collection_rate": 10}


def period(text: str) -> Period:
    return parse_period(text, today=date(2026, 11, 21))


def span(first: str, last_day: str) -> Span:
    return Span(date.fromisoformat(first), date.fromordinal(date.fromisoformat(last_day).toordinal() + 1))


def test_a_period_that_is_over_is_covered_whole() -> None:
    assert covered(period("2026-10"), today=date(2026, 11, 21)) == span("2026-10-01", "2026-10-31")


def test_a_running_period_is_covered_up_to_today() -> None:
    assert covered(period("2026-11"), today=date(2026, 11, 21)) == span("2026-11-01", "2026-11-21")
    assert covered(period("2026-11"), today=date(2026, 11, 1)) == span("2026-11-01", "2026-11-01")


def test_a_period_to_come_is_refused() -> None:
    with pytest.raises(BadValue, match="2026-12 has not begun"):
        covered(period("2026-12"), today=date(2026, 11, 30))


def test_today_is_not_over() -> None:
    running = span("2026-11-01", "2026-11-21")
    assert over(running, today=date(2026, 11, 21)) == span("2026-11-01", "2026-11-20")
    assert over(running, today=date(2026, 12, 1)) == running
    first_day = span("2026-11-01", "2026-11-01")
    assert over(first_day, today=date(2026, 11, 1)) == Span(date(2026, 11, 1), date(2026, 11, 1))


@pytest.mark.parametrize(
    ("now", "counted_to", "earlier", "expected_to"),
    [
        ("2026-10", "2026-10-31", "2026-09", "2026-09-30"),  # over: the whole one before
        ("2026-11", "2026-11-21", "2026-10", "2026-10-21"),
        ("2026-11", "2026-11-21", "2025-11", "2025-11-21"),
        ("2026-03", "2026-03-30", "2026-02", "2026-02-28"),  # no 30 February
        ("2026-Q4", "2026-11-21", "2026-Q3", "2026-08-21"),
        ("2026", "2026-11-21", "2025", "2025-11-21"),
        ("2028", "2028-02-29", "2027", "2027-02-28"),
    ],
)
def test_like_is_compared_with_like(now: str, counted_to: str, earlier: str, expected_to: str) -> None:
    first = period(now).start.isoformat()
    found = same_span(span(first, counted_to), period(now), period(earlier))
    assert found == span(period(earlier).start.isoformat(), expected_to)


def test_nothing_to_divide_by_is_no_rate() -> None:
    assert rate(3, 4) == 0.75
    assert rate(0, 4) == 0.0
    assert rate(3, 0) is None
    assert rate(3, None) is None
    assert change(150, 100) == 0.5
    assert change(50, 100) == -0.5
    assert change(50, 0) is None


def test_means_are_rounded_half_up() -> None:
    assert mean_days([]) is None
    assert mean_days([10, 11]) == 10.5
    assert mean_days([1, 1, 2]) == 1.3
    assert mean_days([0] * 19 + [1]) == 0.1  # 0.05
    assert mean_amount(100, 0) is None
    assert mean_amount(5, 2) == 3
    assert mean_amount(100, 3) == 33


def test_hundredths_of_a_cent_are_rounded_once() -> None:
    assert cents(149) == 1
    assert cents(150) == 2
    assert cents(0) == 0


def test_composite_by_hand() -> None:
    # 60 % of 0.9, 30 % of 1.1, 10 % of 0.5
    attained = {"revenue": 0.9, "new_customers": 1.1, "collection_rate": 0.5}
    assert composite(attained, WEIGHTS, 120) == pytest.approx(0.92)


def test_composite_caps_each_part() -> None:
    assert composite({"revenue": 3.0, "new_customers": 0.0}, WEIGHTS, 120) == pytest.approx(0.8)


def test_composite_of_the_parts_that_are_known() -> None:
    left_out = {"revenue": 0.8, "new_customers": None, "collection_rate": None}
    assert composite(left_out, WEIGHTS, 120) == pytest.approx(0.8)
    assert composite(dict.fromkeys(WEIGHTS), WEIGHTS, 120) is None
    assert composite({"revenue": 0.8}, {"revenue": 0}, 120) is None


@given(st.fixed_dictionaries({name: st.none() | st.floats(0, 100) for name in WEIGHTS}))
def test_composite_lies_among_its_parts(attained: dict[str, float | None]) -> None:
    known = [min(part, 1.2) for part in attained.values() if part is not None]
    score = composite(attained, WEIGHTS, 120)
    assert (score is None) == (not known)
    assert score is None or min(known) - 1e-9 <= score <= max(known) + 1e-9


def test_scope_gives_parameters() -> None:
    found = Scope(7, "华东").within(span("2026-11-01", "2026-11-21"))
    assert found == {"start": "2026-11-01", "end": "2026-11-22", "rep": 7, "region": "华东"}
