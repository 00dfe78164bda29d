"""What the product asks of its database, and a PostgreSQL server with the same records."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from salesops.core.db.dialect import postgres_schema
from tests.conftest import TODAY
from tests.postgres.recording import Recording, record
from tests.postgres.script import script
from tests.postgres.server import programs, server


@dataclass(frozen=True)
class Recorded:
    """What the script asked for, and the database as it left it."""

    recording: Recording
    database: Path


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    folder = tmp_path_factory.mktemp("recorded")
    surroundings = {
        "SALESOPS_DB": str(folder / "salesops.db"),
        "SALESOPS_TODAY": TODAY,
        "SALESOPS_LANG": "en",
        "SALESOPS_CONFIG": str(folder / "none.toml"),
    }
    return Recorded(record(script(folder), surroundings, folder / "recording"), folder / "salesops.db")


@pytest.fixture(scope="session")
def postgres(recorded: Recorded) -> Iterator[Any]:
    """A connection to a server that holds what the script left behind."""
    bin_folder = programs()
    if bin_folder is None:
        if os.environ.get("POSTGRES") == "required":
            pytest.fail("no PostgreSQL server: initdb and pg_ctl are missing")
        pytest.skip("no PostgreSQL server here: initdb and pg_ctl are missing")
    from psycopg import connect
    from psycopg.types.numeric import Int8Dumper
    from psycopg.types.string import StrDumper

    with server(bin_folder) as address, connect(address, autocommit=True) as db:
        db.adapters.register_dumper(int, Int8Dumper)
        db.adapters.register_dumper(str, StrDumper)
        with closing(sqlite3.connect(recorded.database)) as source:
            _copy(source, db)
        yield db


def _copy(source: sqlite3.Connection, db: Any) -> None:
    schema = source.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC, rowid"
    )
    # The index of words is FTS5's, a virtual table with tables of its own.
    own = [row for row in schema.fetchall() if not row[1].startswith("sqlite_")]
    statements = [row for row in own if row[1] != "search" and not row[1].startswith("search_")]
    for _type, _name, sql in _parents_first(source, statements):
        db.execute(postgres_schema(sql))
    db.execute("SET session_replication_role = replica")  # rows in any order
    for kind, name, _sql in statements:
        if kind == "table":
            rows = source.execute(f"SELECT * FROM {name}")
            columns = [column[0] for column in rows.description]
            with db.cursor().copy(f"COPY {name} ({', '.join(columns)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            db.execute(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name}")
    db.execute("SET session_replication_role = DEFAULT")
    db.execute("ANALYZE")


def _parents_first(
    source: sqlite3.Connection, statements: list[tuple[str, str, str]]
) -> Iterator[tuple[str, str, str]]:
    """Tables after those that they refer to, then the rest.

    Of two that refer to each other, customers and their contacts, the first is made without the reference.
    """
    tables = [statement for statement in statements if statement[0] == "table"]
    made = set[str]()

    def missing(name: str) -> set[str]:
        return {row[2] for row in source.execute(f"PRAGMA foreign_key_list({name})")} - {name} - made

    while tables:
        kind, name, sql = next((one for one in tables if not missing(one[1])), tables[0])
        tables.remove((kind, name, sql))
        for parent in missing(name):
            sql = sql.replace(f" REFERENCES {parent} (id)", "")
        yield kind, name, sql
        made.add(name)
    yield from (statement for statement in statements if statement[0] != "table")
