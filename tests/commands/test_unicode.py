"""One name is one name, whichever way a program writes its accents."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

import pytest

from tests.conftest import CommandLine

NFC, NFD = (normalize(form, "Café Müller GmbH") for form in ("NFC", "NFD"))


@pytest.mark.parametrize(("stored", "asked"), [(NFC, NFD), (NFD, NFC), (NFD, NFD)])
def test_a_customer_is_found_in_either_form(run: CommandLine, stored: str, asked: str) -> None:
    run.ok("rep", "add", "Ann")
    run.ok("customer", "add", stored, "--owner", "Ann")
    assert run.sql("SELECT name FROM customer") == [(NFC,)]
    run.ok("customer", "show", asked)
    run.ok("followup", "log", asked.partition(" ")[0], "phone", "asked")


def test_files_in_either_form_are_one_customer(run: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    for name in (NFC, NFD):
        file.write_text(f"Code,Name\nK-1,{name}\n", encoding="utf-8")
        run.ok("customer", "import", file)
    assert run.sql("SELECT code, name FROM customer") == [("K-1", NFC)]


def test_lists_are_searched_in_either_form(run: CommandLine) -> None:
    run.ok("customer", "add", NFC, "--region", normalize("NFC", "Québec"))
    region = normalize("NFD", "Québec")
    for asked in ((NFD,), ("--region", region)):
        assert NFC in run.ok("customer", "list", "--all", *asked).out
    run.ok("target", "set", "this-year", "5000", "--region", region)
    assert run.sql("SELECT region FROM target") == [(normalize("NFC", region),)]
