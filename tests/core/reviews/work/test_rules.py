from __future__ import annotations

from datetime import date

from salesops.core.reviews.rules import Span
from salesops.core.reviews.work.rules import late_from


def test_a_record_is_late_a_day_after_the_end_of_the_day() -> None:
    found = list(late_from(Span(date(2026, 2, 28), date(2026, 3, 2)), 24))
    assert found == [("2026-02-28", "2026-03-02"), ("2026-03-01", "2026-03-03")]


def test_the_policy_says_how_many_hours() -> None:
    assert list(late_from(Span(date(2026, 2, 28), date(2026, 3, 1)), 30)) == [("2026-02-28", "2026-03-03")]
