from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from salesops.core.followups.due.own.rules import Turn, in_sections, levelled, overloaded


def turn(number: int, due_on: str, *, rank: int = 4, agreed: str = "", lead: bool = False) -> Turn:
    return Turn(rank, due_on, 0, "", number, agreed, lead)


MON, TUE, WED = "2026-11-23", "2026-11-24", "2026-11-25"


def test_a_day_holds_so_many_and_the_rest_waits_leads_last() -> None:
    due = [
        turn(1, "2026-11-20", lead=True),
        turn(2, "2026-11-21", agreed="2026-11-21"),  # overdue, but agreed
        turn(3, "2026-11-22", rank=3),
        turn(4, MON, rank=2),
        turn(5, MON),
        turn(6, TUE, agreed=TUE),
        turn(7, TUE, rank=2),
    ]
    assert levelled(due, [MON, TUE, WED], 2) == {2: MON, 6: TUE, 4: MON, 7: TUE, 3: WED, 5: WED}


def test_what_is_agreed_never_moves_however_full_the_day() -> None:
    due = [turn(number, MON, agreed=MON) for number in range(5)] + [turn(9, MON, rank=1)]
    on = levelled(due, [MON, TUE], 2)
    assert [on[number] for number in range(5)] == [MON] * 5
    assert on[9] == TUE


def test_what_is_agreed_keeps_its_day_though_a_cadence_asked_for_its_customer_before() -> None:
    due = [
        turn(1, "2026-11-09", agreed=MON),
        turn(2, "2026-11-10", agreed=TUE, rank=2),
        turn(3, MON, rank=2),
        turn(4, MON, rank=0, agreed="2026-11-20"),  # a deadline that was missed
    ]
    assert levelled(due, [MON, TUE, WED], 1) == {1: MON, 4: MON, 2: TUE, 3: WED}


def test_a_day_is_full_or_it_is_not() -> None:
    assert overloaded([MON, TUE, MON], 1)
    assert not overloaded([MON, TUE, MON], 2)
    assert not overloaded([], 1)


DAYS = [f"2026-11-{day:02}" for day in range(16, 28)]
WORKED = [day for day in DAYS if day >= "2026-11-20" and day not in ("2026-11-21", "2026-11-22")]
ASKING = st.lists(
    st.tuples(st.sampled_from(DAYS), st.integers(0, 4), st.sampled_from(["", *DAYS]), st.booleans()),
    max_size=60,
)


@given(ASKING, st.integers(1, 9))
def test_levelling(rows: list[tuple[str, int, str, bool]], per_day: int) -> None:
    turns = [
        turn(number, day, rank=rank, agreed=agreed, lead=lead)
        for number, (day, rank, agreed, lead) in enumerate(rows)
    ]
    on = levelled(turns, WORKED, per_day)
    load = Counter(on.values())
    waits = {each.customer_id: on.get(each.customer_id, "later") for each in turns}
    for each in turns:
        own, day = max(each.due_on, WORKED[0]), waits[each.customer_id]
        if each.agreed_on:
            assert day == max(own, each.agreed_on)
            continue
        assert day >= own
        assert day == "later" or day in WORKED
        for earlier in WORKED:
            if (
                own <= earlier < day
            ):  # it waits for good reason: the day is full, of what is agreed or goes before
                assert load[earlier] >= per_day
                others = [
                    other for other in turns if waits[other.customer_id] == earlier and not other.agreed_on
                ]
                assert all(order(other) < order(each) for other in others)
    for day in WORKED:
        agreed = sum(bool(each.agreed_on) and waits[each.customer_id] == day for each in turns)
        assert load[day] <= max(per_day, agreed)


def order(turn: Turn) -> tuple[bool, Turn]:
    return turn.rank == 4 and bool(turn.untouched), turn


def test_sections_are_in_order() -> None:
    turns = [
        turn(1, TUE, rank=4),
        turn(2, "2026-11-20", rank=3),
        turn(3, MON, rank=1),
        turn(4, WED, rank=0),
        turn(5, MON),
    ]
    on = {1: TUE, 2: MON, 3: MON, 4: WED, 5: TUE}
    assert in_sections(turns, on, today=MON) == ([2], [3], [5, 1, 4])
