"""Whom to contact, in which order, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from sqlite3 import Connection, Row
from typing import NamedTuple

from salesops.core.db.dialect import among, id_list
from salesops.core.db.sql import CONTRACTS
from salesops.core.followups.due import rules, team
from salesops.core.policy import reads as policy_reads
from salesops.core.policy.cadence import FollowupPolicy
from salesops.core.schedule.rules import OpenOpportunity, class_on, duty_kind
from salesops.core.values.dates import add_days, short_date, stored_day
from salesops.core.values.money import Money
from salesops.core.values.units import Day

_DEALS = f"""
    SELECT id, customer_id, name, opened_on, expected_close_on,
           budget_confirmed + decider_known + urgent AS signals, stage, amount
    FROM opportunity WHERE customer_id {among("ids")} AND stage NOT IN ('won', 'lost')
    ORDER BY id"""
_LINES = f"""
    SELECT c.id AS customer_id, c.name AS customer, c.short_name, c.grade, owner.name AS owner,
           c.next_due_on AS due_on, c.next_due_reason AS reason, c.next_due_table AS ref_table, c.next_due_ref AS ref,
           c.open_amount,
           c.last_touch_on, c.first_contact_on,
           (SELECT max(k.signed_on) FROM {CONTRACTS} k WHERE k.customer_id = c.id) AS last_signed_on,
           step.id AS step, step.due_on AS step_on, step.objective, step.method, step.due_time,
           step.opportunity_id AS about,
           last.method AS last_method, last.summary AS last_note,
           person.name AS contact, person.title AS contact_title, person.phone AS contact_phone,
           person.email AS contact_email, person.wechat AS contact_wechat
    FROM customer c
    LEFT JOIN rep owner ON owner.id = c.owner_id
    LEFT JOIN followup step ON step.id = CASE WHEN c.next_due_table = 'followup' THEN c.next_due_ref ELSE (
        SELECT f.id FROM followup f
        WHERE f.customer_id = c.id AND f.status = 'planned' AND f.due_on <= :until
        ORDER BY f.due_on, coalesce(f.due_time, ''), f.id LIMIT 1) END
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
_NOT_SHOWN = ("ref_table", "ref", "first_contact_on", "step", "step_on", "objective", "method", "about")


class DueLine(NamedTuple):
    """A customer to contact. Dates are ISO texts; `days_overdue` is negative for days to come.

    `class_` is the highest class of its open opportunities today; `opportunity` is the one behind the reason, if it
    is one, and `followup_id` the first step planned within the days of the list, which is part of the reason.
    `on` is the day on which its turn comes, `deal` the foremost of its `deals` open opportunities.
    """

    customer_id: int
    customer: str
    short_name: str | None
    grade: str | None
    class_: str | None
    owner: str | None
    section: str
    due_on: Day
    days_overdue: int
    reason: str
    why: str
    opportunity: str | None
    followup_id: int | None
    open_amount: Money
    last_touch_on: Day | None
    last_method: str | None
    last_note: str | None
    last_signed_on: Day | None
    topic: str
    contact: str | None
    contact_title: str | None
    contact_phone: str | None
    contact_email: str | None
    contact_wechat: str | None
    on: Day
    deal: str | None
    deal_stage: str | None
    deal_amount: Money | None
    deals: int
    due_time: str | None


class DueList(NamedTuple):
    """The lines of the due list, the most urgent first in each section, and how many more there are.

    `counts` says how many customers are in each section, `levelled` how many more of one rep have to wait for a later
    day than theirs; `coming` is whose turn comes after all that, looked for when nobody is due.
    """

    lines: list[DueLine]
    counts: dict[str, int]
    left_out: int
    levelled: int
    coming: DueLine | None


def due(db: Connection, *, today: date, ahead: int = 3, rep_id: int | None = None, limit: int = 0) -> DueList:
    """Whom to contact up to and including `today` + `ahead` days; `rep_id` None is the whole team.

    At most `limit` lines (0: no limit), divided among the sections as `rules.places` says. What is overdue and what
    is due today is ordered by rank, the next days by day first. The days of one rep are levelled.
    """
    policy = policy_reads.followup_policy(db)
    moved: Mapping[int, str] = {}
    if rep_id is None:
        ids, counts = team.turns(db, today=today, ahead=ahead, limit=limit)
    else:
        from salesops.core.followups.due.own import reads as own

        ids, counts, moved = own.turns(
            db, rep_id, today=today, ahead=ahead, limit=limit, per_day=policy.per_day
        )
    first = None if any(counts) else team.coming(db, rep_id, today=today)
    return DueList(
        lines=_described(db, ids, today, add_days(today, ahead), policy, moved),
        counts=dict(zip(rules.SECTIONS, counts, strict=True)),
        left_out=sum(counts) - len(ids),
        levelled=sum(not day for day in moved.values()),
        coming=_described(db, [first], today, today, policy, {})[0] if first else None,
    )


def described(db: Connection, customer_ids: Sequence[int], *, today: date) -> list[DueLine]:
    """What there is to say of these customers when they are due, in the given order; never due: left out."""
    return _described(db, customer_ids, today, today, policy_reads.followup_policy(db), {})


def _described(
    db: Connection,
    customer_ids: Sequence[int],
    today: date,
    until: date,
    policy: FollowupPolicy,
    on: Mapping[int, str],
) -> list[DueLine]:
    """As `described`, with what is planned for the days up to and including `until`.

    `on` has the days of those whose turn comes on another day than their own.
    """
    ids = {"ids": id_list(customer_ids)}
    cursor = db.cursor()
    cursor.row_factory = Row
    deals: dict[int, list[rules.Deal]] = {}
    for row in cursor.execute(_DEALS, ids):
        deals.setdefault(row["customer_id"], []).append(_deal(row, today, policy))
    customers = {
        row["customer_id"]: row for row in cursor.execute(_LINES, {**ids, "until": until.isoformat()})
    }
    return [
        _line(customers[number], deals.get(number, []), today, policy, on.get(number))
        for number in customer_ids
        if number in customers
    ]


def _deal(row: Row, today: date, policy: FollowupPolicy) -> rules.Deal:
    number, close_on = row["id"], stored_day(row["expected_close_on"])
    opportunity = OpenOpportunity(number, date.fromisoformat(row["opened_on"]), close_on, row["signals"])
    class_ = class_on(today, opportunity, policy)
    return rules.Deal(number, row["name"], class_, close_on, row["stage"], row["amount"])


def _line(
    row: Row, deals: list[rules.Deal], today: date, policy: FollowupPolicy, moved_to: str | None
) -> DueLine:
    due_on, table = date.fromisoformat(row["due_on"]), row["ref_table"]
    behind = next((deal for deal in deals if table == "opportunity" and deal.id == row["ref"]), None)
    deal = rules.foremost(deals, behind.id if behind else row["about"])
    on = date.fromisoformat(moved_to) if moved_to else max(due_on, today)
    return DueLine(
        **{name: row[name] for name in row.keys() if name not in _NOT_SHOWN},  # noqa: SIM118 - a Row is no dict
        class_=rules.highest(deals),
        section="next" if on > today else rules.section(due_on, today=today),
        days_overdue=(today - due_on).days,
        why=_why(row, behind, today, policy),
        opportunity=behind.name if behind else None,
        followup_id=row["step"],
        topic=rules.topic(row["grade"], policy),
        on=on.isoformat(),
        deal=rules.own_name(deal.name, row["short_name"], row["customer"]) if deal else None,
        deal_stage=deal.stage if deal else None,
        deal_amount=deal.amount if deal else None,
        deals=len(deals),
    )


def _why(row: Row, behind: rules.Deal | None, today: date, policy: FollowupPolicy) -> str:
    """What is planned and, where a cadence or another duty asked for a touch before that, this as well."""
    if row["step"] is None:
        return _why_due(row, behind, today, policy)
    planned = rules.why_planned(row["objective"], row["method"])
    if row["ref_table"] == "followup":
        return planned
    day = short_date(date.fromisoformat(row["step_on"]), today=today)
    return rules.why_also(planned, day, _why_due(row, behind, today, policy))


def _why_due(row: Row, behind: rules.Deal | None, today: date, policy: FollowupPolicy) -> str:
    if row["ref_table"] == "duty":
        return rules.why_duty(duty_kind(row["reason"]))
    if behind:
        name = rules.own_name(behind.name, row["short_name"], row["customer"])
        return rules.why_deal(behind._replace(name=name), today=today, policy=policy)
    known = bool(row["last_touch_on"] or row["first_contact_on"] or row["last_signed_on"])
    return rules.why_graded(row["grade"], known=known, policy=policy)
