"""Everything that can go wrong: one line that says what, the right exit code, and an untouched database."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import CommandLine, Result


@pytest.fixture
def team(demo: CommandLine) -> Iterator[CommandLine]:
    """The sample team; whatever a test does, the file must be the same at its end."""
    before = demo.database.read_bytes()
    yield demo
    assert demo.database.read_bytes() == before


def refused(result: Result, code: int, *words: str) -> None:
    """One line on stderr with these words, nothing on stdout, this exit code."""
    assert result.code == code, result
    assert result.out == ""
    assert result.err.count("\n") == 1, result.err
    assert "Traceback" not in result.err
    for word in words:
        assert word in result.err, result.err


WRITE = ("customer", "add", "Somebody New Ltd")
READ = ("followup", "due")


@pytest.mark.parametrize("command", [WRITE, READ])
class TestTheDatabase:
    def test_a_wrong_path(self, team: CommandLine, tmp_path: Path, command: tuple[str, ...]) -> None:
        missing = tmp_path / "missing.db"
        refused(team("--db", missing, *command), 8, str(missing), "salesops init")
        assert not missing.exists()

    def test_a_folder(self, team: CommandLine, tmp_path: Path, command: tuple[str, ...]) -> None:
        refused(team("--db", tmp_path, *command), 8, "folder")

    def test_a_text_file(self, team: CommandLine, tmp_path: Path, command: tuple[str, ...]) -> None:
        text = tmp_path / "notes.txt"
        text.write_text("Customers of ours\n" * 100)
        refused(team("--db", text, *command), 8, "no database")
        assert text.read_text() == "Customers of ours\n" * 100

    def test_another_programs_database(
        self, team: CommandLine, tmp_path: Path, command: tuple[str, ...]
    ) -> None:
        other = tmp_path / "other.db"
        with closing(sqlite3.connect(other)) as db:
            db.execute("CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT)")
        before = other.read_bytes()
        refused(team("--db", other, *command), 8, "another program")
        assert other.read_bytes() == before

    def test_a_newer_version(self, team: CommandLine, tmp_path: Path, command: tuple[str, ...]) -> None:
        newer = Path(shutil.copy(team.database, tmp_path / "newer.db"))
        with closing(sqlite3.connect(newer)) as db:
            db.execute("PRAGMA user_version = 99")
        before = newer.read_bytes()
        refused(team("--db", newer, *command), 8, "newer")
        assert newer.read_bytes() == before

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_one_that_may_not_be_read(
        self, team: CommandLine, tmp_path: Path, command: tuple[str, ...]
    ) -> None:
        secret = Path(shutil.copy(team.database, tmp_path / "secret.db"))
        secret.chmod(0)
        refused(team("--db", secret, *command), 8)


def test_a_locked_database(team: CommandLine) -> None:
    with closing(sqlite3.connect(team.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        refused(team(*WRITE, env={"SALESOPS_WAIT": "0.2"}), 7, "Try again")
        refused(team(*READ, env={"SALESOPS_WAIT": "0.2"}), 7, "Try again")


@pytest.mark.parametrize(
    "day", ["11/12", "31.12.", "tomorow", "2026-02-30", "", "99999-01-01", "+999999999m"]
)
def test_a_bad_date(team: CommandLine, day: str) -> None:
    refused(team("customer", "add", "New Ltd", "--founded", f"x{day}"), 2, "Founded on")
    refused(team("--today", day or "x", "followup", "due"), 2)


@pytest.mark.parametrize(
    "amount",
    ["12.345", "-5", "NaN", "inf", "1e5", "8,00", "five", "９９９９９９９９９９９９９９９９９", "1.2.3"],
)
def test_a_bad_amount(team: CommandLine, amount: str) -> None:
    refused(team("contract", "add", "云帆科技", f"--amount={amount}"), 2, "amount")


def test_an_empty_amount_is_no_amount(team: CommandLine) -> None:
    refused(team("contract", "add", "云帆科技", "--amount", ""), 2, "amount")


def test_an_ambiguous_name(team: CommandLine) -> None:
    result = team("customer", "show", "有限公司")
    refused(result, 5, "id:")
    refused(team("followup", "log", "有限公司", "phone", "hello"), 5)


def test_an_unknown_name(team: CommandLine) -> None:
    refused(team("customer", "show", "No Such Company"), 4, "salesops customer list")
    refused(team("--rep", "Nobody", "followup", "due"), 4, "Nobody")


def test_a_name_that_exists(team: CommandLine) -> None:
    refused(team("customer", "add", "杭州云帆科技股份有限公司"), 6, "杭州云帆科技有限公司", "--force")


def test_a_csv_with_a_bad_row(team: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    file.write_text("客户名称,客户来源\n好公司有限公司,展会\n坏公司有限公司,月球\n")
    result = team("customer", "import", file)
    assert result.code == 3
    assert "Traceback" not in result.err
    assert "3" in result.err
    assert "月球" in result.err


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"\xff\xfe\x00\x00\xff", b"PK\x03\x04broken", bytes(range(128, 192))], ids=repr
)
def test_a_file_that_is_no_table(team: CommandLine, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "customers.xlsx"
    file.write_bytes(content)
    refused(team("customer", "import", file), 3)


def test_a_file_that_is_not_there(team: CommandLine, tmp_path: Path) -> None:
    result = team("customer", "import", tmp_path / "missing.csv")
    refused(result, 4, "missing.csv")


NASTY = "[/b][red]x[/red] \x1b[31mred\x1b[0m \u202eevil"


def test_markup_and_escapes_in_a_name_are_text(demo: CommandLine) -> None:
    demo.ok("customer", "add", NASTY)
    shown = demo.ok("customer", "list", "--limit", "0").out
    assert "[/b][red]x[/red] \\x1b[31mred\\x1b[0m" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    names = [item["name"] for item in demo.ok("customer", "list", "--json").json["items"]]
    assert NASTY in names
    error = demo("customer", "show", f"{NASTY}?").err
    assert "\x1b" not in error


@pytest.mark.parametrize("command", [["customer"], ["grade"], []])
def test_a_group_alone_prints_its_help(team: CommandLine, command: list[str]) -> None:
    result = team(*command)
    assert "Usage" in result.out
    assert result.code == 2
    assert result.err == ""


@pytest.mark.parametrize(
    ("command", "word"),
    [
        (["customr"], "customer"),
        (["customer", "ad"], "add"),
        (["customer", "add"], "NAME"),
        (["customer", "list", "--nope"], "--nope"),
        (["customer", "list", "--json", "--csv"], "--csv"),
        (["--lang", "fr", "customer", "list"], "fr"),
        (["followup", "due", "--ahead", "many"], "many"),
    ],
)
def test_bad_usage(team: CommandLine, command: list[str], word: str) -> None:
    refused(team(*command), 2, word)


def test_errors_are_json_where_json_was_asked_for(team: CommandLine) -> None:
    result = team("customer", "show", "No Such Company", "--json")
    assert result.out == ""
    error = json.loads(result.err)["error"]
    assert (error["kind"], error["exit_code"], result.code) == ("not_found", 4, 4)
    assert "No Such Company" in error["message"]


def test_debug_shows_where(team: CommandLine) -> None:
    result = team("--debug", "customer", "show", "No Such Company")
    assert "Traceback" in result.err
    assert result.code == 1


def test_a_bad_configuration(team: CommandLine) -> None:
    config = team.database.with_name("config.toml")
    config.write_text("database = 3\n")
    refused(team(*READ), 3, "config.toml")
    config.write_text("colour = 'red'\n")
    refused(team(*READ), 3, "colour")
    config.unlink()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("how", [(), ("--json",), ("--csv",)])
def test_a_full_disk_behind_stdout(team: CommandLine, how: tuple[str, ...]) -> None:
    with open("/dev/full", "w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "salesops", "--db", team.database, "customer", "list", *how],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (ended.returncode, ended.stderr.count("\n")) == (9, 1), ended.stderr
    assert "no space left" in ended.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_what_the_system_refuses_is_told_in_chinese(team: CommandLine, tmp_path: Path) -> None:
    assert "这是文件夹" in team("policy", "check", tmp_path, lang="zh").err
    ended = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m salesops --lang zh --db '{team.database}' due >/dev/full"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (9, "系统拒绝操作：磁盘空间不足。\n")


def test_a_reader_that_has_gone(team: CommandLine) -> None:
    command = f"{sys.executable} -m salesops --db '{team.database}' customer list --limit 0 | head -1"
    ended = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_closed_stdout(team: CommandLine) -> None:
    command = f"{sys.executable} -m salesops --db '{team.database}' customer list >&-"
    ended = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("customer", "list", "--limit", "-1"), '--limit: "-1" is out of range. Write a number from 0 up.'),
        (
            ("followup", "due", "--ahead", "999"),
            '--ahead: "999" is out of range. Write a number from 0 to 366.',
        ),
        (("customer", "list", "--grade", "D"), '"D" is not a grade. Choose from: A, B, C.'),
        (("rep", "edit", "王芳"), "Nothing to change was given."),
        (("customer", "edit", "云帆科技"), "Nothing to change was given."),
        (("contact", "edit", "李雷"), "Nothing to change was given."),
        (("opportunity", "edit", "云帆科技 ERP"), "Nothing to change was given."),
    ],
)
def test_what_cannot_be_meant_is_refused(demo: CommandLine, arguments: tuple[str, ...], said: str) -> None:
    refused = demo(*arguments)
    assert (refused.code, refused.out, refused.err.count("\n")) == (2, "", 1)
    assert refused.err.startswith(said)


def test_a_date_that_is_stored_is_told_with_its_weekday(demo: CommandLine) -> None:
    """TODAY is a Friday."""
    said = demo.ok("opportunity", "add", "云帆科技", "--product", "CRM", "--close", "next mon").out
    assert "Expected close: 2026-11-23 Mon.\n" in said
    assert "Hired on: 2026-11-19 Thu.\n" in demo.ok("rep", "add", "Ada", "--hired", "yesterday").out
