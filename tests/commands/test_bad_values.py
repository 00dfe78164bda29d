"""Every value of every writing command, given wrong: one line that says so, the right status, nothing written.

What a command may be given is asked of the command line itself, its example being the call that is right: a new option
fails here until it has a kind.
"""

from __future__ import annotations

import json
import os
import shlex
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.commands._all import FILES, Command, every_command
from tests.conftest import TODAY, CommandLine

WRITING = [command for command in every_command() if not command.reads]
LONG, CONTROL, BROKEN = "长" * 20_000, "a\x1b[31m\n\tb", "\udce4\udcb8"  # the last: bytes that are no UTF-8
TAKEN, BAD_VALUE, BAD_DATA, NOT_FOUND, CONFLICT, NO_FILE = 0, 2, 3, 4, 6, 9
LONGEST_ERROR = 600


class Kind(NamedTuple):
    """What is wrong for values of one kind, and the status that it ends with; below those of what is wrong for most."""

    wrong: tuple[str, ...] = ()
    status: int = BAD_VALUE
    empty: int = BAD_VALUE
    long: int = BAD_VALUE
    control: int = BAD_VALUE
    broken: int = BAD_VALUE

    def values(self) -> dict[str, int]:
        common = {"": self.empty, LONG: self.long, CONTROL: self.control, BROKEN: self.broken}
        return {**common, **dict.fromkeys(self.wrong, self.status)}

    def or_empty(self) -> Kind:
        return self._replace(empty=TAKEN)


NAME = Kind(control=TAKEN)  # and shown escaped
TEXT = NAME.or_empty()
CODE = Kind(("nonsense", "0"))
CREDIT_CODE = Kind(("91310000MA1K000001", "91310000MA1K00000", "9131000OMA1K000006"))
FLAG = Kind(("maybe", "2"))
DATE = Kind(("2026-02-30", "99999-01-01", "+999999999m", "NaN"))
PERIOD = Kind(("2026-13", "2026-W54", "2026-Q5", "99999", "NaN"))
AMOUNT = Kind(("NaN", "inf", "1e5", "-5", "12.345", "9" * 30, "10000.1亿"))
NUMBER = Kind(("NaN", "inf", "1e5", "-5", "9" * 30, "½"))
RECORD = Kind(("Nobody At All", "9" * 30, "id:x"), NOT_FOUND, control=NOT_FOUND)
STEP = RECORD._replace(broken=NOT_FOUND)  # it has no name to look for
OPERATION = Kind(("NaN", "-1", "1.5", "9" * 30))
SCOPE = Kind(("nowhere",), NOT_FOUND, control=NOT_FOUND)
FILE = Kind(("missing.csv",), NOT_FOUND, empty=NO_FILE, long=NO_FILE, control=NOT_FOUND, broken=NOT_FOUND)
NEW_FILE = Kind(
    (".",), CONFLICT, empty=CONFLICT, long=TAKEN, control=TAKEN, broken=TAKEN
)  # nothing to be written
OUTPUT = Kind((".", "list.txt"))
WORD = Kind(("nonsense",))
SHEET = Kind(empty=TAKEN, long=TAKEN, control=TAKEN, broken=TAKEN)  # the file is no workbook

KINDS = {
    NAME: "name text tags --tag --need --group --text --reason",
    TEXT: """
        --name --short-name --code --industry --region --address --website --main-business
        --expansion-note --lost-reason --summary --title --department --phone --email --wechat --product --rival --team
        --payment-terms --feedback --next --objective --note --number --pains --term --comments""",
    CODE: "method stage grade --kind --type --role --stage --method --metric --to",
    CREDIT_CODE.or_empty(): "--credit-code",
    CODE.or_empty(): "--source --depth --preferred-channel --decision-role --intent --category --rank",
    FLAG: "--senior --phone-verified --email-verified",
    FLAG.or_empty(): "--expansion-plan --repurchase-need --referral-intent",
    OPERATION: "operation",
    DATE: "--on --date --until --opened --signed --agreed-on --surveyed",
    DATE.or_empty(): """
        --founded --first-contact --verified --confirmed --left --close --start --end --hired --lead-received
        --wanted-by --reviewed""",
    PERIOD: "period --basis",
    AMOUNT: "value",
    AMOUNT.or_empty(): "--amount --annual-revenue --budget",
    NUMBER: "score --attitude --ability --limit",
    NUMBER.or_empty(): "--employees --need-match --probability --delivery-days",
    RECORD: """
        customer keep drop followup step contract contact opportunity rep need --contact --opportunity --customer --rep
        --of-rep --reps --agreed-by""",
    RECORD.or_empty(): "--owner --verified-by --collected-by --referrer --referrer-contact --manager --successor",
    FILE: "file",
    NEW_FILE: "--rejects",
    WORD: "--map --value --date-format --decimal --encoding --delimiter --by --currency",
    SHEET: "--sheet",
    OUTPUT: "-o --output",
}
# Where the same word is of another kind.
OTHERS = {
    "followup log summary": NAME,
    **dict.fromkeys(("followup log --plan", "followup edit --plan", "followup delete followup"), STEP),
    "followup done summary": NAME,
    "followup done --next": Kind(),  # --on is missing
    **dict.fromkeys(("followup edit --contact", "followup edit --opportunity"), RECORD.or_empty()),
    "followup move --reason": TEXT,
    "followup snooze --reason": NAME,
    **dict.fromkeys(("customer verify customers", "customer confirm customers"), RECORD),
    "customer add --wanted-by": DATE,
    "customer add --decider": TEXT._replace(wrong=("/title", "a/b/c")),
    "contact leave --successor": RECORD,
    "customer add --contact": TEXT._replace(wrong=("/title", "a/b/c/d/e", "a/b/c")),
    "tag remove tags": NAME._replace(
        wrong=("nonsense",), status=NOT_FOUND, control=NOT_FOUND, broken=NOT_FOUND, long=BAD_VALUE
    ),
    **dict.fromkeys(
        ("need add --opportunity", "need edit --opportunity", "survey add --contact"), RECORD.or_empty()
    ),
    "customer edit --name": NAME,
    "contact edit --name": NAME,
    "rep edit --name": NAME,
    "rep leave --to": RECORD,
    "opportunity edit --lost-reason": Kind(),  # the one of the example is not lost
    "opportunity win --amount": AMOUNT,
    "contract add --amount": AMOUNT,
    "opportunity reopen --reason": TEXT._replace(broken=TAKEN),  # there is no contract to make void
    "contract edit --number": NAME,
    "contract edit --amount": AMOUNT._replace(wrong=("NaN", "1e5", "-5", "12.34567", "9" * 30)),
    "contract edit --rep": RECORD.or_empty(),
    "contract edit --opportunity": RECORD.or_empty(),
    "contract add --rep": RECORD.or_empty(),  # none: whoever owns the deal
    "contract add --opportunity": RECORD.or_empty(),
    "grade run --limit": NUMBER._replace(wrong=("NaN", "1e5", "-5")),
    "target set --region": NAME,
    "target set --product": NAME,
    "target set --reason": TEXT,
    **dict.fromkeys(("target clear --region", "target clear --product"), SCOPE),
    **dict.fromkeys(("target split --region", "target split --product"), SCOPE),
}


class Call(NamedTuple):
    """A call with one wrong value, how it should end and how it ended."""

    parameter: str
    value: str
    expected: int
    code: int
    out: str
    err: str
    changed: bool

    def is_right(self) -> bool:
        if self.code != self.expected or "Traceback" in self.err or "\x1b" in self.out + self.err:
            return False
        one_line = self.err.count("\n") == 1 and len(self.err) < LONGEST_ERROR
        return self.code == TAKEN or (one_line and self.out == "" and not self.changed)


@pytest.mark.parametrize("command", WRITING, ids=[command.name for command in WRITING])
def test_a_wrong_value(demo: CommandLine, command: Command) -> None:
    assert [call for call in calls(demo, command) if not call.is_right()] == []


def kind_of(command: Command, parameter: str) -> Kind:
    name = f"{command.name} {parameter}"
    known = {word: kind for kind, words in KINDS.items() for word in words.split()}
    return OTHERS[name] if name in OTHERS else known[parameter]


def calls(run: CommandLine, command: Command) -> list[Call]:
    """A command with each wrong value, all in one forked process; the file is put back after each call."""
    asked = [
        (parameter, value, expected)
        for parameter in command.options
        if parameter not in command.switches
        for value, expected in kind_of(command, parameter).values().items()
    ]
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        with os.fdopen(writer, "w") as ended:
            json.dump(list(ended_calls(run, command, asked)), ended)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as ended:
        made = [Call(*call) for call in json.load(ended)]
    os.waitpid(child, 0)
    assert len(made) == len(asked)
    return made


def ended_calls(run: CommandLine, command: Command, asked: list[tuple[str, str, int]]) -> Iterator[Call]:
    """In the child."""
    database = run.database
    os.environ.update(SALESOPS_DB=str(database), SALESOPS_TODAY=TODAY, SALESOPS_LANG="en", SALESOPS_WAIT="0")
    os.environ["SALESOPS_CONFIG"] = str(database.with_name("none.toml"))
    os.chdir(database.parent)
    for name in ("FILE.csv", "FILE.toml"):
        Path(name).write_text(FILES.get(command.name, ""), encoding="utf-8")
    if command.name == "init":
        database.unlink()
    before = contents(database)
    for parameter, value, expected in asked:
        code, out, err = called(arguments(command, parameter, value))
        changed = contents(database) != before
        yield Call(parameter, value[:50], expected, code, out, err, changed)
        if changed:
            put_back(database, before)


def arguments(command: Command, parameter: str, value: str) -> list[str]:
    """Those of the command's example, but for one."""
    words = [word for word in shlex.split(command.example)[1:] if word != "--dry-run"]
    if parameter.startswith("--"):
        if parameter in words:
            del words[words.index(parameter) : words.index(parameter) + 2]
        return [*words, f"{parameter}={value}"]
    place = words.index(command.path[-1]) + 1 + command.options.index(parameter)
    return [*words[:place], value, *words[place + 1 :]]


def called(words: list[str]) -> tuple[int, str, str]:
    from salesops.__main__ import main

    code = 1
    with open("out", "w") as out, open("err", "w") as err:
        sys.argv, sys.stdin, sys.stdout, sys.stderr = ["salesops", *words], None, out, err
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        except BaseException:
            traceback.print_exc()
    return code, Path("out").read_text(), Path("err").read_text()


def contents(database: Path) -> bytes | None:
    return database.read_bytes() if database.exists() else None


def put_back(database: Path, before: bytes | None) -> None:
    database.unlink(missing_ok=True)
    if before is not None:
        database.write_bytes(before)
