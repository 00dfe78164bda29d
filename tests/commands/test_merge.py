"""Making one customer of two."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from salesops.core.db.journal import journaled_tables
from salesops.core.db.schema import references
from salesops.core.db.transaction import transaction
from salesops.core.schedule.writes import open_duty, reschedule
from tests.conftest import CommandLine
from tests.core.operations import operation
from tests.undo.dumps import difference, dump

KEEP, DROP, THIRD = "1", "2", "3"


@pytest.fixture
def two(run: CommandLine) -> CommandLine:
    """Two customers that are one, the second with something in every table that refers to customers."""
    run.ok("rep", "add", "王芳")
    run.ok(
        "customer", "add", "上海云帆科技有限公司", "--code", "K1", "--industry", "软件", "--owner", "王芳",
        "--contact", "赵明/经理/13800138000",
    )  # fmt: skip
    run.ok(
        "customer", "add", "云帆科技（集团）", "--short-name", "云帆", "--industry", "互联网", "--region", "华东",
        "--budget", "5-10万", "--contact", "赵明/zhao@yunfan.example.com", "--owner", "王芳", "--force",
    )  # fmt: skip
    run.ok("customer", "add", "远洋集团", "--code", "K3")
    run.ok("customer", "edit", DROP, "--code", "K2")
    run.ok("customer", "merge", DROP, THIRD, "--force")
    run.ok("customer", "edit", DROP, "--code", "")
    run.ok("contact", "add", DROP, "钱芳", "--phone", "13711112222")
    run.ok("customer", "note", DROP, "老客户")
    run.ok("opportunity", "add", DROP, "--product", "CRM", "--amount", "30万", "--close", "+2m")
    run.ok("opportunity", "win", "1", "--amount", "30万", "--number", "H1")
    run.ok(
        "--rep",
        "王芳",
        "followup",
        "log",
        DROP,
        "电话",
        "谈过",
        "--contact",
        "赵明",
        "--next",
        "报价",
        "--on",
        "+3d",
    )
    run.ok("need", "add", DROP, "换财务系统")
    for customer in (KEEP, DROP):
        run.ok("tag", "add", customer, "价格敏感")
    run.ok("tag", "add", DROP, "决策链复杂")
    run.ok("survey", "add", DROP, "4", "--contact", "赵明")
    run.ok("customer", "edit", KEEP, "--referrer", DROP)
    with transaction(run.database, operation()) as db:
        open_duty(db, 2, "proposal", today=date(2026, 11, 20), due_on=date(2026, 12, 4), ref=("customer", 2))
        reschedule(db, [2])
    run.ok("grade", "run")
    for customer, value in ((KEEP, "10万"), (DROP, "5万")):
        run.ok("target", "set", "2026", value, "--customer", customer)
    run.ok("target", "set", "2027", "7万", "--customer", DROP)
    return run


def referring(run: CommandLine, customer: str) -> dict[str, int]:
    """How many rows of each table refer to the customer; all tables that can."""
    with closing(sqlite3.connect(run.database)) as db:
        return {
            f"{one.table}.{one.column}": db.execute(
                f"SELECT count(*) FROM {one.table} WHERE {one.column} = ?", (customer,)
            ).fetchone()[0]
            for one in references(db, journaled_tables(db))
            if one.parent == "customer"
        }


def test_whatever_hangs_on_one_hangs_on_the_other(two: CommandLine) -> None:
    before = referring(two, DROP)
    assert {column for column, count in before.items() if not count} == set()  # else this test forgets one
    done = two.ok("customer", "merge", KEEP, DROP, "--json").json
    assert {column for column, count in referring(two, DROP).items() if count} == set()
    assert done["moved"] == {
        "contact": 1, "opportunity": 1, "contract": 1, "followup": 2, "note": 1, "need": 1, "tag": 1, "survey": 1,
        "target": 1,
    }  # fmt: skip
    assert (done["same_people"], done["summed_targets"]) == (1, 1)
    assert two.sql("SELECT period, value FROM target ORDER BY period") == [
        ("2026", 15_000_000), ("2027", 7_000_000),
    ]  # fmt: skip
    people = two.sql("SELECT name, title, phone, email FROM contact ORDER BY id")
    assert people == [
        ("赵明", "经理", "13800138000", "zhao@yunfan.example.com"), ("钱芳", None, "13711112222", None),
    ]  # fmt: skip
    assert two.sql("SELECT name FROM tag ORDER BY id") == [("价格敏感",), ("决策链复杂",)]
    assert two.sql("SELECT referrer_id FROM customer") == [(None,)]
    assert two.sql("SELECT customer_id, ref_id FROM duty") == [(1, 1)]
    assert two.sql("SELECT DISTINCT contact_id FROM followup WHERE status = 'done'") == [(1,)]


def test_what_is_empty_is_taken_and_what_differs_is_told(two: CommandLine) -> None:
    said = two.ok("customer", "merge", KEEP, DROP).out.splitlines()
    assert said[0] == "Merged 云帆科技（集团） (id 2) into 上海云帆科技有限公司 (id 1)."
    assert said[1].startswith("Kept: 上海云帆科技有限公司 (id 1), K1, 王芳, ")
    assert said[2].startswith("Dropped: 云帆科技（集团） (id 2), 王芳, ")
    assert "Taken: Region: – → 华东" in said
    assert "Taken: Budget: – → 50,000 – 100,000" in said
    assert "Taken: Type: potential → active" in said
    assert "Differs: Industry: 软件 is kept, 互联网 goes." in said
    assert "1 person was known at both." in said
    shown = two.ok("customer", "show", KEEP, "--json").json
    kept = {
        "name": "上海云帆科技有限公司",
        "code": "K1",
        "short_name": "云帆",
        "industry": "软件",
        "type": "active",
    }
    assert {name: shown[name] for name in kept} == kept
    assert (shown["contracts"], shown["revenue"], shown["last_touch_on"]) == (1, 300_000, "2026-11-20")


def test_grades_and_due_days_follow(two: CommandLine) -> None:
    two.ok("customer", "merge", KEEP, DROP)
    before = two.sql("SELECT grade, grade_score, next_due_on FROM customer")
    assert two.sql("SELECT count(*) FROM customer") == [(1,)]
    two.ok("grade", "run")
    assert two.sql("SELECT grade, grade_score, next_due_on FROM customer") == before


def test_undo_brings_everything_back(two: CommandLine) -> None:
    before = dump(two.database)
    two.ok("customer", "merge", KEEP, DROP, "--dry-run")
    assert difference(before, dump(two.database)) == []
    two.ok("customer", "merge", KEEP, DROP)
    after = dump(two.database)
    two.ok("undo")
    assert difference(before, dump(two.database)) == []
    ((number,),) = two.sql("SELECT max(id) FROM operation")
    two.ok("undo", str(number))
    assert difference(after, dump(two.database)) == []


@pytest.mark.parametrize("name", ["云帆科技（集团）", "K3", "code:K3", "远洋集团", "远洋"])
def test_the_former_names_and_codes_find_it(two: CommandLine, name: str) -> None:
    two.ok("customer", "merge", KEEP, DROP)
    assert two.ok("customer", "show", name, "--json").json["id"] == 1


def test_a_file_finds_it_by_former_names_and_brings_nobody_back(two: CommandLine, tmp_path: Path) -> None:
    two.ok("customer", "merge", KEEP, DROP)
    contracts = tmp_path / "contracts.csv"
    contracts.write_text(
        "客户名称,合同编号,合同金额,签约日期\n远洋集团,H7,100,2026-11-02\nK3,H8,100,2026-11-02\n",
        encoding="utf-8",
    )
    two.ok("contract", "import", contracts)
    assert two.sql("SELECT DISTINCT customer_id FROM contract WHERE code IN ('H7', 'H8')") == [(1,)]
    customers = tmp_path / "customers.csv"
    customers.write_text("客户名称\n远洋集团\n", encoding="utf-8")
    refused = two("customer", "import", customers)
    assert (refused.code, "is a name of" in refused.err) == (3, True)
    refused = two("customer", "add", "远洋集团")
    assert (refused.code, "上海云帆科技有限公司, too (id 1)" in refused.err) == (6, True)


def test_two_that_cannot_be_one(two: CommandLine) -> None:
    refused = two("customer", "merge", KEEP, KEEP)
    assert (refused.code, refused.err) == (
        2, "上海云帆科技有限公司 cannot be merged into itself.\n",
    )  # fmt: skip
    two.ok("customer", "edit", DROP, "--code", "K9")
    refused = two("customer", "merge", KEEP, DROP)
    assert (refused.code, "K9" in refused.err) == (6, True)
    two.ok("customer", "edit", DROP, "--code", "", "--credit-code", "91110000MA1K00000Q")
    two.ok("customer", "edit", KEEP, "--credit-code", "91310000MA1K000006")
    refused = two("customer", "merge", KEEP, DROP)
    assert (refused.code, "91110000MA1K00000Q" in refused.err) == (6, True)
    two.ok("customer", "merge", KEEP, DROP, "--force")
