"""Reps and contacts at the command line."""

from __future__ import annotations

from tests.conftest import CommandLine


def test_a_team(run: CommandLine) -> None:
    assert run.ok("rep", "add", "张伟", "--role", "主管").out == "Added 张伟 to the team (id 1).\n"
    run.ok(
        "rep",
        "add",
        "王芳",
        "--manager",
        "张伟",
        "--senior",
        "是",
        "--ability",
        "1.2",
        "--hired",
        "2024-03-01",
    )
    shown = run.ok("rep", "show", "王芳", "--json").json
    wanted = {
        "id": 2,
        "manager": "张伟",
        "senior": True,
        "ability": 1.2,
        "hired_on": "2024-03-01",
        "role": "rep",
    }
    assert {key: shown[key] for key in wanted} == wanted
    assert run.ok("rep", "list", columns=80).out == (
        "Id  Name  Role     Manager  Customers\n"
        "─────────────────────────────────────\n"
        " 1  张伟  manager                   0\n"
        " 2  王芳  rep      张伟             0\n"
    )


def test_what_a_rep_cannot_be(run: CommandLine) -> None:
    run.ok("rep", "add", "王芳")
    for arguments, code in (
        (("rep", "add", "王芳"), 6),
        (("rep", "add", "李娜", "--ability", "1.6"), 2),
        (("rep", "add", "李娜", "--role", "king"), 2),
        (("rep", "add", "李娜", "--manager", "nobody"), 4),
        (("rep", "add", "李娜", "--hired", "2026-05-01", "--left", "2026-04-01"), 2),
        (("rep", "edit", "王芳", "--name", ""), 2),
    ):
        refused = run(*arguments)
        assert (refused.code, refused.out, refused.err.count("\n")) == (code, "", 1), arguments
    assert run.sql("SELECT count(*) FROM rep") == [(1,)]


def test_who_left_is_out_of_the_list(run: CommandLine) -> None:
    run.ok("rep", "add", "王芳", "--left", "2026-11-20")
    assert run.ok("rep", "list", "--json").json["items"] == []
    assert [rep["name"] for rep in run.ok("rep", "list", "--former", "--json").json["items"]] == ["王芳"]


def test_contacts(run: CommandLine) -> None:
    run.ok("customer", "add", "Harbor Foods Ltd")
    run.ok(
        "contact",
        "add",
        "Harbor",
        "Ann Lee",
        "--title",
        "CFO",
        "--decision-role",
        "决策者",
        "--email",
        "ann@example.com",
    )
    assert run("contact", "add", "Harbor", "Ann Lee").code == 6
    run.ok("contact", "edit", "Ann", "--phone", "+44 20 7946 0001", "--email", "")
    [person] = run.ok("contact", "list", "Harbor", "--json").json["items"]
    assert (person["decision_role"], person["phone"], person["email"]) == (
        "decider",
        "+44 20 7946 0001",
        None,
    )
    run.ok("contact", "edit", "Ann", "--left", "yesterday")
    assert run.ok("contact", "list", "--json").json["items"] == []
    assert len(run.ok("contact", "list", "--former", "--json").json["items"]) == 1
