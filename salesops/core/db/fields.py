"""A table of fields as its records are read: what stands in the SELECT, and what the record's class has."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast, dataclass_transform

from salesops.core.values.fields import Field, Kind, columns
from salesops.core.values.money import FineMoney, Money
from salesops.core.values.numbers import Rate
from salesops.core.values.units import Day

Record = TypeVar("Record")

_TYPES: Mapping[Kind, Any] = {
    Kind.TEXT: str,
    Kind.IDENTIFIER: str,
    Kind.MONEY: Money,
    Kind.FINE_MONEY: FineMoney,
    Kind.BUDGET: Money,
    Kind.DATE: Day,
    Kind.INTEGER: int,
    Kind.NUMBER: float,
    Kind.PERCENT: Rate,
    Kind.FLAG: bool,
    Kind.CODED: str,
    Kind.REFERENCE: str,
}


@dataclass_transform(frozen_default=True)
def with_fields(fields: Sequence[Field]) -> Callable[[type[Record]], type[Record]]:
    """Makes a named tuple of a record's class: what it declares, and what it does not declare itself of `fields`.

    A class declares those that our own code reads, and what else is known of the record; a named tuple of sixty
    fields is made in a seventh of the time that a dataclass takes:

        @with_fields(FIELDS)
        class Rep:
            id: int
            name: str
            customers: int

    The others come after the last of `fields` that it declares, or else after its first attribute. They may be None
    unless the field is `required` or `never_empty`. What a class derives from another such class has that one's
    fields first.
    """
    types = {name: _type(field) for field in fields for name in attributes(field)}

    def complete(record_type: type[Record]) -> type[Record]:
        declared = {**_inherited(record_type), **record_type.__annotations__}
        names = list(declared)
        place = 1 + max((names.index(name) for name in names if name in types), default=0)
        missing = [name for name in types if name not in declared]
        order = [*names[:place], *missing, *names[place:]]
        made: Any = namedtuple(record_type.__name__, order)  # type: ignore[misc]
        made.__annotations__ = {name: declared.get(name, types.get(name)) for name in order}
        made.__module__, made.__doc__ = record_type.__module__, record_type.__doc__
        return cast("type[Record]", made)

    return complete


def as_values(record: object) -> dict[str, Any]:
    """The values of a record's fields by their names; of a record whose class was made by `with_fields`."""
    values: dict[str, Any] = record._asdict()  # type: ignore[attr-defined]
    return values


def _inherited(record_type: type) -> Mapping[str, Any]:
    return next((base.__annotations__ for base in record_type.__bases__ if hasattr(base, "_fields")), {})


def attributes(field: Field) -> tuple[str, ...]:
    """The names under which a record has `field`, and its columns in a SELECT: a reference is a name, not an id."""
    return columns(field) if field.kind is Kind.BUDGET else (field.name,)


def selected(fields: Iterable[Field], row: str) -> str:
    """The columns of a SELECT that `fields` make of the table whose alias is `row`; `joined` belongs to it."""
    return ", ".join(
        f"{_value(field, name, row)} AS {name}" for field in fields for name in attributes(field)
    )


def joined(fields: Iterable[Field], row: str) -> str:
    """The joins behind `selected`: the record that a reference names has the field's name as its alias."""
    return " ".join(
        f"{'' if field.required else 'LEFT '}JOIN {field.refers_to} AS {field.name}"
        f" ON {field.name}.id = {row}.{field.name}_id"
        for field in fields
        if field.kind is Kind.REFERENCE
    )


def _type(field: Field) -> Any:  # noqa: ANN401 - an annotation
    known = _TYPES[field.kind]
    return known if field.required or field.never_empty else known | None


def _value(field: Field, name: str, row: str) -> str:
    match field.kind:
        case Kind.FINE_MONEY:
            return f"{row}.{name} * 100 + {row}.subcent"
        case Kind.PERCENT:
            return f"{row}.{name} / 100.0"
        case Kind.REFERENCE:
            return f"{name}.name"
        case _:
            return f"{row}.{name}"
