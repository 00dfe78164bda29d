from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.errors import BadValue
from salesops.core.values.numbers import parse_flag, parse_fraction, parse_int, parse_number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", 12),
        ("1,200", 1200),
        ("-2", -2),
        ("−2", -2),
        ("+1", 1),
        ("2.0", 2),
        ("１２", 12),
        (" 007 ", 7),
        ("0", 0),
    ],
)
def test_whole_numbers(text: str, expected: int) -> None:
    assert parse_int(text) == expected


@pytest.mark.parametrize(
    "text", ["", "1.5", "1,20", "0,200", "1e3", "nan", "²", "٣", "1_000", "12人", "--2", "9" * 5000, "9" * 16]
)
def test_whole_numbers_refused(text: str) -> None:
    with pytest.raises(BadValue) as caught:
        parse_int(text)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "least", "most", "hint"),
    [
        ("6", 1, 5, "Write a number from 1 to 5."),
        ("0", 1, 5, "Write a number from 1 to 5."),
        ("-1", 0, None, "Write a number from 0 up."),
        ("11", None, 10, "Write a number of at most 10."),
        ("five", 1, 5, "Write a number from 1 to 5."),
    ],
)
def test_bounds_are_told(text: str, least: int | None, most: int | None, hint: str) -> None:
    with pytest.raises(BadValue) as caught:
        parse_int(text, least=least, most=most)
    assert caught.value.hint == hint


def test_bounds_are_inclusive() -> None:
    assert parse_int("1", least=1, most=5) == 1
    assert parse_int("5", least=1, most=5) == 5
    assert parse_number("0.5", least=0.5, most=1.5) == 0.5


@given(st.integers(-(10**14), 10**14))
def test_a_whole_number_is_read_back(value: int) -> None:
    assert parse_int(str(value)) == parse_int(f"{value:,}") == parse_int(f"{value}.0") == value


@pytest.mark.parametrize(("text", "expected"), [("1.25", 1.25), ("-0.5", -0.5), ("3", 3.0), ("１．２", 1.2)])
def test_numbers(text: str, expected: float) -> None:
    assert parse_number(text) == expected


@pytest.mark.parametrize("text", ["", "nan", "inf", "1e3", "1,5", ".5", "5.", "1.2.3", "9" * 400])
def test_numbers_refused(text: str) -> None:
    with pytest.raises(BadValue):
        parse_number(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("60%", 0.6),
        ("0.6", 0.6),
        ("60.7%", 0.607),
        ("100%", 1.0),
        ("1", 1.0),
        ("1%", 0.01),
        ("0", 0.0),
        ("６０％", 0.6),
        ("7 %", 0.07),
    ],
)
def test_rates(text: str, expected: float) -> None:
    assert parse_fraction(text) == expected


@pytest.mark.parametrize("text", ["60", "1.01", "101%", "-5%", "", "%", "nan", "1e-2", "0.6%%", "1/2"])
def test_rates_refused(text: str) -> None:
    with pytest.raises(BadValue):
        parse_fraction(text)


@given(st.integers(0, 10_000))
def test_a_percentage_is_its_fraction(hundredths: int) -> None:
    assert parse_fraction(f"{hundredths // 100}.{hundredths % 100:02d}%") == hundredths / 10_000


def test_yes_and_no_in_both_languages() -> None:
    for text in ("yes", "Y", "TRUE", "1", "是", "有", "√", " Yes "):
        assert parse_flag(text) is True
    for text in ("no", "N", "False", "0", "否", "无"):
        assert parse_flag(text) is False


@pytest.mark.parametrize("text", ["", "maybe", "2", "yes no"])
def test_neither_yes_nor_no_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="neither yes nor no"):
        parse_flag(text)
