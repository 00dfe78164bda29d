"""What an opportunity is called and worth, and what it cannot be."""

from __future__ import annotations

from datetime import date

from salesops.core.errors import BadValue, Conflict
from salesops.core.i18n import _
from salesops.core.pipeline.stages.rules import check_opened, is_open
from salesops.core.policy.rules import Policy
from salesops.core.values.dates import format_date
from salesops.core.values.money import Money


def name_of(customer: str, product: str | None) -> str:
    """What an opportunity is called unless told: its customer and product."""
    return f"{customer} {product}" if product else customer


def probability(stage: str, own: int | None, policy: Policy) -> int:
    """Percent. What was said of the opportunity itself, else the team's figure; closed is always 100 or 0."""
    return own if own is not None and is_open(stage) else policy.stages[stage]


def weighted(amount: Money | None, percent: int) -> Money | None:
    """The amount times its probability, in minor units, rounded half up. Not known stays not known."""
    return None if amount is None else (amount * percent + 50) // 100


def check_new(opened_on: date, *, stage: str, today: date) -> None:
    """Raise BadValue for a new opportunity that is opened in the future, or closed already."""
    check_opened(opened_on, before=None, today=today)
    if not is_open(stage):
        raise BadValue(
            _("A new opportunity is not won or lost yet."),
            _("Add it as open, then use opportunity win or lose. For a sale alone use contract add."),
        )


def check_given(opened_on: date | None) -> date:
    """`opened_on` itself; BadValue when it was emptied."""
    if opened_on is None:
        raise BadValue(_("{field} must not be empty.").format(field=_("Opened on")))
    return opened_on


def check_new_to_us(name: str, same: int | None) -> None:
    """Raise Conflict when there is the `same` (its id) already."""
    if same is not None:
        raise Conflict(
            _("There is {name} already, of the same amount and day (id {id}).").format(name=name, id=same),
            _("Use --force if this is another one."),
        )


def check_expected(opened_on: date, expected_close_on: date | None) -> None:
    """Raise BadValue for a closing expected before the opportunity was opened."""
    if expected_close_on is not None and expected_close_on < opened_on:
        raise BadValue(
            _("It would close on {close}, before it was opened on {opened}.").format(
                close=format_date(expected_close_on), opened=format_date(opened_on)
            )
        )


def check_not_signed(name: str, contract: str | None) -> None:
    """Raise Conflict for an opportunity that a contract was signed for: what is signed does not go away."""
    if contract is not None:
        raise Conflict(
            _("{name} is won, with contract {number}.").format(name=name, number=contract),
            _("For what is to be sold next, use opportunity add."),
        )


def check_not_lost(name: str, stage: str, closed_on: str | None) -> None:
    """Raise Conflict for an opportunity that is lost already."""
    if stage == "lost" and closed_on:
        raise Conflict(
            _("{name} was lost on {day} already.").format(
                name=name, day=format_date(date.fromisoformat(closed_on))
            ),
            _("Correct the reason with opportunity edit --lost-reason."),
        )


def reason_of(reason: str) -> str:
    """The trimmed reason for a loss; BadValue when nothing is said."""
    if not reason.strip():
        raise BadValue(_("{field} must not be empty.").format(field=_("Reason for the loss")))
    return reason.strip()


def check_lost(name: str, stage: str) -> None:
    """Raise BadValue for a reason for the loss of an opportunity that is not lost."""
    if stage != "lost":
        raise BadValue(
            _("{name} is not lost.").format(name=name), _("To lose it, use opportunity lose --reason.")
        )


def check_amount_is_free(name: str, contract: str | None) -> None:
    """Raise Conflict when the amount is that of a contract."""
    if contract is not None:
        raise Conflict(
            _("{name} is won: its amount is that of contract {number}.").format(name=name, number=contract),
            _("--with-contract corrects both."),
        )
