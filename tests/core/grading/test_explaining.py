from __future__ import annotations

from datetime import date

from hypothesis import given

from salesops.core.grading.explaining import Dimension, explain, named_rules
from salesops.core.grading.rules import GradeFacts, cutoffs, verdict
from salesops.core.policy.rules import BUILT_IN
from tests.core.grading.test_rules import BY, NOBODY, any_facts


def test_the_lines_add_up() -> None:
    facts = NOBODY._replace(amount=120_000_00, contracts=3, won_days=61, won=2)
    found = explain(facts, BY)
    assert found.dimensions == (
        Dimension("amount", "contracts", 120_000_00, None, None, "≥ 100,000", 60, 40, 2400),
        Dimension("frequency", "contracts", None, 3, None, "≥ 3", 70, 20, 1400),
        Dimension("match", "unknown", None, None, None, "", None, 20, None),
        Dimension("cycle", "won", None, 2, 61, "≤ 90", 60, 20, 1200),
    )
    assert (found.total, found.weight, found.score) == (5000, 80, 62.5)
    assert (found.computed, found.by_score, found.reason) == ("B", "B", "score")


def test_where_the_inputs_come_from() -> None:
    bases = [
        each.basis for each in explain(NOBODY._replace(pipeline=5, need_match=3, hoped=1), BY).dimensions
    ]
    assert bases == ["pipeline", "contracts", "rated", "open"]
    bases = [each.basis for each in explain(NOBODY, BY).dimensions]
    assert bases == ["nothing", "contracts", "unknown", "unknown"]


def test_bands_at_the_ends() -> None:
    found = explain(NOBODY._replace(won_days=500, won=1), BY).dimensions
    assert [each.band for each in found] == ["0", "0", "", "> 90"]


def test_a_rule_that_is_off_does_not_fire() -> None:
    rules = BUILT_IN.grading.rules._replace(dormant=False)
    by = cutoffs(BUILT_IN.grading._replace(rules=rules), date(2026, 11, 21))
    dormant = named_rules(NOBODY._replace(touched_on="2020-01-01"), by)[-1]
    assert (dormant.used, dormant.fired, [each.holds for each in dormant.conditions]) == (
        False,
        False,
        [True] * 2,
    )


def test_a_manual_grade_says_why_and_until_when() -> None:
    facts = NOBODY._replace(manual_grade="A", manual_until="2026-12-31", grade="A")
    found = explain(facts, BY, manual_reason="partner")
    assert (found.computed, found.reason, found.manual_until, found.manual_reason) == (
        "A",
        "manual",
        "2026-12-31",
        "partner",
    )
    assert [(fall.on, fall.to, fall.cause) for fall in found.falls] == [(date(2027, 1, 1), "C", "manual")]
    assert found.lifts == ()


@given(any_facts)
def test_the_explanation_is_the_verdict(facts: GradeFacts) -> None:
    found, expected = explain(facts, BY), verdict(facts, BY)
    assert (found.computed, found.score, found.reason) == (
        expected.grade,
        expected.score / 100,
        expected.reason,
    )
    if found.weight:
        assert abs(found.total / found.weight - found.score) <= 0.005 + 1e-9
    for rule in found.rules:
        assert rule.fired == (rule.used and all(each.holds for each in rule.conditions))
