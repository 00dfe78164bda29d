from __future__ import annotations

import re

from tests.postgres.written import texts

# The list of contracts, where void ones can be read, and their numbers, which stay taken.
ALL_CONTRACTS = ("pipeline/contracts/reads.py", "pipeline/signing/writes.py", "db/sql.py")


def test_every_figure_is_made_of_the_contracts_that_count() -> None:
    reading = {text.place for text in texts() if re.search(r"\b(FROM|JOIN) contract\b", text.sql)}
    assert {place for place in reading if not place.startswith(ALL_CONTRACTS)} == set()
