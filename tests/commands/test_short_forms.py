"""What is used every day has a second name at the top: the same command, its schema and its journal."""

from __future__ import annotations

import pytest

from tests.commands.test_startup import loaded
from tests.conftest import CommandLine

SHORT = {
    "due": "followup due", "log": "followup log", "done": "followup done", "snooze": "followup snooze",
    "show": "customer show",
}  # fmt: skip


@pytest.mark.parametrize("name", SHORT)
def test_it_takes_what_the_long_form_takes(nowhere: CommandLine, name: str) -> None:
    usage, *rest = nowhere.ok(name, "--help", columns=100).out.strip().splitlines()
    assert f"salesops {name} " in usage
    assert rest == nowhere.ok(*SHORT[name].split(), "--help", columns=100).out.strip().splitlines()[1:]


def test_it_answers_with_the_same_schema(demo: CommandLine) -> None:
    assert demo.ok("due", "--json").out == demo.ok("followup", "due", "--json").out
    assert demo.ok("show", "云帆科技", "--json").json["schema"] == "salesops/customer.show/1"


def test_it_is_journaled_under_the_long_name(demo: CommandLine) -> None:
    logged = demo.ok("log", "云帆科技", "电话", "预算已批", "--json").json
    assert logged["schema"] == "salesops/followup.log/1"
    assert demo.sql("SELECT command FROM operation ORDER BY id DESC LIMIT 1") == [("followup log",)]


def test_it_loads_its_own_noun_only(demo: CommandLine) -> None:
    modules = loaded(demo, "due", "--json")
    assert "salesops.commands.followup" in modules
    assert "salesops.commands.customer" not in modules


def test_the_help_lists_it_with_its_long_form(nowhere: CommandLine) -> None:
    shown = nowhere.ok("--help").out
    for name, long in SHORT.items():
        assert f"{name} " in shown
        assert f"Short for {long}." in shown
    assert "等于 followup due。" in nowhere.ok("--help", lang="zh").out
