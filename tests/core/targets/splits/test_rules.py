"""Splits add up to the last cent, by hand and in general."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.errors import BadValue, Conflict
from salesops.core.targets.splits.rules import (
    as_options,
    blend,
    in_order,
    parse_by,
    periods_of,
    shares,
    split,
    year_before,
)
from salesops.core.values.periods import parse_period

# expected.json of Northwind: revenue of each rep in 1997, and the split of 700,000.00 by it.
REVENUE_1997 = {
    "Nancy Davolio": 93148_08,
    "Andrew Fuller": 70444_14,
    "Janet Leverling": 108026_16,
    "Margaret Peacock": 128809_79,
    "Steven Buchanan": 30716_47,
    "Michael Suyama": 43126_37,
    "Robert King": 60471_20,
    "Laura Callahan": 56032_62,
    "Anne Dodsworth": 26310_39,
}
SPLIT_1998 = {
    "Nancy Davolio": 105663_94,
    "Andrew Fuller": 79909_38,
    "Janet Leverling": 122541_12,
    "Margaret Peacock": 146117_34,
    "Steven Buchanan": 34843_70,
    "Michael Suyama": 48921_05,
    "Robert King": 68596_43,
    "Laura Callahan": 63561_45,
    "Anne Dodsworth": 29845_59,
}

weights = st.dictionaries(
    st.integers(0, 40),
    st.one_of(st.integers(0, 10**12), st.fractions(min_value=0, max_value=1000)),
    min_size=1,
    max_size=20,
).filter(lambda found: any(found.values()))
totals = st.integers(0, 10**13)


def test_northwind_to_the_cent() -> None:
    assert split(700_000_00, REVENUE_1997, {}) == SPLIT_1998


def test_largest_remainder_by_hand() -> None:
    # 10 by 1:1:1 is 3 1/3 each; the one left over goes to the first. By 3:2:2 it is 4.29, 2.86, 2.86.
    assert split(10, {"a": 1, "b": 1, "c": 1}, {}) == {"a": 4, "b": 3, "c": 3}
    assert split(10, {"a": 3, "b": 2, "c": 2}, {}) == {"a": 4, "b": 3, "c": 3}


def test_equal_remainders_go_to_the_larger_share() -> None:
    # Of 2 by 1:3 the exact parts are 0.5 and 1.5.
    assert split(2, {"small": 1, "large": 3}, {}) == {"small": 0, "large": 2}


def test_a_weight_of_zero_brings_nothing() -> None:
    assert split(11, {"a": 1, "idle": 0, "b": 1}, {}) == {"a": 6, "idle": 0, "b": 5}


def test_locked_parts_stay_and_the_rest_shares_what_is_left() -> None:
    assert split(100, {"a": 1, "b": 1, "c": 2}, {"a": 40}) == {"a": 40, "b": 20, "c": 40}


def test_a_locked_part_that_takes_no_part_any_more_still_counts() -> None:
    assert split(100, {"b": 1, "c": 1}, {"gone": 40}) == {"b": 30, "c": 30, "gone": 40}


def test_locked_parts_that_are_the_whole() -> None:
    assert split(40, {"a": 1, "b": 1}, {"a": 40}) == {"a": 40, "b": 0}
    assert split(40, {"a": 1}, {"a": 40}) == {"a": 40}


def test_locked_parts_that_are_too_much() -> None:
    with pytest.raises(Conflict) as refused:
        split(100_00, {"a": 1, "b": 1}, {"a": 100_50})
    assert refused.value.message == "The locked parts add up to 100.50, more than the whole of 100."


def test_nobody_left_to_take_the_rest() -> None:
    with pytest.raises(Conflict) as refused:
        split(5, {"a": 1, "idle": 0}, {"a": 3}, "calls")
    assert refused.value.message == "Nobody is left to take what the locked parts (3) leave of 5."


@given(totals, weights)
def test_parts_add_up(total: int, given_weights: dict[int, Fraction]) -> None:
    assert sum(split(total, given_weights, {}).values()) == total


@given(totals, weights)
def test_no_part_is_a_whole_unit_off_its_exact_share(total: int, given_weights: dict[int, Fraction]) -> None:
    exact = shares(given_weights)
    for key, part in split(total, given_weights, {}).items():
        assert abs(part - total * exact[key]) < 1


@given(totals, weights)
def test_more_weight_is_never_less_of_a_part(total: int, given_weights: dict[int, Fraction]) -> None:
    parts = split(total, given_weights, {})
    for low, least in given_weights.items():
        for high, most in given_weights.items():
            assert least >= most or parts[low] <= parts[high]


@given(totals, weights, st.dictionaries(st.integers(0, 40), st.integers(0, 10**12), max_size=5))
def test_locked_parts_are_untouched(
    total: int, given_weights: dict[int, Fraction], locked: dict[int, int]
) -> None:
    total += sum(locked.values())
    free = {key: weight for key, weight in given_weights.items() if key not in locked}
    if not any(free.values()):
        return
    parts = split(total, given_weights, locked)
    assert {key: parts[key] for key in locked} == locked
    assert sum(parts.values()) == total
    assert set(parts) == {*given_weights, *locked}


@given(totals, weights)
def test_order_matters_only_between_equals(total: int, given_weights: dict[int, Fraction]) -> None:
    turned = dict(reversed(given_weights.items()))
    one, other = split(total, given_weights, {}), split(total, turned, {})
    assert all(abs(one[key] - other[key]) <= 1 for key in one)
    assert sorted(one.values()) == sorted(other.values())


def test_blend_by_hand() -> None:
    # 0.6 of 3/4 plus 0.4 of 1/2, and 0.6 of 1/4 plus 0.4 of 1/2.
    mixed = blend(
        {"history": {"a": 300, "b": 100}, "equal": {"a": 1, "b": 1}},
        {"history": Fraction(6, 10), "equal": Fraction(4, 10)},
    )
    assert mixed == {"a": Fraction(65, 100), "b": Fraction(35, 100)}


@given(weights, st.integers(1, 100), st.integers(1, 100))
def test_a_blend_is_a_share(given_weights: dict[int, Fraction], history: int, equal: int) -> None:
    mix = {"history": Fraction(history), "equal": Fraction(equal)}
    mixed = blend({"history": given_weights, "equal": dict.fromkeys(given_weights, 1)}, mix)
    assert sum(mixed.values()) == 1


@pytest.mark.parametrize(
    ("text", "to", "method"),
    [
        (None, "quarters", "workdays"),
        (None, "reps", "history"),
        (None, "customers", "grade"),
        ("workdays", "weeks", "workdays"),
        ("Seasonality", "months", "seasonality"),
        ("equal", "months", "equal"),
        ("ability", "reps", "ability"),
        ("grade", "customers", "grade"),
    ],
)
def test_methods(text: str | None, to: str, method: str) -> None:
    assert parse_by(text, to).method == method


def test_weights() -> None:
    by = parse_by("30, 40，30.5%", "quarters")
    assert by.method == "weights"
    assert by.weights == (30, 40, Fraction(305, 1000))
    assert by.text == "30,40,30.5%"


def test_a_blend() -> None:
    by = parse_by("History=0.6, equal=20%,ability=0", "reps")
    assert by.method == "blend"
    assert by.mix == {"history": Fraction(6, 10), "equal": Fraction(2, 10)}


@pytest.mark.parametrize(
    ("text", "to", "message"),
    [
        ("history", "quarters", '"history" is no way to split to quarters.'),
        ("seasonality", "reps", '"seasonality" is no way to split to reps.'),
        ("equal", "customers", '"equal" is no way to split to customers.'),
        ("weights", "quarters", '"weights" is no way to split to quarters.'),
        ("set", "reps", '"set" is no way to split to reps.'),
        ("", "reps", '"" is no way to split to reps.'),
        ("30,,30", "months", '"30,,30" is no way to split to months.'),
        ("30,-30", "months", '"30,-30" is no way to split to months.'),
        ("1e3,1", "months", '"1e3,1" is no way to split to months.'),
        ("0,0", "months", "The weights are all zero."),
        ("history=0", "reps", "The weights are all zero."),
        ("history=0.6,luck=0.4", "reps", '"luck=0.4" cannot be blended.'),
        ("history=0.6,history=0.4", "reps", '"history=0.4" cannot be blended.'),
        ("history=", "reps", '"history=" cannot be blended.'),
        ("history=0.6,potential=0.4", "reps", "The potential of a region is not known yet."),
        ("potential", "reps", "The potential of a region is not known yet."),
    ],
)
def test_refused_ways(text: str, to: str, message: str) -> None:
    with pytest.raises(BadValue) as refused:
        parse_by(text, to)
    assert refused.value.message == message


def test_one_weight_for_each_part() -> None:
    by = parse_by("30,40,30", "quarters")
    assert in_order(by, ["a", "b", "c"], "a, b, c") == {"a": 30, "b": 40, "c": 30}
    with pytest.raises(BadValue) as refused:
        in_order(by, ["a", "b"], "a, b")
    assert refused.value.message == "30,40,30 does not give one weight for each of the 2 parts: a, b."


def codes(period: str, to: str) -> list[str]:
    return [part.code for part in periods_of(parse_period(period, today=date(2026, 11, 20)), to)]


def test_parts_of_a_period() -> None:
    assert codes("2026", "quarters") == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    assert codes("2026-Q3", "months") == ["2026-07", "2026-08", "2026-09"]
    assert codes("2026-01..2026-06", "quarters") == ["2026-Q1", "2026-Q2"]
    assert codes("2026-07", "weeks") == ["2026-W27", "2026-W28", "2026-W29", "2026-W30", "2026-W31"]
    assert len(codes("2026", "weeks")) == 53


def test_every_week_belongs_to_one_month() -> None:
    by_month = [week for month in range(1, 13) for week in codes(f"2026-{month:02}", "weeks")]
    assert by_month == codes("2026", "weeks")


@pytest.mark.parametrize(
    ("period", "to"),
    [("2026-07", "quarters"), ("2026-07", "months"), ("2026-W30", "weeks"), ("2026-Q1", "quarters")],
)
def test_a_period_that_has_no_such_parts(period: str, to: str) -> None:
    with pytest.raises(BadValue):
        codes(period, to)


@pytest.mark.parametrize(
    ("period", "before"),
    [("2026", "2025"), ("2026-Q3", "2025"), ("2026-01", "2025"), ("2026-W01", "2025"), ("2026-W30", "2025")],
)
def test_year_before(period: str, before: str) -> None:
    assert year_before(parse_period(period, today=date(2026, 11, 20))).code == before


@pytest.mark.parametrize(
    ("method", "basis", "options"),
    [
        ("history", "1997", ["--by", "history", "--basis", "1997"]),
        ("weights", "30,40,30", ["--by", "30,40,30"]),
        ("workdays", "china", ["--by", "workdays"]),
        ("equal", None, ["--by", "equal"]),
        ("blend", "history=0.6,equal=0.4 1997", ["--by", "history=0.6,equal=0.4", "--basis", "1997"]),
    ],
)
def test_a_split_can_be_asked_for_again(method: str, basis: str | None, options: list[str]) -> None:
    assert as_options(method, basis) == options
