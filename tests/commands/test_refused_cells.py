"""A cell that cannot be read is refused with its row, its column and why; the database stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands._ugly import CONTRACT, PERSON, Bad, contracts, create_missing, days, written
from tests.conftest import CommandLine

BAD = {
    "phone that lost digits": Bad(
        "customer", PERSON + "甲,李,1\n乙,王,1.38001E+10\n", 'Row 3, 联系电话: "1.38001E+10" is a number'
    ),
    "credit code that lost digits": Bad(
        "customer", "客户名称,税号\n甲,9.11E+17\n", 'Row 2, 税号: "9.11E+17" is a number that has lost'
    ),
    "contract number that lost digits": Bad(
        "contract", CONTRACT + "2.02611E+17,甲,1,2026-10-01\n", "Row 2, 合同编号"
    ),
    "name that lost digits": Bad("customer", "客户名称\n1.2E+12\n", "Row 2, 客户名称"),
    "reference that lost digits": Bad("contract", CONTRACT + "A-1,9.1E+11,1,2026-10-01\n", "Row 2, 客户名称"),
    "error for a name": Bad(
        "customer", "客户名称,行业\n#N/A,软件\n", "Row 2, 客户名称: is empty, but must be filled in."
    ),
    "placeholder for a name": Bad("customer", "客户名称,行业\n-,软件\n", "Row 2, 客户名称: is empty"),
    "error for an amount": Bad("contract", contracts("1", "#VALUE!"), "Row 3, 合同金额: is empty"),
    "decimal comma": Bad(
        "contract", contracts("5", "34,20", "1,200"), "Add --decimal point or --decimal comma."
    ),
    "European thousands": Bad("contract", contracts("12.500"), 'Row 2, 合同金额: "12.500" leaves open'),
    "European thousands of people": Bad("customer", "客户名称,员工人数\n甲,1.000\n", "Row 2, 员工人数"),
    "negative": Bad("contract", contracts("-800"), 'Row 2, 合同金额: "-800" is not an amount.'),
    "negative in brackets": Bad("contract", contracts("(1,200.00)"), "Row 2, 合同金额"),
    "exponent": Bad("contract", contracts("1.2E+06", "3.50"), 'Row 2, 合同金额: "1.2E+06" is not an amount.'),
    "currency of a heading": Bad(
        "contract", contracts("5", heading="合同金额(USD)"), "合同金额(USD): The amounts are in USD"
    ),
    "currency above the table": Bad(
        "contract", "币种：美元,,,\n" + contracts("5"), "合同金额: The amounts are in USD"
    ),
    "currency in a column": Bad(
        "contract",
        CONTRACT.replace("额,", "额,币种,") + "A-1,甲,3,USD,2026-10-01\n",
        "Row 2, 合同金额: The amounts",
    ),
    "currency in a cell": Bad("contract", contracts("1", "$500"), "Row 3, 合同金额: The amounts are in"),
    "unit that is a rate": Bad(
        "contract", contracts("5", heading="合同金额(万元/年)"), '"万元/年" is no unit'
    ),
    "neither wholes nor fractions": Bad(
        "opportunity", "客户名称,商机名称,赢率\n甲,一,0.6\n甲,二,60\n", "Row 2, 赢率"
    ),
    "two orders": Bad(
        "contract",
        days("26-02-2018", "02-26-2018"),
        'Row 2, 签约日期: "26-02-2018" is in a column whose days',
    ),
    "order unknown": Bad("contract", days("05/07/2026"), "Add --date-format dmy or --date-format mdy."),
    "the month first, not told": Bad("contract", days("07/05/2026", "07/15/2026"), "Add --date-format mdy."),
    "another order than told": Bad(
        "contract", days("07/30/2026"), "Row 2, 签约日期", options=("--date-format", "dmy")
    ),
    "two-digit year": Bad("contract", days("26-10-11"), "which is the year, the month and the day"),
    "no such day": Bad("contract", days("2026-02-30"), "Row 2, 签约日期"),
    "cp1252": Bad("customer", "Name\nMüller GmbH\n", "M黮ler", encoding="cp1252"),
    "garbled before": Bad("customer", "Name\nMÃ¼ller GmbH\n", 'line 2: "MÃ¼ller"'),
}


@pytest.mark.parametrize("case", BAD.values(), ids=BAD)
def test_what_is_refused(run: CommandLine, tmp_path: Path, case: Bad) -> None:
    before = run.database.read_bytes()
    file = written(tmp_path, case.text, case.encoding)
    result = run(case.record, "import", file, *create_missing(case.record), *case.options)
    assert result.code == 3
    assert case.told in result.err
    assert run.database.read_bytes() == before


def test_a_workbook_whose_long_numbers_lost_their_digits(run: CommandLine, tmp_path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(tmp_path / "in.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["合同编号", "客户名称", "合同金额", "签约日期"])
    sheet.write_row(1, 0, [202611200001234567, "甲公司", 100, "2026-10-01"])
    sheet.write_row(2, 0, ["202611200001234568", "甲公司", 100, "2026-10-01"])
    book.close()
    result = run("contract", "import", tmp_path / "in.xlsx", "--create-missing", "--skip-bad")
    assert 'Row 2, 合同编号: "2.02611200001235e+17" is a number that has lost its digits.' in result.err
    assert run.sql("SELECT code FROM contract") == [("202611200001234568",)]
