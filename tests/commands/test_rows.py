"""The rows of the due list as names of customers: on a terminal, for one database, one person and one day."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import terminal
from tests.commands.test_followup import LI, WANG, team
from tests.conftest import CommandLine


@pytest.fixture
def book(prepared: Callable[..., Path], tmp_path: Path) -> CommandLine:
    return CommandLine(Path(shutil.copy(prepared(*team()), tmp_path / "salesops.db")))


def typed(book: CommandLine, *arguments: str, today: str = "", **env: str) -> str:
    return terminal.answer(book.database, None, *arguments, today=today or book.today, **env)


def kept(book: CommandLine) -> list[Path]:
    folder = book.database.with_name("state") / "salesops"
    return sorted(folder.iterdir()) if folder.exists() else []


def test_a_row_of_the_list_names_its_customer(book: CommandLine) -> None:
    before = book.database.read_bytes()
    rows = [line for line in typed(book, *WANG, "due").splitlines() if line[:3].strip().isdigit()]
    assert [row.split()[:2] for row in rows] == [["1", "云帆科技"], ["2", "Harbor"], ["3", "明辉制造"]]
    assert book.database.read_bytes() == before
    logged = typed(book, *WANG, "log", "3", "phone", "样品收到").splitlines()
    assert logged[:2] == [
        "Row 3: 上海明辉制造股份有限公司 (id 2).",
        "Recorded: phone, 上海明辉制造股份有限公司, 2026-11-20 Fri (id 6).",
    ]
    held = typed(book, *WANG, "followup", "snooze", "1", "--until", "+2w", "--reason", "x").splitlines()
    assert held[:2] == [
        "Row 1: 杭州云帆科技有限公司 (id 1).",
        "杭州云帆科技有限公司 is held back until 2026-12-04 Fri.",
    ]


def test_the_step_of_a_row_is_done(book: CommandLine) -> None:
    typed(book, *WANG, "due")
    assert "Recorded: visit, Harbor Foods Ltd, 2026-11-20 Fri (id 5)." in typed(
        book, *WANG, "followup", "done", "2", "谈妥了"
    )
    assert "Follow-up 5 is done already." in typed(book, *WANG, "followup", "done", "#2", "谈妥了")
    assert "Nothing is planned with this customer." in typed(book, *WANG, "followup", "done", "1", "x")


def test_a_marked_number_is_a_row_anywhere_a_bare_one_only_where_it_is_typed(book: CommandLine) -> None:
    typed(book, *WANG, "due")
    assert book.ok(*WANG, "show", "#2", "--json").json["name"] == "Harbor Foods Ltd"
    assert book.ok(*WANG, "show", "#2").err == "Row 2: Harbor Foods Ltd (id 3).\n"
    assert book.ok(*WANG, "show", "2", "--json").json["name"] == "上海明辉制造股份有限公司"
    assert "Harbor Foods Ltd" in typed(book, *WANG, "show", "2")
    assert "上海明辉制造股份有限公司" in typed(book, *WANG, "show", "id:2")
    assert "There is no row 4" in typed(book, *WANG, "show", "4")  # the list has three
    assert "Nordlicht GmbH" in typed(book, *WANG, "show", "id:4")


def test_rows_are_one_persons(book: CommandLine) -> None:
    typed(book, *WANG, "due")
    refused = book(*LI, "show", "#1")
    assert refused.code == 4
    assert refused.err == (
        "There is no row 1 in today's due list. `salesops due` shows it on a terminal; id:1 is the record of that id.\n"
    )
    assert book("show", "#1").code == 4
    typed(book, *LI, "due")
    assert book.ok(*LI, "show", "#1", "--json").json["name"] == "Nordlicht GmbH"
    assert book.ok(*WANG, "show", "#1", "--json").json["name"] == "杭州云帆科技有限公司"


def test_rows_hold_until_the_next_list_or_day(book: CommandLine) -> None:
    typed(book, *WANG, "due")
    for other in (["--json"], ["--csv"], []):  # what goes into a pipe changes nothing
        book.ok(*WANG, "due", "--all", *other)
    book.ok(*WANG, "followup", "log", "云帆科技", "phone", "x")
    assert book.ok(*WANG, "show", "#2", "--json").json["name"] == "Harbor Foods Ltd"
    typed(book, *WANG, "due")
    assert book.ok(*WANG, "show", "#1", "--json").json["name"] == "Harbor Foods Ltd"
    assert CommandLine(book.database, "2026-11-21")(*WANG, "show", "#1").code == 4


def test_rows_are_of_one_file(book: CommandLine, tmp_path: Path) -> None:
    typed(book, *WANG, "due")
    other = tmp_path / "other.db"
    shutil.copy(book.database, other)
    os.replace(other, book.database)
    assert book(*WANG, "show", "#1").code == 4


def test_what_is_remembered_is_private(book: CommandLine) -> None:
    typed(book, *WANG, "due")
    (file,) = kept(book)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_without_a_place_to_remember_there_are_no_numbers(book: CommandLine, tmp_path: Path) -> None:
    nowhere = tmp_path / "file"
    nowhere.write_text("")
    shown = typed(book, *WANG, "due", XDG_STATE_HOME=str(nowhere))
    assert shown.splitlines()[2].startswith("云帆科技")
    assert kept(book) == []


def test_a_damaged_memory_is_none(book: CommandLine) -> None:
    typed(book, *WANG, "due")
    (file,) = kept(book)
    file.write_bytes(b"\xff\x00")
    assert book(*WANG, "show", "#1").code == 4


def test_in_a_pipe_nothing_is_numbered(book: CommandLine) -> None:
    assert book.ok(*WANG, "due").out.splitlines()[2].startswith("云帆科技")
    assert kept(book) == []


def test_colour_says_what_is_late_and_what_is_near(demo: CommandLine) -> None:
    red, yellow, magenta = "\x1b[31m", "\x1b[33m", "\x1b[1;35m"
    colourful = typed(demo, *WANG, "due", TERM="xterm-256color")
    assert f"{magenta}A·S\x1b[0m" in colourful
    assert f"{yellow}today" in colourful
    assert f"{red}2 days late (11-18)" in colourful
    plain = typed(demo, *WANG, "due", TERM="xterm-256color", NO_COLOR="1")
    assert not any(colour in plain for colour in (red, yellow, "35m"))
    assert "\x1b" not in demo.ok(*WANG, "due", env={"TERM": "xterm-256color"}).out
