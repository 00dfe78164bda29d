"""Version 4: text in one form, whichever way older versions were given it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from unicodedata import is_normalized, normalize

import pytest

from salesops.core.db.migrate import upgrade
from salesops.core.errors import NoDatabase
from salesops.core.values.names import name_key
from tests.conftest import CommandLine
from tests.core.db.versions import contents, make_database

NFC, NFD = (normalize(form, "Café Müller Québec GmbH") for form in ("NFC", "NFD"))
# What no person writes: days and moments, keys of ours, the documents of policies.
_OURS = re.compile(
    r"\w+_(on|at|until|from|of|time|table|key|reason)|key|value|document|period|basis|kind|as_of"
)
_LAST = "(SELECT max(id) FROM {})"
_REASONS = {"lost_reason", "manual_grade_reason", "snooze_reason"}


@pytest.fixture(params=range(1, 4))
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return make_database(tmp_path / "salesops.db", request.param)


def texts(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """The tables and columns that hold what people wrote, of tables with a row in them."""
    columns = db.execute(
        "SELECT t.name, c.name FROM pragma_table_list t JOIN pragma_table_info(t.name) c "
        "WHERE t.strict AND t.name NOT IN ('operation', 'journal') AND c.type = 'TEXT' ORDER BY 1, 2"
    ).fetchall()
    for table, column in columns:
        ours = _OURS.fullmatch(column) and column not in _REASONS
        if not ours and db.execute(f"SELECT 1 FROM {table}").fetchone():
            yield table, column


def test_all_that_people_wrote_is_composed(old: Path) -> None:
    written = []
    with closing(sqlite3.connect(old)) as db, db:
        db.execute("INSERT INTO policy_version (document, applied_on) VALUES ('', '2026-11-01')")
        for table, column in texts(db):
            try:
                db.execute(f"UPDATE {table} SET {column} = ? WHERE id = {_LAST.format(table)}", (NFD,))
            except sqlite3.IntegrityError:  # one of our codes
                continue
            written.append((table, column))
    assert len(written) > 40
    upgrade(old)
    with closing(sqlite3.connect(old)) as db:
        for table, column in written:
            (text,) = db.execute(f"SELECT {column} FROM {table} ORDER BY id DESC").fetchone()
            assert text == NFC, (table, column)
        (key,) = db.execute("SELECT name_key FROM customer ORDER BY id DESC").fetchone()
        assert key == name_key(NFC)
        everything = "".join(db.iterdump())
    assert is_normalized("NFC", everything)


def test_two_that_would_have_one_code_keep_their_own(old: Path) -> None:
    with closing(sqlite3.connect(old)) as db, db:
        db.execute("UPDATE customer SET code = ? WHERE id = 1", (NFC,))
        db.execute("UPDATE customer SET code = ?, name = ? WHERE id = 2", (NFD, NFD))
    upgrade(old)
    with closing(sqlite3.connect(old)) as db:
        rows = db.execute("SELECT code FROM customer WHERE id < 3 ORDER BY id").fetchall()
        assert rows == [(NFC,), (NFD,)]
        assert db.execute("SELECT name FROM customer WHERE id = 2").fetchone() == (NFC,)


def test_text_that_is_no_utf_8_stops_it(old: Path) -> None:
    with closing(sqlite3.connect(old)) as db, db:
        db.execute("UPDATE customer SET region = CAST(x'E4B8' AS TEXT) WHERE id = 1")
    before = old.read_bytes()
    with pytest.raises(NoDatabase, match="holds text that is not UTF-8"):
        upgrade(old)
    assert old.read_bytes() == before


def test_lists_and_imports_know_what_was_stored_taken_apart(old: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(old)) as db, db:
        db.execute("UPDATE customer SET name = ?, code = ?, region = ? WHERE id = 1", (NFD, f"K-{NFD}", NFD))
    run = CommandLine(old, today="2026-11-24")
    run.ok("init")
    for asked in (("--region", NFC), ("--region", NFD), (NFC,)):
        assert NFC in run.ok("customer", "list", "--all", *asked).out
    file = tmp_path / "customers.csv"
    for form in (NFC, NFD):
        file.write_text(f"Code,Name\nK-{form},{form}\n", encoding="utf-8")
        run.ok("customer", "import", file)
    assert run.sql("SELECT count(*) FROM customer WHERE code LIKE 'K-%'") == [(1,)]
    assert contents(old).count(NFD) == 0
