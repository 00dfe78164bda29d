"""Metrics, scopes and periods of targets."""

from __future__ import annotations

from datetime import date

import pytest

from salesops.core.errors import BadValue
from salesops.core.targets.rules import (
    TEAM,
    Scope,
    covering,
    format_value,
    kind_of_part,
    number,
    parse_value,
    plain_period,
)
from salesops.core.values.periods import Period, parse_period


def period(text: str) -> Period:
    return parse_period(text, today=date(2026, 11, 20))


def known(text: str, **values: int) -> int | None:
    return covering(
        period(text), {period(code.replace("_", "-")[1:]): value for code, value in values.items()}
    )


@pytest.mark.parametrize(
    ("metric", "text", "value", "shown", "json"),
    [
        ("revenue", "8万", 80_000_00, "80,000", 80_000),
        ("revenue", "0", 0, "0", 0),
        ("revenue", "1,000.05", 1_000_05, "1,000.05", 1_000.05),
        ("new_customers", "12", 12, "12", 12),
        ("calls", "1,200", 1_200, "1,200", 1_200),
        ("collection_rate", "95.5%", 9_550, "95.5%", 0.955),
        ("collection_rate", "0.9", 9_000, "90%", 0.9),
        ("collection_rate", "100%", 10_000, "100%", 1.0),
    ],
)
def test_value_of_each_metric(metric: str, text: str, value: int, shown: str, json: float) -> None:
    assert parse_value(metric, text) == value
    assert format_value(metric, value) == shown
    assert number(metric, value) == json


@pytest.mark.parametrize(
    ("metric", "text"),
    [("revenue", "-1"), ("revenue", "nan"), ("calls", "1.5"), ("calls", "-1"), ("collection_rate", "101%")],
)
def test_refused_values(metric: str, text: str) -> None:
    with pytest.raises(BadValue):
        parse_value(metric, text)


def test_the_period_itself_counts_before_its_parts() -> None:
    assert known("2026-Q1", _2026_Q1=10, _2026_01=1, _2026_02=2, _2026_03=3) == 10


def test_three_months_make_their_quarter() -> None:
    assert known("2026-Q1", _2026_01=1, _2026_02=2, _2026_03=3) == 6


def test_quarters_and_months_make_a_year_together() -> None:
    assert known("2026", _2026_Q1=10, _2026_Q2=20, _2026_Q3=30, _2026_10=1, _2026_11=2, _2026_12=3) == 66


def test_of_parts_within_parts_the_longer_counts() -> None:
    months = {f"_2026_{month:02}": 1 for month in range(1, 13)}
    assert known("2026", _2026_Q2=20, **months) == 9 + 20


def test_no_value_is_not_zero() -> None:
    assert known("2026-Q1", _2026_01=1, _2026_02=2) is None
    assert known("2026-01", _2026=12) is None
    assert known("2026-Q1") is None


def test_zero_is_a_value() -> None:
    assert known("2026-Q1", _2026_01=0, _2026_02=0, _2026_03=0) == 0


def test_weeks_fill_no_month() -> None:
    weeks = {f"_2027_W{week:02}": 1 for week in range(1, 53)}
    assert known("2027-02", **weeks) is None


def test_runs_may_overlap_quarters() -> None:
    values = {period("2026-01..2026-04"): 4, period("2026-Q1"): 3, period("2026-Q2"): 6}
    assert covering(period("2026-01..2026-06"), values) == 9


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-01..2026-03", "2026-Q1"),
        ("2026-01..2026-12", "2026"),
        ("2026-Q1..2026-Q4", "2026"),
        ("2026-02..2026-04", "2026-02..2026-04"),
        ("2026-W30", "2026-W30"),
        ("2026-07", "2026-07"),
    ],
)
def test_plain_period(text: str, code: str) -> None:
    assert plain_period(period(text)).code == code


def test_kind_of_part() -> None:
    year, quarter = period("2026"), period("2026-Q1")
    assert kind_of_part(year, TEAM, quarter, TEAM) == "quarters"
    assert kind_of_part(year, TEAM, year, Scope(rep_id=1)) == "reps"
    assert kind_of_part(year, Scope(rep_id=1), year, Scope(customer_id=3)) == "customers"
