"""Tables as they stand in files: several contacts, several sheets, merged cells, exports of other systems."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from tests.conftest import CommandLine


@pytest.fixture
def team(run: CommandLine) -> CommandLine:
    run.ok("rep", "add", "王芳")
    return run


def table(path: Path, *lines: str) -> Path:
    """A CSV file of lines whose cells are separated by bars."""
    path.write_text("".join(line.replace("|", ",") + "\n" for line in lines), encoding="utf-8")
    return path


def people(run: CommandLine) -> list[tuple[str, str, str | None]]:
    return run.sql(
        "SELECT c.name, p.name, p.phone FROM customer c JOIN contact p ON p.customer_id = c.id ORDER BY c.id, p.id"
    )


TWO = [
    ("甲公司", "赵明", "13800000001"),
    ("甲公司", "钱亮", "13800000002"),
    ("乙公司", "孙丽", "13800000003"),
]


@pytest.mark.parametrize(
    "lines",
    [
        ("客户名称|联系人|手机", "甲公司|赵明|13800000001", "|钱亮|13800000002", "乙公司|孙丽|13800000003"),
        ("客户名称|联系人|手机", "甲公司|赵明|13800000001", "甲公司|钱亮|13800000002", "乙公司|孙丽|13800000003"),
        ("客户名称|联系人|手机", "甲公司|赵明|13800000001", "乙公司|孙丽|13800000003", "甲公司|钱亮|13800000002"),
        ("客户名称|联系人1|电话1|联系人2|电话2", "甲公司|赵明|13800000001|钱亮|13800000002",
         "乙公司|孙丽|13800000003||"),
        ("客户名称|联系人|电话|联系人|电话", "甲公司|赵明|13800000001|钱亮|13800000002", "乙公司|孙丽|13800000003||"),
        ("Company|Contact 1 Name|Contact 1 Phone|Contact 2 Name|Contact 2 Phone",
         "甲公司|赵明|13800000001|钱亮|13800000002", "乙公司|孙丽|13800000003||"),
        ("客户名称|联系人1||联系人2|", "|姓名|手机|姓名|手机", "甲公司|赵明|13800000001|钱亮|13800000002",
         "乙公司|孙丽|13800000003||"),
    ],
)  # fmt: skip
def test_several_contacts(team: CommandLine, tmp_path: Path, lines: tuple[str, ...]) -> None:
    file = table(tmp_path / "a.csv", *lines)
    team.ok("customer", "import", file)
    assert people(team) == TWO
    assert team.ok("customer", "import", file).out.startswith("Nothing to do")


def test_rows_below_are_told_and_leave_with_their_customer(team: CommandLine, tmp_path: Path) -> None:
    lines = ("客户名称|客户来源|联系人", "甲公司|线上|赵明", "||钱亮", "乙公司|天上|孙丽", "||李雷")
    file, rejects = table(tmp_path / "a.csv", *lines), tmp_path / "bad.csv"
    result = team.ok("--rep", "王芳", "customer", "import", file, "--skip-bad", "--rejects", rejects)
    assert result.out == (
        "1 added, 0 changed, 0 unchanged, 2 rejected.\n1 row is a further contact of its customer.\n"
    )
    assert [name for _customer, name, _phone in people(team)] == ["赵明", "钱亮"]
    assert len(rejects.read_text("utf-8-sig").splitlines()) == 3


def test_what_contradicts_the_customer_above_is_no_further_contact(team: CommandLine, tmp_path: Path) -> None:
    file = table(tmp_path / "a.csv", "客户名称|行业|联系人", "甲公司|软件|赵明", "甲公司|贸易|钱亮")
    assert 'Row 3: "甲公司" stands in row 2 already.' in team("customer", "import", file).err


def test_a_second_phone_is_kept_in_a_note(team: CommandLine, tmp_path: Path) -> None:
    file = table(tmp_path / "a.csv", "客户名称|联系人|电话|手机", "甲公司|赵明|021-55550000|13800138000",
                 "乙公司|孙丽|021-66660000|")  # fmt: skip
    team.ok("customer", "import", file)
    assert people(team) == [("甲公司", "赵明", "13800138000"), ("乙公司", "孙丽", "021-66660000")]
    assert team.sql("SELECT text FROM note") == [("赵明 ☎ 021-55550000",)]


def test_the_sheet_that_fits_is_read_and_the_others_are_told(team: CommandLine, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    book.add_worksheet("说明").write(0, 0, "本表由销售一部维护")
    customers = book.add_worksheet("客户")
    for place, cell in enumerate(("客户名称", "联系人", "行业")):
        customers.write(0, place, cell)
        customers.write(1, place, f"{cell}甲")
    book.add_worksheet("字典").hide()
    book.close()
    result = team.ok("customer", "import", tmp_path / "a.xlsx")
    assert "Sheet “客户” was read, not “说明”, “字典” (hidden); --sheet names another." in result.err
    assert people(team) == [("客户名称甲", "联系人甲", None)]


def test_a_name_merged_over_rows_is_that_of_each_and_a_figure_is_told_once(
    team: CommandLine, tmp_path: Path
) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    for place, heading in enumerate(("客户名称", "合同编号", "合同金额", "签约日期")):
        sheet.write(0, place, heading)
    sheet.merge_range("A2:A3", "甲公司")
    sheet.merge_range("C2:C3", 500)
    for row, number in enumerate(("H1", "H2"), start=1):
        sheet.write(row, 1, number)
        sheet.write(row, 3, "2026-10-01")
    book.close()
    result = team("contract", "import", tmp_path / "a.xlsx", "--create-missing", "--skip-bad")
    assert "Row 3, 合同金额: is empty, but must be filled in." in result.err
    assert team.sql(
        "SELECT k.code, c.name, amount FROM contract k JOIN customer c ON c.id = customer_id"
    ) == [("H1", "甲公司", 50_000)]
