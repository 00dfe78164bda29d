"""Customers at the command line."""

from __future__ import annotations

import pytest

from tests.conftest import CommandLine

SENTENCE = (
    "customer", "add", "杭州云帆科技有限公司", "--industry", "互联网", "--budget", "5-10万",
    "--contact", "联系人/采购经理/13800138000", "--source", "转介绍",
)  # fmt: skip


@pytest.fixture
def team(run: CommandLine) -> CommandLine:
    run.ok("rep", "add", "王芳", "--region", "华东")
    run.ok("--rep", "王芳", *SENTENCE)
    return run


def test_the_sentence_of_a_rep_works_as_it_stands(team: CommandLine) -> None:
    shown = team.ok("customer", "show", "云帆", "--json").json
    wanted = {
        "name": "杭州云帆科技有限公司", "industry": "互联网", "budget_min": 50000, "budget_max": 100000,
        "source": "referral", "owner": "王芳", "kind": "company", "type": "potential",
        "created_on": "2026-11-20", "next_due_on": "2026-11-20", "grade": None, "revenue": 0,
    }  # fmt: skip
    assert {key: shown[key] for key in wanted} == wanted
    [person] = shown["contacts"]
    assert (person["name"], person["title"], person["phone"]) == ("联系人", "采购经理", "13800138000")


def test_adding_says_the_id_and_the_next_day(team: CommandLine) -> None:
    said = team.ok("--rep", "王芳", "customer", "add", "Harbor Foods Ltd", "--code", "C7")
    assert said.out == "Added customer Harbor Foods Ltd (id 2).\nNext contact: 2026-11-20 Fri.\n"
    assert team.sql("SELECT command, rep_id FROM operation ORDER BY id DESC LIMIT 1") == [("customer add", 1)]


def test_whose_nobody_is_is_told(team: CommandLine) -> None:
    said = team.ok("customer", "add", "Harbor Foods Ltd")
    assert "Nobody owns it" in said.err
    assert team.ok("customer", "add", "Nordlicht GmbH", "--owner", "王芳").err == ""


@pytest.mark.parametrize(
    "name", ["杭州云帆科技有限公司", "云帆科技", "杭州 云帆 科技（集团）股份有限公司", "杭州云帆科技Co., Ltd"]
)
def test_the_same_company_in_another_spelling_is_refused(team: CommandLine, name: str) -> None:
    refused = team("customer", "add", name)
    assert (refused.code, refused.out) == (6, "")
    assert "杭州云帆科技有限公司 (id 1)" in refused.err
    assert team.ok("customer", "add", name, "--force").out.startswith("Added")


def test_a_name_that_is_nearly_the_same_is_refused(team: CommandLine) -> None:
    team.ok("customer", "add", "Alfreds Futterkiste International")
    refused = team("customer", "add", "Alfred Futterkiste International")
    assert (refused.code, "looks like Alfreds" in refused.err) == (6, True)


def test_a_code_belongs_to_one(team: CommandLine) -> None:
    team.ok("customer", "add", "Harbor Foods Ltd", "--code", "C7")
    refused = team("customer", "add", "Nordlicht GmbH", "--code", "C7")
    assert (refused.code, "C7" in refused.err) == (6, True)
    assert team("customer", "edit", "云帆", "--code", "C7").code == 6


def test_editing_changes_what_is_given_and_empties_what_is_empty(team: CommandLine) -> None:
    team.ok(
        "customer",
        "edit",
        "云帆",
        "--need-match",
        "4",
        "--depth",
        "核心",
        "--budget",
        "50万以上",
        "--industry",
        "",
    )
    shown = team.ok("customer", "show", "1", "--json").json
    assert (shown["need_match"], shown["depth"], shown["industry"]) == (4, "core", None)
    assert (shown["budget_min"], shown["budget_max"]) == (500000, None)
    assert shown["source"] == "referral"
    team.ok("customer", "edit", "1", "--name", "Cloudsail Ltd")
    assert team.sql("SELECT name, name_key FROM customer") == [("Cloudsail Ltd", "cloudsail")]


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--need-match", "6"], "Need match"),
        (["--source", "月球"], "Source"),
        (["--budget", "10-5万"], "Budget"),
        (["--founded", "11/12"], "Founded on"),
        (["--employees", "-3"], "Employees"),
        (["--name", ""], "Name"),
    ],
)
def test_values_that_cannot_be(team: CommandLine, options: list[str], word: str) -> None:
    before = team.database.read_bytes()
    refused = team("customer", "edit", "1", *options)
    assert (refused.code, refused.out, refused.err.count("\n")) == (2, "", 1)
    assert refused.err.startswith(word)
    assert team.database.read_bytes() == before


def test_a_dry_run_changes_nothing(team: CommandLine) -> None:
    before = team.database.read_bytes()
    said = team.ok("customer", "add", "Harbor Foods Ltd", "--owner", "王芳", "--dry-run").out
    assert said.startswith("Dry run, nothing is written. It would say:\n")
    assert team.ok("customer", "edit", "1", "--region", "华东", "--dry-run", "--json").json["dry_run"] is True
    assert team.database.read_bytes() == before


def test_archiving_takes_it_out_of_the_lists_and_back(team: CommandLine) -> None:
    team.ok("customer", "archive", "云帆")
    assert team.ok("customer", "list", "--json").json["items"] == []
    assert len(team.ok("customer", "list", "--archived", "--json").json["items"]) == 1
    assert team.ok("followup", "due", "--json").json["items"] == []
    team.ok("customer", "restore", "云帆")
    assert len(team.ok("followup", "due", "--json").json["items"]) == 1


def test_lists_are_filtered(demo: CommandLine) -> None:
    def names(*options: str) -> set[str]:
        return {item["short_name"] for item in demo.ok("customer", "list", *options, "--json").json["items"]}

    everybody = names()
    best, east = names("--grade", "A"), names("--region", "华东")
    assert "云帆科技" in best & east
    assert best | east < everybody
    assert names("--grade", "a", "--region", "华东") == best & east
    assert names("--type", "战略") == names("--type", "strategic") != set()
    assert names("云帆") == {"云帆科技"}
    mine = {item["owner"] for item in demo.ok("--rep", "王芳", "customer", "list", "--json").json["items"]}
    assert mine == {"王芳"}
    assert names() == {
        item["short_name"]
        for item in demo.ok("--rep", "王芳", "customer", "list", "--all", "--json").json["items"]
    }


def test_the_table_tells_what_it_leaves_out(demo: CommandLine) -> None:
    for columns in (40, 80, 200):
        shown = demo.ok("customer", "list", "--limit", "3", columns=columns).out
        assert max(map(len, shown.splitlines())) <= columns
        assert "26 more: --limit 0 shows them." in " ".join(shown.split())


def test_csv_has_every_field(demo: CommandLine) -> None:
    lines = demo.ok("customer", "list", "--csv").out.splitlines()
    assert lines[0] == (
        "id,code,name,short_name,grade,type,industry,region,source,owner,revenue_12m,open_amount,"
        "last_touch_on,next_due_on,next_due_reason"
    )
    assert len(lines) == 30


def test_a_contact_is_shown_with_all_that_is_known(demo: CommandLine) -> None:
    demo.ok("contact", "add", "云帆科技", "韩梅梅", "--code", "P7", "--email", "han@yunfan.example.com")
    demo.ok(
        "contact", "edit", "韩梅梅", "--email-verified", "yes", "--left", "2026-11-01", "--successor", "周岚"
    )
    contact = demo.ok("contact", "show", "P7", "--json").json
    assert (contact["code"], contact["phone_verified"], contact["email_verified"]) == ("P7", False, True)
    assert (contact["left_on"], contact["successor"]) == ("2026-11-01", "周岚")
    page = demo.ok("contact", "show", "韩梅梅").out
    assert [line.split()[-1] for line in page.splitlines() if line.startswith(("Code", "Successor"))] == [
        "P7",
        "周岚",
    ]


def test_nobody_succeeds_themselves_or_at_another_customer(demo: CommandLine) -> None:
    assert demo("contact", "edit", "周岚", "--successor", "周岚").code == 2
    assert demo("contact", "edit", "周岚", "--successor", "Chloé Martin").code == 4


def test_why_a_customer_is_graded_by_hand_and_held_back_is_shown(demo: CommandLine) -> None:
    demo.ok("grade", "set", "云帆科技", "B", "--reason", "战略", "--until", "2027-03-31")
    demo.ok("followup", "snooze", "云帆科技", "--until", "2027-01-15", "--reason", "月初再谈")
    page = demo.ok("customer", "show", "云帆科技").out
    assert "Grade by hand: B · By hand until: 2027-03-31 · Why by hand: 战略" in page
    assert "Held back until 2027-01-15 Fri: 月初再谈" in page
    customer = demo.ok("customer", "show", "云帆科技", "--json").json
    assert (customer["manual_grade"], customer["manual_grade_until"]) == ("B", "2027-03-31")
    assert (customer["manual_grade_reason"], customer["snooze_reason"]) == ("战略", "月初再谈")


def test_notes_are_kept_and_shown_the_latest_first(run: CommandLine) -> None:
    run.ok("rep", "add", "王芳")
    run.ok("customer", "add", "甲公司")
    noted = run.ok("--rep", "王芳", "customer", "note", "甲公司", " 年底换财务系统 ")
    assert noted.out == "Noted of 甲公司 (id 1).\n"
    run.ok("--today", "2026-11-21", "customer", "note", "甲公司", "先和财务总监谈")
    assert run.ok("customer", "show", "甲公司", "--json").json["notes"] == [
        {"id": 2, "on": "2026-11-21", "text": "先和财务总监谈", "rep": None},
        {"id": 1, "on": "2026-11-20", "text": "年底换财务系统", "rep": "王芳"},
    ]
    assert "11-20  年底换财务系统  王芳" in run.ok("customer", "show", "甲公司").out


def test_a_note_says_something_new(run: CommandLine) -> None:
    run.ok("customer", "add", "甲公司")
    assert run("customer", "note", "甲公司", " ").code == 2
    run.ok("customer", "note", "甲公司", "x", "--dry-run")
    run.ok("customer", "note", "甲公司", "x")
    again = run("customer", "note", "甲公司", "x")
    assert (again.code, again.err) == (6, "That was noted on 2026-11-20 already.\n")
