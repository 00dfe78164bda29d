"""A table of fields as its records are read: what stands in the SELECT, and what the record's class has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from salesops.core.values.fields import Field, Kind, columns
from salesops.core.values.money import FineMoney, Money
from salesops.core.values.numbers import Rate
from salesops.core.values.units import Day

Record = TypeVar("Record")

_TYPES: Mapping[Kind, Any] = {
    Kind.TEXT: str,
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


def with_fields(fields: Sequence[Field]) -> Callable[[type[Record]], type[Record]]:
    """Gives a record's class what it does not declare itself of `fields`; to stand below `@dataclass`.

    A class declares those that our own code reads, and what else is known of the record:

        @dataclass(frozen=True)
        @with_fields(FIELDS)
        class Rep:
            id: int
            name: str
            customers: int

    The others come after the last of `fields` that it declares, or else after its first attribute. They may be None
    unless the field is `required` or `never_empty`.
    """
    types = {name: _type(field) for field in fields for name in attributes(field)}

    def complete(record_type: type[Record]) -> type[Record]:
        declared = record_type.__annotations__
        names = list(declared)
        place = 1 + max((names.index(name) for name in names if name in types), default=0)
        missing = [name for name in types if name not in declared]
        order = [*names[:place], *missing, *names[place:]]
        record_type.__annotations__ = {name: declared.get(name, types.get(name)) for name in order}
        return record_type

    return complete


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
