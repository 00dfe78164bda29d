from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import pytest

from salesops.core.db.migrate import create
from salesops.core.db.transaction import transaction
from salesops.core.errors import Ambiguous, BadValue, Conflict, NotFound
from salesops.core.followups import corrections, reads, writes
from tests.core.operations import operation

AT = "2026-11-20T08:00:00Z"
TODAY = date(2026, 11, 20)  # a Friday
WANG, LI = 1, 2
YUNFAN, HARBOR = 1, 2


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    path = tmp_path / "salesops.db"
    create(path, operation("init"), currency="CNY")
    with transaction(path, operation()) as db:
        db.execute("INSERT INTO rep (id, name) VALUES (1, '王芳'), (2, '李娜')")
        db.execute(
            "INSERT INTO customer (id, name, name_key, grade, created_on) VALUES"
            " (1, '杭州云帆科技有限公司', '云帆', 'A', '2026-01-05'), (2, 'Harbor', 'harbor', 'C', '2026-01-05')"
        )
        yield db


def log(db: Connection, day: str = "2026-11-20", **how: Any) -> writes.Logged:
    facts = {
        "occurred_on": day,
        "method": "phone",
        "summary": "聊了预算",
        "rep_id": WANG,
        **how.pop("facts", {}),
    }
    return writes.log(db, how.pop("customer", YUNFAN), facts, today=TODAY, at=AT, **how)


def plan(
    db: Connection, day: str, objective: str = "演示", customer: int = YUNFAN, **facts: object
) -> writes.PlannedStep:
    facts = {"due_on": day, "objective": objective, **facts}
    return writes.plan(db, customer, facts, today=TODAY, at=AT)


def stored(db: Connection, followup: int, columns: str) -> tuple[Any, ...]:
    row: tuple[Any, ...] = db.execute(f"SELECT {columns} FROM followup WHERE id = ?", (followup,)).fetchone()
    return row


def test_a_touch_is_recorded_and_the_customer_rescheduled(db: Connection) -> None:
    done = log(db, facts={"feedback": "太贵", "attitude": -1})
    assert (done.next_due_on, done.next_due_reason, done.why) == (
        "2026-11-27",
        "grade",
        "A customer, every week",
    )
    assert (done.fulfilled, done.next_id, done.colleague, done.still_planned) == (False, None, None, [])
    columns = "status, occurred_on, recorded_at, method, summary, feedback, attitude, rep_id, due_on"
    assert stored(db, done.id, columns) == (
        "done", "2026-11-20", AT, "phone", "聊了预算", "太贵", -1, WANG, None,
    )  # fmt: skip


def test_the_next_step_is_planned_with_the_same_people(db: Connection) -> None:
    db.execute("INSERT INTO contact (id, customer_id, name) VALUES (7, 1, '李雷')")
    done = log(db, facts={"contact_id": 7}, next_step={"due_on": "2026-11-24", "objective": "发方案"})
    assert done.next_id is not None
    assert (done.next_step, done.next_on, done.next_due_on) == ("发方案", "2026-11-24", "2026-11-24")
    assert stored(db, done.id, "next_step, next_on") == ("发方案", "2026-11-24")
    assert stored(db, done.next_id, "status, due_on, objective, contact_id, rep_id, method") == (
        "planned", "2026-11-24", "发方案", 7, WANG, None,
    )  # fmt: skip


def test_a_touch_closes_the_earliest_step_that_is_due(db: Connection) -> None:
    first, second, later = (
        plan(db, day, method=method).id
        for day, method in (("2026-11-20", "visit"), ("2026-11-20", "phone"), ("2026-11-21", "visit"))
    )
    done = log(db)
    assert (done.id, done.fulfilled, done.objective) == (first, True, "演示")
    assert stored(db, first, "status, due_on, occurred_on, summary") == (
        "done", "2026-11-20", "2026-11-20", "聊了预算",
    )  # fmt: skip
    assert [step.id for step in done.still_planned] == [second, later]
    assert stored(db, later, "status") == ("planned",)
    assert done.next_due_on == "2026-11-20"


@pytest.mark.parametrize(
    ("touched", "agreed", "fulfilled"),
    [
        ("2026-11-20", "2026-11-20", True),
        ("2026-11-19", "2026-11-20", False),  # recorded late: the promise came after it
        ("2026-11-20", "2026-11-21", False),
        ("2026-11-18", "2026-11-17", True),
    ],
)
def test_what_is_promised_for_a_later_day_stays(
    db: Connection, touched: str, agreed: str, fulfilled: bool
) -> None:
    db.execute(
        "INSERT INTO followup (id, customer_id, status, due_on, objective, recorded_at)"
        " VALUES (9, 1, 'planned', ?, '报价', ?)", (agreed, AT),
    )  # fmt: skip
    done = log(db, touched)
    assert done.fulfilled is fulfilled
    assert [step.id for step in done.still_planned] == ([] if fulfilled else [9])
    assert stored(db, 9, "status") == (("done",) if fulfilled else ("planned",))


def test_a_step_may_have_been_taken_early(db: Connection) -> None:
    step = plan(db, "2026-11-23", method="visit").id
    early = reads.done_early(db, YUNFAN, on=TODAY, method="visit")
    assert early is not None
    assert early.id == step
    assert reads.done_early(db, YUNFAN, on=TODAY, method="phone") is None
    assert reads.done_early(db, YUNFAN, on=date(2026, 11, 23), method="visit") is None


def test_a_touch_closes_the_step_that_is_named(db: Connection) -> None:
    plan(db, "2026-11-20")
    later = plan(db, "2026-12-01").id
    assert log(db, fulfils=later).id == later
    with pytest.raises(Conflict, match="done already"):
        log(db, fulfils=later)
    elsewhere = plan(db, "2026-11-20", customer=HARBOR).id
    with pytest.raises(BadValue, match="another customer"):
        log(db, fulfils=elsewhere)


def test_a_touch_may_close_nothing(db: Connection) -> None:
    step = plan(db, "2026-11-20").id
    done = log(db, keep_plans=True)
    assert (done.id == step, done.fulfilled) == (False, False)
    assert [each.id for each in done.still_planned] == [step]


def test_an_agreed_step_is_not_still_planned(db: Connection) -> None:
    done = log(db, next_step={"due_on": "2026-11-20", "objective": "发方案"})
    assert done.still_planned == []
    assert done.next_due_on == "2026-11-20"


def test_a_step_is_done_as_planned_unless_told(db: Connection) -> None:
    step = plan(db, "2026-11-20", method="visit", rep_id=LI).id
    facts = {"occurred_on": "2026-11-19", "rep_id": None}
    done = writes.finish(db, step, facts, today=TODAY, at=AT)
    assert (done.method, done.occurred_on) == ("visit", "2026-11-19")
    assert stored(db, step, "rep_id, status") == (LI, "done")


def test_how_a_step_was_done_must_be_known(db: Connection) -> None:
    step = plan(db, "2026-11-20").id
    with pytest.raises(BadValue, match="How was it done"):
        writes.finish(db, step, {"occurred_on": "2026-11-20"}, today=TODAY, at=AT)


def test_days_must_make_sense(db: Connection) -> None:
    with pytest.raises(BadValue, match="2026-11-21 Sat has not come yet"):
        log(db, "2026-11-21")
    with pytest.raises(BadValue, match="2026-11-19 Thu is over"):
        plan(db, "2026-11-19")
    with pytest.raises(BadValue, match="2026-11-19 Thu is over"):
        log(db, next_step={"due_on": "2026-11-19", "objective": "x"})
    with pytest.raises(BadValue, match="2026-11-20 Fri is not after today"):
        writes.snooze(db, YUNFAN, until=TODAY, reason="x", today=TODAY)


@pytest.mark.parametrize(
    ("touched", "warned"), [("2026-11-20", True), ("2026-11-17", True), ("2026-11-16", False)]
)
def test_a_colleague_in_the_last_three_days_is_told(db: Connection, touched: str, warned: bool) -> None:
    log(db, touched, facts={"rep_id": LI, "method": "wechat"})
    assert log(db).colleague == (reads.Colleague("李娜", touched, "wechat") if warned else None)


def test_a_touch_entered_late_is_not_told_of_what_came_after_it(db: Connection) -> None:
    log(db, "2026-11-20", facts={"rep_id": LI})
    assert log(db, "2026-11-10").colleague is None


def test_only_a_colleague_is_told(db: Connection) -> None:
    log(db, facts={"rep_id": None})
    log(db, customer=HARBOR, facts={"rep_id": LI})
    assert log(db).colleague is None
    assert log(db, facts={"rep_id": None}).colleague is None


def test_cancel(db: Connection) -> None:
    log(db)
    step = plan(db, "2026-11-23").id
    off = writes.cancel(db, step, "客户出差", today=TODAY)
    assert (off.status, off.next_due_on) == ("cancelled", "2026-11-27")
    assert stored(db, step, "status, reason, objective") == ("cancelled", "客户出差", "演示")
    with pytest.raises(Conflict, match="cancelled already"):
        writes.cancel(db, step, "x", today=TODAY)


def test_snooze_and_back(db: Connection) -> None:
    log(db)
    held = writes.snooze(db, YUNFAN, until=date(2026, 12, 15), reason="预算冻结", today=TODAY)
    assert (held.next_due_on, held.snoozed_until) == ("2026-12-15", "2026-12-15")
    back = writes.snooze(db, YUNFAN, until=None, reason=None, today=TODAY)
    assert (back.next_due_on, back.snoozed_until) == ("2026-11-27", None)


def test_an_agreed_day_breaks_a_snooze_and_leaves_it_what_it_was(db: Connection) -> None:
    log(db)
    writes.snooze(db, YUNFAN, until=date(2026, 12, 15), reason="预算冻结", today=TODAY)
    assert plan(db, "2026-12-18").snoozed_until == "2026-12-15"
    sooner = plan(db, "2026-12-01")
    assert (sooner.snoozed_until, sooner.next_due_on, sooner.why) == (
        "2026-12-15",
        "2026-12-01",
        "planned: 演示",
    )
    assert writes.cancel(db, sooner.id, "x", today=TODAY).next_due_on == "2026-12-15"


def test_the_step_with_a_customer(db: Connection) -> None:
    with pytest.raises(NotFound):
        reads.only_step(db, YUNFAN)
    first = plan(db, "2026-11-23").id
    assert reads.only_step(db, YUNFAN) == first
    plan(db, "2026-12-01")
    with pytest.raises(Ambiguous, match=rf"2026-11-23 演示 \(id:{first}\)"):
        reads.only_step(db, YUNFAN)


def test_listed(db: Connection) -> None:
    log(db, "2026-11-18")
    log(db, "2026-11-19", customer=HARBOR, facts={"rep_id": LI})
    plan(db, "2026-11-30")
    plan(db, "2026-11-25")

    def ids(**asked: Any) -> list[int]:
        return [line.id for line in reads.listed(db, **asked).lines]

    assert ids() == [3, 4, 2, 1]
    assert ids(customer_id=YUNFAN) == [3, 4, 1]
    assert ids(status="planned") == [4, 3]  # open steps in the order of their days
    assert ids(status="done", since=date(2026, 11, 19)) == [2]
    assert ids(rep_id=LI) == [2]
    assert (ids(limit=2), reads.listed(db, limit=2).left_out) == ([3, 4], 2)
    assert reads.listed(db, limit=4).left_out == 0


def test_what_was_changed_since_it_was_named_is_refused(db: Connection) -> None:
    """Another process wrote between the reading of a command and its own transaction."""
    db.execute("INSERT INTO contact (id, customer_id, name) VALUES (7, 1, '李雷')")
    step = plan(db, "2026-11-20", method="phone").id
    theirs = plan(db, "2026-11-20", customer=HARBOR, method="phone").id
    facts = {"occurred_on": "2026-11-20", "summary": "hi"}
    db.execute("UPDATE followup SET customer_id = 2 WHERE id = ?", (step,))
    for refused in (
        lambda: writes.finish(db, step, facts, today=TODAY, at=AT, customer_id=YUNFAN),
        lambda: writes.cancel(db, step, "x", today=TODAY, customer_id=YUNFAN),
        lambda: corrections.edit(db, step, {"method": "visit"}, today=TODAY, customer_id=YUNFAN),
        lambda: corrections.move(
            db, step, {"due_on": "2026-11-23"}, reason=None, today=TODAY, customer_id=YUNFAN
        ),
    ):
        with pytest.raises(Conflict, match="with another customer by now"):
            refused()
    for refused in (
        lambda: writes.finish(db, theirs, {**facts, "contact_id": 7}, today=TODAY, at=AT),
        lambda: log(db, customer=HARBOR, facts={"contact_id": 7}),
        lambda: plan(db, "2026-11-23", customer=HARBOR, contact_id=7),
        lambda: corrections.edit(db, theirs, {"contact_id": 7}, today=TODAY),
    ):
        with pytest.raises(Conflict, match="李雷 belongs to another customer"):
            refused()
    db.execute("DELETE FROM followup WHERE id = ?", (step,))
    with pytest.raises(Conflict, match="removed meanwhile"):
        writes.finish(db, step, facts, today=TODAY, at=AT)
    with pytest.raises(Conflict, match="removed meanwhile"):
        reads.customer_of(db, step)
