"""`salesops today`, at a terminal of its own: what is answered is written at once."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pexpect
import pytest

from tests.conftest import TODAY, CommandLine

QUIT = "q 结束 >"
SAID, NEXT, DAY, WHY, UNTIL = "沟通内容：", "不填为无）：", "不约定下一步）：", "原因：", "到哪一天："


@pytest.fixture
def morning(run: CommandLine) -> CommandLine:
    """王芳 has three customers who are overdue since a week, the first by the largest deal."""
    run.ok("rep", "add", "王芳")
    for place, name in enumerate(("明辉制造", "云帆科技", "锦绣纺织"), start=1):
        run.ok(
            "--rep",
            "王芳",
            "--today",
            "2026-10-09",
            "customer",
            "add",
            name,
            "--contact",
            f"李{place}/13800138000",
        )
    return run


@contextmanager
def keyboard(run: CommandLine, columns: int = 80) -> Iterator[pexpect.spawn]:
    surroundings = {
        **os.environ,
        "SALESOPS_DB": str(run.database),
        "SALESOPS_TODAY": TODAY,
        "SALESOPS_LANG": "zh",
        "SALESOPS_REP": "王芳",
        "SALESOPS_CONFIG": str(run.database.with_name("config.toml")),
        "PROMPT_TOOLKIT_NO_CPR": "1",
        "TERM": "xterm",
        "LC_ALL": "C.UTF-8",
    }
    surroundings.pop("COLUMNS", None)  # the terminal tells its own width
    terminal = pexpect.spawn(
        sys.executable, ["-m", "salesops", "today"], env=surroundings, dimensions=(40, columns), encoding="utf-8",
        timeout=60,
    )  # fmt: skip
    try:
        yield terminal
    finally:
        terminal.close(force=True)


def answer(terminal: pexpect.spawn, question: str, text: str) -> None:
    terminal.expect_exact(question)
    terminal.sendline(text)


def press(terminal: pexpect.spawn, key: str) -> None:
    terminal.expect_exact(QUIT)
    terminal.send(key)


@pytest.mark.parametrize("columns", [80, 40])
def test_a_morning_is_written_as_it_goes(morning: CommandLine, columns: int) -> None:
    with keyboard(morning, columns) as terminal:
        terminal.expect_exact("1/3 · 明辉制造")
        press(terminal, "p")
        answer(terminal, SAID, "预算已批，等合同")
        answer(terminal, NEXT, "发合同")
        answer(terminal, DAY, "下周三")
        terminal.expect_exact("2/3 · 云帆科技")
        press(terminal, "n")
        terminal.expect_exact("3/3 · 锦绣纺织")
        press(terminal, "z")
        answer(terminal, UNTIL, "+2w")
        answer(terminal, WHY, "年底盘点")
        terminal.expect_exact("跟进 1 次 · 下一步 1 项 · 未接通 1 · 暂缓 1 · 剩余 0")
        terminal.expect(pexpect.EOF)
    assert morning.sql("SELECT status, method, summary, due_on FROM followup ORDER BY id") == [
        ("done", "phone", "预算已批，等合同", None),
        ("planned", None, None, "2026-11-25"),
    ]
    assert morning.sql("SELECT name, snoozed_until FROM customer ORDER BY id") == [
        ("明辉制造", None),
        ("云帆科技", "2026-11-23"),  # the 20th is a Friday
        ("锦绣纺织", "2026-12-04"),
    ]
    assert [command for (command,) in morning.sql("SELECT command FROM operation WHERE id > 5")] == [
        "today"
    ] * 3


def test_skip_back_and_undo(morning: CommandLine) -> None:
    with keyboard(morning) as terminal:
        press(terminal, "s")
        terminal.expect_exact("2/3 · 云帆科技")
        press(terminal, "b")
        terminal.expect_exact("1/3 · 明辉制造")
        press(terminal, "w")
        answer(terminal, SAID, "写错了客户")
        answer(terminal, NEXT, "")
        terminal.expect_exact("2/3 · 云帆科技")
        press(terminal, "u")
        terminal.expect_exact("1/3 · 明辉制造")
        press(terminal, "q")
        terminal.expect_exact("跟进 0 次 · 下一步 0 项 · 未接通 0 · 暂缓 0 · 剩余 3")
        terminal.expect(pexpect.EOF)
    assert morning.sql("SELECT count(*) FROM followup") == [(0,)]


def test_a_call_is_kept_though_its_next_step_gets_no_day(morning: CommandLine) -> None:
    with keyboard(morning) as terminal:
        press(terminal, "p")
        answer(terminal, SAID, "王经理出差了")
        answer(terminal, NEXT, "发资料")
        answer(terminal, DAY, "")
        terminal.expect_exact("2/3 · 云帆科技")
        press(terminal, "q")
        terminal.expect_exact("跟进 1 次 · 下一步 0 项")
        terminal.expect(pexpect.EOF)
    assert morning.sql("SELECT status, summary FROM followup") == [("done", "王经理出差了")]


@pytest.mark.parametrize("columns", [80, 40])
def test_every_key_is_in_the_menu_and_explained(morning: CommandLine, columns: int) -> None:
    morning.ok("--rep", "王芳", "customer", "note", "明辉制造", "周二上午不接电话")
    with keyboard(morning, columns) as terminal:
        terminal.expect_exact("周二上午不接电话")
        for key in ("p 电话", "v 拜访", "w 微信", "e 邮件", "m 会议", "d 演示", "? 帮助", "i 详情", "n 未接通",
                    "z 暂缓", "s 跳过", "b 返回", "u 撤销"):  # fmt: skip
            terminal.expect_exact(key)
        press(terminal, "?")
        terminal.expect_exact("下个工作日再联系")
        terminal.expect_exact("1/3 · 明辉制造")
        press(terminal, "i")
        terminal.expect_exact("客户资料")
        terminal.expect_exact("1/3 · 明辉制造")
        press(terminal, "q")
        terminal.expect_exact("2026-11-23 周一有 0 个客户要联系")  # the 20th is a Friday
        terminal.expect(pexpect.EOF)


def test_a_day_that_is_none_is_asked_for_again(morning: CommandLine) -> None:
    with keyboard(morning) as terminal:
        press(terminal, "v")
        answer(terminal, SAID, "见了陈总")
        answer(terminal, NEXT, "报价")
        answer(terminal, DAY, "11/12")
        terminal.expect_exact("11/12")
        answer(terminal, DAY, "11-27")
        press(terminal, "q")
        terminal.expect(pexpect.EOF)
    assert morning.sql("SELECT due_on FROM followup WHERE status = 'planned'") == [("2026-11-27",)]


def test_what_was_confirmed_is_there_when_it_is_killed(morning: CommandLine) -> None:
    with keyboard(morning) as terminal:
        press(terminal, "p")
        answer(terminal, SAID, "谈过了")
        answer(terminal, NEXT, "")
        terminal.expect_exact("2/3 · 云帆科技")
        press(terminal, "p")
        terminal.expect_exact(SAID)
        terminal.send("还没说完")
        terminal.kill(signal.SIGKILL)
        terminal.wait()
    assert morning.sql("SELECT summary FROM followup") == [("谈过了",)]
    assert morning.sql("PRAGMA integrity_check") == [("ok",)]


def test_without_a_keyboard_it_says_what_else_there_is(morning: CommandLine) -> None:
    refused = morning("--rep", "王芳", "today")
    assert (refused.code, refused.out) == (2, "")
    assert "`salesops due` lists the same" in refused.err


def test_a_call_sheet_on_paper(morning: CommandLine) -> None:
    sheet = morning.ok("--rep", "王芳", "today", "--paper", lang="zh").out
    assert sheet.startswith("电话清单 · 11-20 周五\n")
    first = sheet.splitlines()[2:]
    assert [line.split()[0] for line in first[:4]] == ["明辉制造", "联系人", "原因", "☐"]
    assert sheet.count("☐") == 3
    listed = morning.ok("--rep", "王芳", "today", "--paper", "--json").json
    assert [line["customer"] for line in listed["lines"]] == ["明辉制造", "云帆科技", "锦绣纺织"]
