"""What became of contracts, and of what depends on them, when they were corrected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from sqlite3 import Connection
from typing import TYPE_CHECKING

from salesops.commands._context import Context
from salesops.commands._phrases import next_contact
from salesops.commands._results import Done
from salesops.commands.views.changes import Change, changes, corrected
from salesops.core.customers.fields import FIELDS as CUSTOMER
from salesops.core.errors import BadValue
from salesops.core.i18n import N_, _
from salesops.core.pipeline.contracts.fields import FIELDS as CONTRACT
from salesops.core.pipeline.contracts.fields import VOID
from salesops.core.pipeline.opportunities.fields import FIELDS as OPPORTUNITY
from salesops.core.values.fields import Field
from salesops.core.values.money import format_money, rounded

if TYPE_CHECKING:
    from salesops.core.pipeline.contracts.reads import Contract
    from salesops.core.pipeline.signing.corrections import Corrected, CorrectedDeal, Picture
    from salesops.core.targets.reads import Target

_CONTRACT = [Field("number", N_("Number")), *(field for field in CONTRACT if field.name != "code"), *VOID]
_DEAL = [field for field in OPPORTUNITY if field.name != "probability"]  # follows the stage


@dataclass
class Effects:
    """The targets of revenue that contracts counted for before a correction, and count for after it."""

    before: list[Target] = field(default_factory=list)
    after: list[Target] = field(default_factory=list)


@contextmanager
def watching(db: Connection, contract_ids: Collection[int]) -> Iterator[Effects]:
    """What the targets of these contracts are before and after what is done to them inside."""
    from salesops.core.targets.reads import met_by

    effects = Effects(before=[target for number in contract_ids for target in met_by(db, number)])
    yield effects
    effects.after = [target for number in contract_ids for target in met_by(db, number)]


def edited(done: Corrected, effects: Effects) -> Done:
    """Which fields of a contract say something else, and what followed."""
    contract = done.after.contracts[0]
    head = _("Changed contract {number} (id {id}).").format(number=contract.number, id=contract.id)
    return corrected(contract, _changes(done), head, more=[*_effects(done, effects), *_next(done)])


def voided(done: Corrected, effects: Effects) -> Done:
    """That a contract is void, and what followed."""
    contract = done.after.contracts[0]
    head = _("Contract {number} with {customer} over {amount} is void.").format(
        number=contract.number, customer=contract.customer, amount=format_money(rounded(contract.amount))
    )
    return corrected(contract, _changes(done), head, more=[*_effects(done, effects), *_next(done)])


def reopened(done: Corrected, effects: Effects) -> Done:
    """That a deal is open again, and what became of what was signed for it."""
    deal = done.after.deals[0]
    head = _("{name} is open again (id {id}).").format(name=deal.name, id=deal.id)
    return corrected(deal, _changes(done), head, more=[*_effects(done, effects), *_next(done)])


def deal_edited(done: CorrectedDeal, effects: Effects, left: Sequence[Contract]) -> Done:
    """Which fields of a deal say something else, what went along, and which contracts are `left` as they were."""
    deal = done.saved
    head = _("Changed opportunity {name} (id {id}).").format(name=deal.name, id=deal.id)
    sentence = _("Contract {number} says what it said: `salesops contract edit` changes it.")
    more = [*_effects(done, effects), *next_contact(deal.next_due_on)]
    notes = [sentence.format(number=contract.number) for contract in left]
    return corrected(deal, _changes(done), head, more=more, notes=notes)


def along(context: Context, contracts: Sequence[Contract], choice: bool | None) -> bool:
    """Whether what was signed for a deal is to be changed with it: as it was said, else as the user answers."""
    if choice is not None or not contracts:
        return bool(choice)
    return context.ask(_("Change contract {contract}, too?").format(contract=_named(contracts[0])))


def fate(context: Context, opportunity_id: int, void: bool | None, reason: str | None) -> str | None:
    """Why what was signed for a deal is to be void; None when it is not. BadValue without a reason."""
    from salesops.core.pipeline.contracts.reads import signed_for

    signed = signed_for(context.db, opportunity_id) if void is None else []
    if signed and context.ask(_("Make contract {contract} void, too?").format(contract=_named(signed[0]))):
        void = True
    if void and reason is None:
        raise BadValue(_("Why is it void?"), _("Say it with --reason."))
    return reason if void else None


def _named(contract: Contract) -> str:
    amount = format_money(rounded(contract.amount))
    return _("{number} over {amount}").format(number=contract.number, amount=amount)


def _changes(done: Corrected) -> list[Change]:
    """The contract, the deals and the customers, each with what says something else now."""
    corrections = []
    for contract, after in zip(done.before.contracts, done.after.contracts, strict=True):
        corrections += changes("contract", _CONTRACT, contract, after, name=after.number)
    for deal, now in zip(done.before.deals, done.after.deals, strict=True):
        corrections += changes("opportunity", _DEAL, deal, now, name=now.name)
    for customer, then in zip(done.before.customers, done.after.customers, strict=True):
        corrections += changes("customer", CUSTOMER, customer, then, name=then.name)
    return corrections


def _effects(done: Corrected, effects: Effects) -> list[str]:
    """What the months gain and lose, and which targets."""
    before, after = _by_month(done.before), _by_month(done.after)
    lines = []
    for month in sorted({*before, *after}):
        difference = rounded(after[month] - before[month])
        sentence = _("{month}: {amount} more.") if difference > 0 else _("{month}: {amount} less.")
        if difference:
            lines.append(sentence.format(month=month, amount=format_money(abs(difference))))
    lost = [target for target in effects.before if target not in effects.after]
    won = [target for target in effects.after if target not in effects.before]
    if lost:
        lines.append(_("Counts no longer for: {targets}.").format(targets=_titles(lost)))
    if won:
        lines.append(_("Counts now for: {targets}.").format(targets=_titles(won)))
    return lines


def _next(done: Corrected) -> list[str]:
    return next_contact(done.after.customers[-1].next_due_on)


def _by_month(picture: Picture) -> Counter[str]:
    """What the contracts are worth together (hundredths of a minor unit) by month of signing."""
    worth: Counter[str] = Counter()
    for contract in picture.contracts:
        if not contract.void_on:
            worth[contract.signed_on[:7]] += contract.amount
    return worth


def _titles(targets: list[Target]) -> str:
    from salesops.commands.views.targets import title

    return _(", ").join(title(target) for target in targets)
