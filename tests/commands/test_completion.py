"""Completion, asked for as the shells do, and by the shells themselves where they are installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from tests.commands.test_startup import _RUN, HEAVY
from tests.conftest import CommandLine


def asked(run: CommandLine, line: str, *, shell: str = "fish", lang: str = "zh") -> dict[str, str]:
    """The words offered at the end of `line`, each with what it is for."""
    shown = run(
        lang=lang,
        env={
            "_SALESOPS_COMPLETE": f"complete_{shell}",
            "_TYPER_COMPLETE_ARGS": f"salesops {line}",
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        },
    )
    assert (shown.code, shown.err) == (0, "")
    return {word: about for word, _tab, about in (line.partition("\t") for line in shown.out.splitlines())}


def test_commands_and_options(nowhere: CommandLine) -> None:
    assert asked(nowhere, "fo", lang="en") == {"followup": "Whom to contact today, and what was said."}
    assert "add" in asked(nowhere, "customer ")
    assert list(asked(nowhere, "due --a")) == ["--ahead", "--all"]
    assert list(asked(nowhere, "due --all --a")) == ["--ahead"]
    assert list(asked(nowhere, "due --tod")) == ["--today"]


def test_customers_by_any_part(demo: CommandLine) -> None:
    assert asked(demo, "show 云") == {
        "云帆科技": "杭州云帆科技有限公司",
        "云仓": "深圳前海云仓供应链有限公司",
    }
    assert "云帆科技" in asked(demo, "log ")
    assert asked(demo, "log 无此公司") == {}


def test_what_is_offered_names_the_record(demo: CommandLine) -> None:
    for typed in ("云帆", "帆科技", "Nordl", "rhein"):
        (word,) = asked(demo, f"show {typed}")
        assert demo.ok("show", word, "--json").json["name"] == demo.ok("show", typed, "--json").json["name"]


def test_archived_customers_are_not_offered(demo: CommandLine) -> None:
    demo.ok("customer", "archive", "云仓")
    assert list(asked(demo, "show 云")) == ["云帆科技"]


@pytest.mark.parametrize(
    ("line", "lang", "words"),
    [
        ("log 云帆 电", "zh", ["电话"]),
        ("log 云帆 ph", "zh", ["phone"]),
        ("log 云帆 v", "en", ["visit"]),
        ("log 云帆 电话 聊了 --contact ", "zh", ["李雷", "周岚"]),
        ("log --contact 周 云帆 电话 聊了", "zh", []),
        ("log 云帆 电话 聊了 --opportunity ", "zh", ["云帆科技 ERP"]),
        ("opportunity stage 云帆 方", "zh", ["方案沟通中"]),
        ("opportunity list --stage prop", "en", ["proposal"]),
        ("customer add 新公司 --source 展", "zh", ["展会"]),
        ("customer add 新公司 --owner=王", "zh", ["--owner=王芳"]),
        ("--rep 王", "zh", ["王芳"]),
        ("rep show Em", "en", ["Emma Clarke"]),
        ("target show --rep 王", "zh", ["王芳"]),
        ("log 云帆 电话 --feedback ", "zh", []),
        ("nope ", "zh", []),
        ("show --nope ", "zh", []),
    ],
)
def test_values(demo: CommandLine, line: str, lang: str, words: list[str]) -> None:
    assert list(asked(demo, line, lang=lang)) == words


def test_the_database_that_the_line_names_is_asked(
    demo: CommandLine, nowhere: CommandLine, tmp_path: Path
) -> None:
    here = CommandLine(tmp_path / "none.db")
    assert asked(here, "show 云") == {}
    assert "云帆科技" in asked(here, f"--db {demo.database} show 云")
    assert "云帆科技" in asked(here, f"show --db {demo.database} 云")


def test_a_busy_database_offers_nothing_at_once(demo: CommandLine) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(demo.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert asked(demo, "show 云") == {}


def test_it_loads_no_more_than_the_command(demo: CommandLine) -> None:
    """Neither Rich, nor what only other commands need."""
    reader, writer = os.pipe()
    surroundings = {
        **os.environ, "SALESOPS_DB": str(demo.database), "_SALESOPS_COMPLETE": "complete_zsh",
        "_TYPER_COMPLETE_ARGS": "salesops show 云", "SALESOPS_CONFIG": str(demo.database.with_name("none.toml")),
    }  # fmt: skip
    with os.fdopen(reader) as listed:
        script = f"import os; os.dup2({writer}, 3);{_RUN}"
        subprocess.run(
            [sys.executable, "-c", script],
            env=surroundings,
            pass_fds=(writer,),
            check=True,
            capture_output=True,
        )
        os.close(writer)
        modules = set(listed.read().replace('"', "").strip("[]").split(", "))
    assert "salesops.commands.customer" in modules
    assert modules & {*HEAVY, "rich", "salesops.commands.followup"} == set()


@pytest.fixture
def shell_folder(demo: CommandLine, tmp_path: Path) -> Path:
    """A folder with `salesops` in it and the scripts of all shells, for the sample team and a name with a space."""
    demo.ok("customer", "add", "Acme & Sons Ltd")
    program = tmp_path / "salesops"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m salesops "$@"\n')
    program.chmod(0o755)
    from typer.completion import get_completion_script  # type: ignore[attr-defined]

    for shell in ("bash", "fish", "zsh"):
        script = get_completion_script(prog_name="salesops", complete_var="_SALESOPS_COMPLETE", shell=shell)
        (tmp_path / f"script.{shell}").write_text(script + "\n")
    return tmp_path


def _needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not shutil.which(shell), reason=f"no {shell} here")


def _surroundings(folder: Path, database: Path) -> dict[str, str]:
    return {
        **os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8", "HOME": str(folder),
        "SALESOPS_DB": str(database), "SALESOPS_LANG": "zh", "SALESOPS_CONFIG": str(folder / "none.toml"),
    }  # fmt: skip


def said(shell: str, script: str, folder: Path, database: Path) -> list[str]:
    """The lines that a shell prints that runs `script`."""
    ended = subprocess.run(
        [shell, "-c", script],
        cwd=folder,
        env=_surroundings(folder, database),
        capture_output=True,
        text=True,
        check=True,
    )
    return ended.stdout.splitlines()


@_needs("bash")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["show", "云"], ["云仓", "云帆科技"]),
        (["show", "acme"], [r"Acme\ \&\ Sons\ Ltd"]),
        (["show", r"acme\ \&"], [r"Acme\ \&\ Sons\ Ltd"]),
        (["show", '"acme &'], ["Acme & Sons Ltd"]),
        (["customer", "add", "X", "--owner", "=", "王"], ["王芳"]),
        (["log", "云帆", "电话", "it's", "--fe"], ["--feedback"]),
    ],
)
def test_in_bash(demo: CommandLine, shell_folder: Path, words: list[str], offered: list[str]) -> None:
    line = " ".join(f"'{word}'" if "'" not in word else f'"{word}"' for word in ["salesops", *words])
    script = f"""source script.bash; COMP_WORDS=({line}); COMP_CWORD={len(words)}
        _salesops_completion salesops; printf '%s\\n' "${{COMPREPLY[@]}}" """
    assert said("bash", script, shell_folder, demo.database) == offered


@_needs("fish")
def test_in_fish(demo: CommandLine, shell_folder: Path) -> None:
    script = "source script.fish; complete -C 'salesops show 云'; complete -C 'salesops show acme\\ '"
    assert said("fish", script, shell_folder, demo.database) == [
        "云仓\t深圳前海云仓供应链有限公司", "云帆科技\t杭州云帆科技有限公司", "Acme & Sons Ltd",
    ]  # fmt: skip


AT_A_TERMINAL = {
    "bash": (["--norc", "--noprofile", "-i"], "PS1='READY> '; bind 'set enable-bracketed-paste off'"),
    "zsh": (["-f", "-i"], "PS1='READY> '; autoload -Uz compinit; compinit -u"),
    "fish": (["--no-config", "-i"], "function fish_prompt; echo 'READY> '; end"),
}
AWKWARD = ("O'Neil $5 (x) Co", 'Say "hi" Ltd', "Zhu's Shop", "明达 精工")


@pytest.mark.parametrize("shell", [pytest.param(name, marks=_needs(name)) for name in AT_A_TERMINAL])
def test_what_is_completed_at_a_terminal_is_one_word(
    demo: CommandLine, shell_folder: Path, shell: str
) -> None:
    """What the shell hands to the program when Tab and Enter are pressed, in quotes or not."""
    for name in AWKWARD:
        demo.ok("customer", "add", name)
    options, prompt = AT_A_TERMINAL[shell]
    program = shell_folder / "salesops"
    program.write_text(
        f'#!/bin/sh\n[ -n "$_SALESOPS_COMPLETE" ] && exec {sys.executable} -m salesops "$@"\n'
        'printf "<"; printf "%s|" "$@"; echo ">"\n'
    )
    surroundings = {**_surroundings(shell_folder, demo.database), "TERM": "dumb"}
    terminal = pexpect.spawn(
        shell, options, env=surroundings, encoding="utf-8", timeout=30, dimensions=(40, 150)
    )
    terminal.sendline(f"{prompt}; source {shell_folder}/script.{shell}; echo SET''UP")
    terminal.expect("SETUP\r")
    for typed, word in (
        ("acm", "Acme & Sons Ltd"),
        (r"acme\ \&", "Acme & Sons Ltd"),
        ('"acme &', "Acme & Sons Ltd"),
        (r"明达\ 精", "明达 精工"),
        ("'明达 ", "明达 精工"),
        (r"o\'n", AWKWARD[0]),
        ("\"o'ne", AWKWARD[0]),
        ("'zhu", AWKWARD[2]),
        ("'say ", AWKWARD[1]),
        ('"say ', AWKWARD[1]),
    ):
        terminal.send(f"salesops show {typed}\t\r")
        terminal.expect_exact(f"<show|{word}|>")
    terminal.close(force=True)


def test_the_script_is_shown_and_installed(nowhere: CommandLine, tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path), "SHELL": "/bin/bash"}
    for option, lang, word in (
        ("--show-completion", "en", "complete"),
        ("--install-completion", "zh", "补全"),
    ):
        ended = subprocess.run(
            ["bash", "-c", f"{sys.executable} -m salesops --lang {lang} {option}; exit $?"],
            env={**os.environ, **home}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert word in ended.stdout
    assert "_SALESOPS_COMPLETE=complete_bash" in (tmp_path / ".bash_completions" / "salesops.sh").read_text()
