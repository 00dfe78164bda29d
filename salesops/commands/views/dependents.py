"""What is told of customers, open deals and plans when that changes on which they hang."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from salesops.commands._results import ChangedField
from salesops.commands.views.changes import Change
from salesops.core.i18n import _, ngettext
from salesops.core.pipeline.stages.rules import STAGES
from salesops.core.values.dates import format_date
from salesops.core.values.money import format_money

if TYPE_CHECKING:
    from salesops.core.customers.dependents import Dependents, OpenDeal, PlannedStep


def went_along(held: Dependents, was: str | None, now: str | None) -> list[Change]:
    """The deals and plans that have a new owner with their customer."""
    return [
        *(_owner("opportunity", deal.id, "owner", was, now, deal.name) for deal in held.deals),
        *(_owner("followup", step.id, "rep", was, now, _words(step)) for step in held.steps),
    ]


def _owner(record: str, number: int, field: str, was: str | None, now: str | None, name: str) -> Change:
    return Change(ChangedField(record, number, field, was, now), name, _("Owner"), was or "", now or "")


def stayed(held: Dependents, owner: str | None) -> list[str]:
    """Which deals and plans stay whose they were."""
    with_ = owner or _("nobody")
    return [_("Stays with {owner}: {what}.").format(owner=with_, what=what) for what in _open(held)]


def still_open(held: Dependents) -> list[str]:
    """What was promised and is open at a customer who is no longer to be called."""
    return [_("Still open: {what}.").format(what=what) for what in _open(held)]


def counted(held: Dependents) -> str:
    """How much it is: `12 customers, 3 open deals, 1 planned step`."""
    parts = [
        (len(held.customers), ngettext("{count} customer", "{count} customers", len(held.customers))),
        (len(held.deals), ngettext("{count} open deal", "{count} open deals", len(held.deals))),
        (len(held.steps), ngettext("{count} planned step", "{count} planned steps", len(held.steps))),
    ]
    return _(", ").join(text.format(count=count) for count, text in parts if count)


def _open(held: Dependents) -> Iterator[str]:
    yield from map(_deal, held.deals)
    yield from map(_step, held.steps)


def _deal(deal: OpenDeal) -> str:
    amount = format_money(deal.amount) if deal.amount is not None else ""
    parts = [deal.name, STAGES.label(deal.stage), amount]
    return _("{what} (id {id})").format(what=_(", ").join(filter(None, parts)), id=deal.id)


def _step(step: PlannedStep) -> str:
    return _("{what} (follow-up {id})").format(what=_words(step), id=step.id)


def _words(step: PlannedStep) -> str:
    return _(", ").join([step.objective or _("next step"), format_date(date.fromisoformat(step.due_on))])
