from __future__ import annotations

from pathlib import Path

import pytest

from salesops.core.policy.document import built_in_text
from tests import golden
from tests.conftest import CommandLine


@pytest.fixture
def rules(run: CommandLine, tmp_path: Path) -> Path:
    """The built-in policy as a rep gets it into a file."""
    file = tmp_path / "rules.toml"
    file.write_text(run.ok("policy", "show").out, encoding="utf-8")
    return file


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_show_check_edit_apply(run: CommandLine, rules: Path) -> None:
    assert rules.read_text(encoding="utf-8") == built_in_text()
    assert run.ok("policy", "check", rules).out == f"  {rules} is in order.\n"
    assert run.ok("policy", "apply", rules).out == "This policy holds already: nothing changed.\n"
    edit(rules, 'C = "1m"', 'C = "2m"')
    assert run.ok("policy", "apply", rules, "--note", "C less often").out == (
        "Policy 1 holds from now on. `salesops grade run` grades by it.\n"
    )
    assert run.ok("policy", "show").out == rules.read_text(encoding="utf-8")
    assert run.ok("policy", "show", "--built-in").out == built_in_text()
    assert run.ok("policy", "apply", rules).out == "This policy holds already: nothing changed.\n"
    assert run.ok("--lang", "zh", "policy", "show").out == rules.read_text(encoding="utf-8")


def test_next_contacts_move_with_the_cadence(run: CommandLine, rules: Path) -> None:
    run.ok("customer", "add", "Harbor Foods", "--first-contact", "2026-11-20")
    assert run.sql("SELECT next_due_on FROM customer") == [("2026-12-21",)]
    edit(rules, 'C = "1m"', 'C = "1w"')
    run.ok("policy", "apply", rules, "--dry-run")
    assert run.sql("SELECT next_due_on FROM customer") == [("2026-12-21",)]
    run.ok("policy", "apply", rules)
    assert run.sql("SELECT next_due_on FROM customer") == [("2026-11-27",)]


def test_every_mistake_is_listed(run: CommandLine, rules: Path) -> None:
    edit(rules, "amount = 40 ", "amount = -4 ")
    edit(rules, 'B = "2w"', 'B = "often"')
    before = run.database.read_bytes()
    checked = run("policy", "check", rules, columns=80)
    assert checked.code == 3
    assert checked.err == f"{rules} has 3 mistakes.\n"
    golden.check("policy/check-80.txt", checked.out)
    assert [each["key"] for each in run("policy", "check", rules, "--json").json["items"]] == [
        "grading.weights.amount",
        "followup.cadence.B",
        "followup.opportunity.B",
    ]
    applied = run("policy", "apply", rules, "--json")
    assert (applied.code, applied.out, applied.error["kind"]) == (3, "", "bad_data")
    assert run.database.read_bytes() == before


def test_history(run: CommandLine, rules: Path) -> None:
    assert run.ok("policy", "history").out == "  None was applied: the built-in policy holds.\n"
    edit(rules, "silent_days = 90", "silent_days = 60")
    run.ok("rep", "add", "王芳")
    run.ok("--rep", "王芳", "policy", "apply", rules, "--note", "sooner")
    assert run.ok("policy", "history", "--csv").out == (
        "id,applied_on,applied_by,note\n1,2026-11-20,王芳,sooner\n"
    )
    shown = run.ok("policy", "show", "--version", "1", "--json").json
    assert (shown["id"], shown["note"], shown["document"]) == (1, "sooner", rules.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("check", "none.toml"), 4, "There is no file none.toml."),
        (("apply", "none.toml"), 4, "There is no file none.toml."),
        (("show", "--version", "7"), 4, "There is no policy 7. `salesops policy history` lists them."),
    ],
)
def test_refusals(run: CommandLine, arguments: tuple[str, ...], code: int, message: str) -> None:
    refused = run("policy", *arguments)
    assert (refused.code, refused.out, refused.err) == (code, "", f"{message}\n")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'calendar = "china"\n[grading\n',
            "第 2 行第 9 列（Expected ']' at the end of a table declaration）",
        ),
        ("[grading]\na_line =", "在结尾处（Invalid value）"),
    ],
)
def test_what_is_no_toml_is_told_in_one_line_of_chinese(
    run: CommandLine, tmp_path: Path, text: str, told: str
) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(text, encoding="utf-8")
    refused = run("policy", "apply", file, lang="zh")
    assert (refused.code, refused.out) == (3, "")
    assert refused.err == f"{file} 有 1 处错误：不是有效的 TOML：{told}。\n"
