"""`salesops opportunity import`: stages with their history, won ones with their contracts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import CommandLine

PIPELINE = """opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
1C1I7A6R,王芳,ERP,Cancity,Won,2026-01-02,2026-03-01,1054
Z063OYW0,王芳,ERP,Isdom,Lost,2026-01-02,2026-03-11,0
EC4QE1BX,李娜,MES,Cancity,Engaging,2026-01-02,,
MV1LWRNH,李娜,MES,Cancity,Prospecting,,,
"""
HOW = ["--value", "stage:Engaging=proposal", "--value", "stage:Prospecting=contacted", "--create-missing"]


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_text(text, encoding=encoding)
    return path


def history(run: CommandLine) -> list[tuple[object, ...]]:
    return run.sql(
        "SELECT o.code, s.from_stage, s.to_stage, s.changed_on FROM stage_change s "
        "JOIN opportunity o ON o.id = s.opportunity_id ORDER BY o.id, s.id"
    )


@pytest.fixture
def customers(run: CommandLine) -> CommandLine:
    run.ok("rep", "add", "王芳")
    run.ok("rep", "add", "李娜")
    run.ok("customer", "add", "杭州云帆科技有限公司", "--short-name", "云帆", "--owner", "王芳")
    return run


def test_a_pipeline_of_another_system(run: CommandLine, tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", PIPELINE)
    result = run("opportunity", "import", file, "--create-missing")
    assert result.code == 3
    assert 'Row 4, deal_stage: "Engaging" is not a known stage.' in result.err
    result = run.ok("opportunity", "import", file, *HOW)
    assert result.out.startswith("4 added")
    assert run.sql("SELECT code, name, stage, amount, opened_on, closed_on FROM opportunity ORDER BY id") == [
        ("1C1I7A6R", "Cancity ERP", "won", 105400, "2026-01-02", "2026-03-01"),
        ("Z063OYW0", "Isdom ERP", "lost", 0, "2026-01-02", "2026-03-11"),
        ("EC4QE1BX", "Cancity MES", "proposal", None, "2026-01-02", None),
        ("MV1LWRNH", "Cancity MES", "contacted", None, "2026-11-20", None),
    ]
    assert history(run) == [
        ("1C1I7A6R", None, "contacted", "2026-01-02"),
        ("1C1I7A6R", "contacted", "won", "2026-03-01"),
        ("Z063OYW0", None, "contacted", "2026-01-02"),
        ("Z063OYW0", "contacted", "lost", "2026-03-11"),
        ("EC4QE1BX", None, "proposal", "2026-01-02"),
        ("MV1LWRNH", None, "contacted", "2026-11-20"),
    ]
    assert run.sql(
        "SELECT k.code, k.amount, k.signed_on, r.name, c.name, c.type FROM contract k JOIN rep r ON r.id = k.rep_id "
        "JOIN customer c ON c.id = k.customer_id"
    ) == [("HT-2026-0001", 105400, "2026-03-01", "王芳", "Cancity", "active")]


@pytest.mark.parametrize("again", [[], ["--force"], ["--update"]])
def test_twice_changes_nothing(run: CommandLine, tmp_path: Path, again: list[str]) -> None:
    file = write(tmp_path / "a.csv", PIPELINE)
    run.ok("opportunity", "import", file, *HOW)
    before = run.database.read_bytes()
    assert run.ok("opportunity", "import", file, *HOW, *again).out.startswith("Nothing to do")
    assert run.database.read_bytes() == before


def test_update_moves_stages_and_signs(run: CommandLine, tmp_path: Path) -> None:
    run.ok("opportunity", "import", write(tmp_path / "a.csv", PIPELINE), *HOW)
    later = PIPELINE.replace("Engaging,2026-01-02,,", "Won,2026-01-02,2026-11-02,900").replace(
        "Prospecting,,", "Engaging,,"
    )
    result = run.ok("opportunity", "import", write(tmp_path / "b.csv", later), *HOW, "--update")
    assert result.out.startswith("0 added, 2 changed, 2 unchanged")
    assert history(run)[4:] == [
        ("EC4QE1BX", None, "proposal", "2026-01-02"),
        ("EC4QE1BX", "proposal", "won", "2026-11-02"),
        ("MV1LWRNH", None, "contacted", "2026-11-20"),
        ("MV1LWRNH", "contacted", "proposal", "2026-11-20"),
    ]
    assert run.sql("SELECT amount, signed_on FROM contract ORDER BY id") == [
        (105400, "2026-03-01"),
        (90000, "2026-11-02"),
    ]


def test_what_was_signed_does_not_change(run: CommandLine, tmp_path: Path) -> None:
    run.ok("opportunity", "import", write(tmp_path / "a.csv", PIPELINE), *HOW)
    file = write(tmp_path / "b.csv", PIPELINE.replace("2026-03-01,1054", "2026-03-01,9999"))
    result = run("opportunity", "import", file, *HOW, "--update")
    assert "HT-2026-0001" in result.err
    assert result.code == 3
    lost = write(tmp_path / "c.csv", PIPELINE.replace("ERP,Cancity,Won", "ERP,Cancity,Lost"))
    assert run("opportunity", "import", lost, *HOW, "--update").code == 3


def test_a_template(customers: CommandLine, tmp_path: Path) -> None:
    text = (
        "商机名称;客户名称;阶段;预计成交日期;商机金额;负责人;创建日期;成交日期;概率;紧急\n"
        "ERP二期;云帆;方案;2026-12-20;8万;;2026-10-01;;60%;是\n"
        "MES;杭州云帆科技有限公司;won;;120000;李娜;2026-04-01;2026-06-06;1;否\n"
    )
    file = write(tmp_path / "商机.csv", text.replace("方案", "proposal"), "utf-8-sig")
    customers.ok("opportunity", "import", file)
    assert customers.sql("SELECT name, amount, owner_id, probability, urgent, expected_close_on FROM opportunity") == [
        ("ERP二期", 8_000_000, 1, 60, 1, "2026-12-20"), ("MES", 12_000_000, 2, None, 0, None),
    ]  # fmt: skip
    assert customers.ok("opportunity", "import", file).out.startswith("Nothing to do")
    assert customers.sql("SELECT open_amount, next_due_on FROM customer") == [(8_000_000, "2026-07-06")]


def test_one_closing_date_serves_open_and_closed(customers: CommandLine, tmp_path: Path) -> None:
    file = write(
        tmp_path / "a.csv",
        "name,account,stage,created,close date,amount\nA,云帆,negotiation,2026-10-01,2026-12-31,1\n"
        "B,云帆,won,2026-10-01,2026-10-31,1\n",
    )
    customers.ok("opportunity", "import", file)
    assert customers.sql("SELECT expected_close_on, closed_on FROM opportunity ORDER BY id") == [
        ("2026-12-31", None), (None, "2026-10-31"),
    ]  # fmt: skip
    assert customers.ok("opportunity", "import", file).out.startswith("Nothing to do")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("云帆,won,2026-10-01,,1", "needs the days of its opening and closing"),
        ("云帆,won,,2026-10-01,1", "needs the days of its opening and closing"),
        ("云帆,won,2026-10-01,2026-11-01,", "needs its amount"),
        ("云帆,lost,2026-10-01,2026-09-01,1", "2026-10-01"),
        ("云帆,lost,2026-10-01,2026-12-01,1", "has not come yet"),
        ("云帆,proposal,2026-12-01,,1", "has not come yet"),
        ("蓝海,proposal,2026-10-01,,1", 'There is no customer "蓝海"'),
    ],
)
def test_rows_that_cannot_be(customers: CommandLine, tmp_path: Path, row: str, told: str) -> None:
    result = customers(
        "opportunity",
        "import",
        write(tmp_path / "a.csv", f"customer,stage,opened on,closed on,amount\n{row}\n"),
    )
    assert result.code == 3
    assert told in result.err
    assert customers.sql("SELECT count(*) FROM opportunity") == [(0,)]


def test_a_contract_that_came_first_is_not_signed_twice(customers: CommandLine, tmp_path: Path) -> None:
    customers.ok(
        "contract",
        "import",
        write(tmp_path / "k.csv", "number,customer,signed on,amount\nK7,云帆,2026-06-06,120000\n"),
    )
    deals = write(
        tmp_path / "o.csv",
        "code,customer,stage,opened on,closed on,amount\nO1,云帆,won,2026-04-01,2026-06-06,120000\n",
    )
    customers.ok("opportunity", "import", deals)
    assert customers.sql(
        "SELECT k.code, o.code FROM contract k JOIN opportunity o ON o.id = k.opportunity_id"
    ) == [("K7", "O1")]


def test_a_contract_that_came_second_is_told(customers: CommandLine, tmp_path: Path) -> None:
    deals = write(
        tmp_path / "o.csv",
        "code,customer,stage,opened on,closed on,amount\nO1,云帆,won,2026-04-01,2026-06-06,120000\n",
    )
    customers.ok("opportunity", "import", deals)
    signed = write(tmp_path / "k.csv", "number,customer,signed on,amount\nK7,云帆,2026-06-06,120000\n")
    result = customers("contract", "import", signed)
    assert "Row 2: A won opportunity has brought this contract already, as HT-2026-0001." in result.err
    customers.ok("contract", "import", signed, "--force")
    assert customers.sql("SELECT count(*) FROM contract") == [(2,)]


def test_names_made_up_are_told_apart_by_their_opening(customers: CommandLine, tmp_path: Path) -> None:
    file = write(
        tmp_path / "a.csv",
        "customer,product,opened on\n云帆,ERP,2026-10-01\n云帆,ERP,2026-10-02\n云帆,ERP,2026-10-02\n",
    )
    result = customers("opportunity", "import", file)
    assert 'Row 4: "云帆 ERP" stands in row 3 already.' in result.err
    customers.ok("opportunity", "import", file, "--force")
    assert customers.ok("opportunity", "import", file, "--force").out.startswith("Nothing to do")
    assert customers.sql("SELECT count(*) FROM opportunity") == [(3,)]


def test_the_acting_rep_is_written_into_the_history(customers: CommandLine, tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", "customer,product\n云帆,ERP\n")
    customers.ok("--rep", "李娜", "opportunity", "import", file)
    assert customers.sql("SELECT changed_by_id FROM stage_change") == [(2,)]
    assert customers.sql("SELECT owner_id FROM opportunity") == [(1,)]
