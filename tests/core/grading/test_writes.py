from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from sqlite3 import Connection

import pytest

from salesops.core.db.transaction import transaction
from salesops.core.errors import BadValue, Conflict
from salesops.core.grading import reads, writes
from salesops.core.grading.reads import Regrading
from tests.core.grading.database import add, contract, customer, made
from tests.core.operations import operation
from tests.core.reading import reading

TODAY = date(2026, 11, 20)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = made(tmp_path)
    with writing(path) as writer:
        rep = add(writer, "rep", name="王芳")
        big = customer(writer, "big", owner_id=rep, first_contact_on="2026-11-01")
        customer(writer, "small", first_contact_on="2026-11-01")
        contract(writer, big, 600_000_00, "2026-11-06")
    return path


@contextmanager
def writing(path: Path) -> Iterator[Connection]:
    with transaction(path, operation("grade run")) as writer:
        yield writer


def computed(path: Path) -> Regrading:
    with reading(path) as db:
        return reads.regrade(db, as_of=TODAY)


def run(path: Path) -> Regrading:
    found = computed(path)
    with writing(path) as writer:
        return writes.run(writer, found)


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with reading(path) as db:
        return db.execute(sql).fetchall()


def test_a_run_writes_grades_scores_and_history_and_a_second_one_finds_nothing(path: Path) -> None:
    assert len(run(path).changes) == 2
    assert rows(path, "SELECT grade, grade_score FROM customer ORDER BY id") == [("A", 80.0), ("C", 0.0)]
    assert rows(
        path, "SELECT customer_id, from_grade, to_grade, score, reason, as_of FROM grade_change ORDER BY id"
    ) == [(1, None, "A", 80.0, "score", "2026-11-20"), (2, None, "C", 0.0, "score", "2026-11-20")]
    again = computed(path)
    assert again.is_settled
    assert (again.changes, again.unchanged) == ([], 2)


def test_a_new_grade_brings_its_cadence(path: Path) -> None:
    run(path)
    # A: a week after the signing on Friday 6 November; C: a month after the first contact on 1 November
    assert rows(path, "SELECT next_due_on FROM customer ORDER BY id") == [("2026-11-13",), ("2026-12-01",)]


def test_facts_that_changed_meanwhile_are_not_lost(path: Path) -> None:
    found = computed(path)
    with writing(path) as colleague:
        contract(colleague, 2, 700_000_00, "2026-11-19")
    with writing(path) as writer:
        written = writes.run(writer, found)
    assert [each.to_grade for each in written.changes] == ["A", "A"]
    assert computed(path).is_settled


def test_many_changes_are_written_in_several_statements(path: Path) -> None:
    with writing(path) as writer:
        for number in range(1_200):
            customer(writer, f"C{number}")
    run(path)
    assert rows(path, "SELECT count(*) FROM customer WHERE grade IS NULL") == [(0,)]
    assert rows(path, "SELECT count(*) FROM grade_change") == [(1_202,)]
    assert rows(path, "SELECT count(*) FROM journal WHERE record = 'grade_change'") == [(1_202,)]


def test_a_manual_grade_takes_effect_at_once_and_ends_by_itself(path: Path) -> None:
    run(path)
    with writing(path) as writer:
        done = writes.set_manual(writer, 2, "A", reason=" partner ", until=date(2026, 11, 30), as_of=TODAY)
    assert (done.from_grade, done.grade, done.score, done.manual, done.until) == (
        "C",
        "A",
        0.0,
        True,
        "2026-11-30",
    )
    assert done.next_due_on == "2026-11-09"  # a week after 1 November is a Sunday
    assert rows(path, "SELECT manual_grade_reason FROM customer WHERE id = 2") == [("partner",)]
    assert rows(path, "SELECT from_grade, to_grade, reason FROM grade_change WHERE customer_id = 2") == [
        (None, "C", "score"),
        ("C", "A", "manual"),
    ]
    with reading(path) as db:
        after = reads.regrade(db, as_of=date(2026, 12, 1))
    assert [(each.from_grade, each.to_grade, each.reason) for each in after.changes] == [("A", "C", "score")]


def test_clearing_a_manual_grade(path: Path) -> None:
    with writing(path) as writer:
        writes.set_manual(writer, 1, "C", reason="pays late", until=None, as_of=TODAY)
    with writing(path) as writer:
        done = writes.clear_manual(writer, 1, as_of=TODAY)
    assert (done.from_grade, done.grade, done.manual) == ("C", "A", False)
    assert rows(path, "SELECT manual_grade, manual_grade_reason FROM customer WHERE id = 1") == [(None, None)]


def test_what_a_manual_grade_needs(path: Path) -> None:
    with writing(path) as writer:
        with pytest.raises(BadValue, match="would have ended on 2026-11-19"):
            writes.set_manual(writer, 1, "A", reason="x", until=date(2026, 11, 19), as_of=TODAY)
        with pytest.raises(BadValue, match="needs a reason"):
            writes.set_manual(writer, 1, "A", reason=" ", until=None, as_of=TODAY)
        writer.execute("UPDATE customer SET archived_on = '2026-11-01' WHERE id = 1")
        with pytest.raises(Conflict, match="big is archived"):
            writes.set_manual(writer, 1, "A", reason="x", until=None, as_of=TODAY)


def test_the_history_says_who(path: Path) -> None:
    run(path)
    with reading(path) as db:
        (change,) = reads.history(db, 1)
    assert (change.on, change.from_grade, change.to_grade, change.actor, change.command) == (
        "2026-11-20",
        None,
        "A",
        "tests",
        "grade run",
    )


def test_the_list_is_best_first_and_tells_what_it_left_out(path: Path) -> None:
    run(path)
    with reading(path) as db:
        everyone, first = reads.graded(db), reads.graded(db, limit=1)
        only_c = reads.graded(db, grade="C")
        of_rep = reads.graded(db, rep_id=1)
    assert [(each.customer, each.grade, each.since, each.owner) for each in everyone.customers] == [
        ("big", "A", "2026-11-20", "王芳"),
        ("small", "C", "2026-11-20", None),
    ]
    assert (len(first.customers), first.left_out) == (1, 1)
    assert [each.customer for each in only_c.customers] == ["small"]
    assert [each.customer for each in of_rep.customers] == ["big"]
