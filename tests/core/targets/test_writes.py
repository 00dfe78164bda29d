"""Setting and clearing targets, and what that does to splits."""

from __future__ import annotations

import pytest

from salesops.core.db import records
from salesops.core.errors import NotFound
from salesops.core.targets import reads
from salesops.core.targets.rules import Scope
from tests.core.targets.conftest import ANNA, BEN, Targets, period


def test_set_and_change(targets: Targets) -> None:
    first = targets.set("2026", 100, reason="as last year")
    again = targets.set("2026", 120)
    assert (first.before, again.before) == (None, 100)
    assert first.target.id == again.target.id
    assert again.target.reason is None  # it was given for the other value


def test_lock_and_reason_stay_unless_said(targets: Targets) -> None:
    targets.set("2026", 100, locked=True, reason="board")
    assert targets.set("2026", 100).target.reason == "board"
    assert targets.set("2026", 101).target.locked
    assert not targets.set("2026", 101, locked=False).target.locked


def test_setting_a_part_marks_it_and_keeps_it_a_part(targets: Targets) -> None:
    whole = targets.set("2026", 100).target
    targets.split("2026", "quarters", "1,1,1,1")
    done = targets.set("2026-Q2", 30)
    assert (done.target.method, done.target.basis, done.target.share) == ("set", None, None)
    assert done.target.split_from_id == whole.id
    assert [(str(each.whole.period), each.division.difference) for each in done.unbalanced] == [("2026", 5)]


def test_a_part_set_to_what_it_is_becomes_set(targets: Targets) -> None:
    targets.set("2026", 100)
    targets.split("2026", "quarters", "1,1,1,1")
    done = targets.set("2026-Q2", 25)
    assert done.target.method == "set"
    assert done.unbalanced == ()


def test_changing_a_whole_tells_each_kind_of_parts(targets: Targets) -> None:
    targets.set("2026", 100)
    targets.split("2026", "quarters", "1,1,1,1")
    targets.split("2026", "reps", "equal", reps=(ANNA, BEN))
    done = targets.set("2026", 90)
    assert [(each.division.parts, each.division.difference) for each in done.unbalanced] == [
        ("reps", 10),
        ("quarters", 10),
    ]


def test_a_changed_part_says_nothing_of_parts_of_another_kind(targets: Targets) -> None:
    targets.set("2026", 100)
    targets.split("2026", "quarters", "1,1,1,1")
    targets.set("2026-Q1", 26)
    targets.split("2026", "reps", "equal", reps=(ANNA, BEN))
    done = targets.set("2026", 51, rep_id=ANNA)
    assert [each.division.parts for each in done.unbalanced] == ["reps"]


def test_clear_takes_the_parts_along_but_not_the_locked(targets: Targets) -> None:
    targets.set("2026", 100)
    targets.split("2026", "quarters", "1,1,1,1")
    targets.split("2026-Q1", "months", "1,1,1")
    targets.set("2026-02", 9, locked=True)
    done = targets.clear("2026")
    assert [str(each.period) for each in done.removed] == [
        "2026-01", "2026-03", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4",
    ]  # fmt: skip
    with targets.read() as db:
        assert [(str(each.target.period), each.target.split_from_id) for each in reads.tree(db)] == [
            ("2026-02", None)
        ]


def test_clear_a_part(targets: Targets) -> None:
    targets.set("2026", 100)
    targets.split("2026", "quarters", "1,1,1,1")
    done = targets.clear("2026-Q4")
    assert [(str(each.whole.period), each.division.difference) for each in done.unbalanced] == [("2026", -25)]


def test_clear_what_is_not_there(targets: Targets) -> None:
    targets.set("2026", 100)
    with pytest.raises(NotFound):
        targets.clear("2026", rep_id=ANNA)


def test_a_new_value_has_to_be_agreed_anew(targets: Targets) -> None:
    targets.set("2026", 100)
    with targets.writing() as db:
        records.update(db, "target", 1, {"agreed_by_id": ANNA, "agreed_on": "2026-01-02"})
    targets.set("2026", 100, locked=True)
    assert _agreed(targets) == (ANNA, "2026-01-02")
    targets.set("2026", 110)
    assert _agreed(targets) == (None, None)


def _agreed(targets: Targets) -> tuple[object, ...]:
    with targets.read() as db:
        row: tuple[object, ...] = db.execute("SELECT agreed_by_id, agreed_on FROM target").fetchone()
        return row


def test_the_same_scope_is_found_however_it_is_named(targets: Targets) -> None:
    targets.set("2026", 100, rep_id=ANNA, region="East")
    with targets.read() as db:
        assert reads.find(db, period("2026"), "revenue", Scope(rep_id=ANNA)) is None
        assert reads.find(db, period("2026"), "revenue", Scope(rep_id=ANNA, region="East")) is not None
