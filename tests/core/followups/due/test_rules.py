from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.followups.due.rules import (
    Asking,
    Deal,
    Turn,
    every,
    foremost,
    highest,
    levelled,
    overloaded,
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
        (20, [50, 50, 50], [10, 5, 5]),  # a quarter is sure, the rest goes to the backlog
        (20, [50, 2, 50], [13, 2, 5]),
        (20, [2, 50, 50], [2, 13, 5]),
        (20, [0, 0, 50], [0, 0, 20]),
        (3, [9, 9, 9], [1, 1, 1]),
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
def test_no_section_hides_another(limit: int, counts: list[int]) -> None:
    for some, count in zip(places(limit, counts), counts, strict=True):
        assert some >= min(count, limit // 4)


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


def asking(number: int, due_on: str, *, rank: int = 4, agreed: bool = False, lead: bool = False) -> Asking:
    return Asking(Turn(rank, due_on, 0, "", number), agreed, lead)


MON, TUE, WED = "2026-11-23", "2026-11-24", "2026-11-25"


def test_a_day_holds_so_many_and_the_rest_waits_leads_last() -> None:
    due = [
        asking(1, "2026-11-20", lead=True),
        asking(2, "2026-11-21", agreed=True),  # overdue, but agreed
        asking(3, "2026-11-22", rank=3),
        asking(4, MON, rank=2),
        asking(5, MON),
        asking(6, TUE, agreed=True),
        asking(7, TUE, rank=2),
    ]
    assert levelled(due, [MON, TUE, WED], 2) == {2: MON, 6: TUE, 4: MON, 7: TUE, 3: WED, 5: WED}


def test_what_is_agreed_never_moves_however_full_the_day() -> None:
    due = [asking(number, MON, agreed=True) for number in range(5)] + [asking(9, MON, rank=1)]
    on = levelled(due, [MON, TUE], 2)
    assert [on[number] for number in range(5)] == [MON] * 5
    assert on[9] == TUE


def test_a_day_is_full_or_it_is_not() -> None:
    assert overloaded([MON, TUE, MON], 1)
    assert not overloaded([MON, TUE, MON], 2)
    assert not overloaded([], 1)


DAYS = [f"2026-11-{day:02}" for day in range(16, 28)]
WORKED = [day for day in DAYS if day >= "2026-11-20" and day not in ("2026-11-21", "2026-11-22")]
ASKING = st.lists(
    st.tuples(st.sampled_from(DAYS), st.integers(0, 4), st.booleans(), st.booleans()), max_size=60
)


@given(ASKING, st.integers(1, 9))
def test_levelling(rows: list[tuple[str, int, bool, bool]], per_day: int) -> None:
    due = [
        asking(number, day, rank=rank, agreed=agreed, lead=lead)
        for number, (day, rank, agreed, lead) in enumerate(rows)
    ]
    on = levelled(due, WORKED, per_day)
    load = Counter(on.values())
    waits = {each.turn.customer_id: on.get(each.turn.customer_id, "later") for each in due}
    for each in due:
        own, day = max(each.turn.due_on, WORKED[0]), waits[each.turn.customer_id]
        if each.agreed:
            assert day == own
            continue
        assert day >= own
        assert day == "later" or day in WORKED
        for earlier in WORKED:
            if (
                own <= earlier < day
            ):  # it waits for good reason: the day is full, of what is agreed or goes before
                assert load[earlier] >= per_day
                others = [
                    other for other in due if waits[other.turn.customer_id] == earlier and not other.agreed
                ]
                assert all((other.lead, other.turn) < (each.lead, each.turn) for other in others)
    for day in WORKED:
        fixed = sum(each.agreed and waits[each.turn.customer_id] == day for each in due)
        assert load[day] <= max(per_day, fixed)
