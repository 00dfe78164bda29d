"""Whatever is written, in any order: it is taken back one by one, and all of it in reverse."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import CommandLine
from tests.undo.dumps import difference, dump

CUSTOMERS = ["云帆", "明辉制造", "Brightwater", "海川", "id:1", "id:2", "id:3", "id:9"]
REPS = ["王芳", "李娜", "陈强", "Emma Clarke"]
DAYS = ["today", "yesterday", "+1d", "+3d", "+2w", "-5d", "eom"]
MONEY = ["8万", "30,000.50", "1.2m", "250000"]
METHODS = ["phone", "visit", "wechat", "email"]

customer, rep, day = st.sampled_from(CUSTOMERS), st.sampled_from(REPS), st.sampled_from(DAYS)
money, method, number = st.sampled_from(MONEY), st.sampled_from(METHODS), st.integers(1, 40).map(str)
words = st.sampled_from(["已报价", "has budget", "等总部批", "price too high"])


def command(*parts: str | st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    return st.tuples(*(part if isinstance(part, st.SearchStrategy) else st.just(part) for part in parts)).map(
        list
    )


writing = st.one_of(
    command("customer", "add", words.map("客户{}".format), "--owner", rep, "--force"),
    command("customer", "edit", customer, "--region", words, "--need-match", st.sampled_from("12345")),
    command("customer", "edit", customer, "--type", st.sampled_from(["lost", "active", "potential"])),
    command("customer", "edit", customer, "--owner", rep),
    command("customer", "archive", customer),
    command("customer", "note", customer, words),
    command(
        "customer", "edit", customer, "--referrer", customer, "--intent", st.sampled_from(["high", "low"])
    ),
    command("customer", "add", words, "--decider", words, "--need", words, "--tag", words, "--force"),
    command("customer", "verify", customer, customer),
    command("customer", "confirm", customer),
    command("contact", "leave", number, "--on", day),
    command("need", "add", customer, words, "--budget", money, "--wanted-by", day),
    command("need", "edit", number, "--term", words),
    command("need", "delete", number),
    command("tag", "add", customer, words),
    command("tag", "remove", customer, words),
    command("survey", "add", customer, st.sampled_from("12345"), "--comments", words),
    command("contact", "add", customer, words, "--phone", number),
    command("contact", "edit", number, "--title", words),
    command("opportunity", "add", customer, "--product", words, "--amount", money, "--close", day),
    command("opportunity", "edit", number, "--owner", rep, "--close", day),
    command("opportunity", "stage", number, st.sampled_from(["proposal", "negotiation", "contacted"])),
    command("opportunity", "lose", number, "--reason", words),
    command("opportunity", "win", number, "--amount", money),
    command("contract", "add", customer, "--amount", money, "--signed", day),
    command("contract", "edit", number, "--amount", money, "--signed", day),
    command("contract", "edit", number, "--customer", customer, "--opportunity", ""),
    command("contract", "void", number, "--reason", words),
    command("opportunity", "reopen", number, "--keep-contract"),
    command("opportunity", "reopen", number, "--void-contract", "--reason", words),
    command("opportunity", "edit", number, "--amount", money, "--with-contract"),
    command("followup", "edit", number, "--summary", words, "--date", day),
    command("followup", "edit", number, "--customer", customer),
    command("followup", "move", customer, "--on", day),
    command("followup", "delete", number),
    command("contact", "delete", number),
    command("customer", "restore", customer),
    command("customer", "merge", customer, customer, "--force"),
    command("rep", "leave", rep, "--to", rep),
    command("followup", "log", customer, method, words, "--date", day),
    command("followup", "log", customer, method, words, "--next", words, "--on", day),
    command("followup", "plan", customer, "--on", day, "--objective", words),
    command("followup", "done", customer, words, "--method", method),
    command("followup", "cancel", customer, "--reason", words),
    command("followup", "snooze", customer, "--until", day, "--reason", words),
    command("grade", "run"),
    command("grade", "set", customer, st.sampled_from("ABC"), "--reason", words),
    command("target", "set", "this-year", money, "--rep", rep),
    command("target", "split", "this-year", "--to", st.sampled_from(["quarters", "reps"]), "--by", "equal"),
    command("rep", "add", words.map("员工{}".format)),
    command("rep", "edit", rep, "--ability", st.sampled_from(["0.8", "1.1"])),
)


@settings(
    max_examples=settings.default.max_examples // 12,  # a history costs as much as a dozen values
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(commands=st.lists(writing, min_size=4, max_size=10))
def test_all_is_taken_back(
    prepared: Callable[..., Path], tmp_path_factory: object, commands: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("random")  # type: ignore[attr-defined]
    demo = CommandLine(shutil.copy(prepared(("init", "--demo")), folder / "salesops.db"))
    start = dump(demo.database)
    done = []
    for arguments in commands:
        before = dump(demo.database)
        demo(*arguments)  # may be refused, then nothing is changed
        after = dump(demo.database)
        if before == after:
            continue
        ((operation,),) = demo.sql("SELECT max(id) FROM operation")
        demo.ok("undo", str(operation))
        assert difference(before, dump(demo.database)) == [], arguments
        demo.ok("undo", str(operation + 1))
        assert difference(after, dump(demo.database)) == [], arguments
        done.append(operation)
    for operation in reversed(done):
        demo.ok("undo", str(operation))
    assert difference(start, dump(demo.database)) == []
    shutil.rmtree(folder)
