from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.policy.rules import BUILT_IN, FollowupPolicy
from salesops.core.schedule.next_due.rules import NEVER, Due, DueFacts, first_due, opportunity_due
from salesops.core.schedule.rules import DutyKind, OpenDuty, OpenOpportunity, class_on
from salesops.core.values.steps import Step
from salesops.core.values.workdays import WorkingDays

POLICY = BUILT_IN.followup
CALENDAR = WorkingDays("weekdays")
CREATED = date(2026, 1, 5)
FRIDAY = date(2026, 11, 20)
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


def due(facts: DueFacts) -> tuple[str | None, str | None, int | None]:
    found = first_due(facts, POLICY, CALENDAR)
    return found.on.isoformat() if found.on else None, found.reason, found.ref


def step(on: date, number: int, *, breaks_hold: bool = False) -> OpenDuty:
    return OpenDuty("planned", on, "followup", number, breaks_hold=breaks_hold)


def deal(close: date | None, signals: int = 2, opened: date = CREATED, number: int = 1) -> OpenOpportunity:
    return OpenOpportunity(number, opened, close, signals)


@pytest.mark.parametrize(
    ("grade", "touched", "expected"),
    [
        ("A", date(2026, 11, 20), "2026-11-27"),  # Friday + 1 week
        ("A", date(2026, 11, 21), "2026-11-30"),  # Saturday + 1 week, moved to Monday
        ("B", date(2026, 11, 20), "2026-12-04"),
        ("C", date(2026, 11, 20), "2026-12-21"),  # 20 December is a Sunday
        ("C", date(2026, 1, 31), "2026-03-02"),  # clamped to Saturday 28 February, moved to Monday
        (None, date(2026, 11, 20), "2026-12-21"),  # not graded: as C
    ],
)
def test_rhythm_of_the_grade(grade: str | None, touched: date, expected: str) -> None:
    assert due(DueFacts(CREATED, grade, last_touch_on=touched)) == (expected, "grade", None)


def test_rhythm_is_counted_from_the_touch_else_the_signing_else_the_first_contact() -> None:
    facts = DueFacts(
        CREATED, "A", date(2026, 3, 2), last_signed_on=date(2026, 6, 1), first_contact_on=date(2026, 2, 2)
    )
    assert due(facts)[0] == "2026-03-09"
    assert due(facts._replace(last_touch_on=None))[0] == "2026-06-08"
    assert due(facts._replace(last_touch_on=None, last_signed_on=None))[0] == "2026-02-09"


def test_a_customer_that_nothing_is_known_of_is_due_at_once() -> None:
    assert due(DueFacts(FRIDAY, "C")) == ("2026-11-20", "grade", None)
    assert due(DueFacts(FRIDAY + timedelta(1), "C"))[0] == "2026-11-23"


def test_holidays_are_skipped_and_make_up_workdays_are_worked() -> None:
    china = WorkingDays("china")
    # 1 to 7 October 2026 are holidays, Saturday 10 October is worked.
    touched = DueFacts(CREATED, "A", last_touch_on=date(2026, 9, 24))
    assert first_due(touched, POLICY, china).on == date(2026, 10, 8)
    assert first_due(touched._replace(last_touch_on=date(2026, 10, 3)), POLICY, china).on == date(
        2026, 10, 10
    )


def test_an_opportunity_asks_more_often_than_the_grade() -> None:
    facts = DueFacts(CREATED, "B", last_touch_on=FRIDAY, opportunities=(deal(date(2026, 12, 1)),))
    assert due(facts) == ("2026-11-23", "opportunity", 1)


def test_the_class_rises_as_closing_nears() -> None:
    touched = date(2026, 11, 2)  # a Monday; two weeks later is Monday 16 November
    assert opportunity_due(deal(None), touched, POLICY) == date(2026, 11, 16)
    # Class A from 11 November (90 days before 9 February): a week has passed by then.
    assert opportunity_due(deal(date(2027, 2, 9)), touched, POLICY) == date(2026, 11, 11)
    # Class S from 11 November (30 days before 11 December), but class A before it asks on the 9th.
    assert opportunity_due(deal(date(2026, 12, 11)), touched, POLICY) == date(2026, 11, 9)
    # Class S from 6 November: three days have passed by then.
    assert opportunity_due(deal(date(2026, 12, 6)), touched, POLICY) == date(2026, 11, 6)


def test_an_opportunity_opened_after_the_last_touch_counts_from_its_opening() -> None:
    facts = DueFacts(CREATED, "C", date(2026, 11, 2), opportunities=(deal(None, opened=date(2026, 11, 16)),))
    assert due(facts) == ("2026-11-30", "opportunity", 1)


def test_a_planned_step_keeps_its_day_even_on_a_weekend() -> None:
    facts = DueFacts(CREATED, "C", last_touch_on=FRIDAY, duties=(step(date(2026, 11, 21), 9),))
    assert due(facts) == ("2026-11-21", "planned", 9)


def test_a_planned_step_does_not_silence_the_cadence() -> None:
    facts = DueFacts(CREATED, "A", last_touch_on=FRIDAY, duties=(step(date(2026, 12, 11), 9),))
    assert due(facts) == ("2026-11-27", "grade", None)


def test_of_two_reasons_on_one_day_the_more_particular_is_named() -> None:
    facts = DueFacts(CREATED, "A", last_touch_on=FRIDAY, duties=(step(date(2026, 11, 27), 9),))
    assert due(facts)[1] == "planned"
    without_plan = DueFacts(
        CREATED, "B", last_touch_on=FRIDAY, opportunities=(deal(None, number=4), deal(None, number=3))
    )
    assert due(without_plan) == ("2026-12-04", "opportunity", 3)


def test_a_snooze_holds_everything_back_until_its_day() -> None:
    facts = DueFacts(CREATED, "A", last_touch_on=FRIDAY, snoozed_until=date(2026, 12, 15))
    assert due(facts) == ("2026-12-15", "grade", None)
    assert due(facts._replace(duties=(step(date(2026, 11, 30), 9),))) == ("2026-12-15", "planned", 9)
    assert due(facts._replace(snoozed_until=date(2026, 12, 12))) == ("2026-12-14", "grade", None)
    assert due(facts._replace(snoozed_until=date(2026, 11, 22)))[0] == "2026-11-27"


def test_what_was_agreed_meanwhile_breaks_a_hold_and_what_was_planned_before_waits() -> None:
    day = date(2026, 12, 1)
    held = DueFacts(CREATED, "A", last_touch_on=FRIDAY, snoozed_until=date(2026, 12, 15))
    assert due(held._replace(duties=(step(day, 7),))) == ("2026-12-15", "planned", 7)
    assert due(held._replace(duties=(step(day, 7, breaks_hold=True),))) == ("2026-12-01", "planned", 7)


def test_an_archived_customer_is_never_due_nor_hot() -> None:
    facts = DueFacts(CREATED, "A", duties=(step(FRIDAY, 1),), opportunities=(deal(FRIDAY),), archived=True)
    assert first_due(facts, POLICY, CALENDAR) == NEVER == Due(None, None, None, None, None, None)


STEPS = st.builds(Step, st.integers(1, 20), st.just("d")) | st.builds(Step, st.integers(1, 2), st.just("m"))
POLICIES = st.builds(
    lambda s, a, b, s_days, more: POLICY._replace(
        opportunity_cadence={"S": s, "A": a, "B": b}, s_days=s_days, a_days=s_days + more
    ),
    STEPS, STEPS, STEPS, st.integers(0, 40), st.integers(0, 90),
)  # fmt: skip
DEALS = st.builds(OpenOpportunity, st.integers(1, 9), DAYS, st.none() | DAYS, st.integers(0, 3))


@given(DEALS, DAYS, POLICIES)
def test_the_day_of_an_opportunity_is_the_first_that_satisfies_its_own_class(
    one: OpenOpportunity, base: date, policy: FollowupPolicy
) -> None:
    day = base
    while day < policy.opportunity_cadence[class_on(day, one, policy)].after(base):
        day += timedelta(1)
    assert opportunity_due(one, base, policy) == day


FACTS = st.builds(
    DueFacts,
    created_on=DAYS,
    grade=st.none() | st.sampled_from("ABC"),
    last_touch_on=st.none() | DAYS,
    last_signed_on=st.none() | DAYS,
    first_contact_on=st.none() | DAYS,
    opportunities=st.lists(DEALS, max_size=3, unique_by=lambda each: each.id).map(tuple),
    duties=st.lists(st.builds(step, DAYS, st.integers(1, 9)), max_size=2).map(tuple),
    snoozed_until=st.none() | DAYS,
    archived=st.just(False),
    lost=st.just(False),
)


def asks(day: date, facts: DueFacts) -> bool:
    """Whether anything asks for a touch on `day` or earlier, said once more and plainly."""
    if any(duty.on <= day for duty in facts.duties):
        return True
    base = facts.last_touch_on or facts.last_signed_on or facts.first_contact_on
    cadence = POLICY.cadence[facts.grade or "C"].after(base) if base else facts.created_on
    return cadence <= day or any(
        day
        >= POLICY.opportunity_cadence[class_on(day, one, POLICY)].after(max(base or date.min, one.opened_on))
        for one in facts.opportunities
    )


@given(FACTS)
def test_never_due_before_something_asks_nor_later_than_the_next_working_day(facts: DueFacts) -> None:
    on = first_due(facts, POLICY, CALENDAR).on
    assert on is not None
    held = facts.snoozed_until or date.min
    assert on >= held
    assert asks(on, facts)
    before = [day for day in (on - timedelta(days) for days in range(1, 40)) if day >= held]
    assert not any(asks(day, facts) and CALENDAR.is_working(day) for day in before)


@given(FACTS, DAYS)
def test_a_later_snooze_never_makes_a_customer_due_earlier(facts: DueFacts, until: date) -> None:
    longer = facts._replace(snoozed_until=max(until, facts.snoozed_until or until))
    first, second = first_due(facts, POLICY, CALENDAR).on, first_due(longer, POLICY, CALENDAR).on
    assert first is not None
    assert second is not None
    assert first <= second


def test_a_lost_customer_is_left_alone_but_for_what_was_planned_or_is_open() -> None:
    lost = DueFacts(date(2026, 1, 5), last_touch_on=date(2026, 1, 5), lost=True)
    assert first_due(lost, POLICY, CALENDAR) == NEVER
    planned = lost._replace(duties=(step(date(2026, 3, 2), 7),))
    assert first_due(planned, POLICY, CALENDAR).on == date(2026, 3, 2)
    tried_again = lost._replace(opportunities=(OpenOpportunity(1, date(2026, 2, 2), None, 0),))
    assert first_due(tried_again, POLICY, CALENDAR).on == date(2026, 2, 16)


@pytest.fixture
def tea(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = {"tea": DutyKind(5, "tea", deadline=True), "care": DutyKind(50, "care")}
    monkeypatch.setattr("salesops.core.schedule.rules.DUTY_KINDS", kinds)


def duty(kind: str, on: date, number: int = 1, time: str | None = None) -> OpenDuty:
    return OpenDuty(kind, on, "duty", number, time)


@pytest.mark.usefixtures("tea")
def test_of_duties_on_one_day_the_rank_then_the_time_decides() -> None:
    day = date(2026, 11, 23)
    asked = (
        duty("care", day, 1), duty("unknown", day, 2), duty("tea", day, 3, "14:00"), duty("tea", day, 4, "09:30"),
    )  # fmt: skip
    facts = DueFacts(
        CREATED, "A", FRIDAY, duties=asked, opportunities=(deal(None, opened=date(2026, 11, 9)),)
    )
    assert due(facts) == ("2026-11-23", "tea", 4)
    assert due(facts._replace(duties=asked[:2])) == ("2026-11-23", "care", 1)
    assert due(facts._replace(duties=asked[1:2])) == ("2026-11-23", "unknown", 2)


@pytest.mark.usefixtures("tea")
def test_the_first_deadline_is_known_though_something_else_is_due_before() -> None:
    asked = (duty("tea", date(2026, 12, 9), 1), duty("tea", date(2026, 12, 4), 2), duty("care", FRIDAY, 3))
    found = first_due(DueFacts(CREATED, "C", FRIDAY, duties=asked), POLICY, CALENDAR)
    assert (found.on, found.table, found.ref, found.deadline_on) == (FRIDAY, "duty", 3, date(2026, 12, 4))
    held = DueFacts(CREATED, "C", FRIDAY, duties=asked, snoozed_until=date(2026, 12, 7))
    assert first_due(held, POLICY, CALENDAR).deadline_on == date(2026, 12, 7)
