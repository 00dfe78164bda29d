"""`salesops customer import`: contacts, references, repeated names, rejected rows."""

from __future__ import annotations

import csv
import io
import os
import sqlite3
import stat
from pathlib import Path

import pytest

from tests.conftest import DATA, CommandLine

NORTHWIND = DATA / "northwind" / "customers.csv"
TEMPLATE = """客户编号,*客户名称,所属行业,客户来源,联系人,职务,联系电话,客户经理,年度预算（万元）,首次接触日期,备注
C001,杭州云帆科技有限公司,互联网,转介绍,李雷,采购经理,13800138000,王芳,5-10,2026年3月1日,老客户
C002,上海明辉制造股份有限公司,制造,展会,韩梅梅,"总经理
兼采购",021-5555 8888,李娜,50以上,2026/3/5,
C003,深圳蓝海贸易有限公司,贸易,微信群,张三,,,赵六,10,11/12/2026,
,,,,,,,,,,
C004,,零售,线上,,,13900139000,,,,
"""


@pytest.fixture
def team(run: CommandLine) -> CommandLine:
    run.ok("rep", "add", "王芳")
    run.ok("rep", "add", "李娜")
    return run


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "客户.csv"
    path.write_bytes(TEMPLATE.encode("gb18030"))
    return path


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def names(run: CommandLine) -> list[str]:
    return [name for (name,) in run.sql("SELECT name FROM customer ORDER BY id")]


def test_northwind(run: CommandLine) -> None:
    result = run("customer", "import", NORTHWIND)
    assert result.code == 3
    assert result.out == ""
    assert result.err == (
        'Columns not taken in: City, PostalCode, Country, Fax. (--map "COLUMN=FIELD" takes one in.)\n'
        'Row 86: "IT" stands in row 85 already.\n'
        "  --force adds another of that name.\n"
        "1 of 93 rows of customers.csv cannot be taken in; nothing was changed. Correct them, or take the others "
        "with --skip-bad (and --rejects FILE for these).\n"
    )
    assert names(run) == []
    assert run.ok("customer", "import", NORTHWIND, "--force").out.startswith("93 added")
    assert run.sql("SELECT code FROM customer WHERE name = 'IT' ORDER BY id") == [("Val2",), ("VALON",)]
    assert run.sql(
        "SELECT c.name, p.name, p.title, p.phone FROM contact p JOIN customer c ON c.id = p.customer_id "
        "WHERE c.code = 'ALFKI'"
    ) == [("Alfreds Futterkiste", "Maria Anders", "Sales Representative", "030-0074321")]


@pytest.mark.parametrize("again", [[], ["--force"], ["--update"], ["--force", "--update"]])
def test_northwind_twice_changes_nothing(run: CommandLine, again: list[str]) -> None:
    run.ok("customer", "import", NORTHWIND, "--force")
    before = run.database.read_bytes()
    assert (
        run.ok("customer", "import", NORTHWIND, *again).out
        == "Nothing to do: all of its 93 rows are here already.\n"
    )
    assert run.database.read_bytes() == before


def test_chinook_has_companies_and_private_persons(run: CommandLine) -> None:
    run.ok("rep", "import", DATA / "chinook" / "employees.csv")
    run.ok("customer", "import", DATA / "chinook" / "customers.csv")
    assert run.sql("SELECT kind, count(*) FROM customer GROUP BY 1 ORDER BY 1") == [
        ("company", 10),
        ("individual", 49),
    ]
    assert run.sql(
        "SELECT c.name, p.name, r.name FROM customer c JOIN contact p ON p.customer_id = c.id "
        "JOIN rep r ON r.id = c.owner_id WHERE c.code IN ('1', '2') ORDER BY c.id"
    ) == [
        ("Embraer - Empresa Brasileira de Aeronáutica S.A.", "Luís Gonçalves", "Jane Peacock"),
        ("Leonie Köhler", "Leonie Köhler", "Steve Johnson"),
    ]
    assert run.ok("customer", "import", DATA / "chinook" / "customers.csv").out.startswith("Nothing to do")


def test_a_template_with_everything_wrong(team: CommandLine, template: Path) -> None:
    before = team.database.read_bytes()
    result = team("customer", "import", template)
    assert result.code == 3
    assert result.err == (
        "客户.csv was read as Chinese text (GB18030); if names look wrong, give --encoding.\n"
        'Row 4, 客户来源: "微信群" is not a known source.\n'
        "  Choose from: referral, exhibition, online, cold call, partner, other. "
        'Say what it means with --value "source:微信群=…", or leave the column out with --map "客户来源=".\n'
        'Row 4, 首次接触日期: "11/12/2026" does not say which is the day and which the month.\n'
        "  Add --date-format dmy or --date-format mdy.\n"
        "Row 6, *客户名称: is empty, but must be filled in.\n"
        "2 of 4 rows of 客户.csv cannot be taken in; nothing was changed. Correct them, or take the others with "
        "--skip-bad (and --rejects FILE for these).\n"
    )
    assert team.database.read_bytes() == before


def test_bad_rows_as_json(team: CommandLine, template: Path) -> None:
    result = team("customer", "import", template, "--date-format", "dmy", "--json")
    assert result.code == 3
    assert result.json["added"] == 0
    assert result.json["rejected"] == 2
    assert result.json["unmatched_columns"] == []
    assert result.json["problems"][0] == {
        "row": 4,
        "column": "客户来源",
        "value": "微信群",
        "message": '"微信群" is not a known source.',
        "hint": "Choose from: referral, exhibition, online, cold call, partner, other. "
        'Say what it means with --value "source:微信群=…", or leave the column out with --map "客户来源=".',
    }
    assert result.error["kind"] == "bad_data"
    assert result.error["exit_code"] == 3


def test_good_rows_go_in_and_bad_ones_come_back(team: CommandLine, template: Path, tmp_path: Path) -> None:
    how = ["--date-format", "mdy", "--value", "source:微信群=线上"]
    rejects = tmp_path / "bad.csv"
    result = team.ok("customer", "import", template, *how, "--skip-bad", "--rejects", rejects)
    assert result.out == "2 added, 0 changed, 0 unchanged, 2 rejected.\n"
    assert team.sql("SELECT name, budget_min, budget_max, first_contact_on FROM customer ORDER BY id") == [
        ("杭州云帆科技有限公司", 5_000_000, 10_000_000, "2026-03-01"),
        ("上海明辉制造股份有限公司", 50_000_000, None, "2026-03-05"),
    ]
    assert stat.S_IMODE(rejects.stat().st_mode) == 0o600
    headings, blue, shop = csv.reader(io.StringIO(rejects.read_text("utf-8-sig")))
    assert headings[-1] == "why rejected"
    assert blue[:4] == ["C003", "深圳蓝海贸易有限公司", "贸易", "微信群"]
    assert blue[-1] == '客户经理: There is no rep "赵六".'
    assert shop[-1] == "*客户名称: is empty, but must be filled in."

    corrected = tmp_path / "corrected.csv"
    corrected.write_text(
        rejects.read_text("utf-8-sig").replace("赵六", "王芳").replace("C004,", "C004,广州新店")
    )
    again = team.ok("customer", "import", corrected, *how)
    assert again.out == (
        "2 added, 0 changed, 0 unchanged, 0 rejected.\n"
        "1 new customer has no owner and is on nobody's due list: customer edit --owner gives it one.\n"
    )
    assert "why rejected" not in again.err
    assert team.ok("customer", "import", corrected, *how).out.startswith("Nothing to do")
    # A telephone without a person is the company's own.
    assert team.sql("SELECT name, phone FROM contact WHERE phone = '13900139000'") == [
        ("广州新店", "13900139000")
    ]


def test_rejected_again_there_is_one_reason(team: CommandLine, template: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "1.csv", tmp_path / "2.csv"
    assert team("customer", "import", template, "--rejects", first).code == 3
    assert "They stand in" in team("customer", "import", first, "--rejects", second, lang="en").err
    assert second.read_text("utf-8-sig") == first.read_text("utf-8-sig")


def test_rejects_never_overwrite(team: CommandLine, template: Path, tmp_path: Path) -> None:
    rejects = write(tmp_path / "bad.csv", "precious")
    before = team.database.read_bytes()
    result = team("customer", "import", template, "--skip-bad", "--rejects", rejects)
    assert result.code == 6
    assert rejects.read_text() == "precious"
    assert team("customer", "import", template, "--rejects", template).code == 6
    assert (
        team("customer", "import", template, "--skip-bad", "--rejects", tmp_path / "no" / "bad.csv").code == 9
    )
    assert team.database.read_bytes() == before


def test_no_rejects_without_bad_rows_or_in_a_dry_run(
    team: CommandLine, template: Path, tmp_path: Path
) -> None:
    rejects = tmp_path / "bad.csv"
    team.ok("customer", "import", template, "--skip-bad", "--rejects", rejects, "--dry-run")
    assert not rejects.exists()
    team.ok("customer", "import", write(tmp_path / "a.csv", "name\nX\n"), "--rejects", rejects)
    assert not rejects.exists()


def test_bad_rows_are_told_by_cause(run: CommandLine, tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", "name,source\n" + "".join(f"N{n},{'?!'[n % 2]}\n" for n in range(2000)))
    err = run("customer", "import", file).err
    assert '1,000 rows (2, 4, 6, 8, 10, …), source: "?" is not a known source.\n' in err
    assert (
        'Say what it means with --value "source:?=…", or leave the column out with --map "source=".\n' in err
    )
    assert '1,000 rows (3, 5, 7, 9, 11, …), source: "!" is not a known source.\n' in err


def test_many_causes_are_counted(run: CommandLine, tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", "name,employees\n" + "".join(f"N{n},x{n}\n" for n in range(100)))
    err = run("customer", "import", file).err.splitlines()
    assert err[0].startswith("Row 2, employees: ")
    assert err[-2] == "… and 80 more."
    assert err[-1].startswith("100 of 100 rows of a.csv")


def test_the_same_company_in_another_spelling(run: CommandLine, tmp_path: Path) -> None:
    run.ok("customer", "add", "杭州云帆科技有限公司")
    file = write(tmp_path / "a.csv", "客户名称,行业\n杭州云帆 (科技) 有限公司,互联网\n新客户,零售\n")
    result = run("customer", "import", file)
    assert result.code == 3
    assert 'Row 2: "杭州云帆 (科技) 有限公司" exists already (id 1), with other values.' in result.err
    assert run.ok("customer", "import", file, "--update").out.startswith("1 added, 1 changed")
    assert names(run) == ["杭州云帆 (科技) 有限公司", "新客户"]
    assert run.sql("SELECT industry FROM customer WHERE id = 1") == [("互联网",)]


def test_a_name_that_belongs_to_another_code(run: CommandLine, tmp_path: Path) -> None:
    run.ok("customer", "import", write(tmp_path / "a.csv", "客户编号,客户名称\nA1,IT\n"))
    other = write(tmp_path / "b.csv", "客户编号,客户名称\nB1,IT\n")
    for how in ([], ["--update"]):
        result = run("customer", "import", other, *how)
        assert result.code == 3
        assert 'Row 2: "IT" exists already (A1).' in result.err
    run.ok("customer", "import", other, "--force")
    assert run.sql("SELECT code FROM customer ORDER BY id") == [("A1",), ("B1",)]


def test_forced_namesakes_without_codes(run: CommandLine, tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", "name,address\nIT,Here\nIT,There\nIT,There\n")
    assert run.ok("customer", "import", file, "--force").out.startswith("3 added")
    assert run.ok("customer", "import", file, "--force").out.startswith("Nothing to do")
    assert run.ok("customer", "import", file).out.startswith("Nothing to do")
    moved = write(tmp_path / "b.csv", "name,address\nIT,Elsewhere\n")
    assert run("customer", "import", moved, "--update").code == 3


def test_update_never_erases_and_brings_contacts(run: CommandLine, tmp_path: Path) -> None:
    run.ok(
        "customer",
        "import",
        write(tmp_path / "a.csv", "code,name,industry,contact,phone\n1,A,IT,Bob,1\n2,B,IT,Eve,2\n"),
    )
    file = write(tmp_path / "b.csv", "code,name,industry,contact,phone,title\n1,A,,Bob,9,\n2,B,,Zoe,3,CEO\n")
    assert (
        run.ok("customer", "import", file).out.splitlines()[0]
        == "0 added, 0 changed, 2 unchanged, 0 rejected."
    )
    assert run.ok("customer", "import", file, "--update").out.startswith("0 added, 2 changed")
    assert run.sql("SELECT industry FROM customer") == [("IT",), ("IT",)]
    assert run.sql("SELECT customer_id, name, phone, title FROM contact ORDER BY id") == [
        (1, "Bob", "9", None), (2, "Eve", "2", None), (2, "Zoe", "3", "CEO"),
    ]  # fmt: skip
    assert run.ok("customer", "import", file, "--update").out.startswith("Nothing to do")


def test_the_owner_is_who_imports_unless_the_file_says(team: CommandLine, tmp_path: Path) -> None:
    team.ok("--rep", "李娜", "customer", "import", write(tmp_path / "a.csv", "name\nA\n"))
    team.ok("--rep", "李娜", "customer", "import", write(tmp_path / "b.csv", "name,owner\nB,王芳\nC,\n"))
    assert team.sql("SELECT name, owner_id FROM customer ORDER BY id") == [("A", 2), ("B", 1), ("C", None)]


def test_who_is_due_is_known_at_once(team: CommandLine, tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", "name,owner,首次接触日期\nA,王芳,2026-11-02\nB,王芳,\n")
    team.ok("customer", "import", file)
    assert team.sql("SELECT next_due_on, next_due_reason FROM customer") == [
        ("2026-12-02", "grade"), ("2026-11-20", "grade"),
    ]  # fmt: skip
    inserts = team.sql("SELECT count(*) FROM journal WHERE record = 'customer' AND change = 'update'")
    assert inserts == [(0,)]


def test_a_column_can_be_mapped_or_passed_over(run: CommandLine, tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", "Kunde,Firma,Ort\nA,x,Leeds\n")
    result = run("customer", "import", file)
    assert result.code == 3
    assert "a.csv has no column for name (Name); its columns are: Kunde, Firma, Ort." in result.err
    result = run.ok(
        "customer", "import", file, "--map", "Kunde=name", "--map", "ort=region", "--map", "Firma="
    )
    assert result.err == ""
    assert run.sql("SELECT name, region FROM customer") == [("A", "Leeds")]


@pytest.mark.parametrize(
    "how",
    [
        ["--map", "name"],
        ["--map", "=name"],
        ["--map", "nobody=name"],
        ["--map", "name=nick"],
        ["--value", "source"],
        ["--value", "source:x="],
        ["--value", "sauce:x=online"],
        ["--date-format", "dym"],
        ["--encoding", "klingon"],
        ["--delimiter", "::"],
    ],
)
def test_wrong_options(run: CommandLine, tmp_path: Path, how: list[str]) -> None:
    result = run("customer", "import", write(tmp_path / "a.csv", "name,source\nA,online\n"), *how)
    assert result.code == 2
    assert len(result.err.splitlines()) == 1
    assert names(run) == []


def test_what_is_no_table(run: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "noise.csv").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "pipe.xlsx").write_bytes(b"PK\x03\x04" + os.urandom(500))
    before = run.database.read_bytes()
    for name, code in (("none.csv", 4), ("", 9), ("noise.csv", 3), ("empty.csv", 3), ("pipe.xlsx", 3)):
        result = run("customer", "import", tmp_path / name)
        assert result.code == code, name
        assert len(result.err.splitlines()) == 1
        assert "Traceback" not in result.err
    assert run.database.read_bytes() == before


def test_headings_alone(run: CommandLine, tmp_path: Path) -> None:
    result = run.ok("customer", "import", write(tmp_path / "a.csv", "name,code\n"))
    assert result.out == "Nothing to do: a.csv has no rows below its headings.\n"


def test_what_acts_on_a_terminal_is_only_shown(run: CommandLine, tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", "name,source,\x1b[31mRed\n[/b]\x1b[2J,?,\n")
    result = run("customer", "import", file)
    assert "\x1b" not in result.err
    assert "\\x1b[31mRed" in result.err
    run.ok("customer", "import", file, "--value", "source:?=online")
    assert names(run) == ["[/b]\x1b[2J"]


def test_a_workbook_with_a_title(team: CommandLine, tmp_path: Path) -> None:
    import datetime

    import xlsxwriter

    book = xlsxwriter.Workbook(tmp_path / "客户.xlsx")
    sheet = book.add_worksheet("客户")
    sheet.merge_range("A1:D1", "客户信息管理表")
    sheet.write_row(1, 0, ["客户名称", "客户编号", "首次接触日期", "联系电话"])
    sheet.write_row(2, 0, ["云帆", 2.0])
    sheet.write_datetime(2, 2, datetime.date(2026, 3, 1), book.add_format({"num_format": "m/d/yy"}))
    sheet.write(2, 3, 13800138000)
    sheet.write_row(3, 0, ["明辉", 3, "三月初"])
    book.close()
    result = team("customer", "import", tmp_path / "客户.xlsx")
    assert 'Row 4, 首次接触日期: "三月初" is not a date.' in result.err
    team.ok("customer", "import", tmp_path / "客户.xlsx", "--skip-bad")
    assert team.sql("SELECT name, code, first_contact_on FROM customer") == [("云帆", "2", "2026-03-01")]
    assert team.sql("SELECT phone FROM contact") == [("13800138000",)]


def test_in_chinese(team: CommandLine, template: Path) -> None:
    result = team("customer", "import", template, lang="zh")
    assert result.code == 3
    assert "第 4 行" in result.err
    assert "转介绍" in result.err
    shown = team.ok("customer", "import", "--help", lang="zh", columns=120).out
    assert "referral 转介绍" in shown


def test_without_a_database_the_file_is_not_read(nowhere: CommandLine, tmp_path: Path) -> None:
    result = nowhere("customer", "import", tmp_path / "none.csv")
    assert result.code == 8
    assert not nowhere.database.exists()


def test_a_locked_database_leaves_no_rejects(team: CommandLine, template: Path, tmp_path: Path) -> None:
    """The rows that were not taken are only written down when the others were taken."""
    rejects = tmp_path / "bad.csv"
    held = sqlite3.connect(team.database, isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    result = team("--wait", "0.1", "customer", "import", template, "--skip-bad", "--rejects", rejects)
    held.close()
    assert result.code == 7
    assert not rejects.exists()


def test_a_customer_does_not_take_the_name_of_another(run: CommandLine, tmp_path: Path) -> None:
    run.ok("customer", "import", write(tmp_path / "a.csv", "code,name\n1,Alpha\n2,Beta\n"))
    file = write(tmp_path / "b.csv", "code,name\n1,Beta Ltd\n")
    result = run("customer", "import", file, "--update")
    assert result.code == 3
    assert 'Row 2: "Beta Ltd" exists already (2).' in result.err
    run.ok("customer", "import", file, "--update", "--force")
    assert names(run) == ["Beta Ltd", "Beta"]
    keys = run.sql("SELECT count(DISTINCT name_key) FROM customer")
    assert keys == [(1,)]


REMARKS = """客户名称,联系人,备注,跟进情况,Notes
甲公司,李雷,老客户,已报价,
乙公司,,,"发了
样册",发了样册
丙公司,韩梅梅,,,
"""


def remarks(run: CommandLine) -> list[tuple[str, str, str]]:
    return run.sql(
        "SELECT c.name, n.text, n.noted_on FROM note n JOIN customer c ON c.id = n.customer_id ORDER BY n.id"
    )


def test_what_has_no_field_becomes_notes_once(team: CommandLine, tmp_path: Path) -> None:
    file = write(tmp_path / "remarks.csv", REMARKS)
    assert team.ok("--rep", "王芳", "customer", "import", file).out.startswith("3 added")
    day = "2026-11-20"
    first = [
        ("甲公司", "老客户", day),
        ("甲公司", "已报价", day),
        ("乙公司", "发了\n样册", day),
        ("乙公司", "发了样册", day),
    ]
    assert remarks(team) == first
    assert team.sql("SELECT DISTINCT r.name FROM note n JOIN rep r ON r.id = n.rep_id") == [("王芳",)]
    for again in ([], ["--update"]):
        told = team.ok("--rep", "王芳", "customer", "import", file, *again).out
        assert told == "Nothing to do: all of its 3 rows are here already.\n"
    write(file, REMARKS.replace("已报价", "已报价两次"))
    assert team.ok("customer", "import", file, "--update").out.startswith("0 added, 1 changed, 2 unchanged")
    assert remarks(team) == [*first, ("甲公司", "已报价两次", day)]


def test_a_note_is_not_told_as_a_column_twice(team: CommandLine, tmp_path: Path) -> None:
    file = write(tmp_path / "mapped.csv", "客户名称,背景,备注\n甲公司,国企,国企\n")
    team.ok("customer", "import", file, "--map", "背景=note")
    assert remarks(team) == [("甲公司", "国企", "2026-11-20")]
