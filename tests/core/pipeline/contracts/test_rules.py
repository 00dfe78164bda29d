from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.errors import BadValue
from salesops.core.pipeline.contracts.rules import (
    amount_of,
    check_days,
    check_parties,
    highest,
    number,
    signer,
)
from salesops.core.values.money import fine_to_major, rounded

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("taken", "given_number"),
    [
        ([], "HT-2026-0001"),
        (["HT-2026-0001", "HT-2026-0007"], "HT-2026-0008"),
        (["HT-2025-0099", "10248"], "HT-2026-0001"),
        (["HT-2026-draft", "HT-2026-²", "HT-2026-0002"], "HT-2026-0003"),
        (["HT-2026-9999"], "HT-2026-10000"),
        (["HT-2026-10000", "HT-2026-9999"], "HT-2026-10001"),
    ],
)
def test_numbers_run_by_year(taken: list[str], given_number: str) -> None:
    assert number("HT", 2026, highest("HT", 2026, taken) + 1) == given_number


@given(st.lists(st.text(max_size=6).map("HT-2026-".__add__)))
def test_a_number_given_is_never_taken(taken: list[str]) -> None:
    assert number("HT", 2026, highest("HT", 2026, taken) + 1) not in taken


def test_signed_by_today_and_ends_after_it_starts() -> None:
    check_days(signed_on=TODAY, start_on=TODAY, end_on=TODAY, today=TODAY)
    check_days(signed_on=TODAY, start_on=None, end_on=date(2026, 1, 1), today=TODAY)
    with pytest.raises(BadValue, match="has not come yet"):
        check_days(signed_on=date(2026, 11, 21), start_on=None, end_on=None, today=TODAY)
    with pytest.raises(BadValue, match="would end on 2026-11-19 Thu, before it starts on 2026-11-20 Fri"):
        check_days(signed_on=TODAY, start_on=TODAY, end_on=date(2026, 11, 19), today=TODAY)


@pytest.mark.parametrize(
    ("amount", "subcent", "expected"),
    [(69563, -50, 695.625), (44000, 0, 440), (186340, 0, 1863.4), (0, 1, 0.0001), (100, -50, 0.995)],
)
def test_the_exact_amount_in_major_units(amount: int, subcent: int, expected: float) -> None:
    assert fine_to_major(amount * 100 + subcent) == expected
    assert isinstance(fine_to_major(4_400_000), int)


@given(st.integers(0, 10**12), st.integers(-50, 49))
def test_nothing_of_the_exact_amount_is_lost(amount: int, subcent: int) -> None:
    assert round(fine_to_major(amount * 100 + subcent) * 10_000) == amount * 100 + subcent


def test_a_contract_belongs_to_the_first_who_is_known() -> None:
    assert signer(told=4, deal_owner=3, customer_owner=2, by=1) == 4
    assert signer(told=None, deal_owner=3, customer_owner=2, by=1) == 3
    assert signer(told=None, deal_owner=None, customer_owner=2, by=1) == 2
    assert signer(told=None, deal_owner=None, customer_owner=None, by=1) == 1
    assert signer(told=None, deal_owner=None, customer_owner=None) is None


def test_nothing_is_won_at_an_unknown_amount() -> None:
    assert amount_of("云帆科技 ERP", 0) == 0
    with pytest.raises(BadValue, match="The amount of 云帆科技 ERP is not known"):
        amount_of("云帆科技 ERP", None)


def test_customer_and_opportunity_go_together() -> None:
    check_parties(1, 1, "云帆科技 ERP")
    with pytest.raises(BadValue, match="云帆科技 ERP is an opportunity of another customer"):
        check_parties(1, 2, "云帆科技 ERP")


@given(st.integers(0, 10**12), st.integers(-50, 49))
def test_the_exact_amount_rounds_to_its_cents(amount: int, subcent: int) -> None:
    assert rounded(amount * 100 + subcent) == amount
