from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Optional

import pytest

from salesops.core.values.money import Money
from salesops.core.values.numbers import Rate
from salesops.core.values.units import Day, FieldType, Unit, field_types


class _Sale(NamedTuple):
    id: int
    amount: Money
    discount: Money | None
    share: Rate
    signed_on: Day
    closed_on: date | None
    parts: tuple[Money, ...]
    by_month: Mapping[str, Money]
    MoneyBag: str
    note: Optional[str]  # noqa: UP045 - both ways to write it
    target: int | Rate | None


@dataclass(frozen=True)
class _Report:
    sales: list[_Sale]


def test_the_unit_of_each_field_of_a_record() -> None:
    assert field_types(_Sale) == {
        "id": FieldType(int),
        "amount": FieldType(int, Unit.MONEY),
        "discount": FieldType(int, Unit.MONEY, optional=True),
        "share": FieldType(float, Unit.RATE),
        "signed_on": FieldType(str, Unit.DAY),
        "closed_on": FieldType(date, optional=True),
        "parts": FieldType(tuple, Unit.MONEY),
        "by_month": FieldType(Mapping, Unit.MONEY),
        "MoneyBag": FieldType(str),
        "note": FieldType(str, optional=True),
        "target": FieldType(int, Unit.RATE, optional=True),
    }


def test_a_dataclass_is_a_record_too() -> None:
    assert field_types(_Report) == {"sales": FieldType(list)}


@pytest.mark.parametrize("other", [int, dict, tuple, date])
def test_what_is_no_record_has_no_fields(other: type) -> None:
    assert not field_types(other)
