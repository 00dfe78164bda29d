from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import pytest

from salesops.core.db.rows import record, records
from salesops.core.values.money import Money
from salesops.core.values.units import Day

_SELECT = "SELECT 1 AS urgent, 800050 AS amount, '2026-07-01' AS signed_on, 'S' AS class"


class _Deal(NamedTuple):
    class_: str
    amount: Money | None
    signed_on: Day
    urgent: bool


@dataclass(frozen=True)
class _Stay:
    entered_on: date
    left_on: date | None
    kept: bool | None


def _rows(sql: str) -> sqlite3.Cursor:
    return sqlite3.connect(":memory:").execute(sql)


def test_columns_find_their_fields_by_name() -> None:
    deal = record(_rows(_SELECT), _Deal)
    assert deal == _Deal(class_="S", amount=800050, signed_on="2026-07-01", urgent=True)
    assert deal.urgent is True


def test_what_is_declared_decides_the_type() -> None:
    sql = (
        "SELECT '2026-07-01' AS entered_on, NULL AS left_on, NULL AS kept "
        "UNION ALL SELECT '2026-07-02', '2026-07-03', 0"
    )
    assert list(records(_rows(sql), _Stay)) == [
        _Stay(date(2026, 7, 1), None, None),
        _Stay(date(2026, 7, 2), date(2026, 7, 3), False),
    ]


def test_no_row_is_no_record() -> None:
    assert record(_rows(f"{_SELECT} WHERE 0"), _Deal) is None


def test_rows_are_read_as_they_are_asked_for() -> None:
    endless = "WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT id FROM n"
    numbers = records(_rows(endless), NamedTuple("_Number", [("id", int)]))
    assert [next(numbers).id, next(numbers).id] == [1, 2]


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        ("SELECT 1 AS amount, '2026-07-01' AS signed_on, 'S' AS class", "fields without a column ['urgent']"),
        (f"{_SELECT}, 1 AS rival", "columns without a field ['rival']"),
        (f"{_SELECT}, 2 AS amount", "columns named twice ['amount']"),
    ],
)
def test_a_field_without_column_and_a_column_without_field_are_errors(sql: str, named: str) -> None:
    with pytest.raises(TypeError) as error:
        records(_rows(sql), _Deal)
    assert named in str(error.value)
