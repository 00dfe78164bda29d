"""The real command line for tests: each call is a process of its own, forked so that imports are paid once."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import pytest

# What takes long to import is imported before forking. Nothing of salesops.commands: the language is
# chosen before those modules are loaded, in every process anew.
import rich.console
import rich.table
import typer
from hypothesis import settings

# `make thorough` runs properties over long histories with many more examples than the suite has time for.
settings.register_profile("thorough", max_examples=1_700, deadline=None)
settings.register_profile("suite", deadline=None)  # how long an example takes says how busy the machine is
settings.load_profile("suite")

DATA = Path(__file__).parent / "data"
TODAY = "2026-11-20"  # a Friday


@dataclass(frozen=True)
class Result:
    """What one call printed, and its exit status."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        return json.loads(self.err)["error"]


@dataclass(frozen=True)
class CommandLine:
    """`salesops` on one database file: call it with the arguments of a command.

    The machine's clock stands at `clock` (UTC), unless given at eleven in the morning in China on `today`.
    """

    database: Path
    today: str = TODAY
    clock: str = ""

    def __call__(
        self,
        *arguments: str | Path,
        stdin: str | None = None,
        columns: int | None = None,
        lang: str = "en",
        env: dict[str, str] | None = None,
        folder: Path | None = None,
    ) -> Result:
        """Run in a forked process, in `folder` if given; stdin is closed unless given."""
        surroundings = {
            "SALESOPS_DB": str(self.database),
            "SALESOPS_TODAY": self.today,
            "SALESOPS_LANG": lang,
            "SALESOPS_CONFIG": str(self.database.with_name("config.toml")),
            "XDG_STATE_HOME": str(self.database.with_name("state")),
            **({"COLUMNS": str(columns)} if columns else {}),
            **(env or {}),
        }
        clock = self.clock or f"{self.today}T03:00:00Z"
        return forked([str(argument) for argument in arguments], surroundings, clock, stdin, folder)

    def ok(self, *arguments: str | Path, **how: Any) -> Result:
        """As a call, which must succeed."""
        result = self(*arguments, **how)
        assert result.code == 0, (arguments, result)
        return result

    def sql(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What the database file itself holds."""
        with closing(sqlite3.connect(self.database)) as db:
            return db.execute(query, values).fetchall()


def forked(
    arguments: list[str],
    surroundings: dict[str, str],
    clock: str,
    stdin: str | None,
    folder: Path | None = None,
) -> Result:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as given:
        given.write((stdin or "").encode())
        given.seek(0)
        child = os.fork()
        if child == 0:
            os.chdir(folder or os.curdir)
            _stop_clock(clock)
            if "salesops.core.values.workdays" in sys.modules:  # a new process has told nothing yet
                sys.modules["salesops.core.values.workdays"]._warn.cache_clear()
            _become(
                arguments, surroundings, out.fileno(), err.fileno(), None if stdin is None else given.fileno()
            )
        _pid, status = os.waitpid(child, 0)
        out.seek(0)
        err.seek(0)
        return Result(os.waitstatus_to_exitcode(status), out.read().decode(), err.read().decode())


def _stop_clock(moment: str) -> None:
    """In the child: it is that moment, and stays it."""

    class Stopped(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> Self:
            return cls.fromisoformat(moment).astimezone(tz)

    datetime.datetime = Stopped  # type: ignore[misc]


def _become(
    arguments: list[str], surroundings: dict[str, str], out: int, err: int, given: int | None
) -> None:
    """In the child: be `salesops` with these arguments, then end."""
    code = 1  # what Python ends with after a traceback
    try:
        os.dup2(out, 1)
        os.dup2(err, 2)
        if given is None:
            os.close(0)
            sys.stdin = None  # type: ignore[assignment]  # what Python makes of a closed stdin
        else:
            os.dup2(given, 0)
            sys.stdin = open(0, encoding="utf-8", closefd=False)
        sys.stdout = open(1, "w", encoding="utf-8", newline="\n", closefd=False)
        sys.stderr = open(2, "w", encoding="utf-8", newline="\n", closefd=False)
        for name in [name for name in os.environ if name.startswith("SALESOPS_") or name == "COLUMNS"]:
            del os.environ[name]
        os.environ.update(surroundings)
        time.tzset()
        sys.argv = ["salesops", *arguments]
        from salesops.__main__ import main

        main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Database files that are made once per session by a list of commands, and copied for every test."""
    made: dict[tuple[object, ...], Path] = {}

    def prepare(*commands: tuple[str, ...], today: str = TODAY) -> Path:
        key = (today, commands)
        if key not in made:
            run = CommandLine(tmp_path_factory.mktemp("prepared") / "salesops.db", today)
            for command in commands:
                run.ok(*command)
            made[key] = run.database
        return made[key]

    return prepare


@pytest.fixture
def nowhere(tmp_path: Path) -> CommandLine:
    """The command line where no database exists yet."""
    return CommandLine(tmp_path / "salesops.db")


@pytest.fixture
def run(prepared: Callable[..., Path], tmp_path: Path) -> CommandLine:
    """The command line on an empty database."""
    return CommandLine(shutil.copy(prepared(("init",)), tmp_path / "salesops.db"))


@pytest.fixture
def demo(prepared: Callable[..., Path], tmp_path: Path) -> CommandLine:
    """The command line on the sample team."""
    return CommandLine(shutil.copy(prepared(("init", "--demo")), tmp_path / "salesops.db"))


@pytest.fixture
def northwind(prepared: Callable[..., Path], tmp_path: Path) -> CommandLine:
    """The command line on Northwind, on the day of its last orders."""
    folder = DATA / "northwind"
    made = prepared(
        ("init", "--currency", "USD"),
        ("rep", "import", str(folder / "employees.csv")),
        ("customer", "import", str(folder / "customers.csv"), "--force"),
        ("contract", "import", str(folder / "orders.csv")),
        today="1998-05-06",
    )
    return CommandLine(shutil.copy(made, tmp_path / "salesops.db"), "1998-05-06")


_PRELOADED = (rich.console, rich.table, typer)
