"""A week as it was: touches, what was signed, lost and moved, what was promised; and what the next one brings."""

from __future__ import annotations

from collections import Counter
from datetime import date
from operator import attrgetter
from sqlite3 import Connection, Cursor
from typing import NamedTuple

from salesops.core.db.find import name_of
from salesops.core.db.rows import records
from salesops.core.db.sql import CONTRACTS, all_of
from salesops.core.followups.due.reads import described
from salesops.core.policy.reads import tell_unknown_holidays
from salesops.core.reviews.week.rules import Move, net_moves, outcome
from salesops.core.schedule.rules import moved
from salesops.core.values.dates import add_days
from salesops.core.values.money import Money, rounded
from salesops.core.values.periods import Period
from salesops.core.values.units import Day

_TOUCHES = """
    SELECT f.occurred_on AS day, c.name AS customer, f.method, p.name AS contact, o.name AS opportunity,
           f.summary, f.feedback
    FROM followup f JOIN customer c ON c.id = f.customer_id
    LEFT JOIN contact p ON p.id = f.contact_id LEFT JOIN opportunity o ON o.id = f.opportunity_id
    WHERE f.status = 'done' AND f.occurred_on >= :start AND f.occurred_on < :end AND {mine}
    ORDER BY f.occurred_on, f.id"""
_SIGNED = f"""
    SELECT k.signed_on AS day, c.name AS customer, k.code AS contract, o.name AS opportunity,
           k.amount * 100 + k.subcent AS exact
    FROM {CONTRACTS} k JOIN customer c ON c.id = k.customer_id LEFT JOIN opportunity o ON o.id = k.opportunity_id
    WHERE k.signed_on >= :start AND k.signed_on < :end AND {{mine}} ORDER BY k.signed_on, k.id"""
_LOST = """
    SELECT o.closed_on AS day, c.name AS customer, o.name AS opportunity, o.amount, o.lost_reason AS reason
    FROM stage_change s JOIN opportunity o ON o.id = s.opportunity_id JOIN customer c ON c.id = o.customer_id
    WHERE s.to_stage = 'lost' AND o.stage = 'lost' AND o.closed_on >= :start AND o.closed_on < :end AND {mine}
      AND s.id = (SELECT max(e.id) FROM stage_change e WHERE e.opportunity_id = o.id)
    ORDER BY o.closed_on, o.id"""
_MOVED = """
    SELECT s.opportunity_id, c.name AS customer, o.name AS opportunity, s.from_stage, s.to_stage
    FROM stage_change s JOIN opportunity o ON o.id = s.opportunity_id JOIN customer c ON c.id = o.customer_id
    WHERE s.changed_on >= :start AND s.changed_on < :end AND s.from_stage IS NOT NULL AND {mine}
    ORDER BY s.id"""
_OPENED = """
    SELECT o.opened_on AS day, c.name AS customer, o.name AS opportunity, o.amount
    FROM opportunity o JOIN customer c ON c.id = o.customer_id
    WHERE o.opened_on >= :start AND o.opened_on < :end AND {mine} ORDER BY o.opened_on, o.id"""
_PROMISED = """
    SELECT f.due_on AS day, c.name AS customer, coalesce(f.objective, '') AS objective, f.status, f.occurred_on
    FROM followup f JOIN customer c ON c.id = f.customer_id
    WHERE f.due_on >= :start AND f.due_on < :end AND {mine} ORDER BY f.due_on, f.id"""
_NEXT = """
    SELECT c.id FROM customer c
    WHERE c.next_due_on >= :start AND c.next_due_on < :end AND {mine} ORDER BY c.next_due_on, c.id"""
_PLANNED = """
    SELECT f.due_on AS day, coalesce(c.short_name, c.name) AS customer, f.objective, f.method, NULL AS why
    FROM followup f JOIN customer c ON c.id = f.customer_id
    WHERE f.status = 'planned' AND f.due_on >= :start AND f.due_on < :end AND {mine}
    ORDER BY f.due_on, f.id"""
_OVERDUE = "SELECT count(*) FROM customer c WHERE c.next_due_on < :today AND {mine}"


class WeekTouch(NamedTuple):
    """A touch, with what was said and the customer's own words."""

    day: Day
    customer: str
    method: str | None
    contact: str | None
    opportunity: str | None
    summary: str | None
    feedback: str | None


class Signing(NamedTuple):
    """A contract that was signed."""

    day: Day
    customer: str
    contract: str
    opportunity: str | None
    amount: Money


class Loss(NamedTuple):
    """A deal that was lost."""

    day: Day
    customer: str
    opportunity: str
    amount: Money | None
    reason: str | None


class Opening(NamedTuple):
    """A deal that came up."""

    day: Day
    customer: str
    opportunity: str
    amount: Money | None


class Promise(NamedTuple):
    """A step planned for a day of the week, and what became of it: a code of OUTCOMES."""

    day: Day
    customer: str
    objective: str
    outcome: str


class Plan(NamedTuple):
    """What is to be done next week: a planned step, or a customer who is due by the rules, and `why`."""

    day: Day
    customer: str
    objective: str | None
    method: str | None
    why: str | None


class Week(NamedTuple):
    """A week of a rep (None: of the team), `from_` and `to` being its first and last day.

    `signed` is what was signed in it together; `next` is what is planned or due in the week after, and `overdue` how
    many customers are overdue today.
    """

    rep: str | None
    period: str
    from_: Day
    to: Day
    touches: list[WeekTouch]
    by_method: dict[str, int]
    won: list[Signing]
    signed: Money
    lost: list[Loss]
    opened: list[Opening]
    moved: list[Move]
    promised: list[Promise]
    kept: int
    overdue: int
    next: list[Plan]


def week(db: Connection, period: Period, *, rep_id: int | None, today: date) -> Week:
    """What was done in the week `period` by the rep (None: by all), and what comes in the week after."""
    span = {"start": period.start.isoformat(), "end": period.end.isoformat(), "rep": rep_id}

    def asked(sql: str, owner: str) -> Cursor:
        return db.execute(sql.format(mine=all_of({f"{owner} = :rep": rep_id})), span)

    touches = list(records(asked(_TOUCHES, "f.rep_id"), WeekTouch))
    signings = asked(_SIGNED, "k.rep_id").fetchall()
    promised = [
        Promise(day, customer, objective, outcome(status, day, occurred, today=today.isoformat()))
        for day, customer, objective, status, occurred in asked(_PROMISED, "f.rep_id")
    ]
    return Week(
        rep=_name(db, rep_id),
        period=period.code,
        from_=period.start.isoformat(),
        to=period.last_day.isoformat(),
        touches=touches,
        by_method=dict(Counter(touch.method or "other" for touch in touches).most_common()),
        won=[
            Signing(day, customer, contract, opportunity, rounded(exact))
            for day, customer, contract, opportunity, exact in signings
        ],
        signed=rounded(sum(exact for *_told, exact in signings)),
        lost=list(records(asked(_LOST, "s.owner_id"), Loss)),
        opened=list(records(asked(_OPENED, "o.owner_id"), Opening)),
        moved=net_moves(records(asked(_MOVED, "s.owner_id"), Move)),
        promised=promised,
        kept=sum(promise.outcome == "kept" for promise in promised),
        overdue=_overdue(db, rep_id, today),
        next=_next(db, period, rep_id, today),
    )


def _name(db: Connection, rep_id: int | None) -> str | None:
    return None if rep_id is None else name_of(db, "rep", rep_id)


def _overdue(db: Connection, rep_id: int | None, today: date) -> int:
    mine = all_of({"c.owner_id = :rep": rep_id})
    count: int
    (count,) = db.execute(_OVERDUE.format(mine=mine), {"rep": rep_id, "today": today.isoformat()}).fetchone()
    return count


def _next(db: Connection, period: Period, rep_id: int | None, today: date) -> list[Plan]:
    end = add_days(period.end, 7)
    after = {"start": period.end.isoformat(), "end": end.isoformat(), "rep": rep_id}
    planned = records(db.execute(_PLANNED.format(mine=all_of({"f.rep_id = :rep": rep_id})), after), Plan)
    due = db.execute(_NEXT.format(mine=all_of({"c.owner_id = :rep": rep_id})), after)
    lines = described(db, [number for (number,) in due], today=today)
    tell_unknown_holidays(db, moved((line.due_on, line.reason) for line in lines))
    by_rule = [
        Plan(line.due_on, line.short_name or line.customer, None, None, line.why)
        for line in lines
        if line.followup_id is None
    ]
    return sorted([*planned, *by_rule], key=attrgetter("day"))
