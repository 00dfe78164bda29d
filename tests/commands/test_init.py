"""`salesops init`: what it makes, and what it asks at a terminal before it makes anything."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect
import pytest

from tests.conftest import TODAY, CommandLine

ASKED = {
    "en": {
        "begin": "q quit >",
        "currency": "empty: CNY):",
        "name": "Your name (empty: ",
        "role": "r rep · m manager >",
        "file": "(empty: none):",
        "nothing": "No database was made.",
        "no file": "There is no file",
        "stands": "The database stands, without this file.",
    },
    "zh": {
        "begin": "q 结束 >",
        "currency": "不填为 CNY）：",
        "name": "您的姓名（不填为",
        "role": "r 销售 · m 主管 >",
        "file": "不填为无）：",
        "nothing": "没有建数据库。",
        "no file": "找不到文件",
        "stands": "数据库已建好，但没有导入此文件。",
    },
}
LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])


@contextmanager
def keyboard(nowhere: CommandLine, lang: str, *options: str) -> Iterator[pexpect.spawn]:
    surroundings = {
        **{name: value for name, value in os.environ.items() if not name.startswith("SALESOPS_")},
        "SALESOPS_DB": str(nowhere.database),
        "SALESOPS_TODAY": TODAY,
        "SALESOPS_LANG": lang,
        "SALESOPS_CONFIG": str(nowhere.database.with_name("config.toml")),
        "PROMPT_TOOLKIT_NO_CPR": "1",
        "TERM": "xterm",
        "LC_ALL": "C.UTF-8",
    }
    terminal = pexpect.spawn(
        sys.executable, ["-m", "salesops", "init", *options], env=surroundings, dimensions=(40, 200),
        encoding="utf-8", timeout=60,
    )  # fmt: skip
    try:
        yield terminal
    finally:
        terminal.close(force=True)


def press(terminal: pexpect.spawn, question: str, key: str) -> None:
    terminal.expect_exact(question)
    terminal.send(key)


def answer(terminal: pexpect.spawn, question: str, text: str) -> None:
    terminal.expect_exact(question)
    terminal.sendline(text)


def ended(terminal: pexpect.spawn) -> tuple[str, int]:
    """What was shown until the end, and the exit status."""
    terminal.expect(pexpect.EOF)
    shown = terminal.before.replace("\r\n", "\n")
    terminal.close()
    return shown, terminal.exitstatus


@pytest.fixture
def customers(tmp_path: Path) -> Path:
    file = tmp_path / "my customers.csv"
    file.write_text("客户名称,行业,负责人\n云帆科技,互联网,王芳\n明辉制造,制造业,李娜\n", encoding="utf-8")
    return file


@LANGUAGES
def test_a_file_is_brought(nowhere: CommandLine, customers: Path, lang: str) -> None:
    asked = ASKED[lang]
    with keyboard(nowhere, lang) as terminal:
        press(terminal, asked["begin"], "f")
        answer(terminal, asked["currency"], "")
        answer(terminal, asked["name"], "王芳")
        press(terminal, asked["role"], "m")
        answer(terminal, asked["file"], str(customers.with_name("none.csv")))
        terminal.expect_exact(asked["no file"])
        assert not nowhere.database.exists()
        answer(terminal, asked["file"], f"'{customers}'")
        shown, status = ended(terminal)
    assert status == 0
    steps = [
        "salesops --rep 王芳 due --ahead 30",
        "salesops --rep 王芳 today",
        "salesops contract import FILE",
    ]
    assert "".join(f"  {step}\n" for step in steps) in shown
    assert 'rep = "王芳"' in shown
    assert nowhere.sql("SELECT name, role FROM rep ORDER BY id") == [("王芳", "manager"), ("李娜", "rep")]
    assert nowhere.sql(
        "SELECT c.name, r.name FROM customer c JOIN rep r ON r.id = c.owner_id ORDER BY c.id"
    ) == [
        ("云帆科技", "王芳"),
        ("明辉制造", "李娜"),
    ]
    assert nowhere.sql("SELECT command, rep_id FROM operation ORDER BY id") == [
        ("init", None),
        ("rep add", None),
        ("customer import", 1),
    ]
    nowhere.ok("undo", "3")
    assert nowhere.sql("SELECT count(*) FROM customer") == [(0,)]


@LANGUAGES
def test_the_sample_team_is_looked_at(nowhere: CommandLine, lang: str) -> None:
    with keyboard(nowhere, lang) as terminal:
        press(terminal, ASKED[lang]["begin"], "s")
        shown, status = ended(terminal)
    assert status == 0
    assert "\n  salesops --rep 王芳 due\n  salesops --rep 王芳 today\n  salesops review month\n" in shown
    assert nowhere.sql("SELECT count(*) FROM customer") == [(30,)]


@LANGUAGES
def test_it_starts_empty(nowhere: CommandLine, lang: str) -> None:
    asked = ASKED[lang]
    with keyboard(nowhere, lang, "--rep", "Ann Lee") as terminal:
        press(terminal, asked["begin"], "e")
        answer(terminal, asked["currency"], "dollars")
        answer(terminal, asked["currency"], "usd")
        answer(terminal, asked["name"] + "Ann Lee", "")
        press(terminal, asked["role"], "r")
        shown, status = ended(terminal)
    assert status == 0
    assert "\n  salesops --rep 'Ann Lee' customer add \"…\"\n" in shown
    assert nowhere.sql("SELECT name, role FROM rep") == [("Ann Lee", "rep")]
    assert nowhere.ok("rep", "list", "--json").json["currency"] == "USD"


def test_nobody_need_be_named(nowhere: CommandLine) -> None:
    with keyboard(nowhere, "en") as terminal:
        press(terminal, ASKED["en"]["begin"], "e")
        answer(terminal, ASKED["en"]["currency"], "")
        answer(terminal, ASKED["en"]["name"], "")
        shown, _status = ended(terminal)
    assert '\nNext:\n  salesops rep add "…"\n' in shown
    assert nowhere.sql("SELECT count(*) FROM rep") == [(0,)]


@LANGUAGES
@pytest.mark.parametrize("answered", [0, 1, 2, 3, 4])
def test_ctrl_c_leaves_nothing_behind(nowhere: CommandLine, lang: str, answered: int) -> None:
    asked = ASKED[lang]
    answers = [("begin", "f"), ("currency", "\r"), ("name", "王芳\r"), ("role", "r"), ("file", "")]
    with keyboard(nowhere, lang) as terminal:
        for question, text in answers[:answered]:
            press(terminal, asked[question], text)
        press(terminal, asked[answers[answered][0]], "\x03")
        shown, status = ended(terminal)
    assert (status, asked["nothing"] in shown) == (130, True)
    assert [file.name for file in nowhere.database.parent.iterdir()] == []


@LANGUAGES
def test_a_file_that_cannot_be_taken_in_leaves_the_database_and_says_so(
    nowhere: CommandLine, customers: Path, lang: str
) -> None:
    customers.write_text("客户名称,人员规模\n云帆科技,很多\n", encoding="utf-8")
    asked = ASKED[lang]
    with keyboard(nowhere, lang) as terminal:
        press(terminal, asked["begin"], "f")
        answer(terminal, asked["currency"], "")
        answer(terminal, asked["name"], "王芳")
        press(terminal, asked["role"], "r")
        answer(terminal, asked["file"], str(customers))
        shown, status = ended(terminal)
    assert status == 3
    assert f"salesops --rep 王芳 customer import '{customers}' --create-missing" in shown
    assert asked["stands"] in shown
    assert nowhere.sql("SELECT name FROM rep") == [("王芳",)]
    assert nowhere.sql("SELECT count(*) FROM customer") == [(0,)]
    customers.write_text("客户名称,人员规模\n云帆科技,300\n", encoding="utf-8")
    nowhere.ok("--rep", "王芳", "customer", "import", customers, "--create-missing")


def test_what_is_in_the_way_is_told_before_anything_is_asked(nowhere: CommandLine) -> None:
    nowhere.database.with_name(nowhere.database.name + "-wal").write_text("left")
    with keyboard(nowhere, "en") as terminal:
        shown, status = ended(terminal)
    assert (status, "q quit" in shown) == (6, False)


@pytest.mark.parametrize("option", ["--demo", "--empty", "--json"])
def test_an_option_answers_for_a_script_at_a_terminal(nowhere: CommandLine, option: str) -> None:
    with keyboard(nowhere, "en", option) as terminal:
        shown, status = ended(terminal)
    assert (status, "q quit" in shown, nowhere.database.exists()) == (0, False, True)


def test_without_a_terminal_nothing_is_asked(nowhere: CommandLine) -> None:
    said = nowhere.ok("init", "--currency", "usd", "--json").json
    assert (said["schema"], said["currency"], said["demo"]) == ("salesops/init/1", "USD", False)
    assert stat.S_IMODE(nowhere.database.stat().st_mode) == 0o600
    assert nowhere.sql("SELECT command FROM operation") == [("init",)]
    before = nowhere.database.read_bytes()
    assert nowhere("init").code == 6
    assert nowhere("init", "--demo").code == 6
    assert nowhere.database.read_bytes() == before


def test_two_beginnings_are_refused(nowhere: CommandLine) -> None:
    assert nowhere("init", "--demo", "--empty").code == 2
    assert not nowhere.database.exists()


def test_init_refuses_what_is_no_currency(nowhere: CommandLine) -> None:
    assert nowhere("init", "--currency", "yuan").code == 2
    assert not nowhere.database.exists()


def test_the_configuration_stands_in(nowhere: CommandLine) -> None:
    nowhere.database.with_name("config.toml").write_text('rep = "王芳"\ncurrency = "EUR"\nlanguage = "zh"\n')
    assert nowhere.ok("init", "--json").json["currency"] == "EUR"
    nowhere.ok("--rep", "", "rep", "add", "王芳")
    nowhere.ok("customer", "add", "Harbor Foods Ltd")
    assert nowhere.ok("customer", "list", "--json").json["items"][0]["owner"] == "王芳"
