"""What reviews ask of targets, and the tree of them."""

from __future__ import annotations

from salesops.core.targets import reads
from salesops.core.targets.reads import Branch
from salesops.core.targets.rules import Scope
from tests.core.targets.conftest import ANNA, BEN, Targets, period


def value(targets: Targets, when: str, rep_id: int | None = None, metric: str = "revenue") -> int | None:
    with targets.read() as db:
        return reads.value(db, period(when), rep_id, metric)


def shape(branches: list[Branch] | tuple[Branch, ...]) -> list[object]:
    """The tree as (period, rep) and, for each kind of parts, their difference and themselves."""
    return [
        (
            str(branch.target.period),
            branch.target.rep,
            [(fork.division.parts, fork.division.difference, shape(fork.branches)) for fork in branch.forks],
        )
        for branch in branches
    ]


def test_no_value_is_not_zero(targets: Targets) -> None:
    assert value(targets, "2026") is None
    targets.set("2026", 0)
    assert value(targets, "2026") == 0
    assert value(targets, "2026-Q1") is None


def test_every_scope_and_metric_has_its_own(targets: Targets) -> None:
    targets.set("2026", 100)
    targets.set("2026", 40, rep_id=ANNA)
    targets.set("2026", 7, metric="new_customers")
    targets.set("2026", 60, region="East")
    assert value(targets, "2026") == 100
    assert value(targets, "2026", ANNA) == 40
    assert value(targets, "2026", BEN) is None
    assert value(targets, "2026", metric="new_customers") == 7
    with targets.read() as db:
        assert reads.value(db, period("2026"), region="East") == 60
        assert reads.values(db, period("2026")) == {Scope(): 100, Scope(ANNA): 40, Scope(region="East"): 60}


def test_parts_make_a_period_that_has_none_of_its_own(targets: Targets) -> None:
    for month in ("2026-01", "2026-02", "2026-03"):
        targets.set(month, 10, rep_id=ANNA)
    assert value(targets, "2026-Q1", ANNA) == 30
    assert value(targets, "2026-01..2026-03", ANNA) == 30
    assert value(targets, "2026-01..2026-02", ANNA) == 20
    assert value(targets, "2026", ANNA) is None


def test_rates_make_no_sum(targets: Targets) -> None:
    for month in ("2026-01", "2026-02", "2026-03"):
        targets.set(month, 9000, metric="collection_rate")
    assert value(targets, "2026-Q1", metric="collection_rate") is None
    assert value(targets, "2026-01", metric="collection_rate") == 9000


def test_the_tree(targets: Targets) -> None:
    targets.set("2026", 120_00)
    targets.split("2026", "quarters", "1,1,1,1")
    targets.split("2026-Q1", "months", "1,1,1")
    targets.split("2026", "reps", "equal", reps=(ANNA, BEN))
    targets.set("2026", 61_00, rep_id=ANNA)
    months = [("months", 0, [("2026-01", None, []), ("2026-02", None, []), ("2026-03", None, [])])]
    quarters = [("2026-Q1", None, months), *((f"2026-Q{each}", None, []) for each in (2, 3, 4))]
    reps = [("2026", "Anna", []), ("2026", "Ben", [])]
    with targets.read() as db:
        assert shape(reads.tree(db)) == [("2026", None, [("reps", 1_00, reps), ("quarters", 0, quarters)])]
        assert shape(reads.tree(db, period=period("2026-Q1"))) == [("2026-Q1", None, months)]
        assert shape(reads.tree(db, scope=Scope(rep_id=ANNA))) == [("2026", "Anna", [])]
        assert reads.tree(db, metric="calls") == []


def test_a_part_stands_once_below_the_first_that_is_asked_for(targets: Targets) -> None:
    targets.set("2026", 12)
    targets.split("2026", "quarters", "1,1,1,1")
    targets.split("2026-Q1", "reps", "equal", reps=(ANNA,))
    targets.split("2026-Q1", "months", "1,1,1", rep_id=ANNA)
    with targets.read() as db:
        assert len(reads.tree(db)) == 1
        assert [str(each.target.period) for each in reads.tree(db, scope=Scope(rep_id=ANNA))] == ["2026-Q1"]
