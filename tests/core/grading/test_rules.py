from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.errors import BadValue
from salesops.core.grading.rules import (
    DORMANT,
    KEY_ACCOUNT,
    READY_TO_BUY,
    GradeFacts,
    Verdict,
    cutoffs,
    held_by_score,
    manual_grade,
    points,
    verdict,
    weighted_score,
    weights,
)
from salesops.core.policy.rules import BUILT_IN

BY = cutoffs(BUILT_IN.grading, date(2026, 11, 21))
NOBODY = GradeFacts(
    customer_id=1,
    name="Harbor Foods Ltd",
    grade=None,
    score=None,
    manual_grade=None,
    manual_until=None,
    industry=None,
    need_match=None,
    expansion_plan=False,
    amount=0,
    contracts=0,
    pipeline=0,
    won_days=0,
    won=0,
    hoped_days=0,
    hoped=0,
    wanted_on=None,
    need_recorded=False,
    budget_known=False,
    chain_known=False,
    anything_open=False,
    touched_on="2026-11-01",
    signed_on=None,
    first_contact_on=None,
    created_on="2026-01-01",
)
LINES = (75, 45, 2)


def test_the_limits_of_a_day() -> None:
    assert (BY.as_of, BY.since, BY.pipeline_until) == ("2026-11-21", "2025-11-21", "2027-02-19")
    assert (BY.wanted_until, BY.silent_since) == ("2027-02-21", "2026-05-25")


@pytest.mark.parametrize(
    ("amount", "expected"),
    [(0, 0), (1, 30), (99_999_99, 30), (100_000_00, 60), (499_999_99, 60), (500_000_00, 100), (10**14, 100)],
)
def test_points_of_the_amount(amount: int, expected: int) -> None:
    assert points(NOBODY._replace(amount=amount, contracts=1), BUILT_IN.grading)[0] == expected


def test_the_pipeline_counts_only_for_a_customer_without_contracts() -> None:
    hopeful = NOBODY._replace(pipeline=500_000_00)
    assert points(hopeful, BUILT_IN.grading)[0] == 100
    assert points(hopeful._replace(contracts=1, amount=5_00), BUILT_IN.grading)[0] == 30
    assert (
        points(hopeful._replace(contracts=1, amount=0), BUILT_IN.grading)[0] == 0
    )  # a free trial is a contract


@pytest.mark.parametrize(
    ("number", "expected"), [(0, 0), (1, 40), (2, 40), (3, 70), (5, 70), (6, 100), (60, 100)]
)
def test_points_of_the_frequency(number: int, expected: int) -> None:
    assert points(NOBODY._replace(contracts=number), BUILT_IN.grading)[1] == expected


@pytest.mark.parametrize(("rating", "expected"), [(None, None), (1, 20), (3, 60), (5, 100)])
def test_points_of_the_match(rating: int | None, expected: int | None) -> None:
    assert points(NOBODY._replace(need_match=rating), BUILT_IN.grading)[2] == expected


@pytest.mark.parametrize(
    ("days", "number", "expected"),
    [(0, 0, None), (0, 1, 100), (60, 2, 100), (61, 2, 60), (180, 2, 60), (181, 2, 30), (400, 1, 30)],
)
def test_points_of_the_cycle_go_by_the_exact_mean(days: int, number: int, expected: int | None) -> None:
    assert points(NOBODY._replace(won_days=days, won=number), BUILT_IN.grading)[3] == expected
    assert points(NOBODY._replace(hoped_days=days, hoped=number), BUILT_IN.grading)[3] == expected


def test_won_opportunities_come_before_open_ones() -> None:
    both = NOBODY._replace(won_days=10, won=1, hoped_days=400, hoped=1)
    assert points(both, BUILT_IN.grading)[3] == 100


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ((100, 100, 100, 100), 100_00),
        ((60, 70, 80, 60), 66_00),  # (40*60 + 20*70 + 20*80 + 20*60) / 100 = 6600 / 100
        ((60, 40, None, None), 53_33),  # (40*60 + 20*40) / 60 = 3200 / 60
        ((30, 40, None, 100), 50_00),  # (1200 + 800 + 2000) / 80
        ((0, 0, None, None), 0),
    ],
)
def test_the_score_is_the_mean_over_what_is_known(
    known: tuple[int, int, int | None, int | None], expected: int
) -> None:
    assert weighted_score(known, (40, 20, 20, 20)) == expected


def test_nothing_that_counts_is_known() -> None:
    assert weighted_score((100, 100, None, None), (0, 0, 50, 50)) == 0


def test_weights_of_the_industry() -> None:
    policy = BUILT_IN.grading._replace(industry_weights={"互联网": (10, 20, 30, 40)})
    assert weights(NOBODY._replace(industry=" 互联网"), policy) == (10, 20, 30, 40)
    assert weights(NOBODY._replace(industry="制造"), policy) == (40, 20, 20, 20)
    assert weights(NOBODY, policy) == (40, 20, 20, 20)


@pytest.mark.parametrize(
    ("score", "present", "expected"),
    [
        (75_00, None, ("A", "score")),
        (74_99, None, ("B", "score")),
        (45_00, None, ("B", "score")),
        (44_99, None, ("C", "score")),
        (74_99, "A", ("A", "held")),
        (73_01, "A", ("A", "held")),
        (73_00, "A", ("B", "score")),  # two whole points below the line
        (44_00, "A", ("B", "held")),  # from A it falls to B at most while within B's margin
        (43_00, "A", ("C", "score")),
        (44_00, "B", ("B", "held")),
        (43_00, "B", ("C", "score")),
        (44_00, "C", ("C", "score")),  # the margin never promotes
        (74_00, "B", ("B", "score")),
        (75_00, "B", ("A", "score")),
    ],
)
def test_a_demotion_needs_the_whole_margin(
    score: int, present: str | None, expected: tuple[str, str]
) -> None:
    assert held_by_score(score, LINES, present) == expected


def test_without_a_margin_nothing_is_held() -> None:
    assert held_by_score(74_99, (75, 45, 0), "A") == ("B", "score")
    assert held_by_score(75_00, (75, 45, 0), "A") == ("A", "score")


def test_key_account() -> None:
    large = NOBODY._replace(amount=500_000_00, contracts=1, chain_known=True)
    assert KEY_ACCOUNT.fires(large, BY)
    assert not KEY_ACCOUNT.fires(large._replace(chain_known=False), BY)
    assert not KEY_ACCOUNT.fires(large._replace(amount=499_999_99), BY)
    assert KEY_ACCOUNT.fires(large._replace(amount=0, expansion_plan=True), BY)
    assert not KEY_ACCOUNT.fires(large._replace(amount=0, contracts=0, pipeline=900_000_00), BY)
    # 1 contract of 500,000 scores (4000 + 800) / 60 = 80 and is A anyway; a growing one is lifted
    assert verdict(large, BY) == Verdict("A", 80_00, "score")
    assert verdict(NOBODY._replace(expansion_plan=True, chain_known=True), BY) == Verdict(
        "A", 0, "key_account"
    )


def test_a_recorded_need_is_worth_a_b() -> None:
    wanting = NOBODY._replace(need_recorded=True)
    assert verdict(wanting, BY) == Verdict("B", 0, "nurture")
    held = wanting._replace(grade="A", need_match=4, amount=500_000_00, contracts=1)
    assert verdict(held, BY).grade == verdict(held._replace(need_recorded=False), BY).grade
    dormant = wanting._replace(touched_on="2020-01-01")
    assert verdict(dormant, BY) == Verdict("C", 0, "dormant")
    off = cutoffs(
        BUILT_IN.grading._replace(rules=BUILT_IN.grading.rules._replace(nurture=False)), date(2026, 11, 21)
    )
    assert verdict(wanting, off) == Verdict("C", 0, "score")


def test_ready_to_buy() -> None:
    ready = NOBODY._replace(
        wanted_on="2027-02-21", budget_known=True, chain_known=True, need_match=4, anything_open=True
    )
    assert READY_TO_BUY.fires(ready, BY)
    assert READY_TO_BUY.fires(ready._replace(wanted_on="2026-11-01"), BY)  # overdue is still wanted
    for missing in (
        {"wanted_on": "2027-02-22"},
        {"wanted_on": None},
        {"budget_known": False},
        {"chain_known": False},
        {"need_match": 3},
        {"need_match": None},
    ):
        assert not READY_TO_BUY.fires(ready._replace(**missing), BY)
    assert verdict(ready, BY) == Verdict("A", 20_00, "ready_to_buy")  # 1600 / 80


def test_dormant() -> None:
    silent = NOBODY._replace(touched_on="2026-05-25", amount=200_000_00, contracts=6)
    assert DORMANT.fires(silent, BY)  # exactly 180 days
    assert not DORMANT.fires(silent._replace(touched_on="2026-05-26"), BY)
    assert not DORMANT.fires(silent._replace(anything_open=True), BY)
    assert verdict(silent, BY) == Verdict("C", 73_33, "dormant")  # (2400 + 2000) / 60 would be B


def test_never_touched_a_signing_a_first_contact_or_the_record_itself_counts() -> None:
    never = NOBODY._replace(touched_on=None, created_on="2026-01-01")
    assert DORMANT.fires(never, BY)
    assert not DORMANT.fires(never._replace(created_on="2026-11-20"), BY)
    assert not DORMANT.fires(never._replace(signed_on="2026-06-01"), BY)
    assert not DORMANT.fires(never._replace(first_contact_on="2026-06-01"), BY)
    assert DORMANT.fires(never._replace(first_contact_on="2026-02-01", created_on="2026-11-20"), BY)


def test_a_cap_is_the_last_word_on_a_lift() -> None:
    facts = NOBODY._replace(expansion_plan=True, chain_known=True, touched_on="2026-01-01")
    assert verdict(facts, BY) == Verdict("C", 0, "dormant")


def test_a_lift_is_named_rather_than_the_margin_that_would_hold_too() -> None:
    facts = NOBODY._replace(amount=200_000_00, contracts=6, expansion_plan=True, chain_known=True, grade="A")
    assert verdict(facts, BY).reason == "key_account"
    assert verdict(facts._replace(expansion_plan=False), BY) == Verdict("A", 73_33, "held")


def test_a_rule_that_is_switched_off_does_nothing() -> None:
    rules = BUILT_IN.grading.rules._replace(key_account=False, ready_to_buy=False, dormant=False)
    by = cutoffs(BUILT_IN.grading._replace(rules=rules), date(2026, 11, 21))
    facts = NOBODY._replace(
        expansion_plan=True, chain_known=True, budget_known=True, wanted_on="2026-12-01", need_match=5,
        touched_on="2020-01-01",
    )  # fmt: skip
    assert verdict(facts, by) == Verdict("C", 25_00, "score")


@pytest.mark.parametrize(
    ("until", "lasts"), [(None, True), ("2026-11-21", True), ("2026-11-22", True), ("2026-11-20", False)]
)
def test_a_manual_grade_lasts_until_its_day_inclusive(until: str | None, lasts: bool) -> None:
    facts = NOBODY._replace(manual_grade="A", manual_until=until)
    assert manual_grade(facts, BY) == ("A" if lasts else None)
    assert verdict(facts, BY) == (Verdict("A", 0, "manual") if lasts else Verdict("C", 0, "score"))


any_points = st.tuples(
    st.integers(0, 100),
    st.integers(0, 100),
    st.none() | st.integers(0, 100),
    st.none() | st.integers(0, 100),
)
any_weights = st.tuples(*(st.integers(0, 1000) for _each in range(4)))
any_day = st.dates(date(2025, 1, 1), date(2027, 12, 31)).map(date.isoformat)
any_facts = st.builds(
    GradeFacts,
    customer_id=st.just(1),
    name=st.just("x"),
    grade=st.none() | st.sampled_from("ABC"),
    score=st.none(),
    manual_grade=st.none() | st.sampled_from("ABC"),
    manual_until=st.none() | any_day,
    industry=st.none() | st.sampled_from(["互联网", "IT"]),
    need_match=st.none() | st.integers(1, 5),
    expansion_plan=st.booleans(),
    amount=st.integers(0, 10**8),
    contracts=st.integers(0, 8),
    pipeline=st.integers(0, 10**8),
    won_days=st.integers(0, 400),
    won=st.integers(0, 4),
    hoped_days=st.integers(-50, 400),
    hoped=st.integers(0, 4),
    wanted_on=st.none() | any_day,
    budget_known=st.booleans(),
    chain_known=st.booleans(),
    anything_open=st.booleans(),
    touched_on=st.none() | any_day,
    signed_on=st.none() | any_day,
    first_contact_on=st.none() | any_day,
    created_on=any_day,
)


@given(any_points, any_weights)
def test_the_score_is_the_exact_mean_within_half_a_hundredth(
    known: tuple[int, int, int | None, int | None], by_weights: tuple[int, int, int, int]
) -> None:
    pairs = [(w, p) for w, p in zip(by_weights, known, strict=True) if p is not None]
    whole = sum(w for w, _p in pairs)
    score = weighted_score(known, by_weights)
    if whole:
        exact = Fraction(100 * sum(w * p for w, p in pairs), whole)
        assert -Fraction(1, 2) < score - exact <= Fraction(1, 2)
    assert 0 <= score <= 100_00


@given(any_facts)
def test_grading_again_changes_nothing(facts: GradeFacts) -> None:
    first = verdict(facts, BY)
    again = verdict(facts._replace(grade=first.grade), BY)
    assert (again.grade, again.score) == (first.grade, first.score)


@given(any_facts, st.integers(1, 10**8))
def test_buying_more_never_lowers_a_grade(facts: GradeFacts, more: int) -> None:
    buyer = facts._replace(contracts=facts.contracts or 1, amount=facts.amount)
    assert verdict(buyer._replace(amount=buyer.amount + more), BY).grade <= verdict(buyer, BY).grade


@given(any_facts)
def test_the_named_rules_hold(facts: GradeFacts) -> None:
    by_rule = verdict(facts._replace(manual_grade=None), BY)
    if DORMANT.fires(facts, BY):
        assert by_rule.grade == "C"
    elif KEY_ACCOUNT.fires(facts, BY) or READY_TO_BUY.fires(facts, BY):
        assert by_rule.grade == "A"


def test_a_day_whose_limits_lie_beyond_the_calendar() -> None:
    with pytest.raises(BadValue):
        cutoffs(BUILT_IN.grading, date(9999, 12, 31))
