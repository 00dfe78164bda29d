"""`undo`, `operations` and `history`: what is taken back, what is refused, and what they tell."""

from __future__ import annotations

import pytest

from tests.conftest import CommandLine
from tests.undo.dumps import difference, dump


@pytest.fixture
def team(run: CommandLine) -> CommandLine:
    """王芳 with one customer (operations 2 and 3)."""
    run.ok("--rep", "王芳", "rep", "add", "王芳")
    run.ok("--rep", "王芳", "customer", "add", "明辉制造", "--region", "华东")
    return run


def test_the_last_operation_of_mine_is_taken_back_step_by_step(team: CommandLine) -> None:
    team.ok("rep", "add", "李娜")
    team.ok("--rep", "王芳", "customer", "edit", "明辉制造", "--region", "华北")
    team.ok("--rep", "李娜", "customer", "edit", "明辉制造", "--industry", "制造业")
    told = team.ok("--rep", "王芳", "undo", env={"TZ": "Asia/Shanghai"})
    assert told.out.splitlines()[0] == (
        "Taken back: `customer edit` of 2026-11-20 11:00 by 王芳 (operation 5): 明辉制造 · customer × 1."
    )
    assert team.sql("SELECT region, industry FROM customer") == [("华东", "制造业")]
    refused = team("--rep", "王芳", "undo")  # the customer itself, which 李娜 has changed since
    assert refused.code == 6
    assert "customer 明辉制造 (id 1) by operation 6 (`customer edit`, 2026-11-20)" in refused.err
    team.ok("--rep", "李娜", "undo")
    team.ok("--rep", "王芳", "undo")
    assert team.sql("SELECT count(*) FROM customer") == [(0,)]


def test_an_undo_is_undone(team: CommandLine) -> None:
    before = dump(team.database)
    team.ok("undo", "3")
    assert "`salesops undo 4` brings it back." in team("undo", "3").err
    team.ok("undo", "4")
    assert difference(before, dump(team.database)) == []
    team.ok("undo", "3")
    assert team.sql("SELECT count(*) FROM customer") == [(0,)]


def test_facts_of_a_customer_stand_each_by_itself(team: CommandLine) -> None:
    team.ok("customer", "edit", "明辉制造", "--region", "华北")
    team.ok("customer", "edit", "明辉制造", "--industry", "制造业")
    team.ok("customer", "edit", "明辉制造", "--industry", "零售")
    team.ok("undo", "4")
    refused = team("undo", "5", "--json")
    assert (refused.code, refused.error["kind"]) == (6, "conflict")
    assert team.sql("SELECT region, industry FROM customer") == [("华东", "零售")]


def test_what_refers_to_a_new_record_keeps_it(team: CommandLine) -> None:
    team.ok("followup", "log", "明辉制造", "phone", "谈过")
    untouched = dump(team.database)
    refused = team("undo", "3")
    assert refused.code == 6
    assert "customer 明辉制造 (id 1) by operation 4 (`followup log`, 2026-11-20)" in refused.err
    assert difference(untouched, dump(team.database)) == []


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("undo", "1"), 6, "made the database"),
        (("undo", "99"), 4, "There is no operation 99."),
        (("undo", "0"), 2, ""),
        (("--rep", "李娜", "undo"), 4, "No rep answers to “李娜”."),
    ],
)
def test_what_cannot_be_taken_back(
    team: CommandLine, arguments: tuple[str, ...], code: int, told: str
) -> None:
    result = team(*arguments)
    assert (result.code, told in result.err) == (code, True)


def test_what_changed_nothing_is_no_operation_of_mine(team: CommandLine) -> None:
    team.ok("--rep", "王芳", "grade", "run")
    team.ok("--rep", "王芳", "undo")
    assert team.sql("SELECT grade FROM customer") == [(None,)]


def test_a_dry_run_takes_nothing_back(team: CommandLine) -> None:
    before = dump(team.database)
    team.ok("undo", "3", "--dry-run")
    assert difference(before, dump(team.database)) == []
    assert team.sql("SELECT count(*) FROM operation") == [(3,)]


def test_the_due_date_follows(team: CommandLine) -> None:
    ((before,),) = team.sql("SELECT next_due_on FROM customer")
    team.ok("followup", "log", "明辉制造", "phone", "谈过", "--next", "报价", "--on", "2026-12-10")
    team.ok("undo", "4")
    assert team.sql("SELECT next_due_on, last_touch_on FROM customer") == [(before, None)]
    assert team.sql("SELECT count(*) FROM followup") == [(0,)]


def test_a_policy_taken_back_brings_the_old_rhythm(team: CommandLine) -> None:
    policy = team.ok("policy", "show").out
    file = team.database.with_name("p.toml")
    file.write_text(policy.replace('C = "1m"', 'C = "2m"'), encoding="utf-8")
    before = dump(team.database)
    team.ok("policy", "apply", str(file))
    assert dump(team.database)["policy_version"] != before["policy_version"]
    team.ok("undo")
    assert difference(before, dump(team.database)) == []


def test_operations_tell_what_was_done_by_whom(team: CommandLine) -> None:
    team.ok("--rep", "王芳", "undo")
    listed = team.ok("operations", "--json").json["items"]
    assert [(one["id"], one["command"], one["rep"], one["undoes"], one["undone_by"]) for one in listed] == [
        (4, "undo", "王芳", 3, None),
        (3, "customer add", "王芳", None, 4),
        (2, "rep add", None, None, None),
        (1, "init", None, None, None),
    ]
    assert listed[1]["changed"] == [{"record": "customer", "records": 1}]
    mine = team.ok("--rep", "王芳", "operations", "--mine", "--json").json["items"]
    assert [one["id"] for one in mine] == [4, 3]
    assert team.ok("operations", "--since", "2026-11-21", "--json").json["items"] == []
    assert team.ok("operations", "--limit", "1", "--json").json["left_out"] == 3


def test_history_tells_old_and_new_values(team: CommandLine) -> None:
    team.ok("customer", "edit", "明辉制造", "--region", "华北", "--annual-revenue", "8万", "--owner", "")
    team.ok("contact", "add", "明辉制造", "李雷", "--phone", "13800138000")
    (contact, edited, *_graded, added) = team.ok("history", "明辉制造", "--json").json["items"]
    assert (contact["record"], contact["name"], contact["change"]) == ("contact", "李雷", "insert")
    assert edited["fields"] == [
        {"field": "region", "before": "华东", "after": "华北"},
        {"field": "annual_revenue", "before": None, "after": 80000},
        {"field": "owner_id", "before": "王芳", "after": None},
    ]
    assert (added["change"], added["rep"], added["command"]) == ("insert", "王芳", "customer add")
    page = team.ok("history", "明辉制造", columns=200).out
    assert "Region: 华东 → 华北; Annual revenue: – → 80,000; Owner: 王芳 → –" in page


def test_history_tells_of_what_was_removed(team: CommandLine) -> None:
    team.ok("contact", "add", "明辉制造", "李雷")
    team.ok("undo")
    (removed, added, _customer) = team.ok("history", "明辉制造", "--json").json["items"]
    assert [(one["record"], one["name"], one["change"]) for one in (removed, added)] == [
        ("contact", "李雷", "delete"),
        ("contact", "李雷", "insert"),
    ]


def test_history_tells_of_what_was_given_to_another_customer(team: CommandLine) -> None:
    team.ok("customer", "add", "乙公司")
    team.ok("followup", "log", "明辉制造", "phone", "误记")
    team.ok("followup", "edit", "1", "--customer", "乙公司")
    for customer in ("明辉制造", "乙公司"):
        told = team.ok("history", customer, "--json").json["items"]
        moved = [one for one in told if one["record"] == "followup"]
        assert [one["change"] for one in moved] == ["update", "insert"], customer
        assert moved[0]["fields"] == [{"field": "customer_id", "before": "明辉制造", "after": "乙公司"}]


def test_every_column_has_words(run: CommandLine) -> None:
    """A column that is journaled is told by a field, or is what only the program needs."""
    from salesops.commands.views.history import RECORDS, fields_by_column
    from salesops.core.db.journal import DERIVED_COLUMNS
    from salesops.core.operations.history import OF_CUSTOMER, UNTOLD

    for record in (*RECORDS.codes, *OF_CUSTOMER):
        columns = {name for (name,) in run.sql("SELECT name FROM pragma_table_info(?)", record)}
        untold = {"id", *UNTOLD, *DERIVED_COLUMNS.get(record, ())}
        assert columns - untold == fields_by_column(record).keys() - untold, record
