"""Every writing command is taken back and brought again, and at the end all of them in reverse."""

from __future__ import annotations

import shlex

from tests.conftest import CommandLine
from tests.postgres.script import WRITING
from tests.undo.dumps import difference, dump


def test_every_command_is_taken_back_and_brought_again(demo: CommandLine) -> None:
    start = dump(demo.database)
    done = []
    for line in (line for line in WRITING.splitlines() if line.strip() and not line.endswith("undo")):
        before = dump(demo.database)
        demo.ok(*shlex.split(line))
        after = dump(demo.database)
        if before == after:
            continue
        number = last(demo)
        demo.ok("undo", str(number))
        assert difference(before, dump(demo.database)) == [], line
        demo.ok("undo", str(number + 1))
        assert difference(after, dump(demo.database)) == [], line
        done.append(number)
    assert len(done) > 40
    for number in reversed(done):
        demo.ok("undo", str(number))
    assert difference(start, dump(demo.database)) == []


def last(demo: CommandLine) -> int:
    ((number,),) = demo.sql("SELECT max(id) FROM operation")
    return int(number)
