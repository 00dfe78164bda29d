from __future__ import annotations

from datetime import date
from sqlite3 import Connection

import pytest

from salesops.core.pipeline.opportunities import reads, writes
from salesops.core.pipeline.opportunities.reads import Opportunity, OpportunityFilter, OpportunityTotals
from tests.core.pipeline.conftest import AT, HARBOR, LI, TODAY, WANG, YUNFAN


@pytest.fixture
def four(db: Connection) -> Connection:
    """One of each kind: closing soon, later, at no known time, and lost."""
    for name, facts in {
        "soon": {
            "expected_close_on": "2026-12-01",
            "amount": 100_000_00,
            "urgent": True,
            "decider_known": True,
        },
        "later": {"expected_close_on": "2027-02-01", "amount": 333, "stage": "negotiation", "owner_id": LI},
        "some day": {"customer_id": HARBOR, "probability": 60},
        "gone": {"amount": 5_000_00},
    }.items():
        told = {"customer_id": YUNFAN, "name": name, "opened_on": "2026-11-02", **facts}
        writes.add(db, told, today=TODAY, by=WANG)
    writes.lose(db, 4, "price", on=date(2026, 11, 16), today=TODAY, by=WANG)
    return db


def found(db: Connection, **wanted: object) -> list[str]:
    return [deal.name for deal in listed(db, OpportunityFilter(**wanted))]  # type: ignore[arg-type]


def listed(db: Connection, wanted: OpportunityFilter, today: date = TODAY) -> list[Opportunity]:
    return reads.opportunities(db, wanted, today=today)


def touch(db: Connection, day: str, opportunity: int | None, status: str = "done") -> None:
    db.execute(
        "INSERT INTO followup (customer_id, opportunity_id, rep_id, status, due_on, occurred_on, recorded_at, method,"
        " summary) VALUES (?, ?, ?, ?, ?, ?, ?, 'phone', 'talked')",
        (YUNFAN, opportunity, WANG, status, day, day, AT),
    )


def test_open_ones_by_the_day_they_should_close(four: Connection) -> None:
    assert found(four) == ["soon", "later", "some day"]


def test_filters_combine(four: Connection) -> None:
    assert found(four, open_only=False) == ["soon", "later", "some day", "gone"]
    assert found(four, open_only=False, stage="lost") == ["gone"]
    assert found(four, owner_id=LI) == ["later"]
    assert found(four, customer_id=YUNFAN, owner_id=WANG) == ["soon"]
    assert found(four, closing_before=date(2026, 12, 1)) == []
    assert found(four, closing_before=date(2026, 12, 2)) == ["soon"]
    assert found(four, stage="won") == []


def test_class_chance_and_weight_as_of_today(four: Connection) -> None:
    seen = [(deal.class_, deal.probability, deal.weighted) for deal in listed(four, OpportunityFilter())]
    # 2.50 for 75 % of 3.33: 249.75 cents. Unknown stays unknown.
    assert seen == [("S", 0.1, 10_000_00), ("B", 0.75, 250), ("B", 0.6, None)]


def test_a_class_moves_with_time(four: Connection) -> None:
    soon = OpportunityFilter(closing_before=date(2026, 12, 2))
    days = (date(2026, 11, 2), date(2026, 10, 31), date(2026, 9, 1))
    assert [listed(four, soon, day)[0].class_ for day in days] == ["S", "A", "B"]


def test_idle_since_the_last_touch_or_change(four: Connection) -> None:
    def idle() -> list[int | None]:
        return [
            deal.idle_days for deal in listed(four, OpportunityFilter(customer_id=YUNFAN, open_only=False))
        ]

    assert idle() == [18, 18, None]
    touch(four, "2026-11-10", opportunity=1)
    assert idle() == [10, 18, None]
    touch(four, "2026-11-12", opportunity=None)  # about none in particular
    assert idle() == [8, 8, None]
    touch(four, "2026-11-19", opportunity=1, status="cancelled")
    touch(four, "2026-11-30", opportunity=1)  # after today
    assert idle() == [8, 8, None]
    writes.move(four, 2, "proposal", on=date(2026, 11, 18), today=TODAY, by=WANG)
    assert idle() == [8, 2, None]


def test_totals_tell_what_is_not_known(four: Connection) -> None:
    assert reads.totals(four, OpportunityFilter()) == OpportunityTotals(3, 100_003_33, 10_002_50, 1)
    assert reads.totals(four, OpportunityFilter(open_only=False)) == OpportunityTotals(
        4, 105_003_33, 10_002_50, 1
    )
    assert reads.totals(four, OpportunityFilter(stage="won")) == OpportunityTotals(0, 0, 0, 0)


def test_no_more_than_asked_for(four: Connection) -> None:
    some = reads.opportunities(four, OpportunityFilter(), today=TODAY, limit=2)
    assert [deal.name for deal in some] == ["soon", "later"]


def test_one_with_everything(four: Connection) -> None:
    touch(four, "2026-10-30", opportunity=1)  # before it was opened
    touch(four, "2026-11-03", opportunity=None)
    touch(four, "2026-11-05", opportunity=2)
    touch(four, "2026-11-10", opportunity=1)
    deal = reads.detail(four, 1, today=TODAY)
    assert (deal.name, deal.customer, deal.owner, deal.contracts) == (
        "soon",
        "杭州云帆科技有限公司",
        "王芳",
        (),
    )
    assert [touch.on for touch in deal.touches] == [date(2026, 11, 3), date(2026, 11, 10)]
    assert (deal.touches[0].method, deal.touches[0].rep, deal.touches[0].summary) == (
        "phone",
        "王芳",
        "talked",
    )
    assert [span.days for span in deal.stages] == [18]
