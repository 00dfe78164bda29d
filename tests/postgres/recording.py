"""Every statement that commands ask SQLite for, with the values given for its parameters."""

from __future__ import annotations

import os
import pickle
import re
import sqlite3
import sys
import traceback
from collections.abc import Iterable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import partial
from io import StringIO
from itertools import takewhile
from pathlib import Path
from typing import Any

Values = Mapping[str, object] | Sequence[object]
_MOST_VALUES = 8  # different values kept for one statement
_VARIABLE = re.compile("[A-Z_]+=")
_KEPT: dict[str, list[Values]] = {}


@dataclass(frozen=True)
class Call:
    """One command of a script, and how it ended."""

    arguments: tuple[str, ...]
    code: int
    printed: str


@dataclass(frozen=True)
class Recording:
    """What a script asked for: the values by the text of each statement."""

    statements: Mapping[str, Sequence[Values]]
    calls: Sequence[Call]


def record(script: Iterable[Sequence[str]], surroundings: Mapping[str, str], file: Path) -> Recording:
    """Run the commands of `script` one after another in one forked process; `file` takes what they asked for."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            file.write_bytes(pickle.dumps(_recorded(script, surroundings)))
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    _pid, status = os.waitpid(child, 0)
    assert status == 0
    recording: Recording = pickle.loads(file.read_bytes())
    return recording


def _recorded(script: Iterable[Sequence[str]], surroundings: Mapping[str, str]) -> Recording:
    """In the child: the commands, on connections that remember."""
    sqlite3.connect = partial(sqlite3.connect, factory=_Connection)  # type: ignore[assignment]
    os.environ.update(surroundings)
    return Recording(_KEPT, [_called(arguments) for arguments in script])


def _called(arguments: Sequence[str]) -> Call:
    """Run one command; words such as A=b before its name are variables of its environment."""
    from salesops.__main__ import main

    variables = dict(word.split("=", 1) for word in takewhile(_VARIABLE.match, arguments))
    sys.argv = ["salesops", *arguments[len(variables) :]]
    os.environ.update(variables)
    code: object = 0
    with StringIO() as out, redirect_stdout(out), redirect_stderr(out):
        try:
            main()
        except SystemExit as ended:
            code = ended.code
        for name in variables:
            del os.environ[name]
        return Call(tuple(arguments), code if isinstance(code, int) else 1, out.getvalue()[-300:])


def _keep(sql: str, values: Values) -> None:
    kept = _KEPT.setdefault(sql, [])
    if len(kept) < _MOST_VALUES and values not in kept:
        kept.append(values)


class _Cursor(sqlite3.Cursor):
    def execute(self, sql: str, values: Any = (), /) -> sqlite3.Cursor:
        _keep(sql, values)
        return super().execute(sql, values)

    def executemany(self, sql: str, rows: Iterable[Any], /) -> sqlite3.Cursor:
        rows = list(rows)
        for values in rows[:_MOST_VALUES]:
            _keep(sql, values)
        return super().executemany(sql, rows)


class _Connection(sqlite3.Connection):
    def cursor(self, factory: Any = _Cursor) -> Any:
        return super().cursor(factory)

    def execute(self, sql: str, values: Any = (), /) -> sqlite3.Cursor:
        return self.cursor().execute(sql, values)

    def executemany(self, sql: str, rows: Iterable[Any], /) -> sqlite3.Cursor:
        return self.cursor().executemany(sql, rows)
