"""What was signed or closed by mistake is put right, and every figure follows."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import terminal
from tests.conftest import CommandLine

TEAM = (
    ("init",),
    ("rep", "add", "王芳"),
    ("rep", "add", "李娜"),
    ("--rep", "王芳", "customer", "add", "甲公司"),
    ("--rep", "李娜", "customer", "add", "乙公司"),
    ("--rep", "王芳", "opportunity", "add", "甲公司", "--product", "CRM", "--amount", "30万", "--opened", "2026-09-01"),
    ("opportunity", "stage", "CRM", "negotiation", "--on", "2026-10-01"),
    ("target", "set", "2026", "500万"),
    ("target", "set", "2026-11", "50万", "--rep", "王芳"),
    ("--rep", "王芳", "opportunity", "win", "CRM", "--amount", "28万", "--on", "2026-11-16"),
    ("--rep", "李娜", "contract", "add", "乙公司", "--amount", "10万", "--signed", "2026-11-02"),
)  # fmt: skip
FIRST, SECOND = "HT-2026-0001", "HT-2026-0002"


@pytest.fixture
def team(prepared: Callable[..., Path], tmp_path: Path) -> CommandLine:
    """王芳 won 甲公司's deal of 300,000 at 280,000, 李娜 sold 乙公司 100,000: both in November."""
    return CommandLine(shutil.copy(prepared(*TEAM), tmp_path / "salesops.db"))


def test_a_deal_of_a_void_contract_is_worth_what_it_was_before_it_was_won(team: CommandLine) -> None:
    """Whether the win said another amount (280,000 for 300,000) or none, and whatever was corrected since."""
    team.ok("opportunity", "add", "乙公司", "--product", "ERP", "--amount", "10万", "--opened", "2026-09-01")
    team.ok("opportunity", "win", "ERP", "--on", "2026-11-17")
    for number, amount in ((FIRST, "27万"), ("HT-2026-0003", "8万"), ("HT-2026-0003", "7万")):
        team.ok("contract", "edit", number, "--amount", amount)
    for number in (FIRST, "HT-2026-0003"):
        team.ok("contract", "void", number, "--reason", "录错")
    assert team.sql("SELECT amount, stage FROM opportunity ORDER BY id") == [
        (30_000_000, "negotiation"), (10_000_000, "contacted"),
    ]  # fmt: skip


def month(team: CommandLine, period: str = "2026-11") -> dict[str, Any]:
    reviewed: dict[str, Any] = team.ok("review", "month", period, "--json").json
    return reviewed


def said(team: CommandLine, *arguments: str) -> list[str]:
    return team.ok(*arguments).out.splitlines()


def test_a_void_contract_counts_nowhere_and_stays_readable(team: CommandLine) -> None:
    team.ok("grade", "run")
    before = month(team)
    assert (before["targets"]["actual"], before["customers"]["new"], before["pipeline"]["won"]) == (
        380000,
        2,
        1,
    )
    assert said(team, "contract", "void", FIRST, "--reason", "录错客户") == [
        f"Contract {FIRST} with 甲公司 over 280,000 is void.",
        f"{FIRST}: Void since: – → 2026-11-20 Fri",
        f"{FIRST}: Void because: – → 录错客户",
        "甲公司 CRM: Amount: 280,000 → 300,000",
        "甲公司 CRM: Stage: won → negotiation",
        "甲公司 CRM: Closed on: 2026-11-16 Mon → –",
        "甲公司: Type: active → potential",
        "2026-11: 280,000 less.",
        "Counts no longer for: 2026 revenue (team), 2026-11 revenue (王芳).",
        "Next contact: 2026-09-15 Tue.",
    ]
    after = month(team)
    assert (after["targets"]["actual"], after["customers"]["new"], after["pipeline"]["won"]) == (100000, 1, 0)
    assert [(each["rep"], each["actual"]) for each in after["by_rep"]] == [("李娜", 100000), ("王芳", 0)]
    assert after["customers"]["buyers"] == 1
    shown = team.ok("customer", "show", "甲公司", "--json").json
    assert (shown["contracts"], shown["revenue"], shown["open_amount"]) == (0, 0, 300000)
    assert team.ok("customer", "list", "甲", "--json").json["items"][0]["revenue_12m"] == 0
    facts = {
        each["dimension"]: each for each in team.ok("grade", "explain", "甲公司", "--json").json["dimensions"]
    }
    assert facts["frequency"]["number"] == 0
    listed = team.ok("contract", "list", "--all", "--json").json
    assert ([each["number"] for each in listed["items"]], listed["totals"]["amount"]) == ([SECOND], 100000)
    void = team.ok("contract", "list", "--all", "--void", "--json").json["items"]
    assert [(each["number"], each["void_on"], each["void_reason"]) for each in void] == [
        (FIRST, "2026-11-20", "录错客户")
    ]
    assert "录错客户" in team.ok("contract", "show", FIRST).out
    assert team.ok("opportunity", "show", "CRM", "--json").json["contracts"] == []
    assert team("contract", "void", FIRST, "--reason", "x").err == (
        f"Contract {FIRST} is void since 2026-11-20 Fri: 录错客户.\n"
    )
    assert team("contract", "edit", FIRST, "--amount", "1").code == 6
    assert (
        team("contract", "add", "乙公司", "--amount", "1", "--number", FIRST).code == 6
    )  # its number stays taken


def test_a_win_taken_back_is_no_win_in_the_funnel(team: CommandLine) -> None:
    assert team.ok("review", "month", "2026-09", "--json").json["pipeline"]["funnel"][-1]["reached"] == 1
    team.ok("contract", "void", FIRST, "--reason", "x")
    funnel = team.ok("review", "month", "2026-09", "--json").json["pipeline"]["funnel"]
    assert [step["reached"] for step in funnel] == [1, 1, 1, 1, 0]
    team.ok("opportunity", "win", "CRM")  # and again, at what it was expected
    assert month(team)["targets"]["actual"] == 400000


def test_a_contract_is_corrected_and_its_deal_goes_along(team: CommandLine) -> None:
    assert said(team, "contract", "edit", FIRST, "--amount", "12万", "--signed", "2026-10-09") == [
        f"Changed contract {FIRST} (id 1).",
        f"{FIRST}: Amount: 280,000 → 120,000",
        f"{FIRST}: Signed on: 2026-11-16 Mon → 2026-10-09 Fri",
        "甲公司 CRM: Amount: 280,000 → 120,000",
        "甲公司 CRM: Closed on: 2026-11-16 Mon → 2026-10-09 Fri",
        "2026-10: 120,000 more.",
        "2026-11: 280,000 less.",
        "Counts no longer for: 2026-11 revenue (王芳).",
        "Next contact: 2026-11-09 Mon.",
    ]
    october = month(team, "2026-10")
    assert (october["targets"]["actual"], october["pipeline"]["won_amount"]) == (120000, 120000)
    assert month(team)["targets"]["actual"] == 100000
    assert team.sql("SELECT to_stage, changed_on, amount FROM stage_change WHERE opportunity_id = 1 ORDER BY id") == [
        ("contacted", "2026-09-01", 30_000_000),
        ("negotiation", "2026-10-01", 30_000_000),
        ("won", "2026-10-09", 12_000_000),
    ]  # fmt: skip
    changed = team.ok("contract", "edit", FIRST, "--amount", "13万", "--legal-approved", "--json").json
    assert (changed["number"], changed["amount"]) == (FIRST, 130000)
    assert changed["changes"] == [
        {"record": "contract", "id": 1, "field": "amount", "before": 120000, "after": 130000},
        {"record": "contract", "id": 1, "field": "legal_approved", "before": False, "after": True},
        {"record": "opportunity", "id": 1, "field": "amount", "before": 120000, "after": 130000},
    ]


def test_a_contract_moves_to_another_customer(team: CommandLine) -> None:
    refused = team("contract", "edit", FIRST, "--customer", "乙公司")
    assert (refused.code, refused.err) == (2, "甲公司 CRM is an opportunity of another customer.\n")
    assert said(team, "contract", "edit", FIRST, "--customer", "乙公司", "--opportunity", "", "--rep", "李娜")[1:] == [
        f"{FIRST}: Customer: 甲公司 → 乙公司",
        f"{FIRST}: Opportunity: 甲公司 CRM → –",
        f"{FIRST}: Signed by: 王芳 → 李娜",
        "甲公司 CRM: Amount: 280,000 → 300,000",
        "甲公司 CRM: Stage: won → negotiation",
        "甲公司 CRM: Closed on: 2026-11-16 Mon → –",
        "甲公司: Type: active → potential",
        "Counts no longer for: 2026-11 revenue (王芳).",
        "Next contact: 2026-12-16 Wed.",
    ]  # fmt: skip
    assert team.ok("customer", "show", "乙公司", "--json").json["revenue"] == 380000
    assert (month(team)["targets"]["actual"], month(team)["customers"]["new"]) == (380000, 1)


def test_a_file_moves_no_contract_away_from_its_deal(team: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "in.csv"
    file.write_text(f"合同编号,客户,签约日期,合同金额\n{FIRST},乙公司,2026-11-16,280000\n", encoding="utf-8")
    refused = team("contract", "import", file, "--update")
    assert (refused.code, "甲公司 CRM is an opportunity of another customer." in refused.err) == (3, True)
    file.write_text(f"合同编号,客户,签约日期,合同金额\n{FIRST},甲公司,2026-11-16,120000\n", encoding="utf-8")
    team.ok("contract", "import", file, "--update")
    assert team.sql("SELECT amount, closed_on FROM opportunity") == [(12_000_000, "2026-11-16")]


def test_of_two_contracts_the_one_left_stands_for_the_deal(team: CommandLine) -> None:
    team.ok("contract", "add", "甲公司", "--amount", "5万", "--opportunity", "CRM", "--signed", "2026-11-18")
    team.ok("contract", "void", FIRST, "--reason", "重复")
    assert team.sql("SELECT stage, amount, closed_on FROM opportunity") == [("won", 5_000_000, "2026-11-18")]
    assert team.sql("SELECT type FROM customer WHERE id = 1") == [("active",)]


def test_a_customer_that_was_lost_is_lost_again(team: CommandLine) -> None:
    team.ok("customer", "add", "丙公司")
    team.ok("customer", "edit", "丙公司", "--type", "lost", "--lost-reason", "价格")
    team.ok("contract", "add", "丙公司", "--amount", "1万")
    team.ok("contract", "void", "HT-2026-0003", "--reason", "x")
    assert team.sql("SELECT type, lost_reason FROM customer WHERE name = '丙公司'") == [("lost", "价格")]
    team.ok("customer", "edit", "丙公司", "--type", "active")  # said by hand, not by a signing
    team.ok("contract", "add", "丙公司", "--amount", "1万")
    team.ok("contract", "void", "HT-2026-0004", "--reason", "x")
    assert team.sql("SELECT type FROM customer WHERE name = '丙公司'") == [("active",)]


def test_a_won_deal_is_open_again(team: CommandLine) -> None:
    refused = team("opportunity", "reopen", "CRM")
    assert (refused.code, refused.err) == (
        6, f"甲公司 CRM is won, with contract {FIRST}. Say --void-contract with a --reason, or --keep-contract.\n",
    )  # fmt: skip
    assert team("opportunity", "reopen", "CRM", "--void-contract").code == 2
    before = team.database.read_bytes()
    team.ok("opportunity", "reopen", "CRM", "--keep-contract", "--dry-run")
    assert team.database.read_bytes() == before
    voided = said(
        team, "opportunity", "reopen", "CRM", "--void-contract", "--reason", "录错", "--stage", "proposal"
    )
    assert voided[0] == "甲公司 CRM is open again (id 1)."
    assert "甲公司 CRM: Stage: won → proposal" in voided
    assert month(team)["targets"]["actual"] == 100000
    assert team("opportunity", "reopen", "CRM").err == "甲公司 CRM is open.\n"


def test_what_was_signed_may_stand_by_itself(team: CommandLine) -> None:
    kept = said(team, "opportunity", "reopen", "CRM", "--keep-contract")
    assert f"{FIRST}: Opportunity: 甲公司 CRM → –" in kept
    assert month(team)["targets"]["actual"] == 380000
    assert team.sql("SELECT type FROM customer WHERE id = 1") == [("active",)]
    assert team.sql("SELECT stage, amount, closed_on FROM opportunity") == [("negotiation", 30_000_000, None)]


def test_a_lost_deal_is_open_again_where_it_was(team: CommandLine) -> None:
    team.ok(
        "opportunity", "add", "乙公司", "--product", "ERP", "--stage", "proposal", "--opened", "2026-10-01"
    )
    team.ok("opportunity", "lose", "ERP", "--reason", "价格", "--on", "2026-11-05")
    assert month(team)["pipeline"]["lost"] == 1
    assert said(team, "opportunity", "reopen", "ERP")[:4] == [
        "乙公司 ERP is open again (id 2).",
        "乙公司 ERP: Stage: closed lost → proposal",
        "乙公司 ERP: Closed on: 2026-11-05 Thu → –",
        "乙公司 ERP: Reason for the loss: 价格 → –",
    ]
    assert month(team)["pipeline"]["lost"] == 0


def test_a_won_deal_is_edited_with_its_contract(team: CommandLine) -> None:
    refused = team("opportunity", "edit", "CRM", "--amount", "26万")
    assert (refused.code, refused.err) == (
        6, f"甲公司 CRM is won: its amount is that of contract {FIRST}. --with-contract corrects both.\n",
    )  # fmt: skip
    done = team.ok("opportunity", "edit", "CRM", "--amount", "26万", "--product", "MES", "--with-contract")
    assert done.out.splitlines()[1:6] == [
        f"{FIRST}: Product: CRM → MES",
        f"{FIRST}: Amount: 280,000 → 260,000",
        "甲公司 CRM: Product: CRM → MES",
        "甲公司 CRM: Amount: 280,000 → 260,000",
        "2026-11: 20,000 less.",
    ]
    assert month(team)["targets"]["actual"] == 360000
    alone = team.ok("opportunity", "edit", "CRM", "--region", "华东")
    assert alone.err == f"Contract {FIRST} says what it said: `salesops contract edit` changes it.\n"
    assert team("opportunity", "edit", "CRM", "--amount", "unknown", "--with-contract").code == 2


def test_impossible_corrections(team: CommandLine) -> None:
    for arguments, code, message in (
        (("--number", SECOND), 6, f"There is a contract {SECOND} already"),
        (("--number", ""), 2, "--number must not be empty."),
        (
            ("--signed", "2026-09-15"),
            2,
            "2026-09-15 Tue is before the last change of stage, on 2026-10-01 Thu.",
        ),
        (("--signed", "tomorrow"), 2, "2026-11-21 Sat has not come yet."),
        (("--amount", ""), 2, "Amount must not be empty."),
        ((), 2, "Nothing to change was given."),
    ):
        refused = team("contract", "edit", FIRST, *arguments)
        assert (refused.code, refused.out) == (code, ""), arguments
        assert refused.err.startswith(message)
    assert team("contract", "void", FIRST, "--reason", " ").code == 2


@pytest.mark.parametrize(("answer", "amount"), [("y", 26_000_000), ("n", 28_000_000)])
def test_on_a_terminal_it_is_asked_whether_the_contract_goes_along(
    team: CommandLine, answer: str, amount: int
) -> None:
    asked = ("opportunity", "edit", "CRM", "--amount", "26万")
    shown = terminal.answer(team.database, answer, *asked, today=team.today)
    assert f"Change contract {FIRST} over 280,000, too? [y/N]: " in shown
    assert team.sql("SELECT amount FROM contract WHERE id = 1") == [(amount,)]


def test_on_a_terminal_a_contract_is_told_before_it_is_void(team: CommandLine) -> None:
    asked = ("opportunity", "reopen", "CRM", "--reason", "录错")
    shown = terminal.answer(team.database, "n", *asked, today=team.today)
    assert f"Make contract {FIRST} over 280,000 void, too? [y/N]: " in shown
    assert team.sql("SELECT stage FROM opportunity") == [("won",)]
    terminal.answer(team.database, "y", *asked, today=team.today)
    assert team.sql("SELECT void_reason FROM contract WHERE id = 1") == [("录错",)]
