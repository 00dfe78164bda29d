"""Whom to contact, in which order, and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from sqlite3 import Connection, Row
from typing import Any, NamedTuple

from salesops.core.db.dialect import among, id_list
from salesops.core.db.sql import CONTRACTS
from salesops.core.followups.due import rules
from salesops.core.policy import reads as policy_reads
from salesops.core.policy.cadence import FollowupPolicy
from salesops.core.schedule.rules import OpenOpportunity, class_on, duty_kind
from salesops.core.values.dates import add_days, stored_day
from salesops.core.values.money import Money

_GRADES = ("grade = 'A'", "grade = 'B'", "grade = 'C'", "grade IS NULL")
# Each rank is made of ranges of one index each. What falls into several belongs to the first.
_RANKS = (("hot_from <= :today",), _GRADES[:1], _GRADES[1:2], _GRADES[2:])
_MISSED = ("deadline_on < :today",)
_COUNT = """
    SELECT count(*) FROM customer
    WHERE {group} AND {owned} AND next_due_on >= :start AND next_due_on < :end"""
_FIRST = "SELECT min(next_due_on) FROM customer WHERE {owned}"
# In the order of the index behind each group: a page costs a page, however many customers are due.
_PAGE = """
    SELECT next_due_on, -open_amount, coalesce(hot_from, ''), id FROM customer
    WHERE {group} AND {owned} AND next_due_on >= :start AND next_due_on < :end
    ORDER BY next_due_on, open_amount DESC, hot_from NULLS FIRST, id LIMIT :limit"""
_DEALS = f"""
    SELECT id, customer_id, name, opened_on, expected_close_on, budget_confirmed + decider_known + urgent
    FROM opportunity WHERE customer_id {among("ids")} AND stage NOT IN ('won', 'lost')
    ORDER BY id"""
_LINES = f"""
    SELECT c.id AS customer_id, c.name AS customer, c.short_name, c.grade, owner.name AS owner,
           c.next_due_on AS due_on, c.next_due_reason AS reason, c.next_due_table AS ref_table, c.next_due_ref AS ref,
           c.open_amount,
           c.last_touch_on, c.first_contact_on,
           (SELECT max(k.signed_on) FROM {CONTRACTS} k WHERE k.customer_id = c.id) AS last_signed_on,
           step.objective, step.method, last.method AS last_method, last.summary AS last_note,
           person.name AS contact, person.title AS contact_title, person.phone AS contact_phone,
           person.email AS contact_email, person.wechat AS contact_wechat
    FROM customer c
    LEFT JOIN rep owner ON owner.id = c.owner_id
    LEFT JOIN followup step ON step.id = c.next_due_ref AND c.next_due_table = 'followup'
    LEFT JOIN followup last ON last.id = (
        SELECT f.id FROM followup f WHERE f.customer_id = c.id AND f.status = 'done'
        ORDER BY f.occurred_on DESC, f.id DESC LIMIT 1)
    LEFT JOIN contact person ON person.id = coalesce(
        (SELECT p.id FROM contact p WHERE p.id = step.contact_id AND p.left_on IS NULL),
        (SELECT p.id FROM contact p WHERE p.customer_id = c.id AND p.left_on IS NULL
         ORDER BY CASE WHEN p.phone IS NULL THEN 1 ELSE 0 END,
                  CASE p.decision_role WHEN 'decider' THEN 0 WHEN 'purchaser' THEN 1
                                       WHEN 'influencer' THEN 2 ELSE 3 END, p.id LIMIT 1))
    WHERE c.id {among("ids")} AND c.next_due_on IS NOT NULL"""
_ONLY_FOR_WHY = ("ref_table", "ref", "first_contact_on", "objective", "method")


class DueLine(NamedTuple):
    """A customer to contact. Dates are ISO texts; `days_overdue` is negative for days to come.

    `class_` is the highest class of its open opportunities today; `opportunity` and `followup_id` are the
    opportunity and the planned step behind the reason, if it is one of these.
    """

    customer_id: int
    customer: str
    short_name: str | None
    grade: str | None
    class_: str | None
    owner: str | None
    section: str
    due_on: str
    days_overdue: int
    reason: str
    why: str
    opportunity: str | None
    followup_id: int | None
    open_amount: Money
    last_touch_on: str | None
    last_method: str | None
    last_note: str | None
    last_signed_on: str | None
    topic: str
    contact: str | None
    contact_title: str | None
    contact_phone: str | None
    contact_email: str | None
    contact_wechat: str | None


class DueList(NamedTuple):
    """The lines of the due list, the most urgent first in each section, and how many more there are.

    `counts` says how many customers are due in each section; `next_on` is the first day after them on which
    somebody is, looked for when there are none.
    """

    lines: list[DueLine]
    counts: dict[str, int]
    left_out: int
    next_on: str | None


def due(db: Connection, *, today: date, ahead: int = 3, rep_id: int | None = None, limit: int = 0) -> DueList:
    """Whom to contact up to and including `today` + `ahead` days; `rep_id` None is the whole team.

    At most `limit` lines (0: no limit), divided among the sections as `rules.places` says.
    """
    asked = {"today": today.isoformat(), "rep": rep_id}
    spans = [{**asked, "start": start, "end": end} for start, end in _sections(today, ahead)]
    counts = [_count(db, span) for span in spans]
    ids: list[int] = []
    for place, (span, room) in enumerate(zip(spans, rules.places(limit, counts), strict=True)):
        ranks = _RANKS if place else (_MISSED, *_RANKS)
        ids += _ranked(db, ranks, {**span, "limit": room}) if room else []
    return DueList(
        lines=described(db, ids, today=today),
        counts=dict(zip(rules.SECTIONS, counts, strict=True)),
        left_out=sum(counts) - len(ids),
        next_on=None if any(counts) else _next_on(db, asked),
    )


def described(db: Connection, customer_ids: list[int], *, today: date) -> list[DueLine]:
    """What there is to say of these customers when they are due, in the given order; never due: left out."""
    policy = policy_reads.followup_policy(db)
    ids = {"ids": id_list(customer_ids)}
    deals: dict[int, list[rules.Deal]] = {}
    for deal in db.execute(_DEALS, ids):
        deals.setdefault(deal[1], []).append(_deal(deal, today, policy))
    cursor = db.cursor()
    cursor.row_factory = Row
    found = {row["customer_id"]: row for row in cursor.execute(_LINES, ids)}
    return [
        _line(found[customer], deals.get(customer, []), today, policy)
        for customer in customer_ids
        if customer in found
    ]


def _sections(today: date, ahead: int) -> list[tuple[str, str]]:
    """The half-open spans of days of the three sections, as texts."""
    days = ("", *(add_days(today, days).isoformat() for days in (0, 1, ahead + 1)))
    return list(pairwise(days))


def _count(db: Connection, span: dict[str, Any]) -> int:
    # One rep's index begins with the grade; the whole team's may be counted at once.
    groups = ("TRUE",) if span["rep"] is None else _GRADES
    owned = _owned(span)
    return sum(db.execute(_COUNT.format(group=group, owned=owned), span).fetchone()[0] for group in groups)


def _next_on(db: Connection, asked: dict[str, Any]) -> str | None:
    """The first day on which anybody is due."""
    row = db.execute(_FIRST.format(owned=_owned(asked)), asked).fetchone()
    return row[0] if row else None


def _ranked(db: Connection, ranks: Iterable[tuple[str, ...]], span: dict[str, Any]) -> list[int]:
    """The first `limit` customers of one section in the order of their ranks."""
    chosen: dict[int, None] = {}
    for groups in ranks:
        rows = [row for group in groups for row in _page(db, group, span)]
        chosen.update(dict.fromkeys(row[-1] for row in sorted(rows)))
        if len(chosen) >= span["limit"]:
            break
    return list(chosen)[: span["limit"]]


def _page(db: Connection, group: str, span: dict[str, Any]) -> list[tuple[Any, ...]]:
    return db.execute(_PAGE.format(group=group, owned=_owned(span, group)), span).fetchall()


def _owned(span: dict[str, Any], group: str = "") -> str:
    if span["rep"] is None:
        return "TRUE"
    # The plus keeps SQLite to the small index of the few that are hot or have a deadline.
    return "owner_id = :rep" if group in ("", *_GRADES) else "+owner_id = :rep"


def _deal(row: tuple[Any, ...], today: date, policy: FollowupPolicy) -> rules.Deal:
    number, _customer, name, opened, close, signals = row
    close_on = stored_day(close)
    opportunity = OpenOpportunity(number, date.fromisoformat(opened), close_on, signals)
    return rules.Deal(number, name, class_on(today, opportunity, policy), close_on)


def _line(row: Row, deals: list[rules.Deal], today: date, policy: FollowupPolicy) -> DueLine:
    due_on, table = date.fromisoformat(row["due_on"]), row["ref_table"]
    behind = next((deal for deal in deals if table == "opportunity" and deal.id == row["ref"]), None)
    return DueLine(
        **{name: row[name] for name in row.keys() if name not in _ONLY_FOR_WHY},  # noqa: SIM118 - a Row is no dict
        class_=rules.highest(deals),
        section=rules.section(due_on, today=today),
        days_overdue=(today - due_on).days,
        why=_why(row, behind, today, policy),
        opportunity=behind.name if behind else None,
        followup_id=row["ref"] if table == "followup" else None,
        topic=rules.topic(row["grade"], policy),
    )


def _why(row: Row, behind: rules.Deal | None, today: date, policy: FollowupPolicy) -> str:
    if row["ref_table"] == "followup":
        return rules.why_planned(row["objective"], row["method"])
    if row["ref_table"] == "duty":
        return rules.why_duty(duty_kind(row["reason"]))
    if behind:
        name = rules.own_name(behind.name, row["short_name"], row["customer"])
        return rules.why_deal(behind._replace(name=name), today=today, policy=policy)
    known = bool(row["last_touch_on"] or row["first_contact_on"] or row["last_signed_on"])
    return rules.why_graded(row["grade"], known=known, policy=policy)
