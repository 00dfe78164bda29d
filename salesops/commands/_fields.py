"""Options made from fields, so that a command line and a file understand the same words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from inspect import Parameter
from typing import Annotated

import typer

from salesops.commands._app import OptionGroup
from salesops.commands._context import Context
from salesops.commands._offers import Offers, coded, named
from salesops.commands._pages import Fact, Facts, cell
from salesops.core.errors import BadValue
from salesops.core.i18n import _
from salesops.core.values.dates import format_date
from salesops.core.values.fields import Field, Kind, Reading, read_all
from salesops.core.values.units import Unit

Texts = Mapping[str, str]
_UNITS = {Kind.MONEY: Unit.MONEY, Kind.FINE_MONEY: Unit.FINE_MONEY}
_PREFIX = "field_"  # a field may be called as another parameter of the command is


def field_options(fields: Sequence[Field], *, without: Sequence[str] = ()) -> OptionGroup:
    """An option for each field but `without`; the command gets the texts of those that were given, by field."""

    def options(_parameter: Parameter) -> list[Parameter]:
        return [_option(field) for field in fields if field.name not in without]

    return OptionGroup(options, lambda _context, values: _given(values))


def _given(values: Mapping[str, str | None]) -> Texts:
    return {name.removeprefix(_PREFIX): text for name, text in values.items() if text is not None}


def read_fields(
    context: Context, fields: Sequence[Field], texts: Texts, *, within: tuple[str, int] | None = None
) -> dict[str, object]:
    """The columns and values that the given options stand for; `within` narrows which records they may name."""
    reading = Reading(date=context.date, refer=partial(context.find, within=within))
    return read_all(fields, texts, reading)


def changes(facts: dict[str, object]) -> dict[str, object]:
    """The facts that a record is to be changed to. BadValue when there are none."""
    if not facts:
        raise nothing_given()
    return facts


def nothing_given() -> BadValue:
    """The error of changing a record to nothing."""
    return BadValue(_("Nothing to change was given."), _("Name at least one field; --help lists them."))


def days_given(fields: Sequence[Field], facts: Mapping[str, object]) -> list[str]:
    """The dates that were given, each with its weekday: `fri` may have been meant otherwise."""
    given = [(field, facts.get(field.name)) for field in fields if field.kind is Kind.DATE]
    return [
        _("{label}: {day}.").format(label=_(field.label), day=format_date(date.fromisoformat(str(day))))
        for field, day in given
        if day
    ]


def facts_block(
    fields: Sequence[Field], record: object, *, title: str = "", more: Sequence[Fact] = ()
) -> Facts:
    """What is known of one record, a line per field that is filled."""
    return Facts([*(Fact(_(field.label), in_words(field, record)) for field in fields), *more], title)


def in_words(field: Field, record: object) -> str:
    """What the record says of the field, as people read it."""
    if field.kind is Kind.BUDGET:
        low, high = getattr(record, f"{field.name}_min"), getattr(record, f"{field.name}_max")
        return budget(low, high)
    return value_in_words(field, getattr(record, field.name), _UNITS.get(field.kind))


def value_in_words(field: Field, value: object, unit: Unit | None) -> str:
    """A value of the field as people read it, the label of a code; empty for none."""
    if field.codes is not None and isinstance(value, str) and value:
        return field.codes.label(value)
    return cell(value, unit)


def budget(low: int | None, high: int | None) -> str:
    """A range of money (minor units) as people read it."""
    if low is None:
        return ""
    if high is None:
        return _("{amount} or more").format(amount=cell(low, Unit.MONEY))
    return cell(low, Unit.MONEY) if low == high else f"{cell(low, Unit.MONEY)} – {cell(high, Unit.MONEY)}"


def _option(field: Field) -> Parameter:
    flag = "--" + field.name.removesuffix("_on").replace("_", "-")
    option = typer.Option(flag, metavar=_placeholder(field), help=_help(field), show_default=False)
    return Parameter(
        f"{_PREFIX}{field.name}",
        Parameter.KEYWORD_ONLY,
        default=None,
        annotation=Annotated[str | None, option, *_offers(field)],
    )


def _offers(field: Field) -> list[Offers]:
    if field.codes is not None:
        return [coded(field.codes)]
    return [named(field.refers_to)] if field.refers_to else []


def _placeholder(field: Field) -> str:
    match field.kind:
        case Kind.MONEY | Kind.FINE_MONEY | Kind.BUDGET:
            return _("AMOUNT")
        case Kind.DATE:
            return _("DAY")
        case Kind.INTEGER | Kind.NUMBER | Kind.PERCENT:
            return _("NUMBER")
        case Kind.REFERENCE:
            return _("NAME")
        case Kind.FLAG:
            return _("yes|no")
    return _("TEXT")


def _help(field: Field) -> str:
    if field.codes is not None:
        choices = _(", ").join(field.codes.label(code) for code in field.codes.codes)
        return _("{label}: {choices}.").format(label=_(field.label), choices=choices)
    return _("{label}.").format(label=_(field.label))
