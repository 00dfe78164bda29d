"""Touches made, planned steps kept, and records that came late, by the rep whose they were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from sqlite3 import Connection

from salesops.core.db.sql import all_of
from salesops.core.reviews.rules import Scope, Span, rate
from salesops.core.reviews.work.rules import Method, RepWork, late_from
from salesops.core.values.numbers import Rate

_REGION = "(SELECT c.region FROM customer c WHERE c.id = f.customer_id)"
_TOUCHES = """
    WITH deadline (day, late_from) AS (VALUES {days})
    SELECT f.rep_id, f.method, count(*), sum(CASE WHEN f.recorded_on >= d.late_from THEN 1 ELSE 0 END)
    FROM followup f
    JOIN deadline d ON d.day = f.occurred_on
    WHERE f.status = 'done' AND f.occurred_on >= :start AND f.occurred_on < :end AND {in_scope}
    GROUP BY f.rep_id, f.method
"""
_STEPS = """
    SELECT f.rep_id, count(*),
           sum(CASE WHEN f.status = 'done' AND f.occurred_on <= f.due_on THEN 1 ELSE 0 END)
    FROM followup f
    WHERE f.status IN ('planned', 'done') AND f.due_on >= :start AND f.due_on < :end AND {in_scope}
    GROUP BY f.rep_id
"""


@dataclass(frozen=True)
class Work:
    """Touches in a period by method, and how many of the planned steps due in it were done in time."""

    touches: int
    by_method: tuple[Method, ...]
    due: int
    on_time: int
    on_time_rate: Rate | None
    late: int
    late_rate: Rate | None
    by_rep: tuple[RepWork, ...]


def work(
    db: Connection, span: Span, over: Span, scope: Scope, names: Mapping[int, str], *, late_hours: int
) -> Work:
    """The touches in `span` and the steps due in `over`, the days of it that are over."""
    touches = _touches(db, span, scope, late_hours)
    due_steps = db.execute(_STEPS.format(in_scope=_in_scope(scope)), scope.within(over))
    steps = {rep: (due, on_time) for rep, due, on_time in due_steps}
    methods: Counter[str | None] = Counter()
    by_rep: Counter[int | None] = Counter()
    late: Counter[int | None] = Counter()
    for rep, method, count, late_count in touches:
        methods[method] += count
        by_rep[rep] += count
        late[rep] += late_count
    due, on_time = (sum(step[place] for step in steps.values()) for place in (0, 1))
    reps = sorted({*by_rep, *steps}, key=lambda rep: (rep is None, -by_rep[rep], names.get(rep or 0, "")))
    return Work(
        touches=methods.total(),
        by_method=tuple(Method(method, count) for method, count in methods.most_common()),
        due=due,
        on_time=on_time,
        on_time_rate=rate(on_time, due),
        late=late.total(),
        late_rate=rate(late.total(), methods.total()),
        by_rep=tuple(_of_rep(rep, names, by_rep[rep], steps.get(rep, (0, 0)), late[rep]) for rep in reps),
    )


def _of_rep(
    rep: int | None, names: Mapping[int, str], touches: int, steps: tuple[int, int], late: int
) -> RepWork:
    due, on_time = steps
    name = None if rep is None else names[rep]
    return RepWork(name, rep, touches, due, on_time, rate(on_time, due), late)


def _touches(
    db: Connection, span: Span, scope: Scope, late_hours: int
) -> list[tuple[int | None, str | None, int, int]]:
    """(rep, method, touches, late records). The deadlines are computed here: SQL has no portable dates."""
    days = dict(late_from(span, late_hours))
    marks = ", ".join(f"(:day{place}, :late{place})" for place in range(len(days)))
    values = scope.within(span)
    for place, (day, late_day) in enumerate(days.items()):
        values |= {f"day{place}": day, f"late{place}": late_day}
    return db.execute(_TOUCHES.format(days=marks, in_scope=_in_scope(scope)), values).fetchall()


def _in_scope(scope: Scope) -> str:
    return all_of({"f.rep_id = :rep": scope.rep_id, f"{_REGION} = :region": scope.region})
