"""Correcting what was signed: contracts that are changed or void, deals that are open again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection
from typing import Any

from salesops.core.customers import reads as customers
from salesops.core.customers.reads import CustomerFacts
from salesops.core.db import records
from salesops.core.db.records import Record
from salesops.core.errors import BadValue, Conflict
from salesops.core.i18n import _
from salesops.core.pipeline.contracts import reads, rules
from salesops.core.pipeline.contracts.reads import Contract
from salesops.core.pipeline.opportunities import reads as opportunities
from salesops.core.pipeline.opportunities.reads import Opportunity
from salesops.core.pipeline.opportunities.writes import SavedOpportunity
from salesops.core.pipeline.opportunities.writes import edit as edit_opportunity
from salesops.core.pipeline.signing.consequences import follow, open_again
from salesops.core.pipeline.signing.writes import apply_signing, check_number
from salesops.core.pipeline.stages.reads import days_of_changes
from salesops.core.pipeline.stages.rules import check_change, is_open
from salesops.core.values.dates import format_date, stored_day

_SHARED = ("amount", "product", "region")  # what a contract has from the deal that it won


@dataclass(frozen=True)
class Picture:
    """Contracts with the deals and customers that depend on them, at one moment."""

    contracts: tuple[Contract, ...]
    deals: tuple[Opportunity, ...]
    customers: tuple[CustomerFacts, ...]


@dataclass(frozen=True)
class Corrected:
    """What a correction found and what it left."""

    before: Picture
    after: Picture


@dataclass(frozen=True)
class CorrectedDeal(Corrected):
    """A deal that was changed, with the contract that went along, if one did."""

    saved: SavedOpportunity


def edit(
    db: Connection, contract_id: int, facts: Mapping[str, Any], *, today: date, by: int | None
) -> Corrected:
    """Change the given fields of a contract. The deals and customers concerned follow.

    Raises BadValue for impossible days and for the opportunity of another customer, Conflict for a number that is
    taken and for a void contract.
    """
    stored = _standing(db, contract_id)
    contract = {**stored, **facts}
    moved = any(stored[column] != contract[column] for column in ("customer_id", "opportunity_id"))
    _check(db, stored, contract, today=today)
    deals = {version["opportunity_id"] for version in (stored, contract)} - {None}
    buyers = {stored["customer_id"], contract["customer_id"]}
    before = _picture(db, [contract_id], deals, buyers, today=today)
    records.update(db, "contract", contract_id, facts)
    if moved:
        apply_signing(db, [contract_id], today=today, by=by)
    follow(db, deals, buyers, today=today, by=by)
    return Corrected(before, _picture(db, [contract_id], deals, buyers, today=today))


def void(db: Connection, contract_id: int, reason: str, *, today: date, by: int | None) -> Corrected:
    """Make a contract count nowhere from now on; a deal that nothing else was signed for is open again.

    Raises BadValue without a reason, Conflict for one that is void already.
    """
    stored = _standing(db, contract_id)
    deals, buyers = {stored["opportunity_id"]} - {None}, {stored["customer_id"]}
    before = _picture(db, [contract_id], deals, buyers, today=today)
    _void(db, contract_id, reason, today=today)
    follow(db, deals, buyers, today=today, by=by)
    return Corrected(before, _picture(db, [contract_id], deals, buyers, today=today))


def goes_along(db: Connection, opportunity_id: int, facts: Mapping[str, Any]) -> list[Contract]:
    """The contracts signed for a deal that would say something else than it does, were it changed to `facts`."""
    signed = [records.get(db, "contract", contract.id) for contract in reads.signed_for(db, opportunity_id)]
    shared = {column: facts[column] for column in _SHARED if column in facts}
    return [
        reads.contract(db, contract["id"])
        for contract in signed
        if any(contract[name] != shared[name] for name in shared)
    ]


def edit_deal(
    db: Connection,
    opportunity_id: int,
    facts: Mapping[str, Any],
    *,
    with_contract: bool,
    today: date,
    by: int | None,
) -> CorrectedDeal:
    """Change the given fields of a deal, and `with_contract` what its contract says of them, too.

    Raises what `opportunities.writes.edit` and `edit` raise; Conflict when several contracts would go along.
    """
    along = [contract.id for contract in goes_along(db, opportunity_id, facts)] if with_contract else []
    if len(along) > 1:
        raise Conflict(
            _("Several contracts were signed for it."), _("Correct each with `salesops contract edit`.")
        )
    buyers = [records.get(db, "opportunity", opportunity_id)["customer_id"]]
    before = _picture(db, along, [opportunity_id], buyers, today=today)
    own = dict(facts)
    for contract in along:
        shared = {column: own[column] for column in _SHARED if column in own}
        if "amount" in shared:
            shared["amount"] = rules.amount_of(before.deals[0].name, own.pop("amount"))
            shared["subcent"] = 0
        edit(db, contract, shared, today=today, by=by)
    saved = edit_opportunity(db, opportunity_id, own, today=today)
    return CorrectedDeal(before, _picture(db, along, [opportunity_id], buyers, today=today), saved)


def reopen(
    db: Connection,
    opportunity_id: int,
    stage: str | None,
    *,
    void_because: str | None = None,
    keep_contracts: bool = False,
    today: date,
    by: int | None,
) -> Corrected:
    """Open a closed deal again, in `stage` or else in the last open one that it had.

    What was signed for it is void with the reason `void_because`, or with `keep_contracts` stands by itself.
    Raises Conflict for a deal that is open, and when neither was said of what was signed for it.
    """
    deal = records.get(db, "opportunity", opportunity_id)
    if is_open(deal["stage"]):
        raise Conflict(_("{name} is open.").format(name=deal["name"]))
    signed = reads.signed_for(db, opportunity_id)
    if signed and void_because is None and not keep_contracts:
        raise Conflict(
            _("{name} is won, with contract {number}.").format(name=deal["name"], number=signed[0].number),
            _("Say --void-contract with a --reason, or --keep-contract."),
        )
    numbers = [contract.id for contract in signed]
    before = _picture(db, numbers, [opportunity_id], [deal["customer_id"]], today=today)
    for number in numbers:
        if void_because is not None:
            _void(db, number, void_because, today=today)
        else:
            records.update(db, "contract", number, {"opportunity_id": None})
    if deal["stage"] == "lost":
        open_again(db, opportunity_id, stage, {})
    follow(db, [opportunity_id], [deal["customer_id"]], today=today, by=by, stage=stage)
    return Corrected(before, _picture(db, numbers, [opportunity_id], [deal["customer_id"]], today=today))


def _void(db: Connection, contract_id: int, reason: str, *, today: date) -> None:
    if not reason.strip():
        raise BadValue(_("Why is it void?"), _("Say it with --reason."))
    records.update(db, "contract", contract_id, {"void_on": today.isoformat(), "void_reason": reason.strip()})


def _standing(db: Connection, contract_id: int) -> Record:
    """The contract, which must not be void."""
    contract = records.get(db, "contract", contract_id)
    if contract["void_on"]:
        day = format_date(date.fromisoformat(contract["void_on"]))
        raise Conflict(
            _("Contract {number} is void since {day}: {reason}.").format(
                number=contract["code"], day=day, reason=contract["void_reason"]
            )
        )
    return contract


def _check(db: Connection, stored: Record, contract: Record, *, today: date) -> None:
    """Refuse what a contract cannot be changed to."""
    if contract["code"] != stored["code"]:
        check_number(db, rules.number_given(contract["code"]))
    signed_on = date.fromisoformat(contract["signed_on"])
    rules.check_days(
        signed_on=signed_on,
        start_on=stored_day(contract["start_on"]),
        end_on=stored_day(contract["end_on"]),
        today=today,
    )
    if contract["opportunity_id"] is None:
        return
    deal = records.get(db, "opportunity", contract["opportunity_id"])
    rules.check_parties(contract["customer_id"], deal["customer_id"], deal["name"])
    if any(stored[column] != contract[column] for column in ("signed_on", "opportunity_id")):
        days = days_of_changes(db, deal["id"])
        before = days[:-1] if deal["stage"] == "won" else days
        opened_on = date.fromisoformat(deal["opened_on"])
        check_change(signed_on, opened_on=opened_on, last_on=max(before, default=opened_on), today=today)


def _picture(
    db: Connection,
    contracts: Collection[int],
    deals: Collection[int],
    buyers: Collection[int],
    *,
    today: date,
) -> Picture:
    return Picture(
        tuple(reads.contract(db, number) for number in contracts),
        tuple(opportunities.opportunity(db, number, today=today) for number in deals),
        tuple(customers.facts(db, number) for number in buyers),
    )
