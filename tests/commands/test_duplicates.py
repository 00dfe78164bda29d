"""One customer that may be there twice: told when it is added, changed and imported."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import CommandLine

ONE, OTHER, THIRD = "91310000MA1K000006", "91110000MA1K00000Q", "91440000MA1K000009"


@pytest.fixture
def team(run: CommandLine) -> CommandLine:
    run.ok("rep", "add", "王芳")
    run.ok(
        "customer", "add", "上海云帆科技有限公司", "--short-name", "云帆", "--credit-code", ONE,
        "--contact", "赵明/经理/13800138000",
    )  # fmt: skip
    run.ok("contact", "add", "云帆", "钱芳", "--email", "Qian@yunfan.example.com")
    return run


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["上海云帆科技有限公司"], "上海云帆科技有限公司 exists already: 上海云帆科技有限公司 (id 1)."),
        (["北京云帆科技有限公司"], "北京云帆科技有限公司 looks like 上海云帆科技有限公司 (id 1)."),
        (["云帆科技股份"], "云帆科技股份 looks like 上海云帆科技有限公司 (id 1)."),
        (["云帆"], "云帆 is a name of 上海云帆科技有限公司, too (id 1)."),
        (["远洋集团", "--short-name", "云帆"], "云帆 is a name of 上海云帆科技有限公司, too (id 1)."),
        (["远洋集团", "--short-name", "云帆科技"], "云帆科技 is a name of 上海云帆科技有限公司, too (id 1)."),
        (
            ["远洋集团", "--credit-code", ONE.lower()],
            f"The credit code {ONE} is that of 上海云帆科技有限公司",
        ),
    ],
)
def test_what_may_be_there_already_is_refused_and_forced(
    team: CommandLine, options: list[str], said: str
) -> None:
    refused = team("customer", "add", *options)
    assert (refused.code, refused.out) == (6, "")
    assert said in refused.err
    assert team.ok("customer", "add", *options, "--force").out.startswith("Added customer")


def test_another_credit_code_tells_two_apart(team: CommandLine) -> None:
    assert team.ok("customer", "add", "北京云帆科技有限公司", "--credit-code", OTHER).out.startswith("Added")
    refused = team("customer", "add", "上海云帆科技有限公司", "--credit-code", THIRD)
    assert refused.code == 6  # the very same name: one of the codes is a slip


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        (
            "赵/+86 138-0013-8000",
            "+86 138-0013-8000 is the phone number of 赵明 at 上海云帆科技有限公司 (id 1).\n",
        ),
        ("赵/qian@YUNFAN.example.com", "is the e-mail address of 钱芳 at 上海云帆科技有限公司 (id 1).\n"),
    ],
)
def test_a_person_who_is_known_elsewhere_is_told(team: CommandLine, contact: str, said: str) -> None:
    assert team.ok("--rep", "王芳", "customer", "add", "远洋集团", "--contact", contact).err.endswith(said)


def test_a_person_who_left_is_nobodys_double(team: CommandLine) -> None:
    team.ok("contact", "edit", "赵明", "--left", "yesterday")
    added = team.ok("--rep", "王芳", "customer", "add", "远洋集团", "--contact", "赵明/总监/13800138000")
    assert added.err == ""


@pytest.mark.parametrize(
    "options", [["--name", "广州云帆科技"], ["--short-name", "云帆"], ["--credit-code", ONE]]
)
def test_a_customer_does_not_become_another(team: CommandLine, options: list[str]) -> None:
    team.ok("customer", "add", "远洋集团")
    refused = team("customer", "edit", "远洋", *options)
    assert (refused.code, "上海云帆科技有限公司" in refused.err) == (6, True)
    team.ok("customer", "edit", "远洋", *options, "--force")
    team.ok("customer", "edit", "2", *options, "--region", "华东")  # it says so already


def test_a_number_that_is_known_elsewhere_is_told_with_the_person(team: CommandLine) -> None:
    team.ok("customer", "add", "远洋集团")
    said = team.ok("contact", "add", "远洋", "孙亮", "--phone", "138 0013 8000")
    assert said.err == "138 0013 8000 is the phone number of 赵明 at 上海云帆科技有限公司 (id 1).\n"
    said = team.ok("contact", "edit", "孙亮", "--email", "qian@yunfan.example.com")
    assert "is the e-mail address of 钱芳 at 上海云帆科技有限公司 (id 1)." in said.err
    assert team.ok("contact", "edit", "赵明", "--phone", "13900000000").err == ""


def test_a_file_tells_who_may_be_there_already(team: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "in.csv"
    file.write_text(
        "客户名称,联系人,电话,邮箱\n"
        "远洋国际货运,孙亮,13800138000,\n"
        "远洋国际货运代,周,,\n"
        "蓝海贸易,吴,,QIAN@yunfan.example.com\n"
        "新城百货,郑,13711112222,\n",
        encoding="utf-8",
    )
    told = team.ok("--rep", "王芳", "customer", "import", file)
    assert told.out == "4 added, 0 changed, 0 unchanged, 0 rejected.\n"
    assert told.err == (
        "3 new customers may be others:\n"
        "  Row 2, 远洋国际货运: 上海云帆科技有限公司 (id 1), same phone number\n"
        "  Row 4, 蓝海贸易: 上海云帆科技有限公司 (id 1), same e-mail address\n"
        "  Row 3, 远洋国际货运代: 远洋国际货运 (row 2), nearly the same name\n"
    )
    assert team.ok("--rep", "王芳", "customer", "import", file).err == ""


def test_a_file_is_told_in_json_and_not_when_forced(team: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "in.csv"
    file.write_text("客户名称,电话\n远洋国际货运,13800138000\n", encoding="utf-8")
    assert team.ok("customer", "import", file, "--dry-run", "--force", "--json").json["similar"] == []
    [similar] = team.ok("customer", "import", file, "--json").json["similar"]
    assert similar == {
        "row": 2, "name": "远洋国际货运", "reason": "phone", "evidence": "13800138000",
        "other": "上海云帆科技有限公司", "other_row": None, "other_id": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (f"远洋,,{ONE}", f'The credit code "{ONE}" is that of "上海云帆科技有限公司" (id 1).'),
        ("云帆,,", '"云帆" is a name of "上海云帆科技有限公司" (id 1), too.'),
        (
            "远洋,上海云帆科技有限公司,",
            '"上海云帆科技有限公司" is a name of "上海云帆科技有限公司" (id 1), too.',
        ),
        ("蓝海,,B1\n远洋,,B1", 'Row 3: The credit code "B1" is that of "蓝海" (row 2).'),
        ("蓝海,海,\n海,,", 'Row 3: "海" is a name of "蓝海" (row 2), too.'),
    ],
)
def test_a_file_brings_nobody_twice(team: CommandLine, tmp_path: Path, row: str, said: str) -> None:
    file = tmp_path / "in.csv"
    file.write_text(f"客户名称,简称,信用代码\n{row}\n", encoding="utf-8")
    refused = team("customer", "import", file)
    assert refused.code == 3
    assert said in refused.err
    team.ok("customer", "import", file, "--force")
    assert team.ok("customer", "import", file).out.startswith("Nothing to do")


def test_branches_of_one_name_are_told_apart_by_their_credit_codes(team: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "in.csv"
    rows = f"北京云帆科技有限公司,{OTHER}\n广州云帆科技有限公司,{THIRD}\n"
    file.write_text(f"客户名称,信用代码\n{rows}深圳云帆科技有限公司,\n", encoding="utf-8")
    refused = team("customer", "import", file)
    assert 'Row 4: "深圳云帆科技有限公司" looks like 上海云帆科技有限公司 (id 1).' in refused.err
    assert "1 of 3 rows" in refused.err
    assert team.ok("customer", "import", file, "--skip-bad").out.startswith("2 added")


def test_the_sweep_finds_pairs_of_the_whole_team_the_most_certain_first(team: CommandLine) -> None:
    for name, *more in (
        ["北京云帆科技有限公司", "--owner", "王芳"],  # 2: alike but for the city
        ["远洋集团", "--credit-code", ONE],  # 3: the credit code of 1
        ["广州云帆科技", "--credit-code", OTHER],  # 4: another credit code than 1; like 2, who has none
        ["远洋国际货运代理", "--contact", "周/13800138000"],  # 5: the phone of 1
        ["远洋国际货运"],  # 6: six letters of eight
        ["远洋国际货运代"],  # 7: near 6 (12 of 13) and 5 (14 of 15), which comes before
    ):
        team.ok("customer", "add", name, *more, "--force")
    listed = team.ok("--rep", "王芳", "customer", "duplicates", "--json").json
    assert [(one["reason"], one["id"], one["other_id"], one["evidence"]) for one in listed["items"]] == [
        ("credit_code", 1, 3, ONE),
        ("alike", 1, 2, "北京云帆科技有限公司"),
        ("alike", 2, 4, "广州云帆科技"),
        ("phone", 1, 5, "13800138000"),
        ("near", 5, 7, "远洋国际货运代"),
        ("near", 6, 7, "远洋国际货运代"),
    ]
    near = listed["items"][-1]
    assert (near["name"], near["other_name"], near["likeness"]) == (
        "远洋国际货运",
        "远洋国际货运代",
        0.923077,
    )
    assert listed["items"][1]["other_owner"] == "王芳"
    assert team.ok("customer", "duplicates", "--limit", "2", "--json").json["left_out"] == 4
    team.ok("customer", "archive", "1")
    kinds = [one["reason"] for one in team.ok("customer", "duplicates", "--json").json["items"]]
    assert kinds == ["alike", "near", "near"]
    assert len(team.ok("customer", "duplicates", "--archived", "--json").json["items"]) == 6


def test_a_pair_is_told_once_with_all_its_reasons(team: CommandLine) -> None:
    team.ok(
        "customer", "add", "上海云帆 科技有限公司", "--contact", "赵/13800138000/qian@yunfan.example.com", "--force"
    )  # fmt: skip
    [pair] = team.ok("customer", "duplicates", "--json").json["items"]
    assert (pair["reason"], pair["also"], pair["likeness"]) == ("name", ["phone", "email"], 1.0)
    page = team.ok("customer", "duplicates", lang="zh", columns=120).out
    assert "名称相同、电话相同、邮箱相同" in page


def test_nobody_twice(run: CommandLine) -> None:
    assert run.ok("customer", "duplicates").out.strip() == "No customer seems to be there twice."
