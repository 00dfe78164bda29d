from __future__ import annotations

from datetime import date
from sqlite3 import Connection

import pytest

from salesops.core.errors import BadValue, Conflict
from salesops.core.pipeline.opportunities import reads, writes
from salesops.core.pipeline.opportunities.reads import Detail
from salesops.core.pipeline.opportunities.writes import SavedOpportunity
from salesops.core.pipeline.signing import writes as contracts
from tests.core.pipeline.conftest import HARBOR, LI, TODAY, WANG, YUNFAN, column

SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)


def add(db: Connection, by: int | None = None, **facts: object) -> SavedOpportunity:
    told = {"customer_id": YUNFAN, "product": "ERP", "opened_on": "2026-09-01", **facts}
    return writes.add(db, told, today=TODAY, by=by)


def shown(db: Connection, number: int) -> Detail:
    return reads.detail(db, number, today=TODAY)


def stages(db: Connection, number: int) -> list[tuple[str, str]]:
    return [(span.stage, span.entered_on.isoformat()) for span in shown(db, number).stages]


def move(
    db: Connection, number: int, stage: str, on: date = TODAY, by: int | None = WANG
) -> SavedOpportunity:
    return writes.move(db, number, stage, on=on, today=TODAY, by=by)


def lose(db: Connection, number: int, on: date = TODAY, reason: str = "price") -> SavedOpportunity:
    return writes.lose(db, number, reason, on=on, today=TODAY, by=WANG)


def test_a_new_one_is_named_owned_and_begins_its_history(db: Connection) -> None:
    deal = add(db)
    assert (deal.name, deal.customer, deal.owner, deal.stage) == (
        "云帆科技 ERP",
        "杭州云帆科技有限公司",
        "王芳",
        "contacted",
    )
    assert stages(db, deal.id) == [("contacted", "2026-09-01")]
    assert shown(db, deal.id).amount is None


def test_it_falls_to_who_is_told_else_to_who_adds_it_else_to_the_customers_owner(db: Connection) -> None:
    assert add(db, by=LI).owner == "李娜"
    assert add(db, by=LI, owner_id=WANG, product="BI").owner == "王芳"
    assert add(db, customer_id=HARBOR).owner is None


def test_what_is_told_as_nothing_is_as_not_told(db: Connection) -> None:
    deal = add(db, name=None, opened_on=None, stage=None, product=None, customer_id=HARBOR)
    assert deal.name == "Harbor Foods Ltd"
    assert stages(db, deal.id) == [("contacted", "2026-11-20")]


def test_it_is_open_from_the_first_day_on(db: Connection) -> None:
    with pytest.raises(BadValue, match="not won or lost yet"):
        add(db, stage="won")
    with pytest.raises(BadValue, match="has not come yet"):
        add(db, opened_on="2026-11-21")
    with pytest.raises(BadValue, match="before it was opened"):
        add(db, expected_close_on="2026-08-31")
    assert column(db, "SELECT count(*) FROM opportunity") == [0]


def test_a_code_is_unique(db: Connection) -> None:
    add(db, code="S-1")
    with pytest.raises(Conflict, match="The code S-1 belongs to 云帆科技 ERP"):
        add(db, code="S-1")
    other = add(db, code="S-2")
    with pytest.raises(Conflict, match="The code S-1 belongs to 云帆科技 ERP"):
        writes.edit(db, other.id, {"code": "S-1"}, today=TODAY)


def test_the_customer_is_due_by_its_class(db: Connection) -> None:
    deal = add(db, opened_on="2026-11-20", expected_close_on="2026-12-01", urgent=True, decider_known=True)
    # Class S asks for a touch every 3 days: Monday, because the third day is a Monday.
    assert deal.next_due_on == "2026-11-23"
    assert column(db, "SELECT hot_from FROM customer WHERE id = 1") == ["2026-11-01"]


def test_edit_changes_what_is_given_and_nothing_else(db: Connection) -> None:
    number = add(db, amount=100_00, rival="用友").id
    writes.edit(db, number, {"amount": None, "urgent": True}, today=TODAY)
    deal = shown(db, number)
    assert (deal.amount, deal.urgent, deal.rival, deal.name) == (None, True, "用友", "云帆科技 ERP")


def test_a_name_that_is_emptied_is_made_anew(db: Connection) -> None:
    number = add(db, name="the big one").id
    assert writes.edit(db, number, {"name": None, "product": "CRM"}, today=TODAY).name == "云帆科技 CRM"


def test_a_corrected_opening_is_corrected_in_the_history(db: Connection) -> None:
    number = add(db).id
    move(db, number, "proposal", on=OCTOBER)
    writes.edit(db, number, {"opened_on": "2026-10-01"}, today=TODAY)
    assert stages(db, number) == [("contacted", "2026-10-01"), ("proposal", "2026-10-01")]
    with pytest.raises(BadValue, match="after the next change of stage"):
        writes.edit(db, number, {"opened_on": "2026-10-02"}, today=TODAY)


def test_an_opening_cannot_be_emptied(db: Connection) -> None:
    number = add(db).id
    with pytest.raises(BadValue, match="Opened on must not be empty"):
        writes.edit(db, number, {"opened_on": None}, today=TODAY)


def test_stages_are_skipped_and_stepped_back_and_all_is_recorded(db: Connection) -> None:
    number = add(db, by=LI).id
    assert move(db, number, "negotiation", on=OCTOBER).was == "contacted"
    assert move(db, number, "proposal").was == "negotiation"
    assert [(span.stage, span.days, span.by) for span in shown(db, number).stages] == [
        ("contacted", 30, "李娜"),
        ("negotiation", 50, "王芳"),
        ("proposal", 0, "王芳"),
    ]


def test_the_same_stage_again_changes_nothing(db: Connection) -> None:
    number = add(db).id
    before = column(db, "SELECT count(*) FROM journal")
    again = move(db, number, "contacted", on=date(2020, 1, 1))
    assert (again.was, again.stage) == ("contacted", "contacted")
    assert column(db, "SELECT count(*) FROM journal") == before


def test_a_stage_changes_after_what_happened_last(db: Connection) -> None:
    number = add(db).id
    move(db, number, "negotiation", on=OCTOBER)
    with pytest.raises(BadValue, match="before the last change of stage"):
        move(db, number, "proposal", on=date(2026, 9, 30))
    with pytest.raises(BadValue, match="before the last change of stage"):
        lose(db, number, on=date(2026, 9, 30))


def test_lost_and_found_again(db: Connection) -> None:
    number = add(db, amount=100_00).id
    lost = lose(db, number, on=OCTOBER, reason="  price ")
    assert (lost.was, lost.stage) == ("contacted", "lost")
    deal = shown(db, number)
    assert (deal.closed_on, deal.lost_reason, deal.class_, deal.idle_days) == (OCTOBER, "price", None, None)
    assert (deal.probability, deal.weighted) == (0.0, 0)
    move(db, number, "negotiation")
    deal = shown(db, number)
    assert (deal.closed_on, deal.lost_reason, deal.stage) == (None, None, "negotiation")
    assert [stage for stage, _day in stages(db, number)] == ["contacted", "lost", "negotiation"]


def test_lost_once_and_with_a_reason(db: Connection) -> None:
    number = add(db).id
    with pytest.raises(BadValue, match="Reason for the loss must not be empty"):
        lose(db, number, reason=" ")
    lose(db, number)
    with pytest.raises(Conflict, match="was lost on 2026-11-20 Fri already"):
        lose(db, number)
    writes.edit(db, number, {"lost_reason": "no budget"}, today=TODAY)
    assert shown(db, number).lost_reason == "no budget"


def test_what_is_open_has_no_reason_for_its_loss(db: Connection) -> None:
    number = add(db).id
    with pytest.raises(BadValue, match="is not lost"):
        writes.edit(db, number, {"lost_reason": "price"}, today=TODAY)


def test_what_was_won_stays_won(db: Connection) -> None:
    number = add(db, amount=100_00).id
    contracts.win(db, number, amount=None, on=TODAY, number="X-1", today=TODAY, by=None)
    with pytest.raises(Conflict, match="is won, with contract X-1"):
        move(db, number, "proposal")
    with pytest.raises(Conflict, match="is won, with contract X-1"):
        lose(db, number)
    with pytest.raises(Conflict, match="its amount is that of contract X-1"):
        writes.edit(db, number, {"amount": 1}, today=TODAY)
    assert writes.edit(db, number, {"rival": "SAP"}, today=TODAY).stage == "won"
