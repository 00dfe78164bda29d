"""Splitting real targets: who takes part, what stays, what goes."""

from __future__ import annotations

from sqlite3 import Connection

import pytest

from salesops.core.errors import BadValue, Conflict, NotFound
from salesops.core.targets import reads
from tests.core.targets.conftest import ANNA, BEN, BOSS, CHEN, Targets, period, values


def test_by_working_days(targets: Targets) -> None:
    targets.set("2026-02..2026-03", 3_800)
    done = targets.split("2026-02..2026-03", "months")
    # February 2026 has 20 weekdays, 6 of them Spring Festival, and 2 Saturdays that are worked; March has 22.
    assert values(done) == {"2026-02": 1_600, "2026-03": 2_200}
    part = done.parts[0].target
    assert (part.method, part.basis) == ("workdays", "china")
    assert part.share == pytest.approx(16 / 38)


def test_by_season(sold: Targets) -> None:
    sold.set("2026", 800_01)
    done = sold.split("2026", "quarters", "seasonality")
    # 2025 brought 200 in the first quarter and 200 in the last.
    assert values(done) == {"2026-Q1": 400_01, "2026-Q2": 0, "2026-Q3": 0, "2026-Q4": 400_00}
    assert done.parts[0].target.basis == "2025"


def test_by_the_season_of_one_rep(sold: Targets) -> None:
    sold.set("2026", 900, rep_id=ANNA)
    done = sold.split("2026", "quarters", "seasonality", rep_id=ANNA)
    assert values(done) == {"2026-Q1": 600, "2026-Q2": 0, "2026-Q3": 0, "2026-Q4": 300}


def test_seasons_that_cannot_be_compared(sold: Targets) -> None:
    sold.set("2026", 900)
    with pytest.raises(BadValue) as refused:
        sold.split("2026", "weeks", "seasonality")
    assert refused.value.message == "2025 has 52 parts and 2026 has 53: their seasons cannot be compared."


def test_no_revenue_to_go_by(targets: Targets) -> None:
    targets.set("2026", 900)
    for to, by in (("quarters", "seasonality"), ("reps", "history"), ("reps", "history=0.5,equal=0.5")):
        with pytest.raises(BadValue) as refused:
            targets.split("2026", to, by)
        assert refused.value.message == "There is no revenue in 2025 to go by."


def test_by_history(sold: Targets) -> None:
    sold.set("2026", 1_000_01)
    done = sold.split("2026", "reps")
    assert values(done) == {"Anna": 750_01, "Ben": 250_00, "Chen": 0}
    assert [(part.target.method, part.target.basis) for part in done.parts] == [("history", "2025")] * 3
    assert [part.target.share for part in done.parts] == [0.75, 0.25, 0]


def test_by_the_history_of_another_period(sold: Targets) -> None:
    sold.set("2026", 1_000)
    assert values(sold.split("2026", "reps", basis="2025-Q4")) == {"Anna": 500, "Ben": 500, "Chen": 0}


def test_a_quarter_goes_by_the_year_before(sold: Targets) -> None:
    sold.set("2026-Q2", 1_000)
    assert values(sold.split("2026-Q2", "reps")) == {"Anna": 750, "Ben": 250, "Chen": 0}


def test_fractions_of_a_cent_count(targets: Targets) -> None:
    targets.write(
        "contract", code="1", customer_id=1, rep_id=ANNA, amount=1, subcent=49, signed_on="2025-01-01"
    )
    targets.write(
        "contract", code="2", customer_id=1, rep_id=ANNA, amount=1, subcent=1, signed_on="2025-01-01"
    )
    targets.write("contract", code="3", customer_id=1, rep_id=BEN, amount=1, signed_on="2025-01-01")
    targets.set("2026", 400)
    assert values(targets.split("2026", "reps")) == {"Anna": 300, "Ben": 100, "Chen": 0}  # 2.5 cents are 3


def test_equal_and_ability(targets: Targets) -> None:
    targets.set("2026", 300)
    assert values(targets.split("2026", "reps", "equal")) == {"Anna": 100, "Ben": 100, "Chen": 100}
    assert values(targets.split("2026", "reps", "ability")) == {"Anna": 120, "Ben": 80, "Chen": 100}


def test_a_blend(sold: Targets) -> None:
    sold.set("2026", 3_000)
    done = sold.split("2026", "reps", "history=0.6,equal=0.2,ability=0.2")
    # Anna 0.6 * 3/4 + 0.2 * 1/3 + 0.2 * 1.2/3, Ben 0.6 * 1/4 + 0.2 * 1/3 + 0.2 * 0.8/3, Chen 0.2 * 1/3 twice
    assert values(done) == {"Anna": 1_790, "Ben": 810, "Chen": 400}
    assert done.parts[0].target.basis == "history=0.6,equal=0.2,ability=0.2 2025"


def test_who_sells_in_the_period(sold: Targets) -> None:
    sold.write("rep", id=10, name="Gone", left_on="2026-01-01")
    sold.write("rep", id=11, name="Leaving", left_on="2026-01-02")
    sold.write("rep", id=12, name="Coming", hired_on="2026-12-31")
    sold.write("rep", id=13, name="Later", hired_on="2027-01-01")
    sold.set("2026", 500)
    parts = values(sold.split("2026", "reps", "equal"))
    assert list(parts) == ["Anna", "Ben", "Chen", "Leaving", "Coming"]


def test_a_manager_who_sold_takes_part(sold: Targets) -> None:
    sold.write("contract", code="9", customer_id=1, rep_id=BOSS, amount=400_00, signed_on="2025-05-05")
    sold.set("2026", 800)
    assert values(sold.split("2026", "reps")) == {"Anna": 300, "Ben": 100, "Chen": 0, "Boss": 400}


def test_named_reps_and_their_weights(targets: Targets) -> None:
    targets.set("2026", 100)
    assert values(targets.split("2026", "reps", "equal", reps=(BOSS, ANNA))) == {"Anna": 50, "Boss": 50}
    done = targets.split("2026", "reps", "60,40", reps=(BOSS, ANNA))
    assert values(done) == {"Anna": 40, "Boss": 60}
    assert (
        done.parts[0].target.basis == "40,60"
    )  # in the order of the parts, so that it can be asked for again


def test_a_region_goes_to_who_sold_there(sold: Targets) -> None:
    sold.set("2026", 900, region="East")
    done = sold.split("2026", "reps", region="East")
    assert values(done) == {"Anna": 600, "Ben": 300, "Chen": 0}
    assert done.parts[0].target.scope.region == "East"


def test_nobody_sells(targets: Targets) -> None:
    targets.set("2026", 100)
    with targets.writing() as db:
        db.execute("UPDATE rep SET left_on = '2020-01-01'")
    with pytest.raises(NotFound) as refused:
        targets.split("2026", "reps", "equal")
    assert refused.value.message == "Nobody in the team sells in 2026."


def test_customers_by_grade(targets: Targets) -> None:
    for number, grade in ((3, "A"), (4, "B"), (5, "C"), (6, None), (7, "A")):
        archived = "2026-01-01" if number == 7 else None
        targets.write(
            "customer", id=number, name=f"K{number}", name_key=f"k{number}", owner_id=BEN, grade=grade,
            created_on="2025-01-01", archived_on=archived,
        )  # fmt: skip
    targets.set("2026", 100, rep_id=BEN)
    done = targets.split("2026", "customers", rep_id=BEN)
    assert values(done) == {"K3": 67, "K4": 33}
    assert done.without_target == 2  # C and the one not graded
    assert done.parts[0].target.basis == "A=1,B=0.5,C=0"
    targets.set("2026", 10, customer_id=5, locked=True)
    assert values(targets.split("2026", "customers", rep_id=BEN)) == {"K3": 60, "K4": 30, "K5": 10}


def test_no_customer_shares(targets: Targets) -> None:
    targets.set("2026", 100, rep_id=BEN)
    with pytest.raises(NotFound):
        targets.split("2026", "customers", rep_id=BEN)


def test_locked_parts_stay(targets: Targets) -> None:
    targets.set("2026", 100)
    targets.split("2026", "quarters", "1,1,1,1")
    targets.set("2026-Q2", 40, locked=True)
    done = targets.split("2026", "quarters", "1,1,1,1")
    assert values(done) == {"2026-Q1": 20, "2026-Q2": 40, "2026-Q3": 20, "2026-Q4": 20}
    assert [part.target.method for part in done.parts] == ["weights", "set", "weights", "weights"]
    assert [part.before for part in done.parts] == [25, 40, 25, 25]
    assert done.parts[0].target.share == pytest.approx(1 / 3)


def test_locked_parts_set_before_the_first_split_count(targets: Targets) -> None:
    targets.set("2026", 100)
    targets.set("2026", 40, rep_id=BOSS, locked=True)
    done = targets.split("2026", "reps", "equal")
    assert values(done) == {"Anna": 20, "Ben": 20, "Chen": 20, "Boss": 40}
    assert all(part.target.split_from_id == done.whole.id for part in done.parts)


def test_too_much_is_locked(targets: Targets) -> None:
    targets.set("2026", 100)
    targets.set("2026-Q1", 101, locked=True)
    with pytest.raises(Conflict):
        targets.split("2026", "quarters")


def test_what_no_longer_takes_part_goes_with_its_own_parts(targets: Targets) -> None:
    targets.set("2026", 90)
    targets.split("2026", "reps", "equal")
    targets.split("2026", "quarters", "1,1,1,1", rep_id=CHEN)
    done = targets.split("2026", "reps", "equal", reps=(ANNA, BEN))
    assert values(done) == {"Anna": 45, "Ben": 45}
    assert [(str(each.period), each.rep) for each in done.removed] == [
        ("2026-Q1", "Chen"), ("2026-Q2", "Chen"), ("2026-Q3", "Chen"), ("2026-Q4", "Chen"), ("2026", "Chen"),
    ]  # fmt: skip


def test_a_target_of_somebody_else_is_left_alone(targets: Targets) -> None:
    targets.set("2026", 90)
    targets.set("2026", 5, rep_id=BOSS)
    targets.split("2026", "reps", "equal")
    with targets.read() as db:
        assert reads.value(db, period("2026"), BOSS) == 5


def test_kinds_of_parts_stand_beside_each_other(targets: Targets) -> None:
    targets.set("2026", 120)
    targets.split("2026", "reps", "equal")
    targets.split("2026", "quarters", "1,1,1,1")
    done = targets.split("2026", "months", ",".join("1" * 12))
    assert done.removed == ()
    with targets.read() as db:
        forks = reads.tree(db)[0].forks
    assert [(fork.division.parts, fork.division.count) for fork in forks] == [
        ("reps", 3), ("quarters", 4), ("months", 12),
    ]  # fmt: skip


def test_parts_taken_from_another_whole_are_told(targets: Targets) -> None:
    targets.set("2026", 120)
    targets.split("2026", "quarters", "1,1,1,1")
    targets.split("2026-Q1", "months", "1,1,1")
    done = targets.split("2026", "months", ",".join("1" * 12))
    assert [str(each.period) for each in done.detached_from] == ["2026-Q1"]


def test_parts_that_change_no_longer_fit_their_own_parts(targets: Targets) -> None:
    targets.set("2026", 120)
    targets.split("2026", "quarters", "1,1,1,1")
    targets.split("2026-Q1", "months", "1,1,1")
    done = targets.split("2026", "quarters", "2,1,1,2")
    assert [(str(each.whole.period), each.division.difference) for each in done.unbalanced] == [
        ("2026-Q1", -10)
    ]


def test_splitting_twice_changes_nothing(sold: Targets) -> None:
    sold.set("2026", 100_00)
    sold.split("2026", "reps")
    with sold.read() as db:
        before = db.execute("SELECT * FROM target").fetchall(), _changes(db)
    sold.split("2026", "reps")
    with sold.read() as db:
        assert (db.execute("SELECT * FROM target").fetchall(), _changes(db)) == before


def _changes(db: Connection) -> int:
    return int(db.execute("SELECT count(*) FROM journal").fetchone()[0])


def test_nothing_to_split(targets: Targets) -> None:
    with pytest.raises(NotFound) as refused:
        targets.split("2026", "quarters")
    assert refused.value.message == "There is no target for 2026 to split."


@pytest.mark.parametrize(
    ("to", "options", "message"),
    [
        ("months", {"metric": "collection_rate"}, "A collection rate is not split: rates do not add up."),
        ("reps", {"rep_id": ANNA}, "The target of one rep or customer is not split to reps."),
        ("customers", {}, "Only a rep's target is split to customers."),
        ("customers", {"rep_id": ANNA, "region": "East"}, "Only a rep's target is split to customers."),
        ("months", {"reps": (ANNA,)}, "--reps goes with --to reps only."),
        ("months", {"basis": "2025"}, "--basis goes with --to reps or --by seasonality only."),
        ("reps", {"by": "60,40"}, "Weights alone do not say for whom."),
    ],
)
def test_orders_that_make_no_sense(
    targets: Targets, to: str, options: dict[str, object], message: str
) -> None:
    with pytest.raises(BadValue) as refused:
        targets.split("2026", to, **options)  # type: ignore[arg-type]
    assert refused.value.message == message


def test_counts_are_split_into_whole_ones(targets: Targets) -> None:
    targets.set("2026", 10, metric="new_customers")
    done = targets.split("2026", "quarters", "equal", metric="new_customers")
    assert values(done) == {"2026-Q1": 3, "2026-Q2": 3, "2026-Q3": 2, "2026-Q4": 2}
