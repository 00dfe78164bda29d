"""`salesops rep import`: rows that refer to each other, and what all imports have in common."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import DATA, CommandLine

EMPLOYEES = DATA / "northwind" / "employees.csv"


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_text(text, encoding=encoding)
    return path


def managers(run: CommandLine) -> dict[str, str]:
    return dict(run.sql("SELECT r.name, m.name FROM rep r JOIN rep m ON m.id = r.manager_id"))


def test_northwind(run: CommandLine) -> None:
    result = run.ok("rep", "import", EMPLOYEES)
    assert result.out == "9 added, 0 changed, 0 unchanged, 0 rejected.\n"
    assert result.err == 'Columns not taken in: Title. (--map "COLUMN=FIELD" takes one in.)\n'
    assert managers(run)["Nancy Davolio"] == "Andrew Fuller"
    assert managers(run)["Anne Dodsworth"] == "Steven Buchanan"
    assert run.sql("SELECT code, hired_on, role, ability FROM rep WHERE name = 'Robert King'") == [
        ("7", "1994-01-02", "rep", 1.0)
    ]


def test_twice_changes_nothing(run: CommandLine) -> None:
    run.ok("rep", "import", EMPLOYEES)
    before = run.database.read_bytes()
    assert run.ok("rep", "import", EMPLOYEES).out == "Nothing to do: all of its 9 rows are here already.\n"
    assert run.ok("rep", "import", EMPLOYEES, "--update").out.startswith("Nothing to do")
    assert run.database.read_bytes() == before


def test_json(run: CommandLine) -> None:
    result = run.ok("rep", "import", EMPLOYEES, "--json")
    assert result.err == ""
    assert result.json == {
        "schema": "salesops/rep.import/1",
        "as_of": "2026-11-20",
        "currency": "CNY",
        "dry_run": False,
        "file": "employees.csv",
        "rows": 9,
        "added": 9,
        "changed": 0,
        "unchanged": 0,
        "differing": 0,
        "rejected": 0,
        "created": {},
        "unmatched_columns": ["Title"],
        "unnamed_columns": [],
        "passed_over": [],
        "without_owner": 0,
        "gathered": 0,
        "similar": [],
        "problems": [],
    }


def test_one_operation_for_the_whole_file(run: CommandLine) -> None:
    run.ok("rep", "import", EMPLOYEES)
    ((operation,),) = run.sql("SELECT id FROM operation WHERE command = 'rep import'")
    changes = run.sql("SELECT change, count(*) FROM journal WHERE operation_id = ? GROUP BY 1", operation)
    assert changes == [("insert", 9)]


def test_a_dry_run_changes_nothing(run: CommandLine) -> None:
    before = run.database.read_bytes()
    result = run.ok("rep", "import", EMPLOYEES, "--dry-run")
    assert result.out == (
        "Dry run, nothing is written. It would say:\n9 added, 0 changed, 0 unchanged, 0 rejected.\n"
    )
    assert run.ok("rep", "import", EMPLOYEES, "--dry-run", "--json").json["dry_run"] is True
    assert run.database.read_bytes() == before


def test_update_writes_what_is_filled_in(run: CommandLine, tmp_path: Path) -> None:
    run.ok(
        "rep", "import", write(tmp_path / "a.csv", "工号,姓名,团队,区域\n1,王芳,华东,浙江\n2,李娜,华南,\n")
    )
    changed = write(tmp_path / "b.csv", "工号,姓名,团队,区域\n1,王芳,华北,\n2,李娜,华南,广东\n")
    assert run.ok("rep", "import", changed).out == (
        "0 added, 0 changed, 2 unchanged, 0 rejected.\n"
        "2 of the unchanged ones differ from the file: --update takes its values.\n"
    )
    assert (
        run.ok("rep", "import", changed, "--update").out == "0 added, 2 changed, 0 unchanged, 0 rejected.\n"
    )
    assert run.sql("SELECT name, team, region FROM rep") == [
        ("王芳", "华北", "浙江"),
        ("李娜", "华南", "广东"),
    ]


def test_without_codes_names_are_known_again(run: CommandLine, tmp_path: Path) -> None:
    run.ok("rep", "import", write(tmp_path / "a.csv", "name,team\n王芳,华东\n"))
    assert run.ok("rep", "import", tmp_path / "a.csv").out.startswith("Nothing to do")
    changed = write(tmp_path / "b.csv", "name,team,code\n王芳,华北,7\n")
    result = run("rep", "import", changed)
    assert result.code == 3
    assert 'Row 2: "王芳" exists already (id 1), with other values.' in result.err
    assert run.ok("rep", "import", changed, "--update").out.startswith("0 added, 1 changed")
    assert run.sql("SELECT name, team, code FROM rep") == [("王芳", "华北", "7")]


def test_two_people_of_one_name_have_two_codes(run: CommandLine, tmp_path: Path) -> None:
    run.ok("rep", "import", write(tmp_path / "a.csv", "code,name\n1,张伟\n2,张伟\n"))
    assert run.ok("rep", "import", tmp_path / "a.csv").out.startswith("Nothing to do")
    result = run("rep", "import", write(tmp_path / "b.csv", "name\n李娜\n李娜\n"))
    assert result.code == 3
    assert 'Row 3: "李娜" stands in row 2 already.' in result.err
    run.ok("rep", "import", tmp_path / "b.csv", "--force")
    assert run.ok("rep", "import", tmp_path / "b.csv", "--force").out.startswith("Nothing to do")
    assert run.sql("SELECT count(*) FROM rep") == [(4,)]


def test_a_code_twice_in_a_file(run: CommandLine, tmp_path: Path) -> None:
    result = run("rep", "import", write(tmp_path / "a.csv", "code,name\n1,王芳\n1,李娜\n"), "--force")
    assert result.code == 3
    assert 'Row 3: "1" stands in row 2 already.' in result.err


def test_a_row_that_needs_a_bad_row_is_bad(run: CommandLine, tmp_path: Path) -> None:
    file = write(
        tmp_path / "a.csv",
        "工号,姓名,主管,资深\n1,A,2,\n2,B,3,\n3,C,9,\n4,D,5,\n5,E,,也许\n6,F,,\n",
    )
    result = run("rep", "import", file, "--skip-bad")
    assert result.code == 0
    assert result.out.endswith("1 added, 0 changed, 0 unchanged, 5 rejected.\n")
    assert [name for (name,) in run.sql("SELECT name FROM rep")] == ["F"]
    for told in (
        "Rows 2, 3, 主管: The row it refers to cannot be taken.",
        'Row 4, 主管: There is no rep "9".',
        'Row 5, 主管: There is no rep "5".',
        'Row 6, 资深: "也许" is neither yes nor no.',
    ):
        assert told in result.err


def test_a_manager_who_is_missing_can_be_made(run: CommandLine, tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", "name,manager\n王芳,张伟\n李娜,张伟\n")
    assert run("rep", "import", file).code == 3
    result = run.ok("rep", "import", file, "--create-missing")
    assert result.out.splitlines()[1] == "Added besides, because rows refer to them: 1 × rep (张伟)."
    assert managers(run) == {"王芳": "张伟", "李娜": "张伟"}


def test_nobody_leaves_before_coming(run: CommandLine, tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", "name,hired on,left on\n王芳,2026-01-02,2025-01-01\n")
    result = run("rep", "import", file)
    assert result.code == 3
    assert "Row 2: " in result.err
    assert "2025-01-01" in result.err


def test_tabs_in_utf16(run: CommandLine, tmp_path: Path) -> None:
    file = write(tmp_path / "员工.txt", "工号\t姓名\t上级\n1.0\t王芳\t2.0\n2\t张伟\t\n", "utf-16")
    run.ok("rep", "import", file)
    assert run.sql("SELECT code, name FROM rep ORDER BY id") == [("1", "王芳"), ("2", "张伟")]
    assert managers(run) == {"王芳": "张伟"}


def test_help_lists_the_fields(nowhere: CommandLine) -> None:
    shown = nowhere.ok("rep", "import", "--help", columns=100).out
    assert "hired_on" in shown
    assert "rep, manager" in shown
    assert "a number, 0.5 to 1.5" in shown
