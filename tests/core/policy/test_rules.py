from __future__ import annotations

from salesops.core.policy.rules import BUILT_IN, industry_key


def test_the_weights_of_the_specification() -> None:
    assert BUILT_IN.grading.weights == (40, 20, 20, 20)


def test_the_rhythm_of_the_specification() -> None:
    assert {grade: str(step) for grade, step in BUILT_IN.followup.cadence.items()} == {
        "A": "1w",
        "B": "2w",
        "C": "1m",
    }
    assert [str(BUILT_IN.followup.opportunity_cadence[each]) for each in "SAB"] == ["3d", "1w", "2w"]


def test_industries_are_compared_without_width_case_and_outer_spaces() -> None:
    assert industry_key(" ＩＴ Services ") == industry_key("it services")
