"""What lists write is taken in again: here it changes nothing, elsewhere nothing is booked on another's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import CommandLine

LISTS = {
    "rep": [], "customer": ["--all"], "opportunity": ["--all", "--all-stages"], "contract": ["--all"],
}  # fmt: skip


@pytest.mark.parametrize("noun", LISTS)
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_in_the_same_database_it_changes_nothing(
    demo: CommandLine, tmp_path: Path, noun: str, ending: str, lang: str
) -> None:
    file = tmp_path / f"list.{ending}"
    demo.ok(noun, "list", *LISTS[noun], "-o", file, lang=lang)
    assert "Nothing to do" in demo.ok(noun, "import", file).out


def test_an_own_probability_is_told_from_that_of_the_stage(run: CommandLine, tmp_path: Path) -> None:
    run.ok("rep", "add", "王芳")
    run.ok("--rep", "王芳", "customer", "add", "甲公司")
    run.ok("opportunity", "add", "甲公司", "--product", "A", "--probability", "60")
    run.ok("opportunity", "add", "甲公司", "--product", "B")
    run.ok("opportunity", "list", "--all", "-o", tmp_path / "deals.csv")
    assert "Nothing to do" in run.ok("opportunity", "import", tmp_path / "deals.csv").out
    text = (tmp_path / "deals.csv").read_text(encoding="utf-8").replace(",0.6,", ",0.1,")
    (tmp_path / "deals.csv").write_text(text, encoding="utf-8")
    run.ok("opportunity", "import", tmp_path / "deals.csv", "--update")  # 10 % is that of its stage
    assert run.sql("SELECT probability FROM opportunity") == [(None,), (None,)]


CONTRACT = "number,customer_id,customer,amount,signed_on\nK1,{id},{name},500,2026-11-02\n"


@pytest.fixture
def two(run: CommandLine) -> CommandLine:
    """Two customers of one name, told apart by their ids only, and another with a code that is also an id."""
    run.ok("rep", "add", "王芳")
    for name, code in (("甲公司", ""), ("甲公司", ""), ("乙公司", "2")):
        run.ok("--rep", "王芳", "customer", "add", name, "--force", *(["--code", code] if code else []))
    return run


@pytest.mark.parametrize(
    ("id_", "name", "booked"), [(1, "甲公司", 1), (2, "甲公司", 2), (3, "乙公司", 3), (2, "乙公司", 3)]
)
def test_an_id_beside_its_name_is_that_of_this_database(
    two: CommandLine, tmp_path: Path, id_: int, name: str, booked: int
) -> None:
    file = tmp_path / "contracts.csv"
    file.write_text(CONTRACT.format(id=id_, name=name), encoding="utf-8")
    two.ok("contract", "import", file)
    assert two.sql("SELECT customer_id FROM contract") == [(booked,)]


@pytest.mark.parametrize(("id_", "name"), [(1, "乙公司"), (9, "甲公司"), (9, "丙公司")])
def test_an_id_of_another_database_is_refused(two: CommandLine, tmp_path: Path, id_: int, name: str) -> None:
    file = tmp_path / "contracts.csv"
    file.write_text(CONTRACT.format(id=id_, name=name), encoding="utf-8")
    result = two("contract", "import", file)
    assert (result.code, two.sql("SELECT count(*) FROM contract")) == (3, [(0,)])
    assert "Row 2, customer_id: " in result.err


def test_without_ids_the_names_count(two: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "contracts.csv"
    file.write_text(CONTRACT.format(id=1, name="乙公司"), encoding="utf-8")
    assert '--map "customer_id="' in two("contract", "import", file).err
    two.ok("contract", "import", file, "--map", "customer_id=")
    assert two.sql("SELECT customer_id FROM contract") == [(3,)]


@pytest.mark.parametrize("flags", [[], ["--excel"]])
def test_what_was_made_harmless_comes_back_as_it_was(
    run: CommandLine, tmp_path: Path, flags: list[str]
) -> None:
    names = ["=1+1公司", "@甲公司", "-乙公司", "+丙|公司"]
    run.ok("rep", "add", "王芳")
    for name in names:
        run.ok("--rep", "王芳", "customer", "add", "--", name)
    run.ok("customer", "list", "--all", "-o", tmp_path / "list.csv", *flags)
    other = ["--db", tmp_path / "other.db"]
    run.ok(*other, "init")
    run.ok(*other, "rep", "add", "王芳")
    run.ok(*other, "customer", "import", tmp_path / "list.csv")
    told = run.ok(*other, "customer", "list", "--all", "--json").json["items"]
    assert sorted(item["name"] for item in told) == sorted(names)
