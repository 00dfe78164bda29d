from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests import golden
from tests.conftest import CommandLine

NASTY = "CRM [/b] \x1b[31mred"


ME = ("--rep", "王芳", "opportunity")
TEAM = (
    ("init",),
    ("rep", "add", "王芳"),
    (
        "--rep",
        "王芳",
        "customer",
        "add",
        "杭州云帆科技有限公司",
        "--short-name",
        "云帆科技",
        "--first-contact",
        "2026-11-16",
    ),
    ("customer", "add", "Harbor Foods Ltd", "--first-contact", "2026-11-18"),
)
DEALS = (
    (*ME, "add", "云帆科技", "--product", "ERP", "--amount", "30万", "--opened", "2026-09-01", "--close", "2026-12-10",
     "--budget-confirmed", "--urgent", "--stage", "需求分析中", "--code", "S-1"),
    (*ME, "stage", "ERP", "negotiation", "--on", "2026-10-08"),
    (*ME, "add", "Harbor", "--product", NASTY, "--opened", "2026-11-02", "--probability", "60%"),
    (*ME, "add", "云帆科技", "--product", "OA", "--amount", "5万", "--opened", "2026-09-01"),
    (*ME, "lose", "OA", "--reason", "price | 太贵", "--on", "2026-10-31"),
    (*ME, "add", "云帆科技", "--product", "BI", "--amount", "8万", "--opened", "2026-09-01", "--rival", "SAP"),
    (*ME, "win", "BI", "--amount", "79999.99", "--on", "2026-11-16"),
)  # fmt: skip


@pytest.fixture
def team(prepared: Callable[..., Path], tmp_path: Path) -> CommandLine:
    """One rep with a customer, and a customer of nobody's."""
    return CommandLine(shutil.copy(prepared(*TEAM), tmp_path / "salesops.db"))


@pytest.fixture
def deals(prepared: Callable[..., Path], tmp_path: Path) -> CommandLine:
    """Four opportunities: one closing soon, one with a nasty name, one lost, one won."""
    return CommandLine(shutil.copy(prepared(*TEAM, *DEALS), tmp_path / "salesops.db"))


def test_add_says_what_was_added_and_when_to_call(team: CommandLine) -> None:
    added = team("--rep", "王芳", "opportunity", "add", "云帆科技", "--product", "ERP", "--amount", "8万")
    assert added.out == "Added opportunity 云帆科技 ERP (id 1).\nNext contact: 2026-12-04 Fri.\n"
    assert (added.code, added.err) == (0, "")
    assert team.sql("SELECT name, amount, owner_id, opened_on, stage FROM opportunity") == [
        ("云帆科技 ERP", 80_000_00, 1, "2026-11-20", "contacted")
    ]


def test_an_unknown_amount_is_not_nothing(team: CommandLine) -> None:
    for amount in ("unknown", "", "0"):
        team.ok("opportunity", "add", "Harbor", "--amount", amount, "--force")
    assert team.sql("SELECT amount FROM opportunity") == [(None,), (None,), (0,)]
    team.ok("opportunity", "edit", "3", "--amount", "Unknown")
    assert team.sql("SELECT amount FROM opportunity WHERE id = 3") == [(None,)]


def test_one_write_is_one_operation(deals: CommandLine) -> None:
    commands = [name for (name,) in deals.sql("SELECT command FROM operation ORDER BY id")]
    assert commands[-2:] == ["opportunity add", "opportunity win"]
    written = deals.sql("SELECT record FROM journal WHERE operation_id = (SELECT max(id) FROM operation)")
    assert {record for (record,) in written} == {
        "opportunity", "stage_change", "contract", "customer", "customer_type_change",
    }  # fmt: skip


def test_dry_runs_leave_the_file_as_it_was(deals: CommandLine) -> None:
    before = deals.database.read_bytes()
    for arguments in (
        ("add", "云帆科技", "--product", "X"),
        ("edit", "ERP", "--amount", "1"),
        ("stage", "ERP", "proposal"),
        ("win", "ERP"),
        ("lose", "ERP", "--reason", "price"),
    ):
        result = deals.ok("opportunity", *arguments, "--dry-run")
        assert result.out.startswith("Dry run, nothing is written. It would say:\n")
    assert deals.database.read_bytes() == before


def test_signals_are_set_and_taken_back(deals: CommandLine) -> None:
    signals = "SELECT budget_confirmed, decider_known, urgent FROM opportunity WHERE id = 1"
    assert deals.sql(signals) == [(1, 0, 1)]
    deals.ok("opportunity", "edit", "ERP", "--decider-known", "--no-urgent")
    assert deals.sql(signals) == [(1, 1, 0)]


def test_fields_are_emptied_with_nothing(deals: CommandLine) -> None:
    deals.ok("opportunity", "edit", "S-1", "--close", "", "--probability", "", "--name", "", "--code", "")
    empty = "SELECT expected_close_on, probability, name, code FROM opportunity WHERE id = 1"
    assert deals.sql(empty) == [(None, None, "云帆科技 ERP", None)]


def test_stage_tells_from_where_to_where(deals: CommandLine) -> None:
    moved = deals.ok("opportunity", "stage", "ERP", "方案沟通中", "--on", "yesterday")
    assert moved.out.splitlines()[0] == "云帆科技 ERP: negotiation → proposal on 2026-11-19 Thu."
    again = deals.ok("opportunity", "stage", "ERP", "proposal")
    assert again.out.splitlines()[0] == "云帆科技 ERP is in proposal already: nothing changed."
    assert deals.ok("opportunity", "stage", "ERP", "proposal", "--json").json["was"] == "proposal"


def test_win_brings_the_contract(deals: CommandLine) -> None:
    won = deals.ok("--rep", "王芳", "opportunity", "win", "ERP", "--number", "K-1")
    assert won.out.splitlines() == [
        "Signed contract K-1 with 杭州云帆科技有限公司 over 300,000 on 2026-11-20 Fri (id 2).",
        "Won 云帆科技 ERP.",
        "It counts for 王芳.",
        "Next contact: 2026-12-21 Mon.",
    ]
    assert deals.sql("SELECT code, amount, signed_on FROM contract ORDER BY id") == [
        ("HT-2026-0001", 79_999_99, "2026-11-16"),
        ("K-1", 300_000_00, "2026-11-20"),
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("add", "Nobody"), 4, "No customer answers to “Nobody”."),
        (("add", "Harbor", "--stage", "won"), 2, "A new opportunity is not won or lost yet."),
        (("add", "Harbor", "--opened", "tomorrow"), 2, "2026-11-21 Sat has not come yet."),
        (("add", "Harbor", "--opened", "11/12"), 2, ""),
        (("add", "Harbor", "--amount", "1.234"), 2, ""),
        (
            ("add", "Harbor", "--close", "2026-11-19"),
            2,
            "It would close on 2026-11-19 Thu, before it was opened",
        ),
        (("add", "Harbor", "--code", "S-1"), 6, "The code S-1 belongs to 云帆科技 ERP."),
        (("add", "Harbor", "--probability", "101"), 2, ""),
        (("edit", "r", "--rival", "x"), 5, "“r” could be 2 records"),
        (
            ("edit", "BI", "--amount", "1"),
            6,
            "云帆科技 BI is won: its amount is that of contract HT-2026-0001.",
        ),
        (("stage", "ERP", "won"), 2, "Won and lost have commands of their own."),
        (("stage", "ERP", "dreaming"), 2, '"dreaming" is not a known stage.'),
        (
            ("stage", "ERP", "proposal", "--on", "2026-10-07"),
            2,
            "2026-10-07 Wed is before the last change of stage",
        ),
        (("stage", "ERP", "proposal", "--on", "+1d"), 2, "2026-11-21 Sat has not come yet."),
        (("stage", "BI", "proposal"), 6, "云帆科技 BI is won, with contract HT-2026-0001."),
        (("win", "BI"), 6, "云帆科技 BI is won, with contract HT-2026-0001."),
        (("win", "Harbor"), 2, "The amount of Harbor Foods Ltd CRM [/b] \\x1b[31mred is not known."),
        (("win", "ERP", "--number", "HT-2026-0001"), 6, "There is a contract HT-2026-0001 already"),
        (("lose", "ERP"), 2, ""),
        (("lose", "ERP", "--reason", " "), 2, "--reason must not be empty."),
        (("lose", "OA", "--reason", "x"), 6, "云帆科技 OA was lost on 2026-10-31 Sat already."),
        (("list", "--closing-by", "11/12"), 2, '"11/12" is neither a date nor a period.'),
        (
            ("list", "--json", "--csv"),
            2,
            '{"error": {"kind": "bad_value", "message": "One format at a time, not --json',
        ),
        (("show", "99"), 4, "No opportunity answers to “99”."),
    ],
)
def test_refusals_are_one_line_and_change_nothing(
    deals: CommandLine, arguments: tuple[str, ...], code: int, message: str
) -> None:
    before = deals.database.read_bytes()
    refused = deals("opportunity", *arguments)
    assert (refused.code, refused.out) == (code, "")
    assert refused.err.startswith(message)
    assert refused.err.count("\n") == 1
    assert "\x1b" not in refused.err
    assert deals.database.read_bytes() == before


def test_reopened(deals: CommandLine) -> None:
    deals.ok("opportunity", "stage", "OA", "negotiation")
    history = deals.ok("opportunity", "show", "OA", "--json").json
    assert [each["stage"] for each in history["stages"]] == ["contacted", "lost", "negotiation"]
    assert (history["closed_on"], history["lost_reason"]) == (None, None)


def test_lists_show_mine_or_everybodys(deals: CommandLine) -> None:
    deals.ok("opportunity", "add", "Harbor", "--product", "MES")  # nobody's

    def names(*arguments: str) -> list[str]:
        return [each["name"] for each in deals.ok(*arguments, "--json").json["items"]]

    mine, nasty = "云帆科技 ERP", f"Harbor Foods Ltd {NASTY}"
    assert names("opportunity", "list") == [mine, nasty, "Harbor Foods Ltd MES"]
    assert names("--rep", "王芳", "opportunity", "list") == [mine, nasty]
    assert names("--rep", "王芳", "opportunity", "list", "--all") == [mine, nasty, "Harbor Foods Ltd MES"]
    assert names("opportunity", "list", "--customer", "Harbor") == [nasty, "Harbor Foods Ltd MES"]
    assert names("opportunity", "list", "--stage", "已成交") == ["云帆科技 BI"]
    assert names("opportunity", "list", "--all-stages") == [
        mine, nasty, "Harbor Foods Ltd MES", "云帆科技 BI", "云帆科技 OA"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("2026-12-09", 0),
        ("2026-12-10", 1),
        ("2026-12", 1),
        ("2026-11", 0),
        ("this-quarter", 1),
        ("+20d", 1),
        ("eom", 0),
    ],
)
def test_closing_by_includes_its_last_day(deals: CommandLine, by: str, expected: int) -> None:
    listed = deals.ok("opportunity", "list", "--closing-by", by, "--json").json
    assert len(listed["items"]) == expected


def test_the_list_says_what_it_leaves_out(deals: CommandLine) -> None:
    listed = deals.ok("opportunity", "list", "--all-stages", "--limit", "1")
    assert listed.out.splitlines()[-1].strip() == (
        "4 opportunities, 429,999.99 together, 304,999.99 weighted. 1 without an amount. 3 more: --limit 0 shows them."
    )
    document = deals.ok("opportunity", "list", "--all-stages", "--limit", "1", "--json").json
    assert (len(document["items"]), document["left_out"]) == (1, 3)
    assert len(deals.ok("opportunity", "list", "--all-stages", "--json").json["items"]) == 4


def test_an_empty_list_says_so(team: CommandLine) -> None:
    assert team.ok("opportunity", "list").out.strip() == "No opportunities match."
    assert team.ok("opportunity", "list", "--json").json["items"] == []


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_tables_at_any_width(deals: CommandLine, columns: int) -> None:
    listed = deals.ok("opportunity", "list", "--all-stages", columns=columns).out
    golden.check(f"opportunity/list-{columns}.txt", listed)
    shown = deals.ok("opportunity", "show", "ERP", columns=columns).out
    golden.check(f"opportunity/show-{columns}.txt", shown)
    assert "\x1b" not in listed + shown


def test_for_scripts(deals: CommandLine) -> None:
    columns = "customer_id, opportunity_id, rep_id, status, method, occurred_on, recorded_at, summary"
    with closing(sqlite3.connect(deals.database)) as db:
        db.execute(
            f"INSERT INTO followup ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (1, 1, 1, "done", "phone", "2026-11-10", "2026-11-10T09:00:00Z", "聊了预算"),
        )
        db.commit()
    golden.check("opportunity/list.json", deals.ok("opportunity", "list", "--all-stages", "--json").out)
    golden.check("opportunity/list.csv", deals.ok("opportunity", "list", "--all-stages", "--csv").out)
    golden.check("opportunity/show.json", deals.ok("opportunity", "show", "ERP", "--json").out)


def test_writes_for_scripts(deals: CommandLine) -> None:
    def written(*arguments: str) -> dict[str, object]:
        document: dict[str, object] = deals.ok("opportunity", *arguments, "--json").json
        return {key: document[key] for key in document if key not in ("as_of", "currency")}

    assert written("add", "Harbor", "--product", "MES") == {
        "schema": "salesops/opportunity.add/1", "dry_run": False, "id": 5, "name": "Harbor Foods Ltd MES",
        "customer": "Harbor Foods Ltd", "owner": None, "stage": "contacted", "was": None,
        "next_due_on": "2026-12-02",
    }  # fmt: skip
    assert written("lose", "MES", "--reason", "x", "--dry-run")["stage"] == "lost"
    assert written("win", "ERP", "--on", "2026-11-17") == {
        "schema": "salesops/opportunity.win/1", "dry_run": False, "id": 2, "number": "HT-2026-0002",
        "customer": "杭州云帆科技有限公司", "amount": 300000, "signed_on": "2026-11-17", "rep": "王芳",
        "won": "云帆科技 ERP", "now_active": False, "next_due_on": "2026-12-17",
    }  # fmt: skip
    error = deals("opportunity", "win", "ERP", "--json")
    assert json.loads(error.err)["error"]["exit_code"] == 6


def test_the_customer_is_told_where_the_name_does_not(deals: CommandLine) -> None:
    assert "Customer" not in deals.ok("opportunity", "list").out
    deals.ok("opportunity", "add", "Harbor", "--name", "phase 2")
    listed = deals.ok("opportunity", "list").out.splitlines()
    assert listed[0].split()[:2] == ["Name", "Customer"]
    assert [line.split()[:5] for line in listed if "phase" in line] == [
        ["phase", "2", "Harbor", "Foods", "Ltd"]
    ]


def test_in_chinese(deals: CommandLine) -> None:
    refused = deals("opportunity", "stage", "ERP", "proposal", "--on", "明天", lang="zh")
    assert (refused.code, "2026-11-21" in refused.err) == (2, True)
    assert deals.ok("opportunity", "list", "--json", lang="zh").json["items"][0]["stage"] == "negotiation"


def test_the_same_opportunity_is_not_taken_twice(team: CommandLine) -> None:
    told = ("opportunity", "add", "Harbor", "--product", "BI", "--amount", "8万")
    team.ok(*told)
    refused = team(*told)
    assert (refused.code, refused.out) == (6, "")
    assert refused.err.startswith("There is Harbor Foods Ltd BI already, of the same amount and day (id ")
    for another in (("--force",), ("--amount", "9万"), ("--opened", "2026-11-19"), ("--product", "ERP")):
        team.ok(*told, *another)
    team.ok("opportunity", "add", "Harbor", "--product", "OA")  # of an amount that is not known
    assert team("opportunity", "add", "Harbor", "--product", "OA").code == 6


def test_deals_of_an_archived_customer_are_in_no_list_but_its_own(deals: CommandLine) -> None:
    before = deals.ok("opportunity", "list", "--all", "--json").json
    theirs = deals.ok("opportunity", "list", "--customer", "云帆科技", "--all", "--json").json["items"]
    deals.ok("customer", "archive", "云帆科技")
    after = deals.ok("opportunity", "list", "--all", "--json").json
    assert theirs
    assert len(after["items"]) == len(before["items"]) - len(theirs)
    assert not [item for item in after["items"] if item["customer"] == theirs[0]["customer"]]
    listed = deals.ok("opportunity", "list", "--customer", "云帆科技", "--all", "--json").json["items"]
    assert [item["id"] for item in listed] == [item["id"] for item in theirs]
