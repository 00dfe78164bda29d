from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.followups.due.rules import (
    Deal,
    every,
    foremost,
    highest,
    own_name,
    places,
    section,
    topic,
    why_deal,
    why_graded,
    why_planned,
)
from salesops.core.policy.rules import BUILT_IN
from salesops.core.values.steps import Step

TODAY = date(2026, 11, 20)
POLICY = BUILT_IN.followup
COUNTS = st.lists(st.integers(0, 60), min_size=3, max_size=3)


def deal(class_: str, close: date | None = None, *, id: int = 1, amount: int | None = None) -> Deal:  # noqa: A002
    return Deal(id, "ERP", class_, close, "proposal", amount)


@pytest.mark.parametrize(
    ("limit", "counts", "expected"),
    [
        (20, [3, 4, 5], [3, 4, 5]),
        (20, [50, 50, 50], [15, 5, 0]),  # a quarter is sure to today, the rest goes to the backlog
        (20, [50, 2, 50], [18, 2, 0]),
        (20, [2, 50, 50], [2, 18, 0]),
        (20, [2, 3, 50], [2, 3, 15]),
        (20, [0, 0, 50], [0, 0, 20]),
        (3, [9, 9, 9], [2, 1, 0]),
        (1, [9, 9, 9], [1, 0, 0]),
        (0, [50, 50, 50], [50, 50, 50]),
    ],
)
def test_places(limit: int, counts: list[int], expected: list[int]) -> None:
    assert places(limit, counts) == expected


@given(st.integers(1, 80), COUNTS)
def test_every_place_is_used_and_none_is_given_twice(limit: int, counts: list[int]) -> None:
    shown = places(limit, counts)
    assert sum(shown) == min(limit, sum(counts))
    assert all(0 <= some <= count for some, count in zip(shown, counts, strict=True))


@given(st.integers(4, 80), COUNTS)
def test_the_days_to_come_hide_nothing_and_a_backlog_does_not_hide_today(
    limit: int, counts: list[int]
) -> None:
    overdue, now, later = places(limit, counts)
    assert now >= min(counts[1], limit // 4)
    assert later == 0 or (overdue, now) == tuple(counts[:2])


def test_sections() -> None:
    assert section(date(2026, 11, 19), today=TODAY) == "overdue"
    assert section(TODAY, today=TODAY) == "today"
    assert section(date(2026, 11, 21), today=TODAY) == "next"


def test_topics_follow_the_grade() -> None:
    assert topic("A", POLICY) == "solution and cases from the same industry"
    assert topic("C", POLICY) == topic(None, POLICY) == "industry news and product updates"


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("1d", "every day"),
        ("3d", "every 3 days"),
        ("1w", "every week"),
        ("2w", "every 2 weeks"),
        ("1m", "every month"),
    ],
)
def test_how_often(step: str, words: str) -> None:
    assert every(Step.parse(step)) == words


def test_why() -> None:
    assert why_graded("A", known=True, policy=POLICY) == "A customer, every week"
    assert why_graded(None, known=True, policy=POLICY) == "not graded yet, every month"
    assert why_graded("A", known=False, policy=POLICY) == "new, no contact yet"
    assert why_planned("send {proposal}", None) == "planned: send {proposal}"
    assert why_planned("send proposal", "visit") == "planned visit: send proposal"
    assert why_planned(None, "visit") == "planned: visit"
    assert why_planned(None, None) == "planned step"


def test_why_an_opportunity() -> None:
    def why(class_: str, close: date | None) -> str:
        return why_deal(deal(class_, close), today=TODAY, policy=POLICY)

    assert why("B", None) == "B opportunity ERP, every 2 weeks"
    assert why("S", date(2026, 12, 1)) == "S opportunity ERP, every 3 days; to close 2026-12-01"
    assert why("A", date(2026, 11, 2)) == "A opportunity ERP, every week; was to close 2026-11-02"


def test_an_opportunity_is_named_without_its_customer() -> None:
    assert own_name("云帆科技 ERP", "云帆科技", "杭州云帆科技有限公司") == "ERP"
    assert own_name("Harbor Foods Ltd CRM", None, "Harbor Foods Ltd") == "CRM"
    assert own_name("Harbor Foods Ltd", None, "Harbor Foods Ltd") == "Harbor Foods Ltd"


def test_the_highest_class() -> None:
    assert highest([deal("B"), deal("S"), deal("A")]) == "S"
    assert highest([]) is None


def test_the_deal_to_speak_of() -> None:
    late, soon = date(2027, 1, 9), date(2026, 12, 1)
    assert foremost([deal("B", id=1), deal("A", late, id=2), deal("A", soon, id=3)], None) == deal(
        "A", soon, id=3
    )
    assert foremost([deal("A", soon, id=1, amount=5), deal("A", soon, id=2, amount=9)], None).id == 2
    assert foremost([deal("B", id=1), deal("S", soon, id=2)], 1).id == 1  # the one that the step is about
    assert foremost([], None) is None
