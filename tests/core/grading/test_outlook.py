from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.grading.outlook import Fall, Lift, Signing, falls, leaves_window, lifts
from salesops.core.grading.rules import GradeFacts, cutoffs, verdict
from salesops.core.policy.rules import BUILT_IN
from tests.core.grading.test_rules import BY, NOBODY, any_facts

TODAY = date(2026, 11, 21)


def bought(*signings: Signing) -> GradeFacts:
    return NOBODY._replace(
        amount=(sum(each.exact for each in signings) + 50) // 100, contracts=len(signings), grade="B"
    )


def test_what_a_contract_would_lift_and_by_when() -> None:
    """420,000 from 2 contracts: (2400 + 800) / 60 = 53.3, B. 80,000 more: (4000 + 1400) / 60 = 90, A.

    On 1 January 2027 the older contract is past the 12 months, and 80,000 more would no longer do.
    """
    signings = [Signing("2026-01-01", 120_000_00_00), Signing("2026-06-01", 300_000_00_00)]
    assert list(lifts(bought(*signings), BY, signings)) == [
        Lift("A", "sign", 1, 80_000_00, date(2026, 12, 31)),
    ]


def test_several_contracts_of_any_amount() -> None:
    """450,000 from 3 contracts: (2400 + 1400) / 60 = 63.3, B; with 6 contracts (2400 + 2000) / 60 = 73.3, B."""
    signings = [Signing("2026-11-01", 150_000_00_00)] * 3
    policy = BY.policy
    assert [each.amount for each in lifts(bought(*signings), BY, signings)] == [50_000_00]
    lenient = cutoffs(policy._replace(a_line=73), TODAY)
    assert list(lifts(bought(*signings), lenient, signings)) == [
        Lift("A", "sign", 1, 50_000_00, date(2027, 10, 31)),
        Lift("A", "sign", 3, None, date(2027, 10, 31)),
    ]


def test_a_small_contract_for_b_a_large_one_for_a() -> None:
    """100,000: (2400 + 800) / 60 = 53.3, B; 500,000: 4800 / 60 = 80, A; 6 small ones: (1200 + 2000) / 60, B."""
    assert list(lifts(NOBODY, BY, [])) == [
        Lift("B", "sign", 1, 100_000_00, None),
        Lift("A", "sign", 1, 500_000_00, None),
        Lift("B", "sign", 6, None, None),
        Lift("B", "need"),
    ]


def test_one_fact_more() -> None:
    growing = NOBODY._replace(expansion_plan=True)
    assert Lift("A", "decider") in lifts(growing, BY, [])
    known = NOBODY._replace(chain_known=True)
    assert Lift("A", "expansion") in lifts(known, BY, [])
    ready = known._replace(budget_known=True, wanted_on="2026-12-01", anything_open=True)
    assert Lift("A", "match", 4) in lifts(ready, BY, [])
    assert Lift("A", "budget") in lifts(ready._replace(budget_known=False, need_match=4), BY, [])
    asleep = bought(Signing("2026-01-01", 500_000_00_00))._replace(
        touched_on="2026-01-01", signed_on="2026-01-01"
    )
    assert Lift("A", "touch") in lifts(asleep, BY, [Signing("2026-01-01", 500_000_00_00)])


def test_when_the_grade_falls_by_itself() -> None:
    """600,000 and 150,000: A. Without the first (2400 + 800) / 60 = 53.3: B. Without both: C."""
    signings = [Signing("2026-01-01", 600_000_00_00), Signing("2026-10-01", 150_000_00_00)]
    facts = bought(*signings)._replace(touched_on="2026-11-21", anything_open=True)
    assert list(falls(facts, BY, signings)) == [
        Fall(date(2027, 1, 1), "B", "window", 150_000_00),
        Fall(date(2027, 10, 1), "C", "window", 0),
    ]


def test_when_it_will_be_dormant() -> None:
    signings = [Signing("2026-11-21", 600_000_00_00)]
    facts = bought(*signings)._replace(touched_on=None, signed_on="2026-11-21")
    assert next(falls(facts, BY, signings)) == Fall(date(2027, 5, 20), "C", "dormant", 600_000_00)


@pytest.mark.parametrize(
    ("signed_on", "leaves"),
    [
        ("2026-01-01", "2027-01-01"),
        ("2024-02-29", "2025-03-01"),  # on 28 February the window begins after 28 February
        ("2027-02-28", "2028-02-28"),
    ],
)
def test_the_day_a_contract_leaves_the_window(signed_on: str, leaves: str) -> None:
    day = date.fromisoformat(leaves)
    assert leaves_window(signed_on) == day
    assert cutoffs(BUILT_IN.grading, day).since >= signed_on
    assert cutoffs(BUILT_IN.grading, day - timedelta(days=1)).since < signed_on


any_signings = st.lists(
    st.builds(
        Signing,
        st.dates(date(2025, 11, 22), TODAY).map(date.isoformat),
        st.integers(0, 700_000_00_00),
    ),
    max_size=7,
)


@given(any_facts, any_signings)
def test_a_lift_lifts_and_a_cent_less_does_not(facts: GradeFacts, signings: list[Signing]) -> None:
    facts = bought(*signings)._replace(
        grade=facts.grade, need_match=facts.need_match, chain_known=facts.chain_known, touched_on="2026-11-01"
    )
    now = verdict(facts, BY)
    for lift in lifts(facts, BY, signings):
        assert lift.to < now.grade
        if lift.step == "sign" and lift.amount is not None:
            more = facts._replace(grade=now.grade, contracts=facts.contracts + 1, signed_on=BY.as_of)
            assert verdict(more._replace(amount=facts.amount + lift.amount), BY).grade == lift.to
            assert verdict(more._replace(amount=facts.amount + lift.amount - 1), BY).grade > lift.to
            assert lift.by is None or lift.by >= TODAY


@given(any_facts, any_signings)
def test_falls_go_down_and_forward(facts: GradeFacts, signings: list[Signing]) -> None:
    grades = [verdict(facts, BY).grade, *(fall.to for fall in falls(facts, BY, signings))]
    days = [fall.on for fall in falls(facts, BY, signings)]
    assert days == sorted(days)
    assert all(day > TODAY for day in days)
    assert grades[0] <= "C"


def test_a_manual_grade_until_the_last_day_there_is() -> None:
    by_hand = NOBODY._replace(manual_grade="A", manual_until="9999-12-31", grade="A")
    assert list(falls(by_hand, BY, [])) == []
