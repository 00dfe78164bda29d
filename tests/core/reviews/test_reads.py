from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from salesops.core.db.journal import Operation, begin_operation
from salesops.core.errors import BadValue, NotFound
from salesops.core.reviews.reads import Review, review
from salesops.core.values.periods import parse_period
from tests.core.reviews.conftest import LI, TODAY, WANG, Team


def reviewed(team: Team, period: str, today: date = TODAY, **scope: Any) -> Review:
    return review(team.db, parse_period(period, today=today), today=today, **scope)


def by_rep(found: Review) -> dict[str | None, int]:
    return {line.rep: line.actual for line in found.by_rep}


def test_an_empty_team_has_figures_without_invention(team: Team) -> None:
    found = reviewed(team, "2026-10")
    assert (found.targets.actual, found.targets.target, found.targets.attainment) == (0, None, None)
    assert (found.targets.previous_change, found.targets.composite) == (None, None)
    assert (found.pipeline.win_rate, found.pipeline.average_won_amount) == (None, None)
    assert (found.gap.change, found.gap.closed, found.gap.other) == (0, None, 0)
    assert (found.customers.top20_share, found.work.on_time_rate, found.work.late_rate) == (None, None, None)
    assert by_rep(found) == {"王芳": 0, "李娜": 0}  # a manager only with figures
    assert found.by_region == found.by_product == ()


def test_a_month_that_is_over(team: Team) -> None:
    found = reviewed(team, "2026-10")
    assert (found.period, found.from_, found.to) == ("2026-10", date(2026, 10, 1), date(2026, 10, 31))
    assert (found.complete, found.days_left) == (True, 0)
    assert found.compared.previous.to == date(2026, 9, 30)
    assert found.compared.year_ago.period == "2025-10"


def test_a_running_month_is_compared_with_as_many_days(team: Team) -> None:
    yunfan = team.customer("云帆")
    for day, amount in (("2026-11-21", 100), ("2026-11-22", 900), ("2026-10-21", 40), ("2026-10-22", 60)):
        team.sale(yunfan, day, amount)
    found = reviewed(team, "2026-11")
    assert (found.to, found.complete, found.days_left) == (TODAY, False, 9)
    assert (found.targets.actual, found.targets.previous) == (100, 40)
    assert found.compared.previous.to == date(2026, 10, 21)
    assert reviewed(team, "2026-11", today=date(2026, 11, 30)).targets.previous == 100


def test_the_target_of_a_running_month_is_the_whole_one(team: Team) -> None:
    team.add("target", period="2026-11", metric="revenue", value=1000)
    team.sale(team.customer("云帆"), "2026-11-10", 250)
    assert reviewed(team, "2026-11").targets.attainment == 0.25


def test_a_month_to_come_is_refused(team: Team) -> None:
    with pytest.raises(BadValue, match="has not begun"):
        reviewed(team, "2026-12")


def test_revenue_is_summed_exactly_and_rounded_once(team: Team) -> None:
    yunfan = team.customer("云帆")
    for rep in (WANG, LI):
        team.sale(yunfan, "2026-10-05", 10, subcent=30, rep_id=rep)
    found = reviewed(team, "2026-10")
    assert found.targets.actual == 21
    assert by_rep(found) == {"王芳": 10, "李娜": 10}


def test_revenue_is_the_rep_s_on_the_contract(team: Team) -> None:
    yunfan = team.customer("云帆", owner_id=LI)
    team.sale(yunfan, "2026-10-05", 100, rep_id=WANG)
    team.sale(yunfan, "2026-10-06", 50, rep_id=None)
    assert by_rep(reviewed(team, "2026-10")) == {"王芳": 100, "李娜": 0, None: 50}
    assert by_rep(reviewed(team, "2026-10", rep_id=WANG)) == {"王芳": 100}


def test_region_is_the_contract_s_else_the_opportunity_s_else_the_customer_s(team: Team) -> None:
    yunfan, nowhere = team.customer("云帆", region="华东"), team.customer("明辉")
    deal = team.deal(yunfan, "2026-10-01", region="西南")
    team.sale(yunfan, "2026-10-05", 1, region="华南")
    team.sale(yunfan, "2026-10-05", 2, opportunity_id=deal)
    team.sale(yunfan, "2026-10-05", 4)
    team.sale(nowhere, "2026-10-05", 8)
    regions = {line.region: line.actual for line in reviewed(team, "2026-10").by_region}
    assert regions == {"西南": 2, "华南": 1, "华东": 4, None: 8}
    assert reviewed(team, "2026-10", region="华东").targets.actual == 4


def test_an_unknown_region_is_not_found(team: Team) -> None:
    team.customer("Harbor", region="North")
    assert reviewed(team, "2026-10", region=" north").region == "North"
    with pytest.raises(NotFound) as error:
        reviewed(team, "2026-10", region="South")
    assert "North" in error.value.hint


def test_targets_of_reps_regions_products_and_types(team: Team) -> None:
    team.sale(team.customer("云帆", region="华东", type="active"), "2026-10-05", 50, product="ERP")
    for value, scope in enumerate(
        ({"rep_id": WANG}, {"region": "华东"}, {"product": "ERP"}, {"customer_type": "active"}), 1
    ):
        team.add("target", period="2026-10", metric="revenue", value=value * 100, **scope)
    found = reviewed(team, "2026-10")
    assert found.targets.target is None
    lines = (found.by_rep[0], found.by_region[0], found.by_product[0], found.by_customer_type[0])
    assert [line.attainment for line in lines] == [0.5, 0.25, pytest.approx(1 / 6), 0.125]
    assert found.by_customer_type[0].customer_type == "active"


def test_composite_score_leaves_out_what_has_no_target(team: Team) -> None:
    team.sale(team.customer("云帆"), "2026-10-05", 50)
    team.add("target", period="2026-10", metric="revenue", value=100)
    team.add("target", period="2026-10", metric="new_customers", value=1)
    targets = reviewed(team, "2026-10").targets
    assert targets.composite == pytest.approx((60 * 0.5 + 30 * 1.0) / 90)
    assert targets.composite_left_out == ("collection_rate",)


def test_a_new_customer_is_new_once_and_the_first_seller_s(team: Team) -> None:
    yunfan, old = team.customer("云帆"), team.customer("明辉")
    team.sale(old, "2025-05-01", 1)
    team.sale(old, "2026-10-02", 1)
    team.sale(yunfan, "2026-10-02", 1, rep_id=LI)
    team.sale(yunfan, "2026-10-02", 1, rep_id=WANG)
    found = reviewed(team, "2026-10")
    assert (found.targets.new_customers, found.customers.new) == (1, 1)
    assert {line.rep: line.new_customers for line in found.by_rep} == {"王芳": 0, "李娜": 1}
    assert reviewed(team, "2026-10", rep_id=WANG).customers.new == 0


def test_closed_deals_belong_to_who_owned_them_then(team: Team) -> None:
    yunfan = team.customer("云帆")
    lost = team.deal(yunfan, "2026-10-01", ("lost", "2026-10-11"), lost_reason="价格")
    won = team.deal(yunfan, "2026-09-21", ("proposal", "2026-10-01"), ("won", "2026-10-20"), amount=300)
    team.on("2026-10-25")
    for deal in (lost, won):
        team.change("opportunity", deal, owner_id=LI)
    found = reviewed(team, "2026-10", rep_id=WANG)
    assert (found.pipeline.won, found.pipeline.lost, found.pipeline.won_amount) == (1, 1, 300)
    assert (found.pipeline.cycle_days_won, found.pipeline.cycle_days_lost) == (29.0, 10.0)
    assert [(each.reason, each.count) for each in found.customers.lost_reasons] == [("价格", 1)]
    assert reviewed(team, "2026-10", rep_id=LI).pipeline.won == 0


def test_a_won_deal_is_its_owners_whoever_signed_and_worth_what_was_signed(team: Team) -> None:
    yunfan = team.customer("云帆")
    deal = team.deal(yunfan, "2026-10-01", ("won", "2026-10-20"), amount=300)
    team.sale(yunfan, "2026-10-20", 150, subcent=40, opportunity_id=deal, rep_id=LI)
    team.sale(yunfan, "2026-10-25", 150, subcent=40, opportunity_id=deal, rep_id=WANG)
    found = reviewed(team, "2026-10", rep_id=WANG)
    assert (found.pipeline.won, found.pipeline.won_amount) == (1, 301)
    assert reviewed(team, "2026-10", rep_id=LI).pipeline.won == 0


def test_funnel_follows_the_cohort_until_today(team: Team) -> None:
    yunfan = team.customer("云帆")
    team.deal(yunfan, "2026-10-01")
    team.deal(yunfan, "2026-10-02", ("proposal", "2026-10-03"), ("needs_analysis", "2026-10-04"))
    team.deal(yunfan, "2026-10-03", ("negotiation", "2026-11-02"), ("lost", "2026-11-03"))
    team.deal(yunfan, "2026-10-04", ("won", "2026-11-20"))
    team.deal(yunfan, "2026-11-01", ("won", "2026-11-02"))  # another cohort
    team.add("opportunity", customer_id=yunfan, name="imported", opened_on="2026-10-09", stage="proposal")
    found = reviewed(team, "2026-10")
    assert found.pipeline.opened == 5
    assert [step.reached for step in found.pipeline.funnel] == [5, 4, 4, 2, 1]
    earlier = reviewed(team, "2026-10", today=date(2026, 11, 1))
    assert [step.reached for step in earlier.pipeline.funnel] == [5, 2, 2, 0, 0]


def test_opened_deals_belong_to_their_first_owner(team: Team) -> None:
    deal = team.deal(team.customer("云帆"), "2026-10-01")
    team.on("2026-10-05")
    team.change("opportunity", deal, owner_id=LI)
    assert reviewed(team, "2026-10", rep_id=WANG).pipeline.opened == 1
    assert reviewed(team, "2026-10", rep_id=LI).pipeline.opened == 0


def test_slipped_deals(team: Team) -> None:
    yunfan = team.customer("云帆")
    team.deal(yunfan, "2026-10-01", name="late", expected_close_on="2026-10-20", amount=500)
    team.deal(
        yunfan, "2026-10-01", ("won", "2026-10-30"), name="in time after all", expected_close_on="2026-10-20"
    )
    team.deal(
        yunfan, "2026-10-01", ("won", "2026-11-02"), name="a month late", expected_close_on="2026-10-31"
    )
    put_off = team.deal(yunfan, "2026-10-01", name="put off", expected_close_on="2026-10-25")
    team.on("2026-10-24")
    team.change("opportunity", put_off, expected_close_on="2026-12-25")
    found = reviewed(team, "2026-10").pipeline
    assert [deal.name for deal in found.slipped_deals] == ["late", "a month late", "put off"]
    assert (found.slipped, found.slipped_amount) == (3, 500)


def test_what_is_expected_today_has_not_slipped(team: Team) -> None:
    team.deal(team.customer("云帆"), "2026-11-01", expected_close_on="2026-11-21")
    assert reviewed(team, "2026-11").pipeline.slipped == 0
    assert reviewed(team, "2026-11", today=date(2026, 11, 22)).pipeline.slipped == 1


def test_gap_to_the_cent(team: Team) -> None:
    yunfan = team.customer("云帆")
    for day, stage, amount in (
        ("2026-09-05", "won", 100), ("2026-09-06", "lost", None), ("2026-09-07", "lost", None),
        ("2026-10-05", "won", 200), ("2026-10-06", "won", 133), ("2026-10-07", "lost", None),
        ("2026-10-08", "lost", None),
    ):  # fmt: skip
        deal = team.deal(yunfan, "2026-09-01", (stage, day), amount=amount)
        if amount:
            team.sale(yunfan, day, amount, opportunity_id=deal)
    team.sale(yunfan, "2026-10-09", 1000)
    gap = reviewed(team, "2026-10").gap
    # 3 × 1/3 × 100 = 100 → 4 × 1/3 × 100 = 133 → 4 × 1/2 × 100 = 200 → 4 × 1/2 × 166.50 = 333, and 1000 besides
    assert (gap.closed, gap.win_rate, gap.average_won_amount, gap.other, gap.change) == (
        33,
        67,
        133,
        1000,
        1233,
    )
    assert (gap.before.closed, gap.before.revenue, gap.now.won, gap.now.revenue) == (3, 100, 2, 1333)


def test_customers_lost_by_the_history_of_their_types(team: Team) -> None:
    gone, back, before, after = (
        team.customer(name, type="active") for name in ("gone", "back", "before", "after")
    )
    team.customer("always", type="lost")
    team.on("2026-09-30")
    team.change("customer", before, type="lost")
    team.on("2026-10-05")
    team.change("customer", gone, type="lost", lost_reason="搬迁")
    team.change("customer", back, type="lost")
    team.on("2026-10-20")
    team.change("customer", back, type="active")
    team.on("2026-11-03")
    team.change("customer", after, type="lost")
    team.change("customer", gone, type="active")  # won back, but lost in October
    found = reviewed(team, "2026-10").customers
    assert (found.lost, [(each.customer, each.reason) for each in found.lost_customers]) == (
        1,
        [("gone", "搬迁")],
    )
    assert reviewed(team, "2026-10", rep_id=LI).customers.lost == 0


def test_silent_customers(team: Team) -> None:
    team.touch(team.customer("fresh"), "2026-08-03")
    team.touch(team.customer("silent"), "2026-08-02")  # 31 October is the 90th day after it
    team.touch(team.customer("later"), "2026-11-02")
    team.touch(team.customer("planned"), "2026-10-02", status="planned", due_on="2026-10-02")
    team.customer("new", created_on="2026-10-01")
    team.customer("lost", type="lost")
    team.customer("archived", archived_on="2026-10-30")
    found = reviewed(team, "2026-10").customers
    assert (found.silent, found.silent_days) == (3, 90)
    assert reviewed(team, "2026-10", rep_id=LI).customers.silent == 0


def test_grades_as_they_stood_and_who_moved(team: Team) -> None:
    up, steady, new = (team.customer(name) for name in ("up", "steady", "new"))
    team.customer("ungraded")
    team.customer("not yet there", created_on="2026-11-02")
    team.graded(up, "2026-09-01", None, "C")
    team.graded(up, "2026-10-05", "C", "B")
    team.graded(up, "2026-10-05", "B", "A")
    team.graded(up, "2026-11-05", "A", "C")
    team.graded(steady, "2026-09-01", None, "B")
    team.graded(new, "2026-10-31", None, "C")
    found = reviewed(team, "2026-10").customers
    assert found.grades == {"A": 1, "B": 1, "C": 1, "ungraded": 1}
    assert (found.moved_up, found.moved_down) == (1, 0)
    assert [(move.customer, move.from_, move.to) for move in found.moves] == [("up", "C", "A")]


def test_industries_and_sources(team: Team) -> None:
    team.sale(team.customer("云帆", industry="互联网", source="referral"), "2026-10-05", 300)
    team.sale(team.customer("明辉"), "2026-10-05", 100)
    found = reviewed(team, "2026-10").customers
    assert [(each.name, each.revenue, each.share) for each in found.industries] == [
        ("互联网", 300, 0.75),
        (None, 100, 0.25),
    ]
    assert [each.name for each in found.sources] == ["referral", None]
    assert (found.buyers, found.top20_customers, found.top20_share) == (2, 1, 0.75)


def test_work(team: Team) -> None:
    yunfan = team.customer("云帆", region="华东")
    team.touch(yunfan, "2026-10-01", recorded_on="2026-10-02")
    team.touch(yunfan, "2026-10-01", method="visit", recorded_on="2026-10-03", rep_id=LI)
    team.touch(yunfan, "2026-10-09", due_on="2026-10-09")
    team.touch(yunfan, "2026-10-12", due_on="2026-10-10")
    team.touch(yunfan, "2026-09-29", due_on="2026-10-01")  # done before it was due
    team.add(
        "followup",
        customer_id=yunfan,
        rep_id=WANG,
        status="planned",
        due_on="2026-10-31",
        recorded_at="2026-10-01T00:00:00Z",
    )
    team.add(
        "followup",
        customer_id=yunfan,
        rep_id=WANG,
        status="cancelled",
        due_on="2026-10-30",
        recorded_at="2026-10-01T00:00:00Z",
    )
    found = reviewed(team, "2026-10").work
    assert found.touches == 4
    assert [(each.method, each.touches) for each in found.by_method] == [("phone", 3), ("visit", 1)]
    assert (found.due, found.on_time, found.on_time_rate) == (4, 2, 0.5)
    assert (found.late, found.late_rate) == (1, 0.25)
    assert [(each.rep, each.touches, each.due, each.late) for each in found.by_rep] == [
        ("王芳", 3, 4, 0),
        ("李娜", 1, 0, 1),
    ]
    assert reviewed(team, "2026-10", rep_id=LI).work.touches == 1
    assert reviewed(team, "2026-10", region="华东").work.touches == 4


def test_a_step_due_today_may_still_be_done(team: Team) -> None:
    yunfan = team.customer("云帆")
    team.add(
        "followup",
        customer_id=yunfan,
        status="planned",
        due_on="2026-11-21",
        recorded_at="2026-10-01T00:00:00Z",
    )
    assert reviewed(team, "2026-11").work.due == 0


def test_who_left_before_has_no_line(team: Team) -> None:
    team.change("rep", LI, left_on="2026-09-30")
    assert by_rep(reviewed(team, "2026-10")) == {"王芳": 0}
    assert by_rep(reviewed(team, "2026-09")) == {"王芳": 0, "李娜": 0}
    team.change("rep", LI, left_on="2026-10-01")  # the first day without them, as in the list of the team
    assert by_rep(reviewed(team, "2026-10")) == {"王芳": 0}


def test_what_is_written_before_dawn_in_shanghai_counts_on_its_own_day(team: Team) -> None:
    """At 04:00 on 1 November there it is still October in UTC."""
    yunfan = team.customer("云帆", type="active")
    slip = team.deal(yunfan, "2026-10-01", name="slipped", expected_close_on="2026-10-31")
    handed_on = team.deal(yunfan, "2026-10-01", name="handed on", expected_close_on="2026-10-30")
    begin_operation(team.db, Operation("test", WANG, "tests", "2026-10-31T20:00:00Z", "2026-11-01"))
    team.change("customer", yunfan, type="lost", lost_reason="搬迁")
    team.change("opportunity", slip, expected_close_on="2026-12-01")
    team.change("opportunity", handed_on, owner_id=LI)
    october, november = reviewed(team, "2026-10"), reviewed(team, "2026-11")
    assert (october.customers.lost, november.customers.lost) == (0, 1)
    assert [deal.name for deal in october.pipeline.slipped_deals] == ["handed on", "slipped"]
    assert reviewed(team, "2026-10", rep_id=WANG).pipeline.slipped == 2  # still hers when October ended
    assert team.db.execute("SELECT changed_by_id FROM closing_change ORDER BY id DESC").fetchone() == (WANG,)


def test_a_closed_month_does_not_hear_of_what_is_expected_later(team: Team) -> None:
    deal = team.deal(team.customer("云帆"), "2026-10-01", expected_close_on="2026-12-01")
    team.on("2026-11-05")
    team.change("opportunity", deal, expected_close_on="2026-10-20")
    assert reviewed(team, "2026-10").pipeline.slipped == 0


def test_the_reason_of_then_stays_when_a_customer_comes_back(team: Team) -> None:
    yunfan = team.customer("云帆", type="active")
    team.on("2026-10-05")
    team.change("customer", yunfan, type="lost")
    team.on("2026-10-07")
    team.change("customer", yunfan, lost_reason="搬迁")  # said later, of the same loss
    team.on("2026-11-05")
    team.change("customer", yunfan, type="active", lost_reason=None)
    assert [each.reason for each in reviewed(team, "2026-10").customers.lost_customers] == ["搬迁"]
