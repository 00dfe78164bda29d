from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random
from sqlite3 import Connection, Row
from typing import Any

import pytest

from salesops.core.errors import Conflict
from salesops.core.grading import reads
from salesops.core.grading.rules import GradeFacts, cutoffs
from salesops.core.policy.rules import BUILT_IN
from salesops.core.values.dates import add_months
from tests.core.grading.database import add, contract, customer, made, opened, opportunity, touch

TODAY = date(2026, 11, 21)
BY = cutoffs(BUILT_IN.grading, TODAY)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    with closing(opened(made(tmp_path))) as db:
        yield db


def facts(db: Connection, customer_id: int) -> GradeFacts:
    (found,) = reads.facts(db, BY, customer_id=customer_id)
    return found


def test_the_window_is_half_open(db: Connection) -> None:
    one = customer(db, "one")
    for day in ("2025-11-21", "2025-11-22", "2026-11-21", "2026-11-22"):
        contract(db, one, 100_00, day)
    found = facts(db, one)
    assert (found.amount, found.contracts, found.signed_on) == (200_00, 2, "2026-11-21")


def test_parts_of_a_cent_are_summed_exactly_and_rounded_once(db: Connection) -> None:
    one = customer(db, "one")
    for subcent in (49, 49, -48):  # 0.50 of a cent together: half up
        contract(db, one, 100_00, "2026-11-01", subcent=subcent)
    assert facts(db, one).amount == 300_01


def test_an_opportunity_counts_as_it_stood_on_the_day(db: Connection) -> None:
    one = customer(db, "one")
    opportunity(db, one, "2026-11-01", expected_close_on="2027-02-19", amount=10_00)  # within 90 days
    opportunity(db, one, "2026-11-01", expected_close_on="2027-02-20", amount=20_00)
    opportunity(db, one, "2026-10-01", expected_close_on="2026-10-15", amount=40_00)  # late, not gone
    opportunity(db, one, "2026-11-01", expected_close_on="2026-12-01")  # amount not known
    opportunity(db, one, "2026-11-22", expected_close_on="2026-12-01", amount=80_00)  # not opened yet
    opportunity(db, one, "2026-11-01", stage="lost", closed_on="2026-11-20", amount=160_00, decider_known=1)
    opportunity(db, one, "2026-11-01", stage="won", closed_on="2026-11-22", amount=320_00)  # won tomorrow
    found = facts(db, one)
    assert (found.pipeline, found.wanted_on, found.anything_open) == (50_00, "2026-10-15", 1)
    assert (found.hoped, found.hoped_days) == (4, 110 + 111 + 14 + 30)
    assert (found.won, found.chain_known, found.budget_known) == (0, 1, 0)


def test_days_are_counted_across_leap_years(db: Connection) -> None:
    one = customer(db, "one")
    opportunity(db, one, "2023-12-31", stage="won", closed_on="2024-03-01")  # 31 + 29 + 1
    opportunity(db, one, "2024-02-28", stage="won", closed_on="2026-11-20")
    assert facts(db, one).won_days == 61 + (date(2026, 11, 20) - date(2024, 2, 28)).days


@pytest.mark.parametrize(
    ("term", "is_open"),
    [
        ({}, False),
        ({"end_on": "2026-11-20"}, False),
        ({"end_on": "2026-11-21"}, True),
        ({"end_on": "2028-01-01", "start_on": "2026-11-22"}, False),
        ({"end_on": "2028-01-01", "start_on": "2026-11-21"}, True),
    ],
)
def test_a_contract_in_force_is_something_open(db: Connection, term: dict[str, str], is_open: bool) -> None:
    one = customer(db, "one")
    contract(db, one, 100, "2020-01-01", **term)
    assert bool(facts(db, one).anything_open) is is_open


@pytest.mark.parametrize(
    ("left_on", "known"), [(None, True), ("2026-11-22", True), ("2026-11-21", False), ("2020-01-01", False)]
)
def test_a_decider_counts_until_they_leave(db: Connection, left_on: str | None, known: bool) -> None:
    one, two = customer(db, "one"), customer(db, "two")
    add(db, "contact", customer_id=one, name="王总", decision_role="decider", left_on=left_on)
    add(db, "contact", customer_id=two, name="李工", decision_role="user")
    assert bool(facts(db, one).chain_known) is known
    assert not facts(db, two).chain_known


def test_touches_after_the_day_do_not_count(db: Connection) -> None:
    one = customer(db, "one", last_touch_on="2026-12-01", first_contact_on="2026-12-01")
    touch(db, one, "2026-03-01")
    touch(db, one, "2026-12-01")
    found = facts(db, one)
    assert (found.touched_on, found.first_contact_on) == ("2026-03-01", None)


def test_archived_customers_are_not_graded(db: Connection) -> None:
    one = customer(db, "one", archived_on="2026-01-01")
    assert list(reads.facts(db, BY)) == []
    with pytest.raises(Conflict, match="one is archived and has no grade"):
        reads.explained(db, one, as_of=TODAY)


def test_regrading_finds_who_changes_and_whose_score_does(db: Connection) -> None:
    big = customer(db, "big", grade="C", grade_score=20.0)
    contract(db, big, 600_000_00, "2026-11-01")
    same = customer(db, "same", grade="C", grade_score=20.0, first_contact_on="2026-11-01")
    settled = customer(db, "settled", grade="C", grade_score=0.0, first_contact_on="2026-11-01")
    found = reads.regrade(db, as_of=TODAY)
    assert [(each.customer_id, each.from_grade, each.to_grade) for each in found.changes] == [(big, "C", "A")]
    assert found.changes[0].score == 80.0  # (40 * 100 + 20 * 40) / 60
    assert found.scores == [(same, 0.0)]
    assert (found.graded, found.unchanged, found.grades) == (3, 2, {"A": 1, "B": 0, "C": 2})
    assert settled not in {customer_id for customer_id, _score in found.scores}


def test_only_one_reps_customers(db: Connection) -> None:
    rep = add(db, "rep", name="王芳")
    mine = customer(db, "mine", owner_id=rep)
    customer(db, "other")
    assert [each.customer_id for each in reads.regrade(db, as_of=TODAY, rep_id=rep).changes] == [mine]


def test_the_facts_of_many_are_those_that_plain_python_finds(db: Connection) -> None:
    _fill(db, Random(11))
    db.row_factory = Row
    expected = {row["id"]: _by_hand(db, row) for row in db.execute("SELECT * FROM customer").fetchall()}
    db.row_factory = None
    for each in reads.facts(db, BY):
        assert {name: getattr(each, name) for name in expected[each.customer_id]} == expected[
            each.customer_id
        ]
        assert facts(db, each.customer_id) == each


def _fill(db: Connection, chance: Random) -> None:
    def day(back: int, ahead: int = 0) -> str:
        return (TODAY - timedelta(days=chance.randint(-ahead, back))).isoformat()

    for number in range(80):
        one = customer(db, f"C{number}", budget_min=chance.choice([None, 5]))
        for _each in range(chance.randint(0, 5)):
            end = chance.choice([None, day(300, 300)])
            contract(
                db, one, chance.randint(0, 10**7), day(500, 5), subcent=chance.randint(-50, 49), end_on=end
            )
        for _each in range(chance.randint(0, 4)):
            stage = chance.choice(["contacted", "proposal", "won", "lost"])
            opened_on = day(400, 5)
            opportunity(
                db, one, opened_on, stage=stage, amount=chance.choice([None, chance.randint(0, 10**8)]),
                closed_on=max(opened_on, day(100, 5)) if stage in ("won", "lost") else None,
                expected_close_on=chance.choice([None, day(50, 200)]),
                budget_confirmed=chance.randint(0, 1), decider_known=int(chance.random() < 0.2),
            )  # fmt: skip


def _by_hand(db: Connection, row: Row) -> dict[str, Any]:
    """The same facts, by loops over the rows instead of SQL."""
    today, since = TODAY.isoformat(), add_months(TODAY, -12).isoformat()
    signed = [k for k in _rows(db, "contract", row["id"]) if k["signed_on"] <= today]
    recent = [k for k in signed if k["signed_on"] > since]
    deals = [o for o in _rows(db, "opportunity", row["id"]) if o["opened_on"] <= today]
    still = [o for o in deals if o["closed_on"] is None or o["closed_on"] > today]
    hoped = [o for o in still if o["expected_close_on"]]
    won = [o for o in deals if o["stage"] == "won" and o["closed_on"] <= today]
    soon = (TODAY + timedelta(days=90)).isoformat()
    return {
        "amount": (sum(k["amount"] * 100 + k["subcent"] for k in recent) + 50) // 100,
        "contracts": len(recent),
        "signed_on": max((k["signed_on"] for k in signed), default=None),
        "pipeline": sum(o["amount"] or 0 for o in hoped if o["expected_close_on"] <= soon),
        "won": len(won),
        "won_days": sum(_days(o["opened_on"], o["closed_on"]) for o in won),
        "hoped": len(hoped),
        "hoped_days": sum(_days(o["opened_on"], o["expected_close_on"]) for o in hoped),
        "wanted_on": min((o["expected_close_on"] for o in hoped), default=None),
        "budget_known": row["budget_min"] is not None or any(o["budget_confirmed"] for o in still),
        "chain_known": any(o["decider_known"] for o in deals),
        "anything_open": bool(still) or any(k["end_on"] and k["end_on"] >= today for k in signed),
    }


def _rows(db: Connection, table: str, customer_id: int) -> list[Row]:
    return db.execute(f"SELECT * FROM {table} WHERE customer_id = ?", (customer_id,)).fetchall()


def _days(start: str, end: str) -> int:
    return (date.fromisoformat(end) - date.fromisoformat(start)).days
