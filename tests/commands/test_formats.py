"""What holds for the output of every command: limits, streams that close, and text that would act on a terminal."""

from __future__ import annotations

import csv
import io
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands._all import Command, every_command
from tests.conftest import CommandLine

LISTS = [command for command in every_command() if {"--limit", "--json"} <= set(command.options)]
LOG = ("followup", "log", "云帆科技", "phone", "预算已批")
EVIL = "Evil\x1b]0;pwned\x07\u202e"


def words(command: Command) -> list[str]:
    return shlex.split(command.example)[1:]


def program(run: CommandLine, *arguments: str, **streams: object) -> subprocess.CompletedProcess[str]:
    """A process of its own, for what a forked one cannot show."""
    environment = {
        **os.environ, "SALESOPS_DB": str(run.database), "SALESOPS_TODAY": run.today, "SALESOPS_LANG": "en",
        "SALESOPS_CONFIG": str(run.database.with_name("none.toml")),
    }  # fmt: skip
    command = [sys.executable, "-m", "salesops", *arguments]
    return subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        **streams,
    )  # type: ignore[call-overload]


@pytest.mark.parametrize("command", LISTS, ids=[command.name for command in LISTS])
def test_a_limit_is_obeyed_in_every_format(demo: CommandLine, command: Command) -> None:
    more = [] if "--all" not in command.options or "--all" in words(command) else ["--all"]
    document = demo.ok(*words(command), *more, "--limit", "1", "--json").json
    assert len(document["items"]) <= 1
    if "--csv" in command.options:
        result = demo.ok(*words(command), *more, "--limit", "1", "--csv")
        assert len(list(csv.reader(io.StringIO(result.out)))) == 1 + len(document["items"])
        assert ("more: --limit 0" in result.err) == (document["left_out"] > 0)


def test_without_a_limit_scripts_get_everything(demo: CommandLine) -> None:
    whole = demo.ok("followup", "list", "--all", "--json").json
    assert len(whole["items"]) == len(
        demo.ok("followup", "list", "--all", "--limit", "0", "--json").json["items"]
    )
    assert (len(whole["items"]) > 50, whole["left_out"]) == (True, 0)


@pytest.mark.parametrize("flags", [[], ["--json"]])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_what_is_committed_is_done_also_when_it_cannot_be_told(demo: CommandLine, flags: list[str]) -> None:
    with open("/dev/full", "w") as full:
        result = program(demo, *LOG, *flags, stdout=full)
    assert (result.returncode, result.stderr.splitlines()[0]) == (
        0, "It is done, but could not be printed: no space left on the disk."
    )  # fmt: skip
    assert demo.sql("SELECT count(*) FROM followup WHERE summary = '预算已批'") == [(1,)]


def test_what_is_committed_is_done_also_when_nobody_reads_it(demo: CommandLine) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as gone:
        result = program(demo, *LOG, stdout=gone)
    assert (result.returncode, "It is done" in result.stderr) == (0, True)
    assert demo.sql("SELECT count(*) FROM followup WHERE summary = '预算已批'") == [(1,)]


@pytest.mark.parametrize(
    "arguments", [("contract", "list", "--all", "--json"), ("followup", "due"), ("rep", "list", "--csv")]
)
def test_a_reader_who_has_read_enough_is_no_failure(demo: CommandLine, arguments: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as gone:
        result = program(demo, *arguments, stdout=gone)
    assert (result.returncode, result.stderr) == (0, "")


def test_a_report_that_cannot_be_printed_is_a_failure(demo: CommandLine) -> None:
    with open("/dev/full", "w") as full:
        assert program(demo, "followup", "due", stdout=full).returncode == 9


def test_names_cannot_act_on_the_terminal(run: CommandLine) -> None:
    run.ok("rep", "add", EVIL)
    run.ok("customer", "add", EVIL, "--owner", "1", "--region", EVIL)
    run.ok("opportunity", "add", "1", "--product", EVIL, "--owner", "1", "--amount", "5万")
    run.ok(
        "contract", "add", "1", "--number", EVIL, "--amount", "1000", "--rep", "1", "--signed", "2026-10-05"
    )
    for command in every_command():
        if not command.reads:
            continue
        arguments = [
            {"云帆科技": "1", "王芳": "1", "明辉制造": "1", "云帆科技 ERP": "1"}.get(word, word)
            for word in words(command)
        ]
        for flags in ([], ["--md"] if "--md" in command.options else []):
            result = run(*arguments, *flags)
            assert not set(result.out + result.err) & {"\x1b", "\x07", "\u202e"}, (command.name, result)
    for arguments in (
        ("review", "month", "--rep", "1"),
        ("review", "month", "--region", EVIL),
        ("grade", "explain", "1"),
    ):
        assert not set(run(*arguments).out) & {"\x1b", "\x07", "\u202e"}


@pytest.mark.parametrize("columns", ["²", "0", "-5", "x", "٣"])
def test_a_width_that_is_none_is_no_limit(demo: CommandLine, columns: str) -> None:
    assert demo.ok("rep", "list", env={"COLUMNS": columns}).err == ""


def test_debug_as_a_value_is_a_value(demo: CommandLine) -> None:
    assert demo("followup", "log", "nobody at all", "phone", "x", "--feedback=--debug").code == 4
    assert "Traceback" not in demo("customer", "show", "--", "--debug").err
    assert "Traceback" in demo("--debug", "customer", "show", "nobody at all").err


def test_a_dry_run_that_was_stopped_by_bad_rows_says_nothing_on_stdout(
    run: CommandLine, tmp_path: Path
) -> None:
    file = tmp_path / "reps.csv"
    file.write_text("Name,Ability\nAnn,9\n", encoding="utf-8")
    result = run("rep", "import", file, "--dry-run")
    assert (result.code, result.out) == (3, "")
