"""21 to 27 September: four working days, as Friday is Mid-Autumn."""

from __future__ import annotations

import vobject

from tests.story.morning import Morning, Story


def the_weeks_before(story: Story) -> None:
    """A manager and two reps. Emma has four customers, each touched once; Harbor has a deal about to close."""
    w = story.words
    august = story.on("2026-08-10")
    august.page("init", "--currency", w.currency, by=w.ruth)
    august.page("rep", "add", w.ruth, "--role", w.manager, by=w.ruth)
    for rep in (w.emma, w.tom):
        august.page("rep", "add", rep, "--manager", w.ruth, by=w.ruth)
    for name, short, person in (
        (w.harbor_foods, w.harbor, "Ann Lee/Buyer/13800138001"),
        (w.northgate_tools, w.northgate, "Ben Hill/Plant manager/13800138002"),
        (w.baltic_timber, w.baltic, "Eva Holm/Director/13800138003"),
        (w.delta_freight, w.delta, "Joe Park/Dispatcher/13800138004"),
    ):
        august.page("customer", "add", name, "--short-name", short, "--contact", person)
    august.page(
        "opportunity", "add", w.harbor, "--product", "ERP", "--amount", "300,000", "--stage", w.negotiation,
        "--close", "2026-09-30", "--budget-confirmed", "--decider-known",
    )  # fmt: skip
    august.page("grade", "set", w.northgate, "A", "--reason", "key", by=w.ruth)
    august.page("grade", "set", w.harbor, "B", "--reason", "good", by=w.ruth)
    for day, customer, method in (
        ("2026-08-25", w.baltic, w.phone),
        ("2026-09-10", w.delta, w.phone),
        ("2026-09-11", w.northgate, w.visit),
        ("2026-09-18", w.harbor, w.phone),
    ):
        story.on(day).page("log", customer, method, "first talk")


def monday_calls_whom_the_list_names(story: Story) -> None:
    """Two names on the list. The first is logged by its number, the second looked at, called, and logged by name."""
    w, monday = story.words, story.on("2026-09-21")
    # Northgate, A: every week, so 11 September + 1 week, a Friday. Harbor's deal closes in 9 days (not more than 30)
    # and two signals hold: S, every 3 days, 18 + 3. Delta and Baltic, never graded, are asked each month: in October
    # and on the 25th, which is a holiday; both lie behind the three days that are looked ahead.
    assert monday.due() == [
        (w.northgate, "overdue", "2026-09-18", "grade"),
        (w.harbor, "today", "2026-09-21", "opportunity"),
    ]
    shown = monday.typed("due")
    assert monday.summary(1, 1, 0) in shown
    assert w.overdue in shown
    assert w.a_customer in shown
    assert w.erp_closes in shown
    typed = monday.typed("log", "1", w.phone, "samples came", "--next", w.send_quote, "--on", w.wednesday)
    logged = typed.splitlines()
    assert logged[0] == w.row.format(row=1, customer=w.northgate_tools, id=2)
    assert w.planned.format(step=w.send_quote) in logged[-1]
    assert monday.day("2026-09-23") in logged[-1]
    before_the_call = monday.page("show", w.harbor)
    for fact in (w.harbor_foods, "Ann Lee", "13800138001", "300,000", w.erp_closes, "first talk"):
        assert fact in before_the_call
    called = monday.json("log", w.harbor, w.phone, "terms of payment")
    assert (called["fulfilled"], called["next_due_on"]) == (False, "2026-09-24")  # S: 21 + 3
    assert monday.due() == [
        (w.northgate, "next", "2026-09-23", "planned"),
        (w.harbor, "next", "2026-09-24", "opportunity"),
    ]


def tuesday_brings_a_new_customer(story: Story) -> None:
    """From one sentence to the first promise: added, nearly added twice, found by phone, logged by phone."""
    w, tuesday = story.words, story.on("2026-09-22")
    added = tuesday.json(
        "customer", "add", w.starling_software, "--short-name", w.starling, "--source", w.exhibition,
        "--contact", "Mia Ford/CFO/13900139005",
    )  # fmt: skip
    assert added["next_due_on"] == "2026-09-22"  # nobody has spoken with them yet: at once
    assert w.exists in tuesday.refused(6, "customer", "add", w.starling_again)
    shown = tuesday.page("due")
    assert tuesday.summary(0, 1, 2) in shown
    assert w.new_customer in shown
    tuesday.page(
        "opportunity", "add", w.starling, "--product", "CRM", "--amount", "120,000", "--close", "10-20",
        "--urgent", "--budget-confirmed",
    )  # fmt: skip
    assert tuesday.due() == [
        (w.starling, "today", "2026-09-22", "grade"),
        (w.northgate, "next", "2026-09-23", "planned"),
        (w.harbor, "next", "2026-09-24", "opportunity"),
    ]
    (found,) = tuesday.json("find", "139 0013 9005")["items"]
    assert (found["record"], found["customer"]) == ("contact", w.starling)
    called = tuesday.json(
        "log", "13900139005", w.phone, "budget is there", "--next", w.send_offer, "--on", "+2d"
    )
    assert (called["customer"], called["next_on"]) == (w.starling_software, "2026-09-24")
    # Closing in 28 days with two signals the deal is S, but 22 + 3 is the holiday: the promise comes first.
    assert (called["next_due_on"], called["next_due_reason"]) == ("2026-09-24", "planned")
    changed = tuesday.json("opportunity", "edit", f"{w.starling} CRM", "--amount", w.amount_150)["changes"]
    assert [(one["field"], one["before"], one["after"]) for one in changed] == [("amount", 120000, 150000)]


def wednesday_writes_to_the_wrong_customer(story: Story) -> None:
    """Northgate's quote is sent and written to Starling, whose own promise of tomorrow stays; then put right."""
    w, wednesday = story.words, story.on("2026-09-23")
    assert wednesday.due() == [
        (w.northgate, "today", "2026-09-23", "planned"),
        (w.harbor, "next", "2026-09-24", "opportunity"),  # S before Starling, the larger of the two deals
        (w.starling, "next", "2026-09-24", "planned"),
    ]
    mistaken = wednesday.json("log", w.starling, w.email, "quote sent")
    assert (mistaken["fulfilled"], [step["objective"] for step in mistaken["still_planned"]]) == (
        False,
        [w.send_offer],
    )
    touch = str(mistaken["id"])
    moved = wednesday.json("followup", "edit", touch, "--customer", w.northgate)
    assert (moved["customer"], moved["changes"][0]["before"]) == (w.northgate_tools, w.starling_software)
    promised = [
        line for line in wednesday.json("followup", "list", w.northgate)["items"] if line["objective"]
    ]
    assert [line["status"] for line in promised] == ["planned"]
    wednesday.page("followup", "edit", touch, "--plan", str(promised[0]["id"]))
    # The quote was the step: nothing is planned any more. A, 23 + 1 week, is the last day before the long holiday.
    assert wednesday.json("show", w.northgate)["next_due_on"] == "2026-09-30"
    assert wednesday.json("show", w.starling)["last_touch_on"] == "2026-09-22"
    moved = wednesday.json("opportunity", "stage", f"{w.starling} CRM", w.proposal)
    assert (moved["was"], moved["stage"]) == ("contacted", "proposal")
    wednesday.page("customer", "note", w.harbor, "new finance system before the year ends")
    assert wednesday.json("show", w.harbor)["last_touch_on"] == "2026-09-21"  # a note is no touch


def thursday_before_the_holiday(story: Story) -> None:
    """A promise kept, a call of Tuesday recorded late with what was agreed in it, and the first week."""
    w, thursday = story.words, story.on("2026-09-24")
    # Baltic: 25 August + 1 month is Mid-Autumn, a Friday; the weekend follows: Monday the 28th, four days ahead.
    assert thursday.due("--ahead", "4") == [
        (w.harbor, "today", "2026-09-24", "opportunity"),
        (w.starling, "today", "2026-09-24", "planned"),
        (w.baltic, "next", "2026-09-28", "grade"),
    ]
    assert "new finance system" in thursday.page("show", w.harbor)
    offer = thursday.json("done", w.starling, "offer sent", "--method", w.email)
    # S: 24 + 3 is Sunday the 27th.
    assert (offer["objective"], offer["next_due_on"]) == (w.send_offer, "2026-09-28")
    late = thursday.json(
        "log", w.harbor, w.phone, "agreed on a demo", "--date", w.tuesday,
        "--next", w.show_demo, "--on", w.next_tuesday_at_two,
    )  # fmt: skip
    assert (late["occurred_on"], late["next_on"], late["next_time"]) == ("2026-09-22", "2026-09-29", "14:00")
    # S counts from the call, not from its record: 22 + 3 is Mid-Autumn, so Monday, a day before the demo.
    assert (late["next_due_on"], late["next_due_reason"]) == ("2026-09-28", "opportunity")
    _first_week(thursday)
    file = thursday.run.database.with_name("steps.ics")
    thursday.page("followup", "calendar", "-o", file)
    (event,) = vobject.readOne(file.read_text(encoding="utf-8")).contents["vevent"]
    assert f"{event.dtstart.value:%Y-%m-%d %H:%M}" == "2026-09-29 14:00"
    assert event.valarm


def _first_week(thursday: Morning) -> None:
    """Two calls on Monday; Starling's and, recorded late, Harbor's on Tuesday; a mail on Wednesday and Thursday."""
    w = thursday.words
    week = thursday.json("week")
    assert (week["from"], week["to"]) == ("2026-09-21", "2026-09-27")
    assert week["by_method"] == {"phone": 4, "email": 2}
    assert [touch["day"][-2:] for touch in week["touches"]] == ["21", "21", "22", "22", "23", "24"]
    assert [(one["objective"], one["outcome"]) for one in week["promised"]] == [
        (w.send_quote, "kept"),
        (w.send_offer, "kept"),
    ]
    assert [(one["opportunity"], one["amount"]) for one in week["opened"]] == [(f"{w.starling} CRM", 150000)]
    assert [(one["from_stage"], one["to_stage"]) for one in week["moved"]] == [("contacted", "proposal")]
    assert (week["won"], week["signed"], week["kept"], week["overdue"]) == ([], 0, 2, 0)
    assert {(one["day"], one["customer"], one["objective"]) for one in week["next"]} == {
        ("2026-09-28", w.harbor, None),
        ("2026-09-28", w.baltic, None),
        ("2026-09-28", w.starling, None),
        ("2026-09-29", w.harbor, w.show_demo),
        ("2026-09-30", w.northgate, None),
    }
    assert w.week in thursday.page("week")
