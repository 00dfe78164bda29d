"""Names that are none: what may have been meant is told, in both languages."""

from __future__ import annotations

import pytest

from tests.conftest import CommandLine


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (("contact", "add", "云帆科技", "李雷", "--role", "decider"), "Did you mean --decision-role?"),
        (("contact", "edit", "李雷", "--mobile", "138"), "Did you mean --phone"),
        (("log", "云帆科技", "phone", "asked", "--feedbak", "x"), "Did you mean --feedback?"),
        (
            ("log", "云帆科技", "phone", "--note", "x"),
            "Did you mean --feedback? SUMMARY is written without a name before it.",
        ),
        (("log", "--customer", "云帆科技", "phone", "x"), "CUSTOMER is written without a name before it."),
        (("log", "云帆科技", "phone", "x", "--when", "mon"), "Did you mean --on, --date?"),
        (("due", "--team"), "Did you mean --all?"),
        (("due", "--max", "3"), "Did you mean --limit?"),
        (("due", "--tody", "3"), "Did you mean --today?"),
        (("due", "--zzz"), "`salesops due --help` tells more."),
        (("customer", "list", "--来源", "展会"), "`salesops customer list --help` tells more."),
    ],
)
def test_options(demo: CommandLine, arguments: tuple[str, ...], meant: str) -> None:
    refused = demo(*arguments)
    assert (refused.code, refused.out, refused.err.count("\n")) == (2, "", 1)
    assert refused.err.startswith("There is no option --")
    assert meant in refused.err


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (("dues",), "Did you mean due?"),
        (("customr",), "Did you mean customer?"),
        (("client", "list"), "Did you mean customer?"),
        (("cancel", "云帆科技"), "Did you mean followup cancel?"),
        (("create",), "Did you mean customer add, contact add, opportunity add?"),
        (("customer", "new"), "Did you mean add?"),
        (("customer", "ls"), "Did you mean list?"),
        (("followup", "finish"), "Did you mean done?"),
        (("zzz",), "--help lists them."),
    ],
)
def test_commands(demo: CommandLine, arguments: tuple[str, ...], meant: str) -> None:
    refused = demo(*arguments)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("There is no command “")
    assert refused.err.endswith(f"”. {meant}\n")


def test_in_chinese(demo: CommandLine) -> None:
    assert demo("dues", lang="zh").err == "没有“dues”这个命令。是不是想输入 due？\n"
    assert demo("客户", lang="zh").err.startswith("没有“客户”这个命令。是不是想输入 customer")
    assert "--decision-role" in demo("contact", "add", "云帆科技", "李雷", "--role", "决策人", lang="zh").err
    assert "--source" in demo("customer", "add", "新公司", "--来源", "展会", lang="zh").err
