from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.errors import BadValue
from salesops.core.pipeline.stages.rules import (
    STAGES,
    Move,
    Span,
    StageEntry,
    check_change,
    check_open,
    check_opened,
    check_past,
    is_open,
    missing_moves,
    spans,
)

TODAY = date(2026, 11, 20)
OPENED = date(2026, 9, 1)
CLOSED = date(2026, 10, 8)
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("contacted", "contacted"),
        ("needs_analysis", "needs_analysis"),
        ("Needs analysis", "needs_analysis"),
        ("NEGOTIATION", "negotiation"),
        ("方案报价", "proposal"),
        ("赢单", "won"),
        ("Closed Lost", "lost"),
    ],
)
def test_a_stage_is_known_by_code_and_by_name(text: str, stage: str) -> None:
    assert STAGES.parse(text) == stage


def test_what_is_no_stage_is_refused_with_the_stages() -> None:
    with pytest.raises(BadValue) as refused:
        STAGES.parse("dreaming")
    assert "negotiation" in refused.value.message + refused.value.hint


def test_open_and_closed() -> None:
    assert [stage for stage in STAGES.codes if not is_open(stage)] == ["won", "lost"]


def test_today_has_come_and_tomorrow_has_not() -> None:
    check_past(TODAY, today=TODAY)
    with pytest.raises(BadValue, match="2026-11-21 Sat has not come yet"):
        check_past(date(2026, 11, 21), today=TODAY)


def test_opened_before_whatever_came_next() -> None:
    check_opened(TODAY, before=None, today=TODAY)
    check_opened(TODAY, before=TODAY, today=TODAY)
    with pytest.raises(BadValue, match="has not come yet"):
        check_opened(TODAY + timedelta(1), before=None, today=TODAY)
    with pytest.raises(BadValue, match="2026-11-20 Fri is after the next change of stage, on 2026-11-19 Thu"):
        check_opened(TODAY, before=date(2026, 11, 19), today=TODAY)


@pytest.mark.parametrize(
    ("day", "complaint"),
    [
        (TODAY + timedelta(1), "has not come yet"),
        (OPENED - timedelta(1), "before the opportunity was opened"),
        (date(2026, 9, 30), "2026-09-30 Wed is before the last change of stage, on 2026-10-01 Thu"),
    ],
)
def test_stages_change_in_the_order_of_days(day: date, complaint: str) -> None:
    with pytest.raises(BadValue, match=complaint):
        check_change(day, opened_on=OPENED, last_on=date(2026, 10, 1), today=TODAY)


def test_two_changes_may_fall_on_one_day() -> None:
    check_change(OPENED, opened_on=OPENED, last_on=OPENED, today=TODAY)


def test_spans_of_an_open_opportunity_run_until_today() -> None:
    history = [StageEntry("contacted", OPENED, "王芳"), StageEntry("proposal", date(2026, 10, 1), "李娜")]
    assert spans(history, today=TODAY) == [
        Span("contacted", OPENED, date(2026, 10, 1), 30, "王芳"),
        Span("proposal", date(2026, 10, 1), None, 50, "李娜"),
    ]


def test_a_closed_stage_has_no_days() -> None:
    history = [StageEntry("contacted", OPENED), StageEntry("lost", OPENED)]
    assert [(span.stage, span.days) for span in spans(history, today=TODAY)] == [
        ("contacted", 0),
        ("lost", None),
    ]


def test_no_history_no_spans() -> None:
    assert spans([], today=TODAY) == []


@given(st.lists(days, min_size=1, max_size=8).map(sorted), days)
def test_days_in_stages_add_up_from_opening_to_today(history: list[date], later: date) -> None:
    today = max(later, history[-1])
    found = spans([StageEntry("proposal", day) for day in history], today=today)
    assert sum(span.days or 0 for span in found) == (today - history[0]).days
    assert all(one.left_on == other.entered_on for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("last", "stage", "closed_on", "moves"),
    [
        ("proposal", "proposal", None, []),
        (None, "proposal", None, [Move(None, "proposal", OPENED)]),
        (None, "won", CLOSED, [Move(None, "contacted", OPENED), Move("contacted", "won", CLOSED)]),
        ("proposal", "negotiation", None, [Move("proposal", "negotiation", TODAY)]),
        ("proposal", "lost", CLOSED, [Move("proposal", "lost", CLOSED)]),
        ("lost", "negotiation", None, [Move("lost", "negotiation", TODAY)]),
    ],
)
def test_what_a_history_lacks(
    last: str | None, stage: str, closed_on: date | None, moves: list[Move]
) -> None:
    assert missing_moves(last, stage, opened_on=OPENED, closed_on=closed_on, on=TODAY) == moves


def test_won_and_lost_need_more_than_a_stage() -> None:
    check_open("negotiation")
    for stage in ("won", "lost"):
        with pytest.raises(BadValue, match="commands of their own"):
            check_open(stage)
