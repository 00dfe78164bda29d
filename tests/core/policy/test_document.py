from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.errors import BadData
from salesops.core.policy.document import Problem, built_in_text, check, parse
from salesops.core.policy.rules import BUILT_IN
from salesops.core.values.steps import Step


def problems(text: str) -> dict[str, str]:
    return {each.key: each.problem for each in check(text)[1]}


def test_the_document_shipped_is_exactly_the_built_in_policy() -> None:
    assert check(built_in_text()) == (BUILT_IN, [])


def test_an_empty_document_is_the_built_in_policy() -> None:
    assert parse("") == BUILT_IN


def test_what_is_written_counts_and_the_rest_stays() -> None:
    policy = parse(
        """
        calendar = "weekdays"
        [grading]
        a_line = 80
        [grading.weights]
        match = 0
        [grading.industry_weights." 互联网 "]
        amount = 10
        [grading.amount]
        bands = [{ at_least = "50万", points = 100 }, { at_least = 0.01, points = 10 }]
        [followup.cadence]
        A = "3d"
        """
    )
    assert policy.calendar == "weekdays"
    assert (policy.grading.a_line, policy.grading.b_line) == (80, 45)
    assert policy.grading.weights == (40, 20, 0, 20)
    assert policy.grading.industry_weights == {"互联网": (10, 20, 0, 20)}  # the rest as for everybody
    assert policy.grading.amount_bands == ((500_000_00, 100), (1, 10))
    assert policy.followup.cadence == {**BUILT_IN.followup.cadence, "A": Step(3, "d")}


def test_every_mistake_is_told_at_once() -> None:
    assert problems(
        """
        calender = "china"
        [grading]
        a_line = 40
        b_line = 45
        demotion_margin = "two"
        [grading.weights]
        amount = -1
        [grading.amount]
        bands = [{ at_least = 1, points = 10 }, { at_least = 5, points = 20 }]
        [grading.frequency]
        bands = [{ at_least = 6, points = 101 }]
        [grading.cycle]
        bands = [{ at_least = 6, points = 1 }]
        [grading.dormant]
        days = 0
        on = "yes"
        [followup.cadence]
        A = "weekly"
        D = "1w"
        [followup.classes]
        s_days = 91
        [followup.topics]
        A = ""
        [stages]
        won = 110
        [targets.composite]
        revenue = 0
        new_customers = 0
        collection_rate = 0
        [review]
        top_percent = 12.5
        """
    ) == {
        "calender": "unknown key, did you mean calendar?",
        "grading.a_line": "must be above b_line (45)",
        "grading.demotion_margin": '"two" is not accepted, only a whole number from 0 to 100',
        "grading.weights.amount": "-1 is not accepted, only a whole number from 0 to 1000000",
        "grading.amount.bands": "the bands must stand in order of at_least, highest first",
        "grading.frequency.bands": "band 1: 101 is not accepted, only a whole number from 0 to 100",
        "grading.cycle.bands": "band 1 must be { at_most = …, points = … }",
        "grading.dormant.days": "0 is not accepted, only a whole number from 1 to 3650",
        "grading.dormant.on": '"yes" is not accepted, only true or false',
        "followup.cadence.A": '"weekly" is not accepted, only days, weeks or months such as "3d", "2w", "1m"',
        "followup.cadence.D": "unknown key; known here: A, B, C",
        "followup.classes.s_days": "must not be above a_days (90)",
        "followup.topics.A": '"" is not accepted, only a text in quotes',
        "stages.won": "110 is not accepted, only a whole number from 0 to 100",
        "targets.composite": "at least one weight must be above 0",
        "review.top_percent": "12.5 is not accepted, only a whole number from 1 to 100",
    }


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        ("grading = 5", "grading", "must be a table: [grading]"),
        ("[grading]\nweights = 1", "grading.weights", "must be a table: [grading.weights]"),
        (
            "[grading.weights]\namount=0\nfrequency=0\nmatch=0\ncycle=0",
            "grading.weights",
            "at least one weight",
        ),
        (
            "[grading.industry_weights.IT]\namont = 3",
            "grading.industry_weights.IT.amont",
            "did you mean amount?",
        ),
        (
            '[grading.industry_weights]\nIT = {}\n"ＩＴ" = {}',
            "grading.industry_weights.ＩＴ",
            "stands here twice",
        ),
        ("[grading.amount]\nbands = []", "grading.amount.bands", "a list of bands such as { at_least = 6,"),
        ("[grading.key_account]\namount = nan", "grading.key_account.amount", "an amount such as 500000"),
        ("[grading.key_account]\namount = -5", "grading.key_account.amount", "an amount such as 500000"),
        ("[grading.weights]\namount = true", "grading.weights.amount", "true is not accepted"),
        ("a = ", "", "This is not TOML: at its end (Invalid value)."),
        ("a = " + "9" * 5000, "", "This is not TOML"),
        ("a = " + "[" * 5000, "", "This is not TOML: its brackets are nested too deeply."),
    ],
)
def test_a_mistake_is_told_with_the_path_of_its_key(text: str, key: str, said: str) -> None:
    assert said in problems(text)[key]


def test_a_document_with_mistakes_is_refused_in_one_line() -> None:
    with pytest.raises(BadData) as raised:
        parse("a = 1\n[review]\nsilent_days = 0", "p.toml")
    assert raised.value.message == (
        "p.toml has 2 mistakes: review.silent_days: 0 is not accepted, only a whole number from 1 to 3650; "
        "a: unknown key; known here: calendar, grading, followup, stages, targets, review."
    )


def test_a_problem_without_a_key_is_named_alone() -> None:
    assert check("=")[1] == [Problem("", "This is not TOML: line 1, column 1 (Invalid statement).")]


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    policy, problems = check(text)
    assert problems or policy == check(text)[0]
