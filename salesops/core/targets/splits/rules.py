"""How a target is divided: what by, and into whole units that add up to it exactly."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
from re import fullmatch
from typing import TypeVar

from salesops.core.errors import BadValue, Conflict
from salesops.core.i18n import N_, _
from salesops.core.targets.rules import METHODS, Scope, format_value, is_sum
from salesops.core.values.codes import Codes
from salesops.core.values.dates import add_days
from salesops.core.values.periods import Period
from salesops.core.values.text import half_width, shown

Key = TypeVar("Key", bound=Hashable)
Weight = Fraction | int

PARTS = Codes(
    N_("kind of parts"),
    {
        "quarters": N_("quarters"),
        "months": N_("months"),
        "weeks": N_("weeks"),
        "reps": N_("reps"),
        "customers": N_("customers"),
    },
    also={"季": "quarters", "月度": "months", "周": "weeks"},
)
PERIODS = ("quarters", "months", "weeks")
BLENDED = ("history", "equal", "ability")
_OF_PERIODS = ("workdays", "seasonality", "equal", "weights")
# What each kind of parts can be split by; the first is taken unless told otherwise.
METHODS_OF = {
    "quarters": _OF_PERIODS,
    "months": _OF_PERIODS,
    "weeks": _OF_PERIODS,
    "reps": (*BLENDED, "weights", "blend"),
    "customers": ("grade",),
}
_TO_THURSDAY = 3  # days; the year of a week is that of its Thursday
_NUMBER = r"([0-9]{1,15}(?:\.[0-9]{0,15})?|\.[0-9]{1,15})(%?)"


@dataclass(frozen=True)
class By:
    """What a target is split by; `weights` in the order of the parts, `mix` the weight of each blended method."""

    method: str
    weights: tuple[Fraction, ...] = ()
    mix: Mapping[str, Fraction] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True)
class Part:
    """Where a part of a target belongs."""

    period: Period
    scope: Scope


@dataclass(frozen=True)
class Order:
    """What is to be split to which parts, and how. No basis is the year before; no reps is whoever sells then."""

    period: Period
    metric: str
    scope: Scope
    to: str
    by: By
    basis: Period | None = None
    reps: tuple[int, ...] = ()


def check_order(order: Order) -> None:
    """Raise BadValue for an order that makes no sense: what it asks for cannot be split that way."""
    if not is_sum(order.metric):
        raise BadValue(
            _("A collection rate is not split: rates do not add up."), _("Set it for each with target set.")
        )
    if order.to == "reps" and (order.scope.rep_id or order.scope.customer_id):
        raise BadValue(
            _("The target of one rep or customer is not split to reps."), _("Leave --rep and --customer out.")
        )
    if order.to == "customers" and order.scope != Scope(rep_id=order.scope.rep_id or -1):
        raise BadValue(_("Only a rep's target is split to customers."), _("Say whose with --of-rep."))
    _check_options(order)


def _check_options(order: Order) -> None:
    if order.reps and order.to != "reps":
        raise BadValue(_("--reps goes with --to reps only."))
    if order.basis and order.to != "reps" and order.by.method != "seasonality":
        raise BadValue(_("--basis goes with --to reps or --by seasonality only."))
    if order.by.method == "weights" and order.to == "reps" and not order.reps:
        raise BadValue(
            _("Weights alone do not say for whom."), _("Name the reps in the same order: --reps A,B,C.")
        )


def split(
    total: int, weights: Mapping[Key, Weight], locked: Mapping[Key, int], metric: str = "revenue"
) -> dict[Key, int]:
    """Whole units for every key of `weights` and `locked` that add up to `total`, by largest remainder.

    Locked parts keep their value, the others share what is left by weight; ties go to the larger share, then
    to whoever comes first. Raises Conflict when the locked parts leave no way to reach `total`.
    """
    rest = total - sum(locked.values())
    free = {key: weight for key, weight in weights.items() if key not in locked}
    _check_rest(rest, total, any(free.values()), metric)
    parts = {**dict.fromkeys(weights, 0), **locked}
    return parts | _largest_remainders(rest, shares(free))


def shares(weights: Mapping[Key, Weight]) -> dict[Key, Fraction]:
    """Each weight as an exact share of their sum; nothing but zeros stays zeros."""
    whole = Fraction(sum(weights.values())) or Fraction(1)
    return {key: weight / whole for key, weight in weights.items()}


def blend(components: Mapping[str, Mapping[Key, Weight]], mix: Mapping[str, Fraction]) -> dict[Key, Fraction]:
    """The shares of several methods, mixed: history=0.6, equal=0.4 is 0.6 of one's history share and so on."""
    mixed: dict[Key, Fraction] = {}
    for method, part in shares(mix).items():
        for key, share in shares(components[method]).items():
            mixed[key] = mixed.get(key, Fraction(0)) + part * share
    return mixed


def _largest_remainders(total: int, exact: Mapping[Key, Fraction]) -> dict[Key, int]:
    parts = {key: floor(total * share) for key, share in exact.items()}
    left = total - sum(parts.values())
    by_remainder = sorted(exact, key=lambda key: (total * exact[key] - parts[key], exact[key]), reverse=True)
    for key in by_remainder[:left]:
        parts[key] += 1
    return parts


def _check_rest(rest: int, total: int, has_takers: bool, metric: str) -> None:
    if rest >= 0 and (has_takers or not rest):
        return
    locked, whole = format_value(metric, total - rest), format_value(metric, total)
    if rest < 0:
        raise Conflict(
            _("The locked parts add up to {locked}, more than the whole of {whole}.").format(
                locked=locked, whole=whole
            ),
            _("Raise the whole, or set a locked part anew with --unlocked."),
        )
    raise Conflict(
        _("Nobody is left to take what the locked parts ({locked}) leave of {whole}.").format(
            locked=locked, whole=whole
        ),
        _("Set a locked part anew with --unlocked, or split by something else."),
    )


def parse_by(text: str | None, to: str) -> By:
    """What `--by` means for parts of the kind `to`: a method, weights (30,40,30) or a blend (history=0.6,…)."""
    if text is None:
        return By(METHODS_OF[to][0])
    plain = "".join(half_width(text).split()).casefold()
    by = _parse_weights(plain) or _parse_blend(plain) or _parse_method(plain)
    if by is None or by.method not in METHODS_OF[to]:
        raise BadValue(
            _("{text} is no way to split to {parts}.").format(text=shown(text), parts=PARTS.label(to)),
            hint(to),
        )
    return by


def hint(to: str) -> str:
    """What can be given as `--by` for parts of the kind `to`."""
    if to in PERIODS:
        return _("Use workdays, seasonality, equal, or a weight for each part such as 30,40,30.")
    if to == "reps":
        return _("Use history, equal, ability, or a blend such as history=0.6,equal=0.2,ability=0.2.")
    return _("Customers share by their grade: leave --by out.")


def _parse_weights(text: str) -> By | None:
    pieces = text.split(",")
    numbers = [number for piece in pieces if (number := _parse_number(piece)) is not None]
    if not pieces or len(numbers) < len(pieces):
        return None
    if not any(numbers):
        raise BadValue(_("The weights are all zero."), _("Give at least one that is not."))
    return By("weights", weights=tuple(numbers), text=text)


def _parse_blend(text: str) -> By | None:
    if "=" not in text:
        return None
    mix: dict[str, Fraction] = {}
    for piece in text.split(","):
        name, _equals, amount = piece.partition("=")
        method, weight = _parse_method(name), _parse_number(amount)
        if method is None or method.method not in BLENDED or weight is None or method.method in mix:
            raise BadValue(_("{text} cannot be blended.").format(text=shown(piece)), hint("reps"))
        mix[method.method] = weight
    if not any(mix.values()):
        raise BadValue(_("The weights are all zero."), _("Give at least one that is not."))
    return By("blend", mix={name: weight for name, weight in mix.items() if weight}, text=text)


def _parse_method(text: str) -> By | None:
    if text in ("potential", "潜力"):
        raise BadValue(_("The potential of a region is not known yet."), hint("reps"))
    try:
        method = METHODS.parse(text)
    except BadValue:
        return None
    return None if method in ("weights", "blend") else By(method)


def _parse_number(text: str) -> Fraction | None:
    match = fullmatch(_NUMBER, text)
    return match and Fraction(match[1]) / (100 if match[2] else 1)


def periods_of(period: Period, to: str) -> tuple[Period, ...]:
    """The quarters, months or weeks that make up `period`; a week belongs to where its Thursday lies.

    Raises BadValue when they are not several, or do not fill it.
    """
    of: Mapping[str, Callable[[], tuple[Period, ...]]] = {
        "quarters": period.quarters,
        "months": period.months,
        "weeks": period.weeks,
    }
    parts = of[to]()
    if len(parts) < 2:
        raise BadValue(
            _("{period} does not consist of several {parts}.").format(period=period, parts=PARTS.label(to)),
            _("Choose a longer period or smaller parts."),
        )
    return parts


def in_order(by: By, keys: Iterable[Key], names: str) -> dict[Key, Weight]:
    """The weights given one by one, for the parts in their order. Raises BadValue unless there is one for each."""
    parts = list(keys)
    if len(by.weights) != len(parts):
        raise BadValue(
            _("{weights} does not give one weight for each of the {count} parts: {names}.").format(
                weights=by.text, count=len(parts), names=names
            )
        )
    return dict(zip(parts, by.weights, strict=True))


def year_before(period: Period) -> Period:
    """The calendar year before the one that `period` begins in."""
    year = Period.year_of(add_days(period.start, _TO_THURSDAY))
    return year.previous()


def as_options(method: str, basis: str | None) -> list[str]:
    """The options of `target split` that ask for what a part remembers as its method and basis."""
    by, _space, period = (basis or "").partition(" ")
    if method in ("weights", "blend"):
        return ["--by", by, *(["--basis", period] if period else [])]
    return ["--by", method, *(["--basis", by] if method in ("history", "seasonality") else [])]
