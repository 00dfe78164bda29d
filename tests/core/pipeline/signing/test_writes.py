from __future__ import annotations

from datetime import date
from sqlite3 import Connection

import pytest

from salesops.core.errors import BadValue, Conflict
from salesops.core.pipeline.opportunities import reads as opportunities
from salesops.core.pipeline.opportunities import writes as deals
from salesops.core.pipeline.signing import writes
from salesops.core.pipeline.signing.writes import Signed
from tests.core.pipeline.conftest import HARBOR, LI, TODAY, WANG, YUNFAN, column, rows


def add(db: Connection, by: int | None = None, **facts: object) -> Signed:
    return writes.add(db, {"customer_id": YUNFAN, "amount": 80_000_00, **facts}, today=TODAY, by=by)


def deal(db: Connection, **facts: object) -> int:
    told = {"customer_id": YUNFAN, "product": "ERP", "region": "华东", "opened_on": "2026-09-01", **facts}
    return deals.add(db, told, today=TODAY, by=LI).id


def win(db: Connection, number: int, amount: int | None = None, on: date = TODAY) -> Signed:
    return writes.win(db, number, amount=amount, on=on, number=None, today=TODAY, by=WANG)


def type_of(db: Connection, customer: int) -> object:
    return column(db, "SELECT type FROM customer WHERE id = ?", customer)[0]


def numbers(db: Connection) -> list[object]:
    return column(db, "SELECT code FROM contract ORDER BY id")


def test_signed_today_numbered_and_counted_for_the_owner(db: Connection) -> None:
    signed = add(db, by=LI)
    assert (signed.number, signed.signed_on, signed.rep) == ("HT-2026-0001", TODAY, "王芳")
    assert (signed.now_active, signed.won) == (True, None)


def test_whose_it_is(db: Connection) -> None:
    assert add(db, rep_id=LI).rep == "李娜"
    assert add(db, customer_id=HARBOR, by=LI).rep == "李娜"
    assert add(db, customer_id=HARBOR, amount=90_000_00).rep is None
    assert add(db, opportunity_id=deal(db)).rep == "李娜"


def test_numbers_run_by_the_year_of_signing(db: Connection) -> None:
    add(db, code="  HT-2026-0007 ")
    add(db, amount=90_000_00)
    add(db, signed_on="2025-12-31")
    add(db, code="10248")
    assert numbers(db) == ["HT-2026-0007", "HT-2026-0008", "HT-2025-0001", "10248"]


def test_a_number_is_unique(db: Connection) -> None:
    add(db, code="X-1", signed_on="2026-11-02")
    with pytest.raises(Conflict, match="There is a contract X-1 already, signed on 2026-11-02 Mon"):
        add(db, code="X-1")


def test_days_make_sense(db: Connection) -> None:
    with pytest.raises(BadValue, match="has not come yet"):
        add(db, signed_on="2026-11-21")
    with pytest.raises(BadValue, match="before it starts"):
        add(db, start_on="2026-12-01", end_on="2026-11-30")


def test_a_contract_wins_its_open_opportunity(db: Connection) -> None:
    number = deal(db, amount=100_000_00)
    signed = add(db, opportunity_id=number, signed_on="2026-11-16")
    assert signed.won == "云帆科技 ERP"
    won = opportunities.detail(db, number, today=TODAY)
    assert (won.stage, won.closed_on, won.amount) == ("won", date(2026, 11, 16), 80_000_00)
    assert [(span.stage, span.entered_on) for span in won.stages][-1] == ("won", date(2026, 11, 16))
    assert rows(db, "SELECT product, region FROM contract") == [("ERP", "华东")]


def test_a_further_contract_of_what_is_won_changes_nothing_there(db: Connection) -> None:
    number = deal(db)
    add(db, opportunity_id=number, signed_on="2026-11-16")
    assert add(db, opportunity_id=number).won is None
    won = opportunities.detail(db, number, today=TODAY)
    assert (won.closed_on, won.contracts) == (date(2026, 11, 16), ("HT-2026-0001", "HT-2026-0002"))


def test_a_contract_that_does_not_go_with_its_opportunity(db: Connection) -> None:
    number = deal(db)
    with pytest.raises(BadValue, match="云帆科技 ERP is an opportunity of another customer"):
        add(db, customer_id=HARBOR, opportunity_id=number)
    with pytest.raises(BadValue, match="before the opportunity was opened"):
        add(db, opportunity_id=number, signed_on="2026-08-31")


def test_win_signs(db: Connection) -> None:
    number = deal(db, amount=100_000_00)
    signed = win(db, number, on=date(2026, 11, 16))
    assert (signed.amount, signed.signed_on, signed.won) == (100_000_00, date(2026, 11, 16), "云帆科技 ERP")
    assert rows(db, "SELECT opportunity_id, rep_id, product, region, amount FROM contract") == [
        (number, LI, "ERP", "华东", 100_000_00)
    ]


def test_won_at_another_amount(db: Connection) -> None:
    number = deal(db, amount=100_000_00)
    win(db, number, amount=90_000_00)
    assert opportunities.detail(db, number, today=TODAY).amount == 90_000_00


def test_nothing_is_won_at_an_unknown_amount_but_at_nothing(db: Connection) -> None:
    number = deal(db)
    with pytest.raises(BadValue, match="The amount of 云帆科技 ERP is not known"):
        win(db, number)
    assert column(db, "SELECT stage FROM opportunity") == ["contacted"]
    assert win(db, number, amount=0).amount == 0


def test_won_once(db: Connection) -> None:
    number = deal(db, amount=1)
    win(db, number)
    with pytest.raises(Conflict, match="is won, with contract HT-2026-0001"):
        win(db, number)
    assert len(numbers(db)) == 1


def test_a_lost_one_can_still_be_won(db: Connection) -> None:
    number = deal(db, amount=1)
    deals.lose(db, number, "price", on=date(2026, 10, 8), today=TODAY, by=LI)
    win(db, number)
    won = opportunities.detail(db, number, today=TODAY)
    assert (won.stage, won.lost_reason, won.closed_on) == ("won", None, TODAY)


@pytest.mark.parametrize(
    ("before", "signed", "after"),
    [
        ("potential", "2026-11-20", "active"),
        ("potential", "2019-01-01", "active"),
        ("lost", "2026-11-20", "active"),
        ("lost", "2025-11-21", "active"),
        ("lost", "2025-11-20", "lost"),
        ("active", "2026-11-20", "active"),
        ("strategic", "2026-11-20", "strategic"),
    ],
)
def test_what_a_customer_becomes(db: Connection, before: str, signed: str, after: str) -> None:
    db.execute("UPDATE customer SET type = ?, lost_reason = 'moved' WHERE id = 1", (before,))
    assert add(db, signed_on=signed).now_active == (before != after)
    assert type_of(db, YUNFAN) == after
    kept = None if before != after else "moved"
    assert column(db, "SELECT lost_reason FROM customer WHERE id = 1") == [kept]


def test_the_customer_is_rescheduled(db: Connection) -> None:
    number = deal(db, amount=100_000_00, expected_close_on="2026-12-01")
    assert column(db, "SELECT open_amount FROM customer WHERE id = 1") == [100_000_00]
    assert win(db, number).next_due_on == "2026-12-21"  # a month after signing, a Sunday
    assert column(db, "SELECT open_amount FROM customer WHERE id = 1") == [0]


WON = """
    INSERT INTO opportunity (id, customer_id, name, owner_id, stage, amount, opened_on, closed_on)
    VALUES (:id, :customer, 'x', :owner, :stage, :amount, '2025-01-02', :closed)"""


def imported(db: Connection, *deals: tuple[int, int, int | None, str, int | None, str | None]) -> None:
    names = ("id", "customer", "owner", "stage", "amount", "closed")
    db.executemany(WON, [dict(zip(names, deal, strict=True)) for deal in deals])


def test_contracts_of_many_won_opportunities(db: Connection) -> None:
    imported(
        db,
        (1, YUNFAN, LI, "won", 500, "2026-03-01"),
        (2, YUNFAN, None, "won", 600, "2025-03-01"),
        (3, HARBOR, None, "won", 700, "2026-02-01"),
        (4, YUNFAN, LI, "won", None, "2026-03-01"),
        (5, YUNFAN, LI, "lost", 800, "2026-03-01"),
        (6, YUNFAN, LI, "proposal", 900, None),
    )
    signed = writes.sign_won(db, None, today=TODAY, by=None)
    found = (
        "SELECT id, code, opportunity_id, customer_id, rep_id, amount, signed_on FROM contract ORDER BY id"
    )
    assert rows(db, found) == [
        (1, "HT-2025-0001", 2, YUNFAN, WANG, 600, "2025-03-01"),
        (2, "HT-2026-0001", 3, HARBOR, None, 700, "2026-02-01"),
        (3, "HT-2026-0002", 1, YUNFAN, LI, 500, "2026-03-01"),
    ]
    assert signed == [1, 2, 3]
    assert (type_of(db, YUNFAN), type_of(db, HARBOR)) == ("active", "strategic")
    assert column(db, "SELECT count(*) FROM stage_change WHERE to_stage = 'won'") == [3]
    assert writes.sign_won(db, None, today=TODAY, by=None) == []
    assert len(numbers(db)) == 3


def test_only_the_won_opportunities_asked_for(db: Connection) -> None:
    imported(db, (1, YUNFAN, LI, "won", 500, "2026-03-01"), (2, YUNFAN, LI, "won", 600, "2026-03-01"))
    writes.sign_won(db, [2], today=TODAY, by=None)
    assert column(db, "SELECT opportunity_id FROM contract") == [2]


def test_many_contracts_win_their_opportunities(db: Connection) -> None:
    imported(db, (1, YUNFAN, LI, "proposal", 500, None), (2, HARBOR, LI, "lost", 600, "2026-03-01"))
    db.executemany(
        "INSERT INTO contract (id, code, customer_id, opportunity_id, amount, signed_on) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (1, "a", YUNFAN, 1, 510, "2026-05-01"),
            (2, "b", YUNFAN, 1, 99, "2026-06-01"),
            (3, "c", HARBOR, 2, 610, "2024-12-31"),
        ],
    )
    assert writes.apply_signing(db, [1, 2, 3], today=TODAY, by=WANG) == 1
    won = "SELECT stage, amount, closed_on, lost_reason FROM opportunity ORDER BY id"
    assert rows(db, won) == [("won", 510, "2026-05-01", None), ("won", 610, "2025-01-02", None)]
    before = column(db, "SELECT count(*) FROM journal")
    assert writes.apply_signing(db, [1, 2, 3], today=TODAY, by=WANG) == 0
    assert column(db, "SELECT count(*) FROM journal") == before


def test_nothing_follows_from_nothing(db: Connection) -> None:
    assert writes.apply_signing(db, [], today=TODAY, by=None) == 0
    assert writes.sign_won(db, [], today=TODAY, by=None) == []
