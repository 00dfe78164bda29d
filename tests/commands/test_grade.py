from __future__ import annotations

import re
from decimal import Decimal

import pytest

from tests import golden
from tests.conftest import CommandLine


@pytest.fixture
def team(run: CommandLine) -> CommandLine:
    """A large customer, a middling one, and one that never bought."""
    run.ok("rep", "add", "王芳")
    run.ok(
        "--rep",
        "王芳",
        "customer",
        "add",
        "杭州云帆科技有限公司",
        "--short-name",
        "云帆科技",
        "--need-match",
        "4",
    )
    run.ok("customer", "add", "Harbor [/b] Foods", "--first-contact", "2026-11-02")
    run.ok("customer", "add", "Nordlicht GmbH", "--first-contact", "2026-11-02")
    for number, (customer, amount, day) in enumerate(
        [("云帆", "30万", "2026-02-02"), ("云帆", "25万", "2026-06-01"), ("Harbor", "12万", "2026-01-05")]
    ):
        run.ok("contract", "add", customer, "--amount", amount, "--signed", day, "--number", f"H-{number}")
    return run


@pytest.fixture
def graded(team: CommandLine) -> CommandLine:
    team.ok("grade", "run")
    return team


def test_a_run_says_who_changes_and_why_and_a_second_one_that_nothing_did(team: CommandLine) -> None:
    golden.check("grade/run.txt", team.ok("grade", "run").out)
    after = team.database.read_bytes()
    assert team.ok("grade", "run").out == (
        "  No customer changes its grade.\n  0 changed, 3 unchanged. Now A 1, B 1, C 1.\n"
    )
    assert team.database.read_bytes() == after


def test_a_dry_run_shows_the_same_and_changes_nothing(team: CommandLine) -> None:
    before = team.database.read_bytes()
    tried = team.ok("grade", "run", "--dry-run").out
    assert tried.startswith("Dry run, nothing is written. It would say:\n")
    assert team.database.read_bytes() == before
    assert team.ok("grade", "run", "--dry-run", "--json").json["dry_run"] is True
    assert team.ok("grade", "run").out == tried.partition("\n")[2]


def test_a_run_for_one_rep(team: CommandLine) -> None:
    found = team.ok("grade", "run", "--rep", "王芳", "--json").json
    assert [each["customer"] for each in found["items"]] == ["杭州云帆科技有限公司"]
    assert team.sql("SELECT count(*) FROM customer WHERE grade IS NULL") == [(2,)]


def test_a_long_run_is_a_screenful_unless_all_is_asked_for(run: CommandLine) -> None:
    for number in range(33):
        run.ok("customer", "add", f"Kunde {number}", "--force")
    tried = run.ok("grade", "run", "--dry-run").out
    assert tried.count("Kunde ") == 30
    assert "\n  3 more: --limit 0 shows them.\n" in tried
    assert run.ok("grade", "run", "--dry-run", "--limit", "0").out.count("Kunde ") == 33
    assert len(run.ok("grade", "run", "--dry-run", "--json").json["items"]) == 33
    assert len(run.ok("grade", "run", "--dry-run", "--csv").out.splitlines()) == 34


def test_for_scripts(team: CommandLine) -> None:
    golden.check("grade/run.json", team.ok("grade", "run", "--json").out)
    golden.check("grade/list.json", team.ok("grade", "list", "--json").out)
    golden.check("grade/list.csv", team.ok("grade", "list", "--csv").out)
    golden.check("grade/explain.json", team.ok("grade", "explain", "云帆", "--json").out)
    golden.check("grade/set.json", team.ok("grade", "set", "云帆", "b", "--reason", "x", "--json").out)
    history = team.ok("grade", "history", "云帆", "--json").json["items"]
    assert [(each["from_grade"], each["to_grade"], each["reason"]) for each in history] == [
        ("A", "B", "manual"),
        (None, "A", "score"),
    ]


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_tables_at_any_width(graded: CommandLine, columns: int) -> None:
    golden.check(f"grade/explain-{columns}.txt", graded.ok("grade", "explain", "云帆", columns=columns).out)
    golden.check(f"grade/outlook-{columns}.txt", graded.ok("grade", "explain", "Harbor", columns=columns).out)
    golden.check(f"grade/list-{columns}.txt", graded.ok("grade", "list", columns=columns).out)


def test_the_explanation_adds_up_by_hand(graded: CommandLine) -> None:
    shown = graded.ok("grade", "explain", "云帆").out
    lines = re.findall(r" (\d+) +(\d+) +(\d+)$", shown, re.MULTILINE)
    assert [int(points) * int(weight) for points, weight, _product in lines] == [
        int(product) for _points, _weight, product in lines
    ]
    weight, total = map(int, re.findall(r"^Sum +(\d+) +(\d+)$", shown, re.MULTILINE)[0])
    assert (sum(int(each[1]) for each in lines), sum(int(each[2]) for each in lines)) == (weight, total)
    score = re.findall(rf"Score {total} / {weight} = ([\d.]+)\.", shown)[0]
    assert Decimal(score) == (Decimal(total) / weight).quantize(Decimal("0.01"))


def test_a_grade_by_hand(graded: CommandLine) -> None:
    done = graded.ok(
        "grade", "set", "Nordlicht", "a", "--reason", "strategic partner", "--until", "2026-12-31"
    )
    assert done.out == "Nordlicht GmbH is A by hand until 2026-12-31 Thu.\nNext contact: 2026-11-09 Mon.\n"
    explained = graded.ok("grade", "explain", "Nordlicht").out
    assert "By hand A until 2026-12-31 Thu: strategic partner\n" in explained
    assert "0 changed, 3 unchanged. Now A 2, B 1, C 0." in graded.ok("grade", "run").out
    later = graded.ok("--today", "2027-01-01", "grade", "run", "--json").json
    assert ("Nordlicht GmbH", "A", "C") in [
        (each["customer"], each["from_grade"], each["to_grade"]) for each in later["items"]
    ]


def test_the_end_of_a_grade_by_hand(graded: CommandLine) -> None:
    graded.ok("grade", "set", "Nordlicht", "A", "--reason", "partner")
    assert graded.ok("grade", "set", "Nordlicht", "auto").out.splitlines()[0] == (
        "Nordlicht GmbH is graded by score and rules again: C."
    )
    history = graded.ok("grade", "history", "Nordlicht").out.splitlines()[2:]
    assert [line.split()[1:4] for line in history] == [
        ["A", "C", "0.0"],
        ["C", "A", "0.0"],
        ["C", "0.0", "score"],
    ]


def test_a_dry_run_of_set_changes_nothing(graded: CommandLine) -> None:
    before = graded.database.read_bytes()
    graded.ok("grade", "set", "Nordlicht", "A", "--reason", "partner", "--dry-run")
    assert graded.database.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("explain", "Nobody"), 4, "No customer answers to “Nobody”."),
        (("set", "Harbor", "D"), 2, '"D" is not a grade. Choose from: A, B, C.'),
        (("set", "Harbor", "A"), 2, "A manual grade needs a reason. Give it with --reason."),
        (
            ("set", "Harbor", "A", "--reason", "x", "--until", "yesterday"),
            2,
            "The manual grade would have ended",
        ),
        (("list", "--grade", "E"), 2, '"E" is not a grade.'),
        (("run", "--rep", "Nobody"), 4, "No rep answers to “Nobody”."),
        (("run", "--json", "--csv"), 2, '{"error"'),
    ],
)
def test_refusals_are_one_line_and_change_nothing(
    team: CommandLine, arguments: tuple[str, ...], code: int, message: str
) -> None:
    before = team.database.read_bytes()
    refused = team("grade", *arguments)
    assert (refused.code, refused.out) == (code, "")
    assert refused.err.startswith(message)
    assert refused.err.count("\n") == 1
    assert team.database.read_bytes() == before


def test_an_archived_customer_has_no_grade(graded: CommandLine) -> None:
    graded.ok("customer", "archive", "Harbor")
    assert graded("grade", "explain", "Harbor").err == "Harbor [/b] Foods is archived and has no grade.\n"
    assert graded.ok("grade", "list", "--json").json["items"][-1]["customer"] == "Nordlicht GmbH"


def test_northwind(northwind: CommandLine) -> None:
    first = northwind.ok("grade", "run", "--json").json
    assert (first["graded"], first["changed"], first["grades"]) == (93, 93, {"A": 0, "B": 43, "C": 50})
    again = northwind.ok("grade", "run", "--json").json
    assert (again["changed"], again["unchanged"]) == (0, 93)
    # 30 points for the amount, 100 for 25 orders in 12 months: (30 * 40 + 100 * 20) / 60
    found = northwind.ok("grade", "explain", "Save-a-lot", "--json").json
    assert (found["total"], found["weight"], found["score"], found["computed"]) == (3200, 60, 53.33, "B")
    assert found["dimensions"][0]["amount"] == 82373.51
