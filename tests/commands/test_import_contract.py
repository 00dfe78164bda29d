"""`salesops contract import`: revenue to the cent, references by code and name, numbers, what follows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import DATA, CommandLine

REVENUE = "(sum(k.amount * 100 + k.subcent) + 50) / 100"


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def expected(folder: str, answer: str) -> list[dict[str, object]]:
    answers = json.loads((DATA / folder / "expected.json").read_text("utf-8"))["answers"]
    result: list[dict[str, object]] = next(each["result"] for each in answers if each["id"] == answer)
    return result


@pytest.fixture
def sales(run: CommandLine) -> CommandLine:
    run.ok("rep", "add", "王芳", "--code", "W")
    run.ok("rep", "add", "李娜", "--code", "L")
    run.ok(
        "customer", "add", "杭州云帆科技有限公司", "--code", "C1", "--short-name", "云帆", "--owner", "王芳"
    )
    run.ok("customer", "add", "Harbor Foods Ltd", "--code", "C2")
    return run


def test_northwind_to_the_cent(northwind: CommandLine) -> None:
    found = northwind.sql(
        f"SELECT substr(k.signed_on, 1, 4), r.name, {REVENUE}, count(*) FROM contract k JOIN rep r ON r.id = k.rep_id "
        "GROUP BY 1, 2"
    )
    wanted = {
        (a["y"], a["Employee"], round(float(str(a["revenue"])) * 100), a["orders"])
        for a in expected("northwind", "rep_year")
    }
    assert set(found) == wanted
    assert northwind.sql(f"SELECT {REVENUE} FROM contract k") == [(126579304,)]
    assert northwind.sql("SELECT count(*) FROM customer WHERE type = 'potential'") == [(4,)]


def test_northwind_twice_changes_nothing(northwind: CommandLine) -> None:
    before = northwind.database.read_bytes()
    for how in ([], ["--update"], ["--force"]):
        result = northwind.ok("contract", "import", DATA / "northwind" / "orders.csv", *how)
        assert result.out == "Nothing to do: all of its 830 rows are here already.\n"
    assert northwind.database.read_bytes() == before


def test_the_two_customers_called_it_are_told_apart_by_code(northwind: CommandLine, tmp_path: Path) -> None:
    file = write(
        tmp_path / "a.csv", "OrderID,CustomerID,CompanyName,OrderDate,Amount\n1,VALON,IT,1998-05-05,10\n"
    )
    northwind.ok("contract", "import", file)
    assert northwind.sql(
        "SELECT c.code FROM contract k JOIN customer c ON c.id = k.customer_id WHERE k.code = '1'"
    ) == [("VALON",)]
    result = northwind(
        "contract", "import", write(file, "OrderID,CompanyName,OrderDate,Amount\n2,IT,1998-05-05,10\n")
    )
    assert result.code == 3
    assert '"IT" could be 2 records: IT (Val2), IT (VALON).' in result.err
    file = write(file, "OrderID,CustomerID,CompanyName,OrderDate,Amount\n2,NEW,IT,1998-05-05,10\n")
    assert 'There is no customer "NEW".' in northwind("contract", "import", file).err


def test_chinook_counts_for_the_rep_of_the_customer(run: CommandLine) -> None:
    folder = DATA / "chinook"
    for lazy_group, file in (("rep", "employees"), ("customer", "customers"), ("contract", "invoices")):
        run.ok(lazy_group, "import", folder / f"{file}.csv")
    found = run.sql(f"SELECT r.name, {REVENUE} FROM contract k JOIN rep r ON r.id = k.rep_id GROUP BY 1")
    assert dict(found) == {"Jane Peacock": 83304, "Margaret Park": 77540, "Steve Johnson": 72016}


def test_an_old_workbook(northwind: CommandLine) -> None:
    northwind.ok("contract", "import", DATA / "made" / "contracts.xls")
    assert northwind.sql(
        "SELECT k.code, c.name, k.signed_on, k.amount, k.subcent, r.name FROM contract k "
        "JOIN customer c ON c.id = k.customer_id JOIN rep r ON r.id = k.rep_id WHERE k.code IN ('1001', '1002')"
    ) == [
        ("1001", "Ernst Handel", "1998-05-05", 30, 0, "Nancy Davolio"),
        ("1002", "Königlich Essen", "1998-05-06", 123457, -25, "Andrew Fuller"),
    ]


def test_customers_by_code_full_or_short_name_in_any_spelling(sales: CommandLine, tmp_path: Path) -> None:
    file = write(
        tmp_path / "a.csv",
        "合同编号,客户,签订日期,合同金额（万元）,销售\n"
        "1,C1,2026-05-06,8.5,李娜\n2,杭州云帆科技有限公司,2026-05-06,1,L\n"
        "3,杭州（云帆）科技 有限公司\u200b,2026-05-06,1,\n4,云帆,2026-05-06,1,\n"
        "5,ＨＡＲＢＯＲ Foods ltd,2026-05-06,1,\n"
        "6,Ｃ１,2026-05-06,1,\n",
    )
    sales.ok("contract", "import", file)
    assert sales.sql("SELECT customer_id, rep_id, amount FROM contract ORDER BY code") == [
        (1, 2, 8_500_000), (1, 2, 1_000_000), (1, 1, 1_000_000), (1, 1, 1_000_000), (2, None, 1_000_000),
        (1, 1, 1_000_000),
    ]  # fmt: skip


# Pairs of which only the first is there: a city, a legal form or a branch more or less is another company.
OTHERS = (
    ("北京师范大学", "上海师范大学"),
    ("杭州市公安局", "宁波市公安局"),
    ("广州海关", "海关"),
    ("Acme GmbH", "Acme Ltd"),
    ("Acme Ltd", "Acme"),
    ("云帆科技有限公司", "云帆科技（杭州）有限公司"),
    ("北京华信", "上海华信"),
)


@pytest.mark.parametrize(("known", "named"), OTHERS)
@pytest.mark.parametrize("options", [(), ("--create-missing",), ("--update",), ("--force",)])
def test_a_file_books_nothing_on_another_company(
    run: CommandLine, tmp_path: Path, known: str, named: str, options: tuple[str, ...]
) -> None:
    run.ok("customer", "add", known)
    file = write(tmp_path / "a.csv", f"合同编号,客户,签订日期,合同金额\n1,{named},2026-05-06,1000\n")
    refused = run("contract", "import", file, *options)
    assert refused.code == 3
    assert known in refused.err  # what is near is suggested
    assert run.sql("SELECT count(*) FROM contract") == [(0,)]


@pytest.mark.parametrize(("known", "named"), OTHERS)
def test_another_company_of_a_near_name_is_made_by_force(
    run: CommandLine, tmp_path: Path, known: str, named: str
) -> None:
    run.ok("customer", "add", known)
    file = write(tmp_path / "a.csv", f"合同编号,客户,签订日期,合同金额\n1,{named},2026-05-06,1000\n")
    run.ok("contract", "import", file, "--create-missing", "--force")
    names = "SELECT c.name FROM contract k JOIN customer c ON c.id = k.customer_id"
    assert run.sql(names) == [(named,)]


@pytest.mark.parametrize(("known", "named"), OTHERS)
def test_an_update_changes_no_other_company(run: CommandLine, tmp_path: Path, known: str, named: str) -> None:
    run.ok("customer", "add", known, "--region", "华东")
    file = write(tmp_path / "a.csv", f"客户名称,区域\n{named},华北\n")
    refused = run("customer", "import", file, "--update")
    assert refused.code == 3
    assert known in refused.err
    assert run.sql("SELECT name, region FROM customer") == [(known, "华东")]


def test_a_code_and_a_name_that_disagree_refuse_the_row(sales: CommandLine, tmp_path: Path) -> None:
    file = write(
        tmp_path / "a.csv",
        "number,customer id,customer,signed on,amount\n1,C2,云帆,2026-05-06,10\n2,C1,云 帆,2026-05-06,10\n",
    )
    refused = sales("contract", "import", file)
    assert refused.code == 3
    assert 'Row 2, customer id: "C2" is the code of Harbor Foods Ltd, not of "云帆".' in refused.err
    assert "Row 3" not in refused.err


def test_a_code_of_one_and_the_name_of_another_are_ambiguous(sales: CommandLine, tmp_path: Path) -> None:
    sales.ok("customer", "add", "C2", "--code", "X")
    file = write(tmp_path / "a.csv", "number,customer,signed on,amount\n1,C2,2026-05-06,10\n")
    assert '"C2" could be 2 records: Harbor Foods Ltd (C2), C2 (X).' in sales("contract", "import", file).err


def test_missing_customers_and_reps_are_made(sales: CommandLine, tmp_path: Path) -> None:
    file = write(
        tmp_path / "a.csv",
        "number,customer,customer id,signed on,amount,rep\n"
        "1,New,N1,2026-05-06,10,赵六\n2,New,N1,2026-05-07,10,赵六\n3,Other,,2026-05-07,10,\n4,Bad,,x,10,孙七\n",
    )
    assert sales("contract", "import", file).code == 3
    result = sales.ok("contract", "import", file, "--create-missing", "--skip-bad")
    assert result.out.splitlines()[1:] == [
        "Added besides, because rows refer to them: 1 × rep (赵六).",
        "Added besides, because rows refer to them: 2 × customer (New, Other).",
    ]
    assert sales.sql("SELECT code, name, type, next_due_on IS NOT NULL FROM customer WHERE id > 2") == [
        ("N1", "New", "active", 1), (None, "Other", "active", 1),
    ]  # fmt: skip
    assert sales.sql("SELECT name FROM rep WHERE id > 2") == [("赵六",)]


def test_contracts_without_numbers_are_numbered_and_known_again(sales: CommandLine, tmp_path: Path) -> None:
    file = write(
        tmp_path / "a.csv",
        "customer,signed on,amount,product\nC1,2026-05-06,10,\nC1,2026-05-06,10,\nC1,2025-05-06,10,ERP\n",
    )
    sales.ok("contract", "import", file)
    assert sales.sql("SELECT code, signed_on FROM contract ORDER BY id") == [
        ("HT-2026-0001", "2026-05-06"), ("HT-2026-0002", "2026-05-06"), ("HT-2025-0001", "2025-05-06"),
    ]  # fmt: skip
    assert sales.ok("contract", "import", file).out.startswith("Nothing to do")
    more = write(
        tmp_path / "b.csv",
        "customer,signed on,amount,number\nC1,2026-05-06,10,\nC2,2026-06-06,1,HT-2026-0007\nC2,2026-06-06,2,\n",
    )
    assert sales.ok("contract", "import", more).out.startswith("2 added, 0 changed, 1 unchanged")
    assert sales.sql("SELECT code, amount FROM contract WHERE customer_id = 2 ORDER BY id") == [
        ("HT-2026-0007", 100), ("HT-2026-0008", 200),
    ]  # fmt: skip


def test_update_moves_what_was_signed(sales: CommandLine, tmp_path: Path) -> None:
    sales.ok(
        "contract",
        "import",
        write(tmp_path / "a.csv", "number,customer,signed on,amount\n1,C1,2026-05-06,10\n"),
    )
    sales.ok(
        "contract",
        "import",
        write(tmp_path / "b.csv", "number,customer,signed on,amount\n1,C2,2026-05-07,11.5\n"),
        "--update",
    )
    assert sales.sql("SELECT customer_id, signed_on, amount, rep_id FROM contract") == [
        (2, "2026-05-07", 1150, 1)
    ]
    assert sales.sql("SELECT id FROM customer WHERE next_due_on > '2026-01-01' AND type = 'active'")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("C1,2026-12-06,10", "2026-12-06"),
        ("C1,2026-05-06,-10", '"-10"'),
        ("C1,2026-05-06,", "is empty"),
        ("C1,,10", "is empty"),
        ("C9,2026-05-06,10", 'There is no customer "C9"'),
        ("C1,2026-05-06,1.23456", "decimals"),
    ],
)
def test_rows_that_cannot_be(sales: CommandLine, tmp_path: Path, row: str, told: str) -> None:
    before = sales.database.read_bytes()
    result = sales("contract", "import", write(tmp_path / "a.csv", f"customer,signed on,amount\n{row}\n"))
    assert result.code == 3
    assert result.err.startswith("Row 2")
    assert told in result.err
    assert sales.database.read_bytes() == before


def test_a_contract_wins_its_opportunity_once(sales: CommandLine, tmp_path: Path) -> None:
    sales.ok(
        "opportunity",
        "add",
        "C1",
        "--name",
        "ERP",
        "--code",
        "O1",
        "--opened",
        "2026-04-01",
        "--product",
        "P",
    )
    file = write(
        tmp_path / "a.csv", "number,customer,opportunity id,signed on,amount\n1,C1,O1,2026-05-06,10\n"
    )
    sales.ok("contract", "import", file)
    assert sales.sql("SELECT stage, closed_on, amount FROM opportunity") == [("won", "2026-05-06", 1000)]
    assert sales.sql("SELECT product FROM contract") == [("P",)]
    assert sales.ok("contract", "import", file).out.startswith("Nothing to do")
    second = write(
        tmp_path / "b.csv",
        "number,customer,opportunity\n".replace("\n", ",signed on,amount\n") + "2,C1,ERP,2026-05-07,9\n",
    )
    result = sales("contract", "import", second)
    assert "A won opportunity has brought this contract already, as 1." in result.err
    sales.ok("contract", "import", second, "--force")
    other = write(tmp_path / "c.csv", "number,customer,opportunity,signed on,amount\n3,C2,ERP,2026-05-07,9\n")
    assert 'There is no opportunity "ERP"' in sales("contract", "import", other).err


def test_a_missing_customer_of_a_known_name_is_not_made(sales: CommandLine, tmp_path: Path) -> None:
    file = write(
        tmp_path / "a.csv",
        "number,customer id,customer,signed on,amount\n1,C9,Harbor Foods Ltd,2026-05-06,10\n",
    )
    result = sales("contract", "import", file, "--create-missing")
    assert 'Row 2, customer id: "Harbor Foods Ltd" has the code C2, not C9.' in result.err
    sales.ok("contract", "import", file, "--create-missing", "--force")
    assert sales.sql("SELECT code, name FROM customer WHERE id = 3") == [("C9", "Harbor Foods Ltd")]
