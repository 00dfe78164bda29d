"""What a number or a text stands for: the units behind `Money`, `Rate` and `Day`, read off a record's class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints


class Unit(Enum):
    """What is counted, where the plain type does not say it."""

    MONEY = "money"  # minor units
    FINE_MONEY = "fine money"  # hundredths of a minor unit
    RATE = "rate"  # a fraction
    DAY = "day"  # an ISO date as it is stored


Day = Annotated[str, Unit.DAY]
"""A date as it is stored, `2026-07-01`: lists carry it from the file to JSON without parsing it."""


class FieldType(NamedTuple):
    """What a field of a record holds.

    `type` is the plain type (`int` of `Money | None` and `int | str`, `list` of `list[Money]`), `unit` that of the
    value or of the values in it, if any; `optional` fields may be None.
    """

    type: type
    unit: Unit | None = None
    optional: bool = False


def field_types(record_type: type) -> Mapping[str, FieldType]:
    """The fields of a record's class, a dataclass or a named tuple, in order; empty for what is no record.

    The annotations are evaluated once for each class:

        class Sale(NamedTuple):
            amount: Money | None

        field_types(Sale)["amount"]  # FieldType(type=int, unit=Unit.MONEY, optional=True)
        field_types(type(sale)).get("amount")

    Names in them must exist when the program runs: raises NameError for what is imported for type checkers only.
    """
    return _field_types(record_type)


@cache
def _field_types(record_type: type) -> Mapping[str, FieldType]:
    names: Iterable[str] = getattr(record_type, "__dataclass_fields__", getattr(record_type, "_fields", ()))
    hints = get_type_hints(record_type, include_extras=True) if names else {}
    return MappingProxyType({name: _field_type(hints[name]) for name in names})


def _field_type(hint: Any) -> FieldType:  # noqa: ANN401 - an annotation
    if get_origin(hint) not in (Union, UnionType):
        return FieldType(_plain(hint), _unit(hint))
    kinds = [kind for kind in get_args(hint) if kind is not NoneType]
    return FieldType(_plain(kinds[0]), _unit(hint), optional=len(kinds) < len(get_args(hint)))


def _plain(hint: Any) -> type:  # noqa: ANN401 - an annotation
    origin = get_origin(hint) or hint
    if origin is Annotated:
        return _plain(get_args(hint)[0])
    return origin if isinstance(origin, type) else object


def _unit(hint: Any) -> Unit | None:  # noqa: ANN401 - an annotation
    """The unit of the value, or else of the values that it holds."""
    parts = (*getattr(hint, "__metadata__", ()), *get_args(hint))
    for part in parts:
        unit = part if isinstance(part, Unit) else _unit(part)
        if unit:
            return unit
    return None
