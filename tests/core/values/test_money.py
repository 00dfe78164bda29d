from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.errors import BadValue
from salesops.core.values.money import (
    MOST,
    format_money,
    parse_budget,
    parse_fine_money,
    parse_money,
    to_major,
)

amounts = st.integers(0, MOST)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("80000", 80_000_00),
        ("0", 0),
        ("0.01", 1),
        ("80,000.50", 80_000_50),
        ("1,234,567.8", 1_234_567_80),
        ("8万", 80_000_00),
        ("1.2亿", 120_000_000_00),
        ("3千", 3_000_00),
        ("3百万", 3_000_000_00),
        ("2千万", 20_000_000_00),
        ("30k", 30_000_00),
        ("30K", 30_000_00),
        ("1.5m", 1_500_000_00),
        ("1.5M", 1_500_000_00),
        ("2.5w", 25_000_00),
        ("1.2345万", 12_345_00),
        ("1.234567万", 12_345_67),
        ("¥30,000", 30_000_00),
        ("￥30,000", 30_000_00),
        ("$ 12.5", 12_50),
        ("€99.99", 99_99),
        ("£5", 5_00),
        ("30000元", 30_000_00),
        ("8万元", 80_000_00),
        (" 8 万 元 ", 80_000_00),
        ("１２，３４５．６７", 12_345_67),
        ("￥８万", 80_000_00),
        ("1000000000000", MOST),
    ],
)
def test_amounts_as_people_write_them(text: str, cents: int) -> None:
    assert parse_money(text) == cents


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "元", "万", "abc", "8,00", "80,0000", "1,23,456", ",800", "0,800", "8,000,", "1.234", "80.500",
        "1.", ".5", "1.2.3", "-5", "−5", "+5", "(5)", "nan", "inf", "Infinity", "1e5", "0x10", "1_000", "8 000",
        "8²", "½", "①", "٣", "8万5", "1.23456789万", "万8", "5-10万", "1000000000000.01", "10000001亿", "9" * 5000,
        "8\u202e0", "¥¥5",
    ],
)  # fmt: skip
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadValue) as caught:
        parse_money(text)
    assert caught.value.hint
    assert "\n" not in caught.value.message


def test_the_error_quotes_the_text_and_says_what_is_wrong() -> None:
    with pytest.raises(BadValue, match=r'^"1\.234" has more than 2 decimals\.$'):
        parse_money("1.234")
    with pytest.raises(BadValue, match=r'^"1\.23456" has more than 4 decimals\.$'):
        parse_fine_money("1.23456")
    with pytest.raises(
        BadValue, match=r'^"999999亿" is too large: amounts up to 1,000,000,000,000 can be kept\.$'
    ):
        parse_money("999999亿")


@given(amounts)
def test_what_is_shown_can_be_typed(cents: int) -> None:
    assert parse_money(format_money(cents)) == cents
    assert parse_money(f"{cents // 100}.{cents % 100:02d}") == cents


@given(amounts, st.sampled_from([("千", 10**5), ("k", 10**5), ("万", 10**6), ("w", 10**6), ("m", 10**8)]))
def test_a_multiplier_takes_whole_cents_only(cents: int, unit: tuple[str, int]) -> None:
    name, size = unit
    assert parse_money(f"{cents // size}.{cents % size:0{len(str(size)) - 1}d}{name}") == cents


@given(st.text(max_size=20))
def test_any_text_is_an_amount_or_a_bad_value(text: str) -> None:
    with suppress(BadValue):
        assert 0 <= parse_money(text) <= MOST


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("695.625", (695_63, -50)),
        ("749.0625", (749_06, 25)),
        ("440.0", (440_00, 0)),
        ("1.0049", (1_00, 49)),
        ("1.005", (1_01, -50)),
        ("0.0050", (1, -50)),
        ("0.0049", (0, 49)),
        ("1.23456789万", (12_345_68, -11)),
    ],
)
def test_amounts_in_files_keep_what_rounding_leaves_out(text: str, expected: tuple[int, int]) -> None:
    assert parse_fine_money(text) == expected


@given(st.integers(0, MOST))
def test_cents_and_rest_add_up_to_the_amount_written(hundredths: int) -> None:
    cents, rest = parse_fine_money(f"{hundredths // 10_000}.{hundredths % 10_000:04d}")
    assert cents * 100 + rest == hundredths
    assert -50 <= rest <= 49


@pytest.mark.parametrize("text", ["1.23456", "-1.5", "1e3", "", "0.30000000000000004"])
def test_amounts_in_files_are_refused_like_others(text: str) -> None:
    with pytest.raises(BadValue):
        parse_fine_money(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5-10万", (50_000_00, 100_000_00)),
        ("5万-10万", (50_000_00, 100_000_00)),
        ("5~10万", (50_000_00, 100_000_00)),
        ("５～１０万元", (50_000_00, 100_000_00)),
        ("5–10万", (50_000_00, 100_000_00)),
        ("5至10万", (50_000_00, 100_000_00)),
        ("5 - 10 万", (50_000_00, 100_000_00)),
        ("5千-1万", (5_000_00, 10_000_00)),
        ("1.5-2.5m", (1_500_000_00, 2_500_000_00)),
        ("¥50,000-¥100,000", (50_000_00, 100_000_00)),
        ("0-10万", (0, 100_000_00)),
        ("50万以上", (500_000_00, None)),
        ("50万元以上", (500_000_00, None)),
        ("50万+", (500_000_00, None)),
        ("10万以下", (0, 100_000_00)),
        ("10万以内", (0, 100_000_00)),
        ("8万", (80_000_00, 80_000_00)),
        ("8-8万", (80_000_00, 80_000_00)),
    ],
)
def test_budgets(text: str, expected: tuple[int, int | None]) -> None:
    assert parse_budget(text) == expected


@pytest.mark.parametrize(
    "text", ["", "-", "10-5万", "500-1k", "5-", "-5万", "5-10-15万", "以上", "+", "about 5万", "5--10"]
)
def test_budgets_refused(text: str) -> None:
    with pytest.raises(BadValue) as caught:
        parse_budget(text)
    assert "50k-100k" in caught.value.hint


@given(amounts, amounts)
def test_a_range_of_amounts_is_read_back(a: int, b: int) -> None:
    low, high = sorted((a, b))
    assert parse_budget(f"{format_money(low)}-{format_money(high)}") == (low, high)


@pytest.mark.parametrize(
    ("cents", "shown", "major"),
    [
        (0, "0", 0),
        (8_000_000, "80,000", 80000),
        (123_450, "1,234.50", 1234.5),
        (6_125_807, "61,258.07", 61258.07),
        (5, "0.05", 0.05),
        (-123_450, "-1,234.50", -1234.5),
        (-100, "-1", -1),
    ],
)
def test_amounts_are_shown_in_major_units(cents: int, shown: str, major: float) -> None:
    assert format_money(cents) == shown
    assert to_major(cents) == major
    assert isinstance(to_major(cents), int) == (cents % 100 == 0)


@given(st.integers(-MOST, MOST))
def test_the_json_number_is_the_amount(cents: int) -> None:
    assert round(to_major(cents) * 100) == cents
