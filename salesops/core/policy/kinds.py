"""The kinds of value a policy document may hold: each takes a TOML value or says what it accepts."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise

from salesops.core.errors import BadValue
from salesops.core.i18n import _
from salesops.core.policy.rules import Band
from salesops.core.values.money import Money, parse_money
from salesops.core.values.steps import Step
from salesops.core.values.text import shown


class Refused(ValueError):
    """The value cannot be taken; the message says what can."""


def whole(least: int, most: int) -> Callable[[object], int]:
    """A whole number from `least`, up to and including `most`."""

    def read(value: object) -> int:
        if type(value) is int and least <= value <= most:
            return value
        raise _refused(value, _("a whole number from {least} to {most}").format(least=least, most=most))

    return read


def money(value: object) -> Money:
    """An amount in major units, or a text such as "50万"; minor units are returned."""
    if isinstance(value, int | Decimal | str) and not isinstance(value, bool):
        try:
            return parse_money(f"{value:f}" if isinstance(value, Decimal) else str(value))
        except BadValue:
            pass
    raise _refused(value, _('an amount such as 500000, 0.01 or "50万"'))


def flag(value: object) -> bool:
    """True or false."""
    if isinstance(value, bool):
        return value
    raise _refused(value, _("true or false"))


def text(value: object) -> str:
    """A text that is not empty."""
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise _refused(value, _("a text in quotes"))


def step(value: object) -> Step:
    """A cadence such as "3d", "2w" or "1m"."""
    if isinstance(value, str):
        try:
            return Step.parse(value)
        except BadValue:
            pass
    raise _refused(value, _('days, weeks or months such as "3d", "2w", "1m"'))


def one_of(*accepted: str) -> Callable[[object], str]:
    """One of some texts."""

    def read(value: object) -> str:
        if isinstance(value, str) and value in accepted:
            return value
        raise _refused(value, ", ".join(f'"{text}"' for text in accepted))

    return read


def bands(
    limit: str, read_limit: Callable[[object], int], *, descending: bool
) -> Callable[[object], tuple[Band, ...]]:
    """A list of tables { `limit` = …, points = … } in falling or rising order of the limit."""

    def read(value: object) -> tuple[Band, ...]:
        if not isinstance(value, list) or not value:
            raise _refused(
                value, _("a list of bands such as {band}").format(band=f"{{ {limit} = 6, points = 100 }}")
            )
        read_bands = tuple(_band(item, limit, read_limit, number) for number, item in enumerate(value, 1))
        limits = [at for at, _points in read_bands]
        if any((a <= b) if descending else (a >= b) for a, b in pairwise(limits)):
            order = _("highest first") if descending else _("lowest first")
            raise Refused(
                _("the bands must stand in order of {limit}, {order}").format(limit=limit, order=order)
            )
        return read_bands

    return read


def _band(value: object, limit: str, read_limit: Callable[[object], int], number: int) -> Band:
    if not isinstance(value, dict) or set(value) != {limit, "points"}:
        raise Refused(
            _("band {number} must be {band}").format(number=number, band=f"{{ {limit} = …, points = … }}")
        )
    try:
        return read_limit(value[limit]), whole(0, 100)(value["points"])
    except Refused as refused:
        raise Refused(_("band {number}: {problem}").format(number=number, problem=refused)) from None


def unknown_key(key: str, known: Sequence[str]) -> str:
    """What to say about a key that nobody knows."""
    near = difflib.get_close_matches(key, known, 1)
    if near:
        return _("unknown key, did you mean {near}?").format(near=near[0])
    return _("unknown key; known here: {keys}").format(keys=", ".join(known))


def _refused(value: object, accepted: str) -> Refused:
    return Refused(
        _("{value} is not accepted, only {accepted}").format(value=_shown(value), accepted=accepted)
    )


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, dict):
        return "{ … }"
    return "[ … ]" if isinstance(value, list) else str(value)
