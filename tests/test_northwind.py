"""Northwind through the command line against answers that were computed independently (tests/data/northwind)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import DATA, CommandLine

ANSWERS: dict[str, Any] = {
    each["id"]: each["result"]
    for each in json.loads((DATA / "northwind" / "expected.json").read_text(encoding="utf-8"))["answers"]
}


def test_revenue_per_rep(northwind: CommandLine) -> None:
    for year in ("1996", "1997", "1998"):
        expected = {row["Employee"]: row["revenue"] for row in ANSWERS["rep_year"] if row["y"] == year}
        review = northwind.ok("review", "year", year, "--json").json
        assert {row["rep"]: row["actual"] for row in review["by_rep"] if row["actual"]} == expected


def test_revenue_and_orders_per_year(northwind: CommandLine) -> None:
    for row in ANSWERS["year"]:
        targets = northwind.ok("review", "year", row["y"], "--json").json["targets"]
        assert (targets["actual"], targets["contracts"]) == (row["revenue"], row["orders"])


@pytest.mark.parametrize("answer", ANSWERS["month"], ids=lambda answer: answer["m"])
def test_revenue_per_month(northwind: CommandLine, answer: dict[str, Any]) -> None:
    targets = northwind.ok("review", "month", answer["m"], "--json").json["targets"]
    assert (targets["actual"], targets["contracts"]) == (answer["revenue"], answer["orders"])


def test_the_split_of_a_target_by_history(northwind: CommandLine) -> None:
    northwind.ok("target", "set", "1998", "700000")
    northwind.ok("target", "split", "1998", "--to", "reps", "--by", "history", "--basis", "1997")
    items = northwind.ok("target", "show", "1998", "--json").json["items"]
    assert {item["rep"]: item["value"] for item in items if item["rep"]} == ANSWERS["split_1998"]


def test_the_share_of_the_largest_customers(northwind: CommandLine) -> None:
    share = northwind.ok("review", "year", "1997", "--json").json["customers"]["top20_share"]
    [answer] = ANSWERS["top20_1997"] if isinstance(ANSWERS["top20_1997"], list) else [ANSWERS["top20_1997"]]
    assert round(share, 5) == answer["share"]


def test_everybody_is_graded_once(northwind: CommandLine) -> None:
    first = northwind.ok("grade", "run", "--json").json
    assert (first["graded"], sum(first["grades"].values())) == (93, 93)
    before = northwind.database.read_bytes()
    assert northwind.ok("grade", "run", "--json").json["changed"] == 0
    assert northwind.database.read_bytes() == before


def test_the_same_files_again_change_nothing(northwind: CommandLine) -> None:
    folder, before = DATA / "northwind", northwind.sql("SELECT count(*) FROM journal")
    for record, file in (("rep", "employees"), ("customer", "customers"), ("contract", "orders")):
        result = northwind.ok(record, "import", folder / f"{file}.csv", "--force", "--json").json
        assert (result["added"], result["changed"]) == (0, 0)
    assert northwind.sql("SELECT count(*) FROM journal") == before


def test_a_customer_leaves_the_due_list_when_somebody_called(northwind: CommandLine) -> None:
    northwind.ok("grade", "run")
    first = northwind.ok("followup", "due", "--json").json["items"][0]
    assert first["grade"] == "B"
    said = northwind.ok("followup", "log", str(first["customer_id"]), "phone", "asked for the next order").out
    assert "Next contact: 1998-05-20 Wed" in said  # two weeks on
    names = [
        item["customer"] for item in northwind.ok("followup", "due", "--limit", "0", "--json").json["items"]
    ]
    assert first["customer"] not in names
