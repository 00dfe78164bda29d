"""5 to 11 October: National Day until Wednesday; Thursday, Friday and Saturday are worked."""

from __future__ import annotations

from tests.story.morning import Morning, Story


def thursday_gives_a_customer_away(story: Story) -> None:
    """The demo at last. Baltic goes to Tom, with its deal and with what is planned there."""
    w, thursday = story.words, story.on("2026-10-08")
    assert thursday.due() == [
        (w.harbor, "today", "2026-10-08", "planned"),
        (w.northgate, "today", "2026-10-08", "grade"),
        (w.baltic, "today", "2026-10-08", "grade"),  # held back until today
        (w.delta, "next", "2026-10-10", "grade"),
    ]
    assert thursday.summary(0, 3, 1) in thursday.typed("due")
    demo = thursday.json(
        "done", "#1", "they want it", "--method", w.demo, "--next", w.sign, "--on", w.saturday
    )
    # S: 8 + 3 is a Sunday, and the signing comes before it.
    assert (demo["objective"], demo["next_due_on"]) == (w.show_demo, "2026-10-10")
    thursday.page("opportunity", "edit", f"{w.harbor} ERP", "--close", "10-10")
    given = thursday.json("customer", "edit", w.baltic, "--owner", w.tom, by=w.ruth)
    assert {(one["record"], one["field"]) for one in given["changes"]} == {
        ("customer", "owner"),
        ("opportunity", "owner"),
        ("followup", "rep"),
    }
    assert {(one["before"], one["after"]) for one in given["changes"]} == {(w.emma, w.tom)}
    assert [line[0] for line in thursday.due()] == [w.northgate, w.harbor, w.delta]
    assert thursday.due(by=w.tom) == [(w.baltic, "today", "2026-10-08", "grade")]
    latest = thursday.json("history", w.baltic)["items"][0]
    assert (latest["rep"], latest["business_day"]) == (w.ruth, "2026-10-08")
    assert w.owner_changed in thursday.page("history", w.baltic)
    _september(thursday)


def _september(thursday: Morning) -> None:
    """The month as the manager sees it: three touches before the fortnight, six and four in its weeks."""
    review = thursday.json("review", "month", "2026-09", by=thursday.words.ruth)
    work = review["work"]
    # Promised for September: quote, offer, signing. Written down two days after it happened: Harbor's call.
    assert (work["touches"], work["due"], work["on_time"], work["late"]) == (13, 3, 3, 1)
    assert (review["targets"]["actual"], review["customers"]["new"]) == (150000, 1)
    assert (review["pipeline"]["opened"], review["pipeline"]["won"], review["pipeline"]["lost"]) == (2, 1, 0)


def friday_takes_back_and_brings_again(story: Story) -> None:
    """A visit undone and brought back, a customer archived and restored, a contract entered twice and made void."""
    w, friday = story.words, story.on("2026-10-09")
    assert friday.due() == [
        (w.northgate, "overdue", "2026-10-08", "grade"),
        (w.harbor, "next", "2026-10-10", "planned"),
        (w.delta, "next", "2026-10-10", "grade"),
    ]
    friday.page("log", w.northgate, w.visit, "phase two", "--next", w.second_quote, "--on", w.next_monday)
    assert w.undone in friday.page("undo", "--dry-run")
    undone = friday.json("undo")
    assert undone["operation"]["command"] == "followup log"
    assert friday.due()[0] == (w.northgate, "overdue", "2026-10-08", "grade")
    friday.page("undo", str(undone["by"]))
    after = [
        (w.harbor, "next", "2026-10-10", "planned"),
        (w.delta, "next", "2026-10-10", "grade"),
        (w.northgate, "next", "2026-10-12", "planned"),
    ]
    assert friday.due() == after
    assert w.second_quote in friday.page("customer", "archive", w.northgate)  # what is still open is told
    assert friday.due() == after[:2]
    assert friday.json("customer", "restore", w.northgate)["next_due_on"] == "2026-10-12"
    assert friday.due() == after
    double = friday.json("contract", "add", w.starling, "--amount", w.amount_150, "--product", "CRM")
    assert double["number"] == f"{w.contract}0003"
    voided = friday.json("contract", "void", double["number"], "--reason", "entered twice")
    assert (voided["void_on"], voided["void_reason"]) == ("2026-10-09", "entered twice")
    brought = friday.json("done", w.baltic, "they test them", by=w.tom)
    # Baltic's deal has no day to close: B, every 2 weeks, which is before C's month.
    assert (brought["objective"], brought["next_due_on"]) == (w.samples, "2026-10-23")


def saturday_is_worked(story: Story) -> None:
    """Harbor signs. The week, the void contract, and what became of Starling."""
    w, saturday = story.words, story.on("2026-10-10")
    assert saturday.due() == [
        (w.harbor, "today", "2026-10-10", "planned"),
        (w.delta, "today", "2026-10-10", "grade"),
        (w.northgate, "next", "2026-10-12", "planned"),
    ]
    saturday.page("done", w.harbor, "signed", "--method", w.visit)
    won = saturday.json("opportunity", "win", f"{w.harbor} ERP", "--amount", w.amount_280)
    # Nothing is open there any more. B: 10 October + 2 weeks is a Saturday, one that is not worked.
    assert (won["number"], won["next_due_on"]) == (f"{w.contract}0004", "2026-10-26")
    called = saturday.json("log", w.delta, w.phone, "no news")
    assert called["next_due_on"] == "2026-11-10"  # a month from a Tuesday to be: no weekend
    _third_week(saturday)
    assert saturday.json("contract", "list", "--void")["totals"] == {"count": 2, "amount": 450000}
    assert saturday.json("contract", "list")["totals"] == {"count": 2, "amount": 430000}
    commands = [line["command"] for line in saturday.json("history", w.starling)["items"]]
    assert list(dict.fromkeys(commands)) == [
        "contract void", "contract add", "contract edit", "opportunity win", "followup done", "followup log",
        "opportunity stage", "followup edit", "opportunity edit", "opportunity add", "customer add",
    ]  # fmt: skip


def _third_week(saturday: Morning) -> None:
    """Emma: Harbor's demo, Northgate, Harbor, Delta. Tom: the samples."""
    w = saturday.words
    week = saturday.json("week")
    assert week["by_method"] == {"visit": 2, "demo": 1, "phone": 1}
    assert [(one["day"], one["amount"]) for one in week["won"]] == [("2026-10-10", 280000)]
    assert (week["signed"], week["kept"], len(week["promised"]), week["overdue"]) == (280000, 2, 2, 0)
    assert [(one["day"], one["customer"], one["objective"]) for one in week["next"]] == [
        ("2026-10-12", w.northgate, w.second_quote)
    ]
    assert w.last_week in saturday.page("week")
    team = saturday.json("week", "--all", by=w.ruth)
    assert (len(team["touches"]), team["signed"], team["kept"], len(team["promised"])) == (5, 280000, 3, 3)
