from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.errors import BadValue
from salesops.core.values.dates import Toward
from salesops.core.values.file_dates import DateStyle, Form, form_of, parse_file_date, settled


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
        ("31/12/26", "dmy", "2026-12-31"),
        ("5/10/26", "mdy", "2026-05-10"),
        ("26.11.21", "ymd", "2026-11-21"),
        ("1-1-50", "dmy", "1950-01-01"),
        ("5/5/2026", None, "2026-05-05"),
        ("46023", None, "2026-01-01"),
        ("46023.75", None, "2026-01-01"),
        ("Mar 7, 2026", None, "2026-03-07"),
        ("March 7th 2026", None, "2026-03-07"),
        ("7 march 2026", None, "2026-03-07"),
        ("Sat, 7 Mar 2026", None, "2026-03-07"),
        ("Sat Mar 07 2026 00:00:00 GMT+0800 (China Standard Time)", None, "2026-03-07"),
        ("5-Nov-26", None, "2026-11-05"),
        ("2026-Nov-05", None, "2026-11-05"),
        ("2026-11-21 周六", None, "2026-11-21"),
        ("2026年11月21日 星期六", None, "2026-11-21"),
        ("2026/3/5 上午 12:00:00", None, "2026-03-05"),
    ],
)
def test_days_in_files(text: str, order: str | None, expected: str) -> None:
    assert parse_file_date(text, DateStyle(order)).isoformat() == expected


@pytest.mark.parametrize("text", ["31/12/2026", "31.12.2026", "01-02-2026", "1/2/2026 12:00"])
def test_the_order_of_day_and_month_is_never_guessed(text: str) -> None:
    with pytest.raises(BadValue) as caught:
        parse_file_date(text)
    assert "--date-format" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("31/12/2026", "mdy"), ("12/31/2026", "dmy"), ("31/12/26", "mdy"), ("26/11/21", "mdy"), ("11月5日", None),
        ("30 Feb 2026", None),
        ("31/12.2026", "dmy"), ("today", None),
        ("19999", None), ("450000", None), ("2026-02-30", None), ("2026-01-02 25:00", None), ("20261301", None),
        ("0001-01-01", None), ("", None), ("2026-01-02 soon", None),
    ],
)  # fmt: skip
def test_days_in_files_refused(text: str, order: str | None) -> None:
    with pytest.raises(BadValue):
        parse_file_date(text, DateStyle(order))


def in_china(moment: datetime) -> date:
    return moment.astimezone(timezone(timedelta(hours=8))).date()


def column(texts: Sequence[str], style: DateStyle = DateStyle()) -> list[str]:  # noqa: B008
    style = settled(texts, style)
    return [parse_file_date(text, style).isoformat() for text in texts]


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        (["26-02-2018", "05-03-2018"], ["2018-02-26", "2018-03-05"]),
        (["05/03/2018", "2018-03-06", "26/02/2018 08:15"], ["2018-03-05", "2018-03-06", "2018-02-26"]),
        (["12/31/2026", "07/15/2026"], ["2026-12-31", "2026-07-15"]),
        (["31/12/99", "1/2/03"], ["1999-12-31", "2003-02-01"]),
        (["5.5.2026"], ["2026-05-05"]),
    ],
)
def test_the_cells_of_a_column_settle_their_order_together(texts: list[str], days: list[str]) -> None:
    assert column(texts) == days


@pytest.mark.parametrize(
    ("texts", "message", "hint"),
    [
        (
            ["05/03/2018", "04/02/2018"],
            "which is the day and which the month",
            "--date-format dmy or --date-format mdy",
        ),
        (
            ["07/05/2026", "07/15/2026"],
            "which is the day",
            "Add --date-format mdy.",
        ),  # the month first: asked for
        (["26-11-21"], "which is the year", "--date-format dmy or --date-format ymd"),
        (["26-02-2018", "02-26-2018"], "two orders, such as 26-02-2018 and 02-26-2018", "2026-11-21"),
        (["11月5日"], "has no year", "2026-11-21"),
    ],
)
def test_what_a_column_leaves_open_is_asked_for(texts: list[str], message: str, hint: str) -> None:
    with pytest.raises(BadValue) as refused:
        column(texts)
    assert message in refused.value.message
    assert hint in refused.value.hint


def test_moments_in_utc_are_days_of_the_place() -> None:
    there = DateStyle(local_day=in_china)
    assert column(["2026-10-31T16:00:00.000Z", "2026-10-31 15:59:59 UTC"], there) == [
        "2026-11-01",
        "2026-10-31",
    ]
    assert column(["2026-10-31T00:00:00Z", "2026-11-01T00:00:00.000Z"], there) == ["2026-10-31", "2026-11-01"]
    assert column(["2026-10-31T23:00:00+08:00"], there) == ["2026-10-31"]


def test_a_day_without_a_year_is_the_next_or_the_latest() -> None:
    style = DateStyle(today=date(2026, 11, 20))
    assert parse_file_date("11月30日", style, Toward.COMING) == date(2026, 11, 30)
    assert parse_file_date("11月30日", style, Toward.PAST) == date(2025, 11, 30)


def test_serial_numbers_of_a_mac_begin_later() -> None:
    assert parse_file_date("44561", DateStyle(from_1904=True)) == parse_file_date("46023")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("2026-01-02", Form.YEAR_FIRST), ("soon", Form.YEAR_FIRST), ("1/2/2026", Form.NUMBERS),
        ("1/2/26", Form.SHORT_YEAR),
        ("5-Nov-26", Form.SHORT_YEAR), ("Mar 7, 2026", Form.NAMED_MONTH), ("46023", Form.SERIAL),
        ("11月5日", Form.WITHOUT_YEAR), ("2026-01-02T16:00:00Z", Form.UTC),
    ],
)  # fmt: skip
def test_forms(text: str, form: Form) -> None:
    assert form_of(text) is form


DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))


@given(
    st.lists(DAYS, min_size=1), st.sampled_from(["%d/%m/%Y", "%m-%d-%Y", "%d.%m.%y", "%m/%d/%y", "%y-%m-%d"])
)
def test_a_column_is_read_right_or_not_at_all(days: list[date], written: str) -> None:
    """What is written in one order is never read in another, told or not."""
    texts = [day.strftime(written) for day in days]
    told = "".join(char for char in written.lower() if char.isalpha())
    assert column(texts, DateStyle(told)) == [day.isoformat() for day in days]
    style = settled(texts, DateStyle())
    for day, text in zip(days, texts, strict=True):
        try:
            assert parse_file_date(text, style) == day
        except BadValue:
            assert style.order is None
