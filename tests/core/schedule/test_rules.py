from __future__ import annotations

from datetime import date, timedelta

import pytest

from salesops.core.policy.rules import BUILT_IN
from salesops.core.schedule.rules import OpenDuty, OpenOpportunity, Touch, class_on, hot_from, met

POLICY = BUILT_IN.followup
FRIDAY = date(2026, 11, 20)


def deal(close: date | None, signals: int = 2) -> OpenOpportunity:
    return OpenOpportunity(1, date(2026, 1, 5), close, signals)


@pytest.mark.parametrize(
    ("close", "signals", "expected"),
    [
        (FRIDAY, 3, "S"),
        (FRIDAY + timedelta(30), 2, "S"),
        (FRIDAY + timedelta(31), 2, "A"),
        (FRIDAY + timedelta(90), 2, "A"),
        (FRIDAY + timedelta(91), 2, "B"),
        (FRIDAY - timedelta(10), 2, "S"),  # should have closed
        (None, 3, "B"),
        (FRIDAY, 1, "A"),
        (FRIDAY + timedelta(31), 1, "B"),
        (FRIDAY + timedelta(91), 0, "B"),
        (None, 0, "B"),
    ],
)
def test_class_of_an_opportunity(close: date | None, signals: int, expected: str) -> None:
    assert class_on(FRIDAY, deal(close, signals), POLICY) == expected


def test_the_day_an_opportunity_becomes_hot() -> None:
    assert hot_from([deal(date(2026, 12, 31)), deal(date(2026, 12, 25))], POLICY) == date(2026, 11, 25)
    assert hot_from([deal(None), deal(date(2026, 12, 31), signals=1)], POLICY) is None


def test_no_touch_meets_what_nothing_is_known_of() -> None:
    assert met([OpenDuty("moon_cake", FRIDAY, "duty", 1)], Touch(FRIDAY, "visit")) == []
