"""The options that every command takes: before its name or after it, or from the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import CommandLine

NAMES = ("--db", "--rep", "--today", "--lang", "--wait", "--debug")


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_they_are_taken_wherever_they_stand(demo: CommandLine, tmp_path: Path, place: int) -> None:
    command = ["customer", "list", "--json"]
    given = ["--rep", "王芳", "--today", "2026-11-21", f"--db={demo.database}"]
    line = [*command[:place], *given, *command[place:]]
    answered = demo.ok(*line, env={"SALESOPS_DB": str(tmp_path / "none.db")}).json
    assert answered["as_of"] == "2026-11-21"
    assert {customer["owner"] for customer in answered["items"]} == {"王芳"}


def test_the_last_counts(demo: CommandLine) -> None:
    assert (
        demo.ok("--today", "2026-11-22", "due", "--today", "2026-11-23", "--json").json["as_of"]
        == "2026-11-23"
    )


def test_each_has_an_environment_variable(demo: CommandLine, tmp_path: Path) -> None:
    variables = {"SALESOPS_REP": "王芳", "SALESOPS_TODAY": "2026-11-21", "SALESOPS_WAIT": "0.1"}
    answered = demo.ok("customer", "list", "--json", env=variables).json
    assert answered["as_of"] == "2026-11-21"
    assert {customer["owner"] for customer in answered["items"]} == {"王芳"}
    assert "Traceback" in demo("show", "nobody", env={"SALESOPS_DEBUG": "1"}).err
    assert "Traceback" not in demo("show", "nobody", env={"SALESOPS_DEBUG": "0"}).err
    assert "用法" in demo.ok("due", "--help", env={"SALESOPS_LANG": "zh"}).out
    missing = tmp_path / "none.db"
    assert str(missing) in demo("due", env={"SALESOPS_DB": str(missing)}).err


@pytest.mark.parametrize(
    ("variable", "text", "said"),
    [
        ("SALESOPS_WAIT", "soon", '--wait: "soon" is not a number.'),
        ("SALESOPS_WAIT", "-1", '--wait: "-1" is out of range. Write a number from 0 up.'),
        ("SALESOPS_DEBUG", "perhaps", '--debug: "perhaps" is neither yes nor no.'),
        ("SALESOPS_LANG", "fr", "--lang: There is no language “fr” here. Choose en or zh."),
    ],
)
def test_what_cannot_be_meant_is_refused(demo: CommandLine, variable: str, text: str, said: str) -> None:
    refused = demo("due", env={variable: text})
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith(said)


def test_an_option_that_a_command_has_itself_goes_first(demo: CommandLine) -> None:
    """`--rep` of a review is whose it is; before the name it says who asks."""
    of_wang = demo.ok("review", "month", "--rep", "王芳", "--json").json
    of_team = demo.ok("--rep", "王芳", "review", "month", "--json").json
    assert [row["rep"] for row in of_wang["by_rep"]] == ["王芳"]
    assert len(of_team["by_rep"]) > 1


def test_the_value_of_another_option_stays_a_value(demo: CommandLine) -> None:
    demo.ok("log", "云帆科技", "电话", "问了日志", "--feedback", "--debug")
    assert demo.sql("SELECT feedback FROM followup WHERE summary = '问了日志'") == [("--debug",)]
    assert "Traceback" not in demo("show", "nobody", "--lang", "--debug").err


def test_a_language_that_is_none_is_refused_in_the_next_one(demo: CommandLine) -> None:
    assert demo("due", "--lang", "fr", lang="zh").err == "--lang：不支持语言“fr”。可选：en 或 zh。\n"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_help_tells_of_them_once_and_in_a_line_elsewhere(nowhere: CommandLine, lang: str) -> None:
    root = nowhere.ok("--help", lang=lang).out
    for name in NAMES:
        assert f"[SALESOPS_{name.removeprefix('--').upper()}]" in root
    line = next(line for line in nowhere.ok("due", "--help", lang=lang).out.splitlines() if "--debug" in line)
    assert all(name in line for name in NAMES)
    assert "salesops --help" in line
    own = nowhere.ok("review", "month", "--help", lang=lang).out
    assert own.count("--rep") == 1
