from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.errors import BadValue
from salesops.core.importing.decimals import doubtful, refuse_doubtful, with_point
from salesops.core.values.money import parse_money


@pytest.mark.parametrize(
    ("cells", "doubt"),
    [
        (["5000", "1,234"], ""),
        (["1,234,567.89"], ""),
        (["0.125", "12.125"], ""),
        (["99.95", "12.125"], ""),
        (["12.125"], "12.125"),
        (["99.95", "12.500"], "12.500"),
        (["1234.500", "12.500"], ""),
        (["1200", "34,20"], "34,20"),
        (["1.234,56"], "1.234,56"),
        (["1.234.567"], "1.234.567"),
        (["0,500"], "0,500"),
        (["5-10万"], ""),
        (["1,23,456"], ""),  # no amount at all: refused for itself
    ],
)
def test_what_leaves_the_decimal_sign_open(cells: list[str], doubt: str) -> None:
    assert doubtful("\n".join(cells)) == doubt


def test_only_numbers_with_a_sign_are_refused() -> None:
    refuse_doubtful("1200", "34,20")
    for text in ("1,200", "34,20", "12.5"):
        with pytest.raises(BadValue):
            refuse_doubtful(text, "34,20")


CENTS = st.lists(st.integers(0, 10**9), min_size=1)


@given(CENTS)
def test_what_is_written_with_a_comma_is_never_read_with_a_point(amounts: list[int]) -> None:
    texts = [f"{cents // 100:,}".replace(",", ".") + f",{cents % 100:02d}" for cents in amounts]
    assert doubtful("\n".join(texts))
    assert [parse_money(with_point(text, ",")) for text in texts] == amounts


@given(CENTS)
def test_what_is_written_with_a_point_is_beyond_doubt(amounts: list[int]) -> None:
    texts = [f"{cents / 100:,.2f}" for cents in amounts]
    assert not doubtful("\n".join(texts))
    assert [parse_money(with_point(text, ".")) for text in texts] == amounts


@given(CENTS)
def test_whole_thousands_with_points_are_doubted(amounts: list[int]) -> None:
    texts = [f"{amount:,}".replace(",", ".") for amount in amounts]
    assert bool(doubtful("\n".join(texts))) == any(amount >= 1000 for amount in amounts)
