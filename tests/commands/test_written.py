"""`-o FILE` of every command that lists or reports, and CSV for Excel."""

from __future__ import annotations

import csv
import io
import json
import os
import shlex
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.commands._all import Command, every_command
from tests.conftest import CommandLine

WRITTEN = [command for command in every_command() if "-o" in command.options and command.reads]
LISTS = {
    "customer": ["--all"], "contact": ["--all"], "contract": ["--all"], "rep": [],
    "opportunity": ["--all", "--all-stages"], "followup": ["--all"],
}  # fmt: skip


def sheet(file: Path, place: int = 0) -> list[list[object]]:
    return CalamineWorkbook.from_path(file).get_sheet_by_index(place).to_python()


@pytest.mark.parametrize("command", WRITTEN, ids=[command.name for command in WRITTEN])
@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_what_lists_or_reports_writes_a_workbook(
    demo: CommandLine, tmp_path: Path, command: Command, lang: str
) -> None:
    file = tmp_path / "book.xlsx"
    words = [word for word in shlex.split(command.example)[1:] if word not in ("--json", "--csv", "--md")]
    result = demo.ok(*words, "-o", file, lang=lang)
    assert result.out == ""
    book = CalamineWorkbook.from_path(file)
    assert all(book.get_sheet_by_index(place).to_python() for place in range(len(book.sheet_names)))
    assert os.stat(file).st_mode & 0o077 == 0


def test_every_command_that_only_reads_can_be_written() -> None:
    others = {command.name for command in every_command() if command.reads} - {c.name for c in WRITTEN}
    assert others == {"policy show"}  # a document of its own


def test_a_list_is_typed_and_headed_in_the_language(run: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "合同.xlsx"
    run.ok("rep", "add", "王芳")
    run.ok("--rep", "王芳", "customer", "add", "=1+1公司")
    run.ok("contract", "add", "=1+1公司", "--amount", "80000.50", "--signed", "2026-11-02", "--number", "007")
    run.ok("contract", "list", "--all", "-o", file, lang="zh_CN")
    headings, row = sheet(file)
    told = dict(zip(headings, row, strict=True))
    assert {name: told[name] for name in ("合同编号", "客户", "金额", "签订日期", "签单人", "法务已审批")} == {
        "合同编号": "007", "客户": "=1+1公司", "金额": 80000.5, "签订日期": date(2026, 11, 2), "签单人": "王芳",
        "法务已审批": "否",
    }  # fmt: skip


def test_no_heading_of_a_record_is_a_key(demo: CommandLine, tmp_path: Path) -> None:
    for noun, options in [
        *((noun, ["list", *more]) for noun, more in LISTS.items()),
        ("followup", ["due", "--all"]),
    ]:
        demo.ok(noun, *options, "-o", tmp_path / "book.xlsx", lang="zh_CN")
        headings = sheet(tmp_path / "book.xlsx")[0]
        assert [name for name in headings if str(name).isascii() and name != "ID"] == []


def test_a_report_is_a_sheet_for_each_of_its_tables(demo: CommandLine, tmp_path: Path) -> None:
    demo.ok("review", "month", "-o", tmp_path / "review.xlsx", lang="zh_CN")
    names = CalamineWorkbook.from_path(tmp_path / "review.xlsx").sheet_names
    assert {"业绩目标", "按销售", "按产品"} <= set(names)


@pytest.mark.parametrize(("ending", "flag"), [("csv", "--csv"), ("json", "--json")])
def test_a_file_holds_what_is_printed_else(demo: CommandLine, tmp_path: Path, ending: str, flag: str) -> None:
    file = tmp_path / f"list.{ending}"
    assert demo.ok("customer", "list", "--all", "-o", file).err == f"Written to {file}.\n"
    assert file.read_text(encoding="utf-8") == demo.ok("customer", "list", "--all", flag).out


def test_a_document_goes_to_a_file(demo: CommandLine, tmp_path: Path) -> None:
    demo.ok("review", "month", "-o", tmp_path / "review.md")
    assert (tmp_path / "review.md").read_text(encoding="utf-8") == demo.ok("review", "month", "--md").out


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["-o", "list.txt"], 2, "list.txt does not end in .xlsx"),
        (
            ["-o", "list.xlsx", "--csv"],
            2,
            "One format at a time, not --csv, .xlsx together.",
        ),
        (["--excel"], 2, "--excel goes with --csv"),
        (["-o", "list.xlsx", "--excel"], 2, "--excel goes with --csv"),
        (
            ["-o", "nowhere/list.xlsx"],
            9,
            "nowhere/list.xlsx cannot be written: there is no such file or folder.",
        ),
    ],
)
def test_a_file_that_cannot_be(demo: CommandLine, words: list[str], code: int, message: str) -> None:
    result = demo("rep", "list", *words)
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith(message)


def test_an_earlier_file_stays_when_the_new_one_fails(demo: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").mkdir()
    result = demo("rep", "list", "-o", tmp_path / "book.xlsx")
    assert result.code == 9
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".salesops")] == []


def test_what_is_done_is_done_also_when_its_file_fails(demo: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "run.csv").mkdir()
    result = demo("grade", "run", "-o", tmp_path / "run.csv", "--today", "2027-06-01")
    assert (result.code, "It is done, but could not be printed" in result.err) == (0, True)


def test_csv_for_excel(run: CommandLine) -> None:
    run.ok("rep", "add", "王芳", "--code", "007", "--phone", "+8613800138000", "--region", "=HYPERLINK(1)")
    run.ok(
        "rep",
        "add",
        "Li",
        "--code",
        "91330106000000001",
        "--phone",
        "13800138000",
        "--region",
        "-",
        "--team",
        "@x",
    )
    text = run.ok("rep", "list", "--csv", "--excel").out
    assert text.startswith("\ufeffid,")
    told = {row["name"]: row for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))}
    assert [told["王芳"][name] for name in ("code", "phone", "region")] == [
        "'007",
        "'+8613800138000",
        "'=HYPERLINK(1)",
    ]
    assert [told["Li"][name] for name in ("code", "phone", "region", "team")] == [
        "'91330106000000001", "13800138000", "'-", "'@x",
    ]  # fmt: skip


def test_no_csv_runs_as_a_formula(run: CommandLine) -> None:
    for name, phone in (
        ("=1+1", "+86 138 0013 8000"),
        ("-2+3", "-"),
        ("@x", "0571-8800"),
        ("+cmd|calc", "007"),
    ):
        run.ok("rep", "add", "--phone", phone, "--", name)
    told = list(csv.DictReader(io.StringIO(run.ok("rep", "list", "--csv").out)))
    assert {row["name"]: row["phone"] for row in told} == {
        "'=1+1": "+86 138 0013 8000", "-2+3": "-", "'@x": "0571-8800", "'+cmd|calc": "007",
    }  # fmt: skip
    assert json.loads(run.ok("rep", "list", "--json").out)["items"][0]["name"] in (
        "=1+1",
        "-2+3",
        "@x",
        "+cmd|calc",
    )
