"""`make bench`: CPU per process, ours and what it is measured against in turn, so that a drifting machine is fair."""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import data

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
BUILD = ROOT / "build"
LARGE = BUILD / "bench.db"
GRADED = BUILD / "bench-graded.db"
OURS, THEIRS = BUILD / "bench-ours.db", BUILD / "bench-theirs.db"
PYTHON = sys.executable
SALESOPS = str(Path(PYTHON).with_name("salesops"))


@dataclass(frozen=True)
class Pair:
    """A command of ours, what it is held against, and how many times as much CPU it may take."""

    name: str
    ours: Sequence[str]
    theirs: Sequence[str]
    at_most: float
    runs: int
    fresh: bool = False  # each run on copies of the large database
    most_memory: int = 0  # MB, of ours


DUE = (SALESOPS, "followup", "due")
NOTE = "asked for the offer"
LOG = (SALESOPS, "--db", str(OURS), "--rep", "7", "followup", "log", "id:1", "phone", NOTE, "--force")
TYPED = ("env", "_SALESOPS_COMPLETE=complete_zsh", "_TYPER_COMPLETE_ARGS=salesops log 云帆77", SALESOPS)
ADD = (SALESOPS, "--db", str(OURS), "--rep", "7", "customer", "add", "新云电子商务有限公司", "--dry-run")
BARE = (PYTHON, str(HERE / "bare.py"))
BARE_TABLE = (PYTHON, str(HERE / "bare_table.py"))
IN_SQL = (PYTHON, "-m", "tests.benchmarks.grade_in_sql")
PAIRS = (
    Pair("followup due", DUE, BARE_TABLE, 1.05, 21),
    Pair("followup due of one rep", (SALESOPS, "--rep", "7", *DUE[1:]), BARE_TABLE, 1.05, 21),
    Pair("followup due --json", (*DUE, "--json"), BARE, 1.12, 21),
    Pair(
        "followup due --json, bare",
        (*DUE, "--json"),
        (PYTHON, str(HERE / "bare_sqlite.py"), str(LARGE)),
        3.5,
        21,
    ),
    Pair("followup log, as due", LOG, DUE, 1.1, 21),
    Pair("completion of a customer", TYPED, (SALESOPS, "--version"), 1.2, 21),
    Pair("customer add, as due", ADD, DUE, 1.1, 21),
    Pair("show, as due", (SALESOPS, "show", "id:77"), DUE, 1.1, 21),
    Pair("find, as due", (SALESOPS, "find", "联系人777", "预算"), DUE, 2.0, 21),
    Pair("find what is everywhere, as due", (SALESOPS, "find", "预算"), DUE, 2.0, 21),
    Pair(
        "contract list --json, 300,000",
        (SALESOPS, "contract", "list", "--json"),
        (PYTHON, str(HERE / "contracts_as_json.py"), str(LARGE)),
        1.8,
        3,
        most_memory=400,
    ),
    Pair(
        "grade run, most grades new",
        (SALESOPS, "--db", str(OURS), "grade", "run"),
        (*IN_SQL, str(THEIRS), "--write"),
        3.0,
        3,
        fresh=True,
    ),
    Pair(
        "grade run, nothing new",
        (SALESOPS, "--db", str(GRADED), "grade", "run"),
        (*IN_SQL, str(GRADED)),
        3.0,
        5,
    ),
)


def main() -> None:
    """Make the large databases if they are not there, then measure every pair."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ |= {
        "SALESOPS_DB": str(LARGE), "SALESOPS_TODAY": data.TODAY.isoformat(), "SALESOPS_LANG": "en",
        "SALESOPS_CONFIG": str(BUILD / "none.toml"), "COLUMNS": "160",
    }  # fmt: skip
    _prepare()
    print(f"{'CPU per process':<28}{'ours':>10}{'theirs':>10}{'ratio':>8}{'at most':>9}")
    for pair in PAIRS:
        _measure(pair)
    if "--instructions" in sys.argv:
        _instructions()


def _prepare() -> None:
    BUILD.mkdir(exist_ok=True)
    if not LARGE.exists():
        data.build(LARGE)
    if not GRADED.exists():
        shutil.copy(LARGE, GRADED)
        subprocess.run([SALESOPS, "--db", str(GRADED), "grade", "run"], stdout=subprocess.DEVNULL, check=True)


def _measure(pair: Pair) -> None:
    both = [_both(pair) for _run in range(pair.runs + 1)][1:]  # the first warms the caches
    ours, theirs = (statistics.median(each) for each in zip(*both, strict=True))
    ratio = statistics.median(mine / other for mine, other in both)
    verdict = "" if ratio <= pair.at_most else "  too much"
    if pair.most_memory:
        memory = _peak(pair.ours)
        verdict += f"  {memory} MB of {pair.most_memory}" + (
            "" if memory <= pair.most_memory else ", too much"
        )
    print(
        f"{pair.name:<28}{ours:>8.0f}ms{theirs:>8.0f}ms{ratio:>8.2f}{pair.at_most:>9.2f}{verdict}", flush=True
    )


def _both(pair: Pair) -> tuple[float, float]:
    if pair.fresh:
        shutil.copy(LARGE, OURS)
        shutil.copy(LARGE, THEIRS)
    elif str(OURS) in pair.ours and not OURS.exists():
        shutil.copy(LARGE, OURS)
    return _cpu(pair.ours), _cpu(pair.theirs)


def _peak(command: Sequence[str]) -> int:
    """The most memory that one process of `command` holds, in MB."""
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _pid, _status, usage = os.wait4(process.pid, 0)
    return usage.ru_maxrss // 1024


def _instructions() -> None:
    """How many instructions the daily commands take, the same whatever else the machine does; needs valgrind."""
    commands = {"followup due": DUE, "followup due --json": (*DUE, "--json"), "followup log": LOG}
    for name, command in {**commands, "bare": BARE[1:], "bare table": BARE_TABLE[1:]}.items():
        shutil.copy(LARGE, OURS)
        counted = ("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", PYTHON, *command)
        told = subprocess.run(counted, cwd=ROOT, capture_output=True, text=True, check=True).stderr
        print(f"{name:<28}{int(told.rpartition('Collected : ')[2].split()[0]):>16,} instructions", flush=True)


def _cpu(command: Sequence[str]) -> float:
    """Milliseconds of user and system time that one process of `command` takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    time.sleep(0.01)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


if __name__ == "__main__":
    main()
