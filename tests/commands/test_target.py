"""Targets at the command line."""

from __future__ import annotations

import csv
import io
import json
import shlex
import subprocess
import sys

import pytest

from tests import golden
from tests.conftest import DATA, CommandLine


@pytest.fixture
def team(run: CommandLine) -> CommandLine:
    """Two reps with revenue in 2025, one without, a manager, and a target for 2026."""
    run.ok("rep", "add", "王芳", "--ability", "1.2")
    run.ok("rep", "add", "Emma [b]Clarke[/b]")
    run.ok("rep", "add", "陈晨")
    run.ok("rep", "add", "张伟", "--role", "manager")
    run.ok("--rep", "王芳", "customer", "add", "杭州云帆科技有限公司", "--short-name", "云帆科技")
    run.ok("--rep", "王芳", "customer", "add", "Harbor Foods Ltd")
    run.ok("--rep", "王芳", "customer", "add", "Nordlicht GmbH")
    run.ok("contract", "add", "云帆科技", "--amount", "30万", "--rep", "王芳", "--signed", "2025-03-05")
    run.ok("contract", "add", "Harbor", "--amount", "100,000.50", "--rep", "Emma", "--signed", "2025-10-08")
    run.ok("target", "set", "2026", "100万", "--reason", "budget")
    return run


@pytest.fixture
def divided(team: CommandLine) -> CommandLine:
    """The same with its target split over time and among reps."""
    team.ok("target", "split", "2026", "--to", "quarters", "--by", "20,25,25,30")
    team.ok("target", "split", "2026-Q4", "--to", "months")
    team.ok("target", "split", "2026", "--to", "reps", "--by", "history=0.6,equal=0.2,ability=0.2")
    team.ok("target", "split", "2026", "--to", "quarters", "--of-rep", "陈晨", "--by", "equal")
    team.ok("target", "set", "2026-Q2", "26万", "--locked", "--reason", "trade fair")
    team.ok("target", "set", "2026", "12", "--metric", "new_customers")
    team.ok("target", "set", "2026", "95%", "--metric", "回款率", "--rep", "王芳")
    return team


def test_set_says_what_it_did(run: CommandLine) -> None:
    said = [
        run.ok("target", "set", "2026", "100万").out,
        run.ok("target", "set", "2026", "1.1m").out,
        run.ok("target", "set", "2026", "1,100,000").out,
        run.ok("target", "set", "2026-01..2026-03", "0").out,
        run.ok("target", "set", "this-month", "20", "--metric", "calls").out,
    ]
    assert said == [
        "2026 revenue (team): 1,000,000 (id 1).\n",
        "2026 revenue (team): 1,100,000, was 1,000,000 (id 1).\n",
        "2026 revenue (team): 1,100,000 as before (id 1).\n",
        "2026-Q1 revenue (team): 0 (id 2).\n",
        "2026-11 calls (team): 20 (id 3).\n",
    ]


def test_set_for_every_scope(team: CommandLine) -> None:
    for options, name in [
        (["--rep", "王芳"], "王芳"),
        (["--customer", "云帆"], "云帆科技"),
        (["--region", "East"], "East"),
        (["--product", "ERP"], "ERP"),
        (["--type", "strategic"], "strategic"),
        (["--rep", "王芳", "--product", "ERP"], "王芳 · ERP"),
    ]:
        assert team.ok("target", "set", "2027", "5", *options).out.startswith(
            f"2027 revenue ({name}): 5 (id "
        )


def test_a_changed_whole_warns_and_says_how_to_split_again(divided: CommandLine) -> None:
    changed = divided.ok("target", "set", "2026", "90万")
    assert changed.out == "2026 revenue (team): 900,000, was 1,000,000 (id 1).\n"
    assert changed.err.splitlines() == [
        "3 reps of 2026 revenue (team) add up to 1,000,000: 100,000 more than the whole.",
        "  To split again: salesops target split 2026 --to reps --by history=0.6,equal=0.2,ability=0.2 --basis 2025",
        "4 quarters of 2026 revenue (team) add up to 1,010,000: 110,000 more than the whole.",
        "  To split again: salesops target split 2026 --to quarters --by 20,25,25,30",
    ]
    again = changed.err.splitlines()[-1].partition("salesops ")[2]
    assert "4 parts, together 900,000." in divided.ok(*again.split()).out


def test_a_changed_part_warns_that_it_needs_a_lock(divided: CommandLine) -> None:
    assert divided.ok("target", "set", "2026-Q3", "24万").err == ""  # now they add up
    changed = divided.ok("target", "set", "2026-Q3", "25万")
    assert changed.err.splitlines() == [
        "4 quarters of 2026 revenue (team) add up to 1,010,000: 10,000 more than the whole.",
        "  To split again, lock this one and then: salesops target split 2026 --to quarters --by 20,25,25,30",
    ]


def test_the_command_to_split_again_works_as_it_stands(team: CommandLine) -> None:
    team.ok("target", "split", "2026", "--to", "reps", "--by", "60,40", "--reps", "陈晨,王芳")
    changed = team.ok("target", "set", "2026", "2m")
    command = changed.err.splitlines()[1].partition(": ")[2]
    assert command == "salesops target split 2026 --to reps --by 40,60 --reps '王芳,陈晨'"
    assert [part["value"] for part in team.ok(*shlex.split(command)[1:], "--json").json["items"]] == [
        800_000,
        1_200_000,
    ]


def test_set_as_json(divided: CommandLine) -> None:
    golden.check("target/set.json", divided.ok("target", "set", "2026", "90万", "--json").out)


def test_split_tells_what_one_would_stumble_over(team: CommandLine) -> None:
    done = team.ok("target", "split", "2026", "--to", "reps")
    assert done.err == "No revenue to go by, so no share: 陈晨.\n"
    again = team.ok("target", "split", "2026", "--to", "reps", "--by", "equal", "--reps", "王芳、陈晨")
    assert again.err == "No longer a part, so removed: 2026 revenue (Emma [b]Clarke[/b]), 250,000.94.\n"
    weeks = team.ok("target", "set", "2029-03", "100") and team.ok(
        "target", "split", "2029-03", "--to", "weeks"
    )
    assert weeks.err == (
        "The holidays of 2029 are not known yet: Monday to Friday was counted. "
        "A newer salesops will know them.\n"
    )


def test_split_to_customers(team: CommandLine) -> None:
    team.ok("target", "set", "2026", "9万", "--rep", "王芳")
    refused = team("target", "split", "2026", "--to", "customers", "--of-rep", "王芳")
    assert (refused.code, refused.out) == (4, "")
    team.ok("grade", "set", "云帆", "A", "--reason", "key account")
    team.ok("grade", "set", "Harbor", "B", "--reason", "promising")
    done = team.ok("target", "split", "2026", "--to", "customers", "--of-rep", "王芳", columns=80)
    golden.check("target/split-customers-80.txt", done.out)
    assert done.err == "1 customer carries no target: what it brings comes on top.\n"


@pytest.mark.parametrize("width", [40, 80, 200])
def test_split_as_a_table(team: CommandLine, width: int) -> None:
    team.ok("target", "split", "2026", "--to", "quarters", "--by", "equal")
    team.ok("target", "set", "2026-Q2", "26万", "--locked", "--reason", "trade fair")
    done = team.ok("target", "split", "2026", "--to", "quarters", "--by", "20,25,25,30", columns=width)
    golden.check(f"target/split-{width}.txt", done.out)
    assert done.err == ""


def test_split_for_scripts(team: CommandLine) -> None:
    asked = ("target", "split", "2026", "--to", "reps", "--dry-run")
    golden.check("target/split.json", team.ok(*asked, "--json").out)
    golden.check("target/split.csv", team.ok(*asked, "--csv").out)


@pytest.mark.parametrize("width", [40, 80, 200])
def test_show_as_a_table(divided: CommandLine, width: int) -> None:
    golden.check(f"target/show-{width}.txt", divided.ok("target", "show", columns=width).out)


def test_show_for_scripts(divided: CommandLine) -> None:
    shown = divided.ok("target", "show", "--json")
    golden.check("target/show.json", shown.out)
    golden.check("target/show.csv", divided.ok("target", "show", "--csv").out)
    assert shown.err == ""
    rows = list(csv.DictReader(io.StringIO(divided.ok("target", "show", "--csv").out)))
    assert [int(row["id"]) for row in rows] == [item["id"] for item in shown.json["items"]]


def test_show_some(divided: CommandLine) -> None:
    def ids(*options: str) -> list[tuple[str, str | None, float]]:
        items = divided.ok("target", "show", *options, "--json").json["items"]
        return [(item["period"], item["rep"], item["value"]) for item in items]

    assert ids("2026-10") == [("2026-10", None, ids("2026-10")[0][2])]
    assert [period for period, _rep, _value in ids("2026-Q4")] == [
        "2026-Q4", "2026-10", "2026-11", "2026-12", "2026-Q4",
    ]  # fmt: skip
    assert ids("--metric", "collection_rate") == [("2026", "王芳", 0.95)]
    assert ids("2030") == []
    assert divided.ok("target", "show", "2030").out.startswith("  No such target")


def test_clear(divided: CommandLine) -> None:
    tried = divided.ok("target", "clear", "2026", "--rep", "陈晨", "--dry-run")
    assert tried.out.splitlines() == [
        "Dry run, nothing is written. It would say:",
        "Removed 2026 revenue (陈晨): 129,166.67.",
        "4 parts went with it.",
    ]
    divided.ok("target", "clear", "2026-Q1")
    done = divided.ok("target", "clear", "2026")
    assert divided.sql("SELECT period, locked FROM target WHERE metric = 'revenue'") == [("2026-Q2", 1)]
    assert done.err == ""


def test_dry_runs_leave_the_file_as_it_was(divided: CommandLine) -> None:
    before = divided.database.read_bytes()
    divided.ok("target", "set", "2026", "1", "--dry-run")
    divided.ok("target", "clear", "2026", "--dry-run", "--json")
    out = divided.ok("target", "split", "2026", "--to", "reps", "--dry-run").out
    assert out.startswith("Dry run, nothing is written. It would say:\n")
    assert divided.database.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        (("set", "11/12", "5"), 2, '"11/12" is not a period.'),
        (("set", "2026", "-5"), 2, '"-5" is not an amount.'),
        (("set", "2026", "nan"), 2, '"nan" is not an amount.'),
        (("set", "2026", "1.005"), 2, '"1.005" has more than 2 decimals.'),
        (("set", "2026", "1.5", "--metric", "calls"), 2, '"1.5" is not a whole number.'),
        (("set", "2026", "90", "--metric", "collection_rate"), 2, '"90" is not a rate.'),
        (("set", "2026", "5", "--metric", "luck"), 2, '"luck" is not a known metric.'),
        (("set", "2026", "5", "--rep", "Nobody"), 4, "No rep answers to “Nobody”."),
        (("set", "2026", "5", "--customer", "o"), 5, "“o” could be 2 records:"),
        (("set", "2026", "5", "--type", "rich"), 2, '"rich" is not a known '),
        (("split", "2026", "--to", "days"), 2, '"days" is not a known kind of parts.'),
        (("split", "2027", "--to", "months"), 4, "There is no target for 2027 to split."),
        (
            ("split", "2026", "--to", "quarters", "--by", "30,40,30"),
            2,
            "30,40,30 does not give one weight for each",
        ),
        (
            ("split", "2026", "--to", "reps", "--by", "potential"),
            2,
            "The potential of a region is not known yet.",
        ),
        (("split", "2026", "--to", "reps", "--basis", "1999"), 2, "There is no revenue in 1999 to go by."),
        (("split", "2026", "--to", "reps", "--reps", "Nobody"), 4, "No rep answers to “Nobody”."),
        (("clear", "2026", "--rep", "王芳"), 4, "There is no such target for 2026."),
    ],
)
def test_refused(team: CommandLine, arguments: tuple[str, ...], code: int, line: str) -> None:
    before = team.database.read_bytes()
    refused = team("target", *arguments)
    assert (refused.code, refused.out) == (code, ""), refused
    assert refused.err.startswith(line), refused
    assert refused.err.count("\n") == 1
    assert team.database.read_bytes() == before


def test_too_much_is_locked(team: CommandLine) -> None:
    team.ok("target", "set", "2026-Q1", "200万", "--locked")
    refused = team("target", "split", "2026", "--to", "quarters", "--json")
    assert (refused.code, refused.out) == (6, "")
    assert refused.error == {
        "kind": "conflict",
        "message": "The locked parts add up to 2,000,000, more than the whole of 1,000,000.",
        "hint": "Raise the whole, or set a locked part anew with --unlocked.",
        "exit_code": 6,
    }


def test_one_output_at_a_time(team: CommandLine) -> None:
    refused = team("target", "split", "2026", "--to", "months", "--json", "--csv")
    assert refused.error["message"] == "One format at a time, not --json, --csv together."
    assert team.sql("SELECT count(*) FROM target") == [(1,)]


def test_every_change_is_in_the_journal(divided: CommandLine) -> None:
    commands = divided.sql(
        "SELECT DISTINCT o.command FROM journal j JOIN operation o ON o.id = j.operation_id "
        "WHERE j.record = 'target' ORDER BY 1"
    )
    assert commands == [("target set",), ("target split",)]


def test_reading_loads_no_models() -> None:
    program = "import sys, salesops.commands.target, salesops.core.targets.reads; print([*sys.modules])"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    assert not any(f"'{name}'" in loaded for name in ("sqlmodel", "sqlalchemy", "pydantic", "rich"))


def test_northwind_to_the_cent(northwind: CommandLine) -> None:
    answers = json.loads((DATA / "northwind/expected.json").read_text())["answers"]
    expected = next(answer["result"] for answer in answers if answer["id"] == "split_1998")
    northwind.ok("target", "set", "1998", "700,000.00")
    done = northwind.ok(
        "target", "split", "1998", "--to", "reps", "--by", "history", "--basis", "1997", "--json"
    )
    assert {part["rep"]: part["value"] for part in done.json["items"]} == expected
    assert sum(round(part["value"] * 100) for part in done.json["items"]) == 700_000_00
    assert (
        northwind.ok("target", "split", "1998", "--to", "reps", "--json").json["items"][0]["basis"] == "1997"
    )


def test_who_agreed_to_a_target_and_when(team: CommandLine) -> None:
    goal = ("target", "set", "2026", "40万", "--rep", "陈晨")
    team.ok(*goal, "--agreed-by", "陈晨", "--agreed-on", "2026-01-05")
    team.ok("target", "set", "2026", "100万", "--agreed-by", "王芳")
    page = team.ok("target", "show", "2026", columns=200).out
    assert "agreed by 陈晨 on 2026-01-05" in page
    assert "budget, agreed by 王芳 on 2026-11-20" in page
    assert "2026-01-05 由 陈晨 认可" in team.ok("target", "show", "2026", columns=200, lang="zh").out
    rows = team.ok("target", "show", "2026", "--json").json["items"]
    assert [(row["agreed_by"], row["agreed_on"]) for row in rows] == [
        ("王芳", "2026-11-20"),
        ("陈晨", "2026-01-05"),
    ]
    team.ok(*goal)
    assert team.ok(*goal, "--json").json["target"]["agreed_by"] == "陈晨"
    team.ok("target", "set", "2026", "41万", "--rep", "陈晨")
    assert "陈晨 on" not in team.ok("target", "show", "2026", columns=200).out
