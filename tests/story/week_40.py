"""28 September to 4 October: three working days, then National Day."""

from __future__ import annotations

from datetime import date

import vobject

from tests.story.morning import Morning, Story


def monday_after_the_holiday(story: Story) -> None:
    """A call before the demo that leaves it planned, a customer put off over the holiday, the demo moved."""
    w, monday = story.words, story.on("2026-09-28")
    assert monday.due() == [
        (w.harbor, "today", "2026-09-28", "opportunity"),  # 300,000 before Starling's 150,000
        (w.starling, "today", "2026-09-28", "opportunity"),
        (w.baltic, "today", "2026-09-28", "grade"),
        (w.northgate, "next", "2026-09-30", "grade"),
    ]
    shown = monday.typed("due")
    assert monday.summary(0, 3, 1) in shown
    assert w.ungraded in shown
    called = monday.typed("log", "1", w.phone, "asked for a room", answer="n")
    assert w.row.format(row=1, customer=w.harbor_foods, id=1) in called
    assert w.early in called
    demo = monday.json("followup", "list", w.harbor, "--status", "planned")["items"][0]
    day = f"{monday.day('2026-09-29')} 14:00"
    assert w.still_planned.format(step=w.show_demo, day=day, id=demo["id"]) in called
    held = monday.json("snooze", w.baltic, "--until", "10-08", "--reason", "after the holiday")
    assert held["next_due_on"] == "2026-10-08"
    monday.page("opportunity", "add", w.baltic, "--product", "WMS")
    monday.page("followup", "plan", w.baltic, "--on", "10-09", "--objective", w.samples, "--method", w.visit)
    monday.page("log", w.starling, w.wechat, "terms are fine", "--next", w.sign, "--on", w.wednesday)
    moved = monday.json("followup", "move", w.harbor, "--on", w.wednesday_at_ten, "--reason", "they travel")
    assert (moved["id"], moved["due_on"], moved["due_time"]) == (demo["id"], "2026-09-30", "10:00")
    assert _in_the_calendar(monday) == ["2026-09-30", "2026-09-30 10:00", "2026-10-09"]


def tuesday_wins_the_wrong_deal(story: Story) -> None:
    """Nobody is due. Starling signs a day early; the win is entered for Harbor, taken back, and corrected again."""
    w, tuesday = story.words, story.on("2026-09-29")
    # Of the same day the S customers come first, of these the larger deal; then Northgate's week since the 23rd.
    assert tuesday.due() == [
        (w.harbor, "next", "2026-09-30", "planned"),
        (w.starling, "next", "2026-09-30", "planned"),
        (w.northgate, "next", "2026-09-30", "grade"),
    ]
    early = tuesday.json("done", w.starling, "signed", "--method", w.visit)
    assert (early["objective"], early["occurred_on"]) == (w.sign, "2026-09-29")
    # S: 29 September + 3 is in National Day, which ends with Wednesday the 7th.
    assert early["next_due_on"] == "2026-10-08"
    mistaken = tuesday.json("opportunity", "win", f"{w.harbor} ERP")
    assert (mistaken["number"], mistaken["amount"]) == (f"{w.contract}0001", 300000)
    again = tuesday.json(
        "opportunity", "reopen", f"{w.harbor} ERP", "--void-contract", "--reason", "the other deal"
    )
    assert (again["stage"], again["amount"], again["closed_on"]) == ("negotiation", 300000, None)
    assert tuesday.json("show", w.harbor)["type"] == "potential"
    won = tuesday.json("opportunity", "win", f"{w.starling} CRM", "--amount", "155,000")
    # The number of the void contract stays taken. With nothing open, a customer without a grade is due in a month.
    assert (won["number"], won["now_active"], won["next_due_on"]) == (f"{w.contract}0002", True, "2026-10-29")
    assert w.amount_changed in tuesday.page("contract", "edit", won["number"], "--amount", w.amount_150)
    # The win cannot be undone any more, as contract and deal were changed since: each is named once.
    refused = tuesday.refused(6, "undo", str(_operation(tuesday, "opportunity win")))
    assert (refused.count(won["number"]), refused.count(f"{w.starling} CRM")) == (1, 1)
    assert tuesday.json("opportunity", "show", f"{w.starling} CRM")["amount"] == 150000
    assert tuesday.json("contract", "list")["totals"] == {"count": 1, "amount": 150000}


def wednesday_records_what_did_not_happen(story: Story) -> None:
    """The demo, recorded before it began, is called off: deleted, it is planned again, and moved over the holiday."""
    w, wednesday = story.words, story.on("2026-09-30")
    assert wednesday.due() == [
        (w.harbor, "today", "2026-09-30", "planned"),
        (w.northgate, "today", "2026-09-30", "grade"),
    ]
    shown = wednesday.page("due")
    assert wednesday.summary(0, 2, 0) in shown
    assert w.planned_at in shown
    recorded = wednesday.json("log", w.harbor, w.demo, "all went well")
    assert (recorded["fulfilled"], recorded["objective"]) == (True, w.show_demo)
    gone = wednesday.json("followup", "delete", str(recorded["id"]))
    again = gone["planned_again"]
    assert (again["status"], again["due_on"], again["due_time"]) == ("planned", "2026-09-30", "10:00")
    moved = wednesday.json("followup", "move", w.harbor, "--on", "10-08", "--reason", "no room")
    assert (moved["due_on"], moved["due_time"]) == ("2026-10-08", None)
    greeted = wednesday.json("log", w.northgate, w.phone, "happy holiday")
    # A: 30 September + 1 week is Wednesday the 7th, the last day of National Day.
    assert greeted["next_due_on"] == "2026-10-08"
    assert w.twice in wednesday.refused(6, "log", w.northgate, w.phone, "happy holiday")
    _second_week(wednesday)


def _second_week(wednesday: Morning) -> None:
    """Harbor and Starling on Monday, Starling on Tuesday, Northgate on Wednesday; of the two signings one is void."""
    w = wednesday.words
    week = wednesday.json("week")
    assert week["by_method"] == {"phone": 2, "wechat": 1, "visit": 1}
    assert [(one["day"], one["contract"], one["amount"]) for one in week["won"]] == [
        ("2026-09-29", f"{w.contract}0002", 150000)
    ]
    assert [(one["opportunity"], one["amount"]) for one in week["opened"]] == [(f"{w.baltic} WMS", None)]
    # Harbor's deal stands where it stood. The demo is promised for the week after next, the signing was a day early.
    assert (week["moved"], week["signed"], week["overdue"]) == ([], 150000, 0)
    assert [(one["objective"], one["outcome"]) for one in week["promised"]] == [(w.sign, "kept")]
    # Delta: 10 September + 1 month is a Saturday, but one that is worked.
    assert {(one["day"], one["customer"], one["objective"]) for one in week["next"]} == {
        ("2026-10-08", w.harbor, w.show_demo),
        ("2026-10-08", w.northgate, None),
        ("2026-10-08", w.baltic, None),
        ("2026-10-09", w.baltic, w.samples),
        ("2026-10-10", w.delta, None),
    }
    page = wednesday.page("week")
    assert w.holiday_week in page
    assert w.kept in page


def _operation(morning: Morning, command: str) -> int:
    """The number of the latest operation by that command."""
    operations = morning.json("operations")["items"]
    return next(one["id"] for one in operations if one["command"] == command)


def _in_the_calendar(morning: Morning) -> list[str]:
    """The days and times in the file that phones read, in their order."""
    file = morning.run.database.with_name("steps.ics")
    morning.page("followup", "calendar", "-o", file)
    events = vobject.readOne(file.read_text(encoding="utf-8")).contents["vevent"]
    starts = [event.dtstart.value for event in events]
    return sorted(
        f"{start:%Y-%m-%d}" if type(start) is date else f"{start:%Y-%m-%d %H:%M}" for start in starts
    )
