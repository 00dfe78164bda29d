from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.errors import BadValue
from salesops.core.values.periods import Period, parse_period

TODAY = date(2026, 11, 18)

days = st.dates(date(1901, 1, 1), date(2199, 12, 31))
arounds = st.sampled_from([Period.year_of, Period.quarter_of, Period.month_of, Period.week_of])
periods = st.builds(lambda around, day: around(day), arounds, days)


def period(text: str) -> Period:
    return parse_period(text, today=TODAY)


@pytest.mark.parametrize(
    ("text", "code", "start", "end", "kind"),
    [
        ("2026", "2026", "2026-01-01", "2027-01-01", "year"),
        ("2026年", "2026", "2026-01-01", "2027-01-01", "year"),
        ("2026-Q3", "2026-Q3", "2026-07-01", "2026-10-01", "quarter"),
        ("2026q4", "2026-Q4", "2026-10-01", "2027-01-01", "quarter"),
        ("2026年第三季度", "2026-Q3", "2026-07-01", "2026-10-01", "quarter"),
        ("2026年1季度", "2026-Q1", "2026-01-01", "2026-04-01", "quarter"),
        ("2026-07", "2026-07", "2026-07-01", "2026-08-01", "month"),
        ("2026年3月", "2026-03", "2026-03-01", "2026-04-01", "month"),
        ("2026-12", "2026-12", "2026-12-01", "2027-01-01", "month"),
        ("2026-W30", "2026-W30", "2026-07-20", "2026-07-27", "week"),
        ("2026-W01", "2026-W01", "2025-12-29", "2026-01-05", "week"),
        ("2026-W53", "2026-W53", "2026-12-28", "2027-01-04", "week"),
        ("2026年第30周", "2026-W30", "2026-07-20", "2026-07-27", "week"),
        ("this-month", "2026-11", "2026-11-01", "2026-12-01", "month"),
        ("last-month", "2026-10", "2026-10-01", "2026-11-01", "month"),
        ("Last Month", "2026-10", "2026-10-01", "2026-11-01", "month"),
        ("next-month", "2026-12", "2026-12-01", "2027-01-01", "month"),
        ("this-quarter", "2026-Q4", "2026-10-01", "2027-01-01", "quarter"),
        ("last-quarter", "2026-Q3", "2026-07-01", "2026-10-01", "quarter"),
        ("this-year", "2026", "2026-01-01", "2027-01-01", "year"),
        ("last-year", "2025", "2025-01-01", "2026-01-01", "year"),
        ("this-week", "2026-W47", "2026-11-16", "2026-11-23", "week"),
        ("last-week", "2026-W46", "2026-11-09", "2026-11-16", "week"),
        ("本月", "2026-11", "2026-11-01", "2026-12-01", "month"),
        ("上月", "2026-10", "2026-10-01", "2026-11-01", "month"),
        ("上个月", "2026-10", "2026-10-01", "2026-11-01", "month"),
        ("本季度", "2026-Q4", "2026-10-01", "2027-01-01", "quarter"),
        ("上季度", "2026-Q3", "2026-07-01", "2026-10-01", "quarter"),
        ("今年", "2026", "2026-01-01", "2027-01-01", "year"),
        ("去年", "2025", "2025-01-01", "2026-01-01", "year"),
        ("本周", "2026-W47", "2026-11-16", "2026-11-23", "week"),
        ("上周", "2026-W46", "2026-11-09", "2026-11-16", "week"),
        ("下周", "2026-W48", "2026-11-23", "2026-11-30", "week"),
        ("2026-01..2026-06", "2026-01..2026-06", "2026-01-01", "2026-07-01", "range"),
        ("2026-Q1 .. 2026-Q2", "2026-Q1..2026-Q2", "2026-01-01", "2026-07-01", "range"),
        ("2026-W01..2026-W04", "2026-W01..2026-W04", "2025-12-29", "2026-01-26", "range"),
        ("2025..2026", "2025..2026", "2025-01-01", "2027-01-01", "range"),
        ("2025..this-year", "2025..2026", "2025-01-01", "2027-01-01", "range"),
        ("2026年1月..2026年6月", "2026-01..2026-06", "2026-01-01", "2026-07-01", "range"),
        ("2026-05..2026-05", "2026-05", "2026-05-01", "2026-06-01", "month"),
    ],
)
def test_periods_as_people_write_them(text: str, code: str, start: str, end: str, kind: str) -> None:
    found = period(text)
    assert found == Period(date.fromisoformat(start), date.fromisoformat(end), code)
    assert found.kind == kind
    assert str(found) == code


@pytest.mark.parametrize(
    "text",
    [
        "", "..", "2026..", "..2026", "26", "2026-00", "2026-13", "2026-Q0", "2026-Q5", "2026-W00", "2026-W54",
        "2025-W53", "2026-11-21", "Q3", "july", "last", "month", "2026-06..2026-01", "2026-01..2026-Q2",
        "2025..2026-01", "2026-01..2026-02..2026-03", "2026-01...2026-03", "0000", "0999", "9999", "٢٠٢٦",
        "上年度", "本本月",
    ],
)  # fmt: skip
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadValue) as caught:
        period(text)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "previous", "year_ago"),
    [
        ("2026", "2025", "2025"),
        ("2026-Q1", "2025-Q4", "2025-Q1"),
        ("2026-01", "2025-12", "2025-01"),
        ("2024-02", "2024-01", "2023-02"),
        ("2026-W01", "2025-W52", "2025-W01"),
        ("2026-W53", "2026-W52", "2025-W52"),
        ("2027-W01", "2026-W53", "2026-W01"),
        ("2026-01..2026-06", "2025-07..2025-12", "2025-01..2025-06"),
        ("2026-03..2026-04", "2026-01..2026-02", "2025-03..2025-04"),
        ("2026-Q2..2026-Q3", "2025-Q4..2026-Q1", "2025-Q2..2025-Q3"),
        ("2025..2026", "2023..2024", "2024..2025"),
        ("2026-W01..2026-W04", "2025-W49..2025-W52", "2025-W01..2025-W04"),
    ],
)
def test_the_period_before_and_a_year_ago(text: str, previous: str, year_ago: str) -> None:
    assert period(text).previous() == period(previous)
    assert period(text).year_ago() == period(year_ago)


def codes(parts: tuple[Period, ...]) -> list[str]:
    return [part.code for part in parts]


def test_the_parts_of_a_period() -> None:
    assert codes(period("2026").quarters()) == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    assert codes(period("2026-Q3").months()) == ["2026-07", "2026-08", "2026-09"]
    assert codes(period("2026-07").months()) == ["2026-07"]
    assert codes(period("2026-11..2027-01").months()) == ["2026-11", "2026-12", "2027-01"]
    assert codes(period("2026-01..2026-06").quarters()) == ["2026-Q1", "2026-Q2"]
    assert codes(period("2026-W01..2026-W03").weeks()) == ["2026-W01", "2026-W02", "2026-W03"]


def test_a_week_belongs_to_the_month_of_its_thursday() -> None:
    assert codes(period("2026-10").weeks()) == ["2026-W40", "2026-W41", "2026-W42", "2026-W43", "2026-W44"]
    assert codes(period("2026-11").weeks()) == ["2026-W45", "2026-W46", "2026-W47", "2026-W48"]
    assert len(period("2026").weeks()) == 53
    assert len(period("2025").weeks()) == 52


@pytest.mark.parametrize("text", ["2026-07", "2026-01..2026-04", "2026-W30"])
def test_a_period_without_whole_quarters_says_so(text: str) -> None:
    with pytest.raises(BadValue, match="does not consist of whole quarters"):
        period(text).quarters()


def test_a_week_has_no_months() -> None:
    with pytest.raises(BadValue, match="2026-W30 does not consist of whole months"):
        period("2026-W30").months()


@given(days, arounds, days)
def test_a_code_is_read_back(day: date, around: type[Period], today: date) -> None:
    found = around(day)  # type: ignore[call-arg]
    assert parse_period(found.code, today=today) == found
    assert found.start <= day < found.end


@given(periods)
def test_periods_follow_each_other_without_gap(found: Period) -> None:
    assert found.previous().end == found.start
    assert found.previous().kind == found.kind
    assert found.start <= found.last_day < found.end


@given(days)
def test_months_and_quarters_partition_the_year(day: date) -> None:
    year = Period.year_of(day)
    for parts in (year.months(), year.quarters()):
        assert [part.start for part in parts] == [year.start, *(part.end for part in parts[:-1])]
        assert parts[-1].end == year.end
        assert sum(part.start <= day < part.end for part in parts) == 1


@given(days)
def test_weeks_partition_the_year_as_iso_does(day: date) -> None:
    weeks = Period.year_of(day).weeks()
    assert [week.code for week in weeks] == [f"{day.year}-W{n:02d}" for n in range(1, len(weeks) + 1)]
    by_month = [week for month in Period.year_of(day).months() for week in month.weeks()]
    assert tuple(by_month) == weeks


@given(days)
def test_a_week_is_the_iso_week(day: date) -> None:
    week = Period.week_of(day)
    assert week.start.weekday() == 0
    assert week.end - week.start == timedelta(7)
    assert week.code == "{}-W{:02d}".format(*day.isocalendar()[:2])


@given(st.text(alphabet="0123456789-.qw年月周第季度上本下去今 ", max_size=16), days)
def test_any_text_is_a_period_or_a_bad_value(text: str, today: date) -> None:
    try:
        found = parse_period(text, today=today)
    except BadValue:
        return
    assert found.start < found.end
    assert parse_period(found.code, today=today) == found
