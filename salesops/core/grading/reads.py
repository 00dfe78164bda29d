"""What grading goes by, who has which grade, and what it was before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection
from typing import TYPE_CHECKING

from salesops.core.db.find import name_of
from salesops.core.db.journal import last_operation, written_by
from salesops.core.db.rows import records
from salesops.core.db.sql import CONTRACTS, all_of, at_most, whole_sum
from salesops.core.errors import Conflict
from salesops.core.grading.rules import GRADES, Cutoffs, GradeFacts, cutoffs, verdict
from salesops.core.i18n import _
from salesops.core.policy import reads as policy_reads
from salesops.core.values.money import Money
from salesops.core.values.units import Day

if TYPE_CHECKING:
    from salesops.core.grading.explaining import Explanation

# Revenue as elsewhere: summed in hundredths of a minor unit, rounded once, half up. The months of a day
# since March of the year 0 make its number without any function that only SQLite has.
_MONTHS = "(12 * CAST(substr({0}, 1, 4) AS INTEGER) + CAST(substr({0}, 6, 2) AS INTEGER) - 3)"
_DAY = (
    "(365 * ({0}_months / 12) + {0}_months / 48 - {0}_months / 1200 + {0}_months / 4800"
    " + ({0}_months % 12 * 306 + 5) / 10 + CAST(substr({0}, 9, 2) AS INTEGER))"
)
_CYCLE = f"({_DAY.format('ends')} - {_DAY.format('opened_on')})"
_FACTS = f"""
    SELECT c.id AS customer_id, c.name, c.grade, c.grade_score AS score, c.manual_grade,
           c.manual_grade_until AS manual_until, c.industry, c.need_match,
           coalesce(c.expansion_plan, 0) AS expansion_plan,
           coalesce((k.exact + 50) / 100, 0) AS amount, coalesce(k.number, 0) AS contracts,
           coalesce(o.pipeline, 0) AS pipeline, coalesce(o.won_days, 0) AS won_days, coalesce(o.won, 0) AS won,
           coalesce(o.hoped_days, 0) AS hoped_days, coalesce(o.hoped, 0) AS hoped,
           CASE WHEN n.wanted_by IS NULL OR o.wanted_on <= n.wanted_by THEN o.wanted_on ELSE n.wanted_by END
           AS wanted_on,
           n.customer_id IS NOT NULL AS need_recorded,
           c.budget_min IS NOT NULL OR coalesce(o.budget_confirmed, 0) = 1 OR coalesce(n.budgets, 0) > 0
           AS budget_known,
           coalesce(o.decider_known, 0) = 1 OR c.id IN (
               SELECT customer_id FROM contact
               WHERE decision_role = 'decider' AND (left_on IS NULL OR left_on > :as_of)) AS chain_known,
           coalesce(o.open, 0) > 0 OR coalesce(k.in_force, 0) > 0 AS anything_open,
           CASE WHEN c.last_touch_on <= :as_of THEN c.last_touch_on ELSE (
               SELECT max(f.occurred_on) FROM followup AS f
               WHERE f.customer_id = c.id AND f.status = 'done' AND f.occurred_on <= :as_of) END AS touched_on,
           k.signed_on, CASE WHEN c.first_contact_on <= :as_of THEN c.first_contact_on END AS first_contact_on,
           c.created_on
    FROM customer AS c
    LEFT JOIN (
        SELECT customer_id, max(signed_on) AS signed_on,
               {whole_sum("CASE WHEN signed_on > :since THEN amount * 100 + subcent ELSE 0 END")} AS exact,
               sum(CASE WHEN signed_on > :since THEN 1 ELSE 0 END) AS number,
               sum(CASE WHEN end_on >= :as_of AND coalesce(start_on, signed_on) <= :as_of
                   THEN 1 ELSE 0 END) AS in_force
        FROM {CONTRACTS} k WHERE signed_on <= :as_of{{one}} GROUP BY customer_id
    ) AS k ON k.customer_id = c.id
    LEFT JOIN (
        SELECT customer_id, max(decider_known) AS decider_known,
               sum(CASE WHEN state = 'open' THEN 1 ELSE 0 END) AS open,
               max(CASE WHEN state = 'open' THEN budget_confirmed END) AS budget_confirmed,
               min(CASE WHEN state = 'open' THEN ends END) AS wanted_on,
               {whole_sum("CASE WHEN state = 'open' AND ends <= :pipeline_until THEN amount END")} AS pipeline,
               sum(CASE WHEN state = 'open' AND ends IS NOT NULL THEN 1 ELSE 0 END) AS hoped,
               sum(CASE WHEN state = 'open' THEN {_CYCLE} END) AS hoped_days,
               sum(CASE WHEN state = 'won' THEN 1 ELSE 0 END) AS won,
               sum(CASE WHEN state = 'won' THEN {_CYCLE} END) AS won_days
        FROM (
            SELECT *, {_MONTHS.format("opened_on")} AS opened_on_months, {_MONTHS.format("ends")} AS ends_months
            FROM (
                SELECT customer_id, amount, budget_confirmed, decider_known, opened_on,
                       CASE WHEN closed_on <= :as_of THEN stage ELSE 'open' END AS state,
                       CASE WHEN closed_on <= :as_of THEN closed_on ELSE expected_close_on END AS ends
                FROM opportunity WHERE opened_on <= :as_of{{one}}
            ) AS dated
        ) AS counted
        GROUP BY customer_id
    ) AS o ON o.customer_id = c.id
    LEFT JOIN (
        SELECT customer_id, min(wanted_by) AS wanted_by,
               sum(CASE WHEN budget_min IS NULL THEN 0 ELSE 1 END) AS budgets
        FROM need WHERE recorded_on <= :as_of{{one}} GROUP BY customer_id
    ) AS n ON n.customer_id = c.id
    WHERE c.archived_on IS NULL"""


def facts(
    db: Connection, by: Cutoffs, *, customer_id: int | None = None, rep_id: int | None = None
) -> Iterator[GradeFacts]:
    """The facts of one customer, of a rep's, or of all that are not archived, as they were on the day.

    An opportunity counts as open on the day if it was opened by then and not closed yet; open opportunities
    whose expected close has passed are late, not gone, and count as expected. A contract without an end is
    over when it is signed, so it keeps nobody from being dormant. A decider counts until they left. A need
    whose day has passed is late, too, and still wanted.
    """
    one = " AND customer_id = :customer_id" if customer_id is not None else ""
    wanted = " AND c.id = :customer_id" if customer_id is not None else ""
    wanted += " AND c.owner_id = :rep_id" if rep_id is not None else ""
    limits = {
        "as_of": by.as_of,
        "since": by.since,
        "pipeline_until": by.pipeline_until,
        "customer_id": customer_id,
        "rep_id": rep_id,
    }
    return records(db.execute(_FACTS.format(one=one) + wanted, limits), GradeFacts)


@dataclass(frozen=True)
class Regraded:
    """A customer whose grade changes, and the inputs that people ask for first."""

    customer_id: int
    customer: str
    from_grade: str | None
    to_grade: str
    score: float
    reason: str
    amount: Money
    contracts: int


@dataclass(frozen=True)
class Regrading:
    """What grading everybody (or one rep's customers, or one customer) as of a day comes to.

    `scores` are the new scores of those whose grade stays, by their ids; `seen` is the last operation that
    the facts include.
    """

    as_of: date
    customer_id: int | None
    rep_id: int | None
    seen: int
    graded: int
    grades: dict[str, int]
    changes: list[Regraded]
    scores: list[tuple[int, float]]

    @property
    def unchanged(self) -> int:
        """How many customers keep their grade."""
        return self.graded - len(self.changes)

    @property
    def is_settled(self) -> bool:
        """Whether there is nothing to write."""
        return not self.changes and not self.scores


def regrade(
    db: Connection, *, as_of: date, customer_id: int | None = None, rep_id: int | None = None
) -> Regrading:
    """Compute who gets another grade as of a day, A first, then by score. Nothing is written."""
    by = cutoffs(policy_reads.current(db).grading, as_of)
    grades = dict.fromkeys(GRADES, 0)
    changes: list[Regraded] = []
    scores: list[tuple[int, float]] = []
    graded = 0
    for customer in facts(db, by, customer_id=customer_id, rep_id=rep_id):
        graded += 1
        grade, hundredths, reason = verdict(customer, by)
        grades[grade] += 1
        score = hundredths / 100
        if grade != customer.grade:
            changes.append(_regraded(customer, grade, score, reason))
        elif score != customer.score:
            scores.append((customer.customer_id, score))
    changes.sort(key=lambda change: (change.to_grade, -change.score, change.customer_id))
    seen = last_operation(db)
    return Regrading(as_of, customer_id, rep_id, seen, graded, grades, changes, scores)


def _regraded(customer: GradeFacts, grade: str, score: float, reason: str) -> Regraded:
    return Regraded(
        customer.customer_id,
        customer.name,
        customer.grade,
        grade,
        score,
        reason,
        customer.counted_amount,
        customer.contracts,
    )


@dataclass(frozen=True)
class Graded:
    """A customer with its grade; `since` is the day the grade dates from, None if it was never changed."""

    customer_id: int
    customer: str
    owner: str | None
    grade: str | None
    score: float | None
    since: Day | None
    reason: str | None
    manual_until: Day | None


@dataclass(frozen=True)
class GradeList:
    """The customers of a list and how many more there are."""

    customers: list[Graded]
    left_out: int


def graded(
    db: Connection, *, grade: str | None = None, rep_id: int | None = None, limit: int = 0
) -> GradeList:
    """At most `limit` (0: all) customers with their grades, best first; those of one grade, of one rep."""
    asked = all_of({"c.grade = :grade": grade, "c.owner_id = :rep_id": rep_id})
    chosen = f"FROM customer AS c WHERE c.archived_on IS NULL AND {asked}"
    order = "ORDER BY c.grade IS NULL, c.grade, c.grade_score DESC, c.name, c.id"
    values = {"grade": grade, "rep_id": rep_id, "limit": limit}
    total: int = db.execute(f"SELECT count(*) {chosen}", values).fetchone()[0]
    rows = db.execute(
        f"""
        SELECT c.id AS customer_id, c.name AS customer, r.name AS owner, c.grade, c.grade_score AS score,
               g.as_of AS since, g.reason,
               CASE WHEN g.reason = 'manual' THEN c.manual_grade_until END AS manual_until
        FROM (SELECT * {chosen} {order} {at_most(limit)}) AS c
        LEFT JOIN rep AS r ON r.id = c.owner_id
        LEFT JOIN grade_change AS g ON g.id = (
            SELECT max(l.id) FROM grade_change AS l WHERE l.customer_id = c.id)
        {order}
        """,
        values,
    )
    customers = list(records(rows, Graded))
    return GradeList(customers, total - len(customers))


@dataclass(frozen=True)
class GradeEntry:
    """One change of a customer's grade as it was kept, and who ran the command that made it."""

    on: Day
    from_grade: str | None
    to_grade: str
    score: float
    reason: str
    actor: str | None
    command: str | None


def history(db: Connection, customer_id: int) -> list[GradeEntry]:
    """The changes of a customer's grade, latest first."""
    rows = db.execute(
        f"""
        SELECT g.as_of AS "on", g.from_grade, g.to_grade, g.score, g.reason,
               coalesce(r.name, p.account) AS actor, p.command
        FROM grade_change AS g {written_by("grade_change", "g")}
        WHERE g.customer_id = :customer_id ORDER BY g.id DESC
        """,
        {"customer_id": customer_id},
    )
    return list(records(rows, GradeEntry))


def explained(db: Connection, customer_id: int, *, as_of: date) -> Explanation:
    """Why the customer has its grade on a day. Raises Conflict for an archived customer, which has none."""
    from salesops.core.grading.explaining import explain
    from salesops.core.grading.outlook import Signing

    by = cutoffs(policy_reads.current(db).grading, as_of)
    customer = next(facts(db, by, customer_id=customer_id), None)
    if customer is None:
        raise archived(name_of(db, "customer", customer_id))
    signings = db.execute(
        f'SELECT signed_on AS "on", amount * 100 + subcent AS exact FROM {CONTRACTS} k'
        " WHERE customer_id = :customer_id AND signed_on > :since AND signed_on <= :as_of ORDER BY signed_on",
        {"customer_id": customer_id, "since": by.since, "as_of": by.as_of},
    )
    reason = db.execute(
        "SELECT manual_grade_reason FROM customer WHERE id = :id", {"id": customer_id}
    ).fetchone()
    return explain(customer, by, list(records(signings, Signing)), reason[0])


def archived(name: str) -> Conflict:
    """The error of asking for the grade of a customer that is archived."""
    return Conflict(_("{name} is archived and has no grade.").format(name=name))
