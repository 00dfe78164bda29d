"""How the words of a line are told apart, on the real command line."""

from __future__ import annotations

import pytest

from tests.conftest import CommandLine


def said_last(demo: CommandLine) -> str:
    """What the last touch says."""
    query = "SELECT summary FROM followup WHERE summary IS NOT NULL ORDER BY id DESC LIMIT 1"
    return str(demo.sql(query)[0][0])


@pytest.mark.parametrize(
    "note",
    [
        "-5% asked",
        "-5%",
        "--10 % less than last year",
        "- no answer",
        "-预算砍半",
        "-h for help, he said",
        "-",
        "—",
        "a=-5",
    ],
)
def test_a_text_that_begins_with_a_dash_is_a_text(demo: CommandLine, note: str) -> None:
    demo.ok("followup", "log", "云帆科技", "phone", note)
    assert said_last(demo) == note


def test_after_two_dashes_everything_is_text(demo: CommandLine) -> None:
    demo.ok("log", "云帆科技", "phone", "--", "--next")
    assert said_last(demo) == "--next"


def test_options_stand_where_they_like(demo: CommandLine) -> None:
    demo.ok("log", "--next=call again", "云帆科技", "phone", "--on", "+2d", "asked for a=b")
    assert said_last(demo) == "asked for a=b"
    assert demo.sql("SELECT objective FROM followup ORDER BY id DESC LIMIT 1") == [("call again",)]


def test_numbers_are_read_as_everywhere(demo: CommandLine) -> None:
    assert demo.ok("due", "--ahead", "１０", "--limit", "1,000", "--json").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("due", "--ahead"), "--ahead needs a value. `salesops due --help` tells more."),
        (("due", "--json=1"), "--json takes no value."),
        (("due", "--ahead", "2.5"), '--ahead: "2.5" is not a whole number. Write a number from 0 to 366.'),
        (("log", "云帆科技", "phone"), "SUMMARY is missing. `salesops log --help` tells more."),
        (("followup", "plan", "云帆科技"), "--on is missing."),
        (("log", "云帆科技", "phone", "a", "b", "c"), "There is more than the command takes: b c."),
        (("due", "-x"), "There is no option -x."),
    ],
)
def test_what_is_wrong_is_told(demo: CommandLine, arguments: tuple[str, ...], said: str) -> None:
    refused = demo(*arguments)
    assert (refused.code, refused.out, refused.err.count("\n")) == (2, "", 1)
    assert refused.err.startswith(said)


def test_it_is_told_in_chinese(demo: CommandLine) -> None:
    assert demo("log", "云帆科技", "电话", lang="zh").err == "缺少 内容。详见 `salesops log --help`。\n"
    assert demo("due", "--ahead", lang="zh").err == "--ahead 需要一个值。详见 `salesops due --help`。\n"
