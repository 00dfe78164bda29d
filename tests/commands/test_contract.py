from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests import golden
from tests.conftest import CommandLine

TEAM = (
    ("init",),
    ("rep", "add", "王芳"),
    ("rep", "add", "Emma Clarke"),
    ("--rep", "王芳", "customer", "add", "杭州云帆科技有限公司", "--short-name", "云帆科技"),
    ("customer", "add", "Harbor [/b] Foods"),
    ("opportunity", "add", "云帆科技", "--product", "ERP", "--amount", "10万", "--opened", "2026-09-01"),
)
SIGNED = (
    ("contract", "add", "云帆科技", "--amount", "12万", "--opportunity", "ERP", "--signed", "2026-11-16",
     "--start", "2026-12-01", "--end", "2027-11-30", "--delivery-days", "30", "--payment-terms", "30/70",
     "--legal-approved"),
    ("--rep", "Emma Clarke", "contract", "add", "Harbor", "--amount", "8,000.50", "--number", "H-1",
     "--signed", "2026-01-05", "--product", "CRM", "--region", "East"),
)  # fmt: skip
FINE = """
    INSERT INTO contract (code, customer_id, amount, subcent, signed_on)
    VALUES ('10248', 2, 69563, -50, '2025-12-31')"""


@pytest.fixture
def team(prepared: Callable[..., Path], tmp_path: Path) -> CommandLine:
    """Two reps, two customers, one opportunity."""
    return CommandLine(shutil.copy(prepared(*TEAM), tmp_path / "salesops.db"))


@pytest.fixture
def signed(prepared: Callable[..., Path], tmp_path: Path) -> CommandLine:
    """Three contracts, one of them with an amount finer than a cent, as from a file."""
    run = CommandLine(shutil.copy(prepared(*TEAM, *SIGNED), tmp_path / "salesops.db"))
    with closing(sqlite3.connect(run.database)) as db:
        db.execute(FINE)
        db.commit()
    return run


def test_add_says_what_followed(team: CommandLine) -> None:
    added = team("contract", "add", "云帆科技", "--amount", "12万", "--opportunity", "ERP")
    assert added.out.splitlines() == [
        "Signed contract HT-2026-0001 with 杭州云帆科技有限公司 over 120,000 on 2026-11-20 Fri (id 1).",
        "Won 云帆科技 ERP.",
        "It counts for 王芳.",
        "杭州云帆科技有限公司 is an active customer now.",
        "Next contact: 2026-12-21 Mon.",
    ]
    assert (added.code, added.err) == (0, "")
    assert team.sql("SELECT stage, amount, closed_on FROM opportunity") == [("won", 120_000_00, "2026-11-20")]
    assert team.sql("SELECT type FROM customer WHERE id = 1") == [("active",)]


def test_a_dry_run_leaves_the_file_as_it_was(signed: CommandLine) -> None:
    before = signed.database.read_bytes()
    tried = signed.ok("contract", "add", "Harbor", "--amount", "1", "--dry-run", "--json").json
    assert (tried["dry_run"], tried["number"]) == (True, "HT-2026-0002")
    assert signed.database.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("add", "Harbor"), 2, ""),
        (("add", "Nobody", "--amount", "1"), 4, "No customer answers to “Nobody”."),
        (("add", "Harbor", "--amount", "-5"), 2, '"-5" is not an amount.'),
        (("add", "Harbor", "--amount", "NaN"), 2, '"NaN" is not an amount.'),
        (("add", "Harbor", "--amount", "1e5"), 2, '"1e5" is not an amount.'),
        (("add", "Harbor", "--amount", "1.005"), 2, '"1.005" has more than 2 decimals.'),
        (("add", "Harbor", "--amount", "1", "--signed", "tomorrow"), 2, "2026-11-21 Sat has not come yet."),
        (("add", "Harbor", "--amount", "1", "--number", "H-1"), 6, "There is a contract H-1 already"),
        (("add", "Harbor", "--amount", "1", "--opportunity", "ERP"), 4, "No opportunity answers to “ERP”."),
        (("add", "Harbor", "--amount", "1", "--rep", "Nobody"), 4, "No rep answers to “Nobody”."),
        (("add", "Harbor", "--amount", "1", "--delivery-days", "-1"), 2, ""),
        (
            ("add", "Harbor", "--amount", "1", "--start", "2026-12-01", "--end", "2026-11-30"),
            2,
            "The contract would end on 2026-11-30 Mon, before it starts on 2026-12-01 Tue.",
        ),
        (("show", "nothing"), 4, "No contract answers to “nothing”."),
        (("list", "--period", "soon"), 2, ""),
    ],
)
def test_refusals_are_one_line_and_change_nothing(
    signed: CommandLine, arguments: tuple[str, ...], code: int, message: str
) -> None:
    before = signed.database.read_bytes()
    refused = signed("contract", *arguments)
    assert (refused.code, refused.out) == (code, "")
    assert refused.err.startswith(message)
    assert refused.err.count("\n") == 1
    assert signed.database.read_bytes() == before


def test_lists_show_mine_or_everybodys(signed: CommandLine) -> None:
    def numbers(*arguments: str) -> list[str]:
        return [each["number"] for each in signed.ok(*arguments, "--json").json["items"]]

    assert numbers("contract", "list") == ["HT-2026-0001", "H-1", "10248"]
    assert numbers("--rep", "Emma Clarke", "contract", "list") == ["H-1"]
    assert numbers("--rep", "Emma Clarke", "contract", "list", "--all") == ["HT-2026-0001", "H-1", "10248"]
    assert numbers("contract", "list", "--customer", "Harbor", "--period", "2026") == ["H-1"]


def test_an_amount_finer_than_a_cent(signed: CommandLine) -> None:
    listed = signed.ok("contract", "list", "--period", "2025", "--json")
    assert listed.json["items"][0]["amount"] == 695.625
    assert listed.json["totals"] == {"count": 1, "amount": 695.63}
    assert "695.63" in signed.ok("contract", "list", "--period", "2025").out
    assert ",695.625," in signed.ok("contract", "list", "--period", "2025", "--csv").out
    assert signed.ok("contract", "show", "10248", "--json").json["amount"] == 695.625


def test_the_list_says_what_it_leaves_out(signed: CommandLine) -> None:
    listed = signed.ok("contract", "list", "--limit", "1").out.splitlines()
    assert listed[-1].strip() == "3 contracts, 128,696.13 together. 2 more: --limit 0 shows them."
    one = signed.ok("contract", "list", "--period", "2025").out.splitlines()
    assert one[-1].strip() == "1 contract, 695.63."
    assert signed.ok("contract", "list", "--period", "2024").out.strip() == "No contracts match."


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_tables_at_any_width(signed: CommandLine, columns: int) -> None:
    golden.check(f"contract/list-{columns}.txt", signed.ok("contract", "list", columns=columns).out)
    golden.check(
        f"contract/show-{columns}.txt", signed.ok("contract", "show", "HT-2026", columns=columns).out
    )


def test_for_scripts(signed: CommandLine) -> None:
    golden.check("contract/list.json", signed.ok("contract", "list", "--json").out)
    golden.check("contract/list.csv", signed.ok("contract", "list", "--csv").out)
    golden.check("contract/show.json", signed.ok("contract", "show", "HT-2026-0001", "--json").out)


@pytest.mark.parametrize(
    ("currency", "lang", "number"),
    [("USD", "en", "C-2026-0001"), ("CNY", "en", "HT-2026-0001"), ("USD", "zh", "HT-2026-0001")],
)
def test_given_numbers_are_those_of_the_database(
    nowhere: CommandLine, currency: str, lang: str, number: str
) -> None:
    nowhere.ok("init", "--currency", currency, lang=lang)
    nowhere.ok("rep", "add", "Ann")
    nowhere.ok("--rep", "Ann", "customer", "add", "Acme")
    nowhere.ok("--rep", "Ann", "contract", "add", "Acme", "--amount", "100")
    assert nowhere.sql("SELECT code FROM contract") == [(number,)]


def test_the_same_contract_is_not_added_twice(signed: CommandLine) -> None:
    sale = ("contract", "add", "Harbor", "--amount", "5万", "--signed", "2026-11-18")
    number = signed.ok(*sale, "--json").json["number"]
    before = signed.database.read_bytes()
    refused = signed(*sale)
    said = f"There is contract {number} already, of the same customer, day and amount."
    assert (refused.code, refused.out) == (6, "")
    assert refused.err == f"{said} Use --force if this is another one.\n"
    assert signed.database.read_bytes() == before
    for another in (("--force",), ("--number", "H-9"), ("--amount", "6万"), ("--signed", "2026-11-17")):
        signed.ok(*sale, *another)
    signed.ok("contract", "add", "云帆科技", "--amount", "5万", "--signed", "2026-11-18")
    for void in (number, "H-9"):
        signed.ok("contract", "void", void, "--reason", "录错")
    assert signed(*sale).code == 6  # the one that --force let in still stands
