"""What spreadsheets, dumps and people make of cells is read as it was meant. Values are worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands._ugly import (
    CONTRACT,
    CUSTOMERS,
    DAYS,
    MONEY,
    PEOPLE,
    PERSON,
    Good,
    amounts,
    contracts,
    create_missing,
    days,
    written,
)
from tests.conftest import CommandLine

GOOD = {
    "phone as a decimal": Good("customer", PERSON + "甲,李,13900139000.0\n", PEOPLE, [("李", "13900139000")]),
    "phone as a formula": Good(
        "customer", PERSON + '甲,李,"=""13700137000"""\n', PEOPLE, [("李", "13700137000")]
    ),
    "phone after an apostrophe": Good(
        "customer", PERSON + "甲,李,'013600136000\n", PEOPLE, [("李", "013600136000")]
    ),
    "phone of +86 after one": Good(
        "customer", PERSON + "甲,李,'+86 13600136000\n", PEOPLE, [("李", "+86 13600136000")]
    ),
    "phone in full width": Good(
        "customer", PERSON + "甲,李,１３８００１３８０００\n", PEOPLE, [("李", "13800138000")]
    ),
    "phone with unseen marks": Good(
        "customer", PERSON + "甲,李,\u202d13800138000\u202c\n", PEOPLE, [("李", "13800138000")]
    ),
    "apostrophe of a name": Good("customer", PERSON + "甲,'t Hooft,1\n", PEOPLE, [("'t Hooft", "1")]),
    "formula that is text": Good("customer", PERSON + "甲,'=1+1,1\n", PEOPLE, [("=1+1", "1")]),
    "code in full width": Good(
        "customer", "客户编号,客户名称\nＡ００１,甲\n", CUSTOMERS, [("甲", "A001", None)]
    ),
    "code as a decimal": Good("customer", "客户编号,客户名称\n7.0,甲\n", CUSTOMERS, [("甲", "7", None)]),
    "long code as text": Good(
        "contract", CONTRACT + "202611200001234567,甲,1,2026-10-01\n", MONEY, [("202611200001234567", 100)]
    ),
    "break in a Chinese name": Good(
        "customer", '客户名称,行业\n"甲乙\n科技",软件\n', CUSTOMERS, [("甲乙科技", None, "软件")]
    ),
    "break in a western name": Good(
        "customer", '客户名称,行业\n"Acme\r\nLtd",\n', CUSTOMERS, [("Acme Ltd", None, None)]
    ),
    "zero width": Good(
        "customer", "客户名称,行业\n甲\u200b公司\ufeff,\u200b\n", CUSTOMERS, [("甲公司", None, None)]
    ),
    "no-break space": Good(
        "customer", "客户名称,行业\n\u00a0Acme\u00a0Ltd,软件\n", CUSTOMERS, [("Acme Ltd", None, "软件")]
    ),
    "placeholders": Good(
        "customer",
        "客户名称,客户编号,行业\n甲,-,无\n乙,N/A,暂无\n丙,——,未知\n",
        CUSTOMERS,
        [("甲", None, None), ("乙", None, None), ("丙", None, None)],
    ),
    "nothing of a dump": Good(
        "customer", "客户名称,客户编号,行业\n甲,\\N,NULL\n", CUSTOMERS, [("甲", None, None)]
    ),
    "无 where it means no": Good(
        "customer", "客户名称,扩展计划\n甲,无\n", "SELECT expansion_plan FROM customer", [(0,)]
    ),
    "a placeholder with a meaning": Good(
        "customer",
        "客户名称,行业\n甲,-\n",
        CUSTOMERS,
        [("甲", None, "其他行业")],
        options=("--value", "industry:-=其他行业"),
    ),
    "errors where nothing is needed": Good(
        "customer",
        "客户名称,行业\n甲,#REF!\n乙,#N/A\n",
        CUSTOMERS,
        [("甲", None, None), ("乙", None, None)],
        told="行业: #REF! and the like were taken as empty, in 2 rows from row 2 on.",
    ),
    "decimals of a dump": Good(
        "contract", contracts("420.50000000", "8.25000000"), MONEY, amounts(42050, 825)
    ),
    "computed among others": Good(
        "contract",
        contracts("695.625", "12.5"),
        "SELECT amount, subcent FROM contract ORDER BY id",
        [(69563, -50), (1250, 0)],
    ),
    "three decimals throughout": Good(
        "contract", contracts("12.500", "1,250.000"), MONEY, amounts(1250, 125000)
    ),
    "decimal comma, told": Good(
        "contract",
        contracts("1.234,56", "512,77", "12.500", "7"),
        MONEY,
        amounts(123456, 51277, 1250000, 700),
        options=("--decimal", "comma"),
    ),
    "decimal point, told": Good(
        "contract", contracts("12.500"), MONEY, amounts(1250), options=("--decimal", "point")
    ),
    "spaces between thousands": Good(
        "contract", contracts("1 234 567.50", "1'000"), MONEY, amounts(123456750, 100000)
    ),
    "its own currency": Good(
        "contract",
        contracts("CNY 1,200.50", "￥300", "500元", "RMB 20"),
        MONEY,
        amounts(120050, 30000, 50000, 2000),
    ),
    "thousands in the heading": Good(
        "contract", contracts("1.5", "2万", heading="Amount (in thousands)"), MONEY, amounts(150000, 2000000)
    ),
    "万元 above the table": Good(
        "contract", "销售合同台账,,,单位：万元\n" + contracts("3.25"), MONEY, amounts(3250000)
    ),
    "the heading's unit before that above": Good(
        "contract", "单位：万元,,,\n" + contracts("3", heading="合同金额（元）"), MONEY, amounts(300)
    ),
    "unit in a column": Good(
        "contract",
        CONTRACT.replace("额,", "额,单位,") + "A-1,甲,3,万元,2026-10-01\nA-2,甲,3,元,2026-10-01\n",
        MONEY,
        amounts(3000000, 300),
    ),
    "currency in a column": Good(
        "contract", CONTRACT.replace("额,", "额,币种,") + "A-1,甲,3,人民币,2026-10-01\n", MONEY, amounts(300)
    ),
    "whole percents": Good(
        "opportunity",
        "客户名称,商机名称,赢率\n甲,一,1\n甲,二,60\n",
        "SELECT probability FROM opportunity ORDER BY id",
        [(1,), (60,)],
    ),
    "fractions": Good(
        "opportunity",
        "客户名称,商机名称,赢率(%)\n甲,一,1\n甲,二,0.6\n",
        "SELECT probability FROM opportunity ORDER BY id",
        [(100,), (60,)],
    ),
    "one day settles the column": Good(
        "contract",
        days("05-03-2018", "26-02-2018"),
        DAYS,
        [("2018-03-05",), ("2018-02-26",)],
        told='"05-03-2018" as 2018-03-05',
    ),
    "serial number": Good(
        "contract",
        days("46023", "2026-01-02"),
        DAYS,
        [("2026-01-01",), ("2026-01-02",)],
        told='签约日期 was read so: "46023" as 2026-01-01.',
    ),
    "two-digit year, told": Good(
        "contract",
        days("5/10/26"),
        DAYS,
        [("2026-05-10",)],
        told='"5/10/26" as 2026-05-10',
        options=("--date-format", "mdy"),
    ),
    "year of two digits first, told": Good(
        "contract", days("26.10.5"), DAYS, [("2026-10-05",)], options=("--date-format", "ymd")
    ),
    "named months": Good(
        "contract",
        days("Mar 7, 2026", "5-Nov-25", "7 March 2026"),
        DAYS,
        [("2026-03-07",), ("2025-11-05",), ("2026-03-07",)],
    ),
    "without a year": Good(
        "contract",
        days("11月5日", "12月5日"),
        DAYS,
        [("2026-11-05",), ("2025-12-05",)],
        told='"11月5日" as 2026-11-05',
    ),
    "weekday beside": Good(
        "contract", days("2026-10-09 周五", "2026年10月9日 星期五"), DAYS, [("2026-10-09",)] * 2
    ),
    "midnights in UTC": Good("contract", days("2026-10-09T00:00:00Z"), DAYS, [("2026-10-09",)]),
    "GB18030": Good(
        "customer",
        "客户名称,行业\n甲公司,软件\n",
        CUSTOMERS,
        [("甲公司", None, "软件")],
        told="GB18030",
        encoding="gb18030",
    ),
    "UTF-16 without a mark": Good(
        "customer",
        "客户名称,行业\n甲公司,软件\n",
        CUSTOMERS,
        [("甲公司", None, "软件")],
        encoding="utf-16-le",
    ),
    "cp1252, told": Good(
        "customer",
        "Name,Industry\nMüller GmbH,IT\n",
        CUSTOMERS,
        [("Müller GmbH", None, "IT")],
        options=("--encoding", "cp1252"),
        encoding="cp1252",
    ),
    "words of people": Good(
        "customer",
        "客户名称,来源\n甲,网上\n乙,老客户介绍\n丙,其它\n",
        "SELECT source FROM customer ORDER BY id",
        [("online",), ("referral",), ("other",)],
    ),
}


@pytest.mark.parametrize("case", GOOD.values(), ids=GOOD)
def test_what_is_restored(run: CommandLine, tmp_path: Path, case: Good) -> None:
    file = written(tmp_path, case.text, case.encoding)
    result = run.ok(case.record, "import", file, *create_missing(case.record), *case.options)
    assert run.sql(case.sql) == case.rows
    assert case.told in result.err
    again = run.ok(case.record, "import", file, *create_missing(case.record), *case.options)
    assert again.out.startswith("Nothing to do")


@pytest.mark.parametrize(("from_1904", "serial"), [(False, 46023), (True, 44561)])
def test_a_workbook(run: CommandLine, tmp_path: Path, from_1904: bool, serial: int) -> None:
    """An error cell, numbers for phone and code, a line break, and a day that is a mere number."""
    import xlsxwriter

    book = xlsxwriter.Workbook(tmp_path / "in.xlsx", {"date_1904": from_1904})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["客户\n编号", "客户名称", "联系人", "联系电话", "行业", "成立日期"])
    sheet.write_row(1, 0, [7, "甲\n公司", "李", 13800138000, "", serial])
    sheet.write_formula(1, 4, "=NA()", None, "#N/A")
    book.close()
    result = run.ok("customer", "import", tmp_path / "in.xlsx")
    assert f'成立日期 was read so: "{serial}" as 2026-01-01.' in result.err
    assert run.sql("SELECT code, name, industry, founded_on FROM customer") == [
        ("7", "甲公司", None, "2026-01-01")
    ]
    assert run.sql(PEOPLE) == [("李", "13800138000")]
