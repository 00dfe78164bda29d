"""How a contract is numbered, and what its days and amount may be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from salesops.core.errors import BadValue, Conflict
from salesops.core.i18n import _
from salesops.core.pipeline.stages.rules import check_past
from salesops.core.values.dates import format_date
from salesops.core.values.money import Money


def prefix(letters: str, year: int) -> str:
    """How the numbers that we give in `year` begin."""
    return f"{letters}-{year:04}-"


def number(letters: str, year: int, place: int) -> str:
    """The number of our contract at that place of the year: HT-2026-0001, HT-2026-0002 …"""
    return f"{prefix(letters, year)}{place:04}"


def number_given(code: str | None) -> str:
    """`code` itself; BadValue when it was emptied."""
    if not code:
        raise BadValue(_("{field} must not be empty.").format(field=_("Number")))
    return code


def highest(letters: str, year: int, taken: Iterable[str]) -> int:
    """The highest place that `taken` numbers have in `year`; 0 when none is of our pattern."""
    start = prefix(letters, year)
    tails = (number.removeprefix(start) for number in taken if number.startswith(start))
    return max((int(tail) for tail in tails if tail.isascii() and tail.isdigit()), default=0)


def signer(
    *, told: int | None, deal_owner: int | None, customer_owner: int | None, by: int | None = None
) -> int | None:
    """Whose contract it is for good: the rep told, else the owner of deal or customer, else who enters it."""
    return next((rep for rep in (told, deal_owner, customer_owner, by) if rep is not None), None)


def amount_of(name: str, amount: Money | None) -> Money:
    """`amount` itself; BadValue when nobody knows what the opportunity was won at."""
    if amount is None:
        raise BadValue(
            _("The amount of {name} is not known.").format(name=name),
            _("Say what it was won at with --amount."),
        )
    return amount


def check_new_to_us(same: str | None) -> None:
    """Raise Conflict when there is the `same` (its number) already."""
    if same is not None:
        raise Conflict(
            _("There is contract {number} already, of the same customer, day and amount.").format(
                number=same
            ),
            _("Use --force if this is another one."),
        )


def check_parties(contract_customer: int, deal_customer: int, deal: str) -> None:
    """Raise BadValue when the opportunity is somebody else's."""
    if contract_customer != deal_customer:
        raise BadValue(_("{deal} is an opportunity of another customer.").format(deal=deal))


def check_days(*, signed_on: date, start_on: date | None, end_on: date | None, today: date) -> None:
    """Raise BadValue for a contract signed in the future, or that ends before it starts."""
    check_past(signed_on, today=today)
    if start_on and end_on and end_on < start_on:
        raise BadValue(
            _("The contract would end on {end}, before it starts on {start}.").format(
                end=format_date(end_on), start=format_date(start_on)
            )
        )
