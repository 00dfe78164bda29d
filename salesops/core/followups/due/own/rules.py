"""A day holds so many customers: who stands on it, and who waits for a later one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

LAST_RANK = 4


class Turn(NamedTuple):
    """A customer who is due; turns compare as the due list orders them. Days are ISO.

    `agreed_on` is the first day, within those of the list, of a planned step or another duty, which keeps it; empty
    where there is none. `untouched` is a customer with whom nobody was in touch.
    """

    rank: int
    due_on: str
    less_amount: int
    hot_from: str
    customer_id: int
    agreed_on: str = ""
    untouched: int = 0


def overloaded(days: Iterable[str], per_day: int) -> bool:
    """Whether more customers than one rep can work through are on any of the days; a day stands there for each."""
    return max(Counter(days).values(), default=0) > per_day


def levelled(turns: Sequence[Turn], days: Sequence[str], per_day: int) -> dict[int, str]:
    """On which of the working `days` (ISO; the first is today) each customer's turn comes, `per_day` on each.

    What is agreed keeps its day, or is there today when that is over, and nothing else asks for its customer on
    another; the others take what room it leaves, those of the last rank whom nobody touched yet last. Those for whom
    there is no room on any of the days are not in it.
    """
    on = {turn.customer_id: max(turn.agreed_on, turn.due_on, days[0]) for turn in turns if turn.agreed_on}
    load = Counter(on.values())
    coming = sorted(
        (turn for turn in turns if not turn.agreed_on), key=lambda turn: turn.due_on, reverse=True
    )
    waiting: list[tuple[bool, Turn]] = []
    for day in days:
        while coming and coming[-1].due_on <= day:
            turn = coming.pop()
            heappush(waiting, (turn.rank == LAST_RANK and turn.untouched == 1, turn))
        for _place in range(min(per_day - load[day], len(waiting))):
            on[heappop(waiting)[1].customer_id] = day
    return on


def in_sections(turns: Iterable[Turn], on: Mapping[int, str], *, today: str) -> tuple[list[int], ...]:
    """The customers of each section, in its order: by rank, in the next days by day first; `on` has their days."""
    overdue: list[int] = []
    due_today: list[int] = []
    later: list[int] = []
    for turn in sorted(turn for turn in turns if turn.customer_id in on):
        if on[turn.customer_id] > today:
            later.append(turn.customer_id)
        else:
            (overdue if turn.due_on < today else due_today).append(turn.customer_id)
    return overdue, due_today, sorted(later, key=on.__getitem__)
