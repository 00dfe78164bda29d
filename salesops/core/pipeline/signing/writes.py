"""Signing contracts, and what follows from it: opportunities are won, customers become active."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection, Cursor, Row
from typing import Any

from salesops.core.customers.writes import record_types
from salesops.core.db import bulk, records
from salesops.core.db.dialect import among, chosen, id_list
from salesops.core.db.records import Record
from salesops.core.db.settings import contract_letters
from salesops.core.db.sql import CONTRACTS, SALES
from salesops.core.errors import Conflict
from salesops.core.i18n import _
from salesops.core.pipeline.contracts import reads, rules
from salesops.core.pipeline.opportunities.reads import contract_number
from salesops.core.pipeline.opportunities.rules import check_not_signed
from salesops.core.pipeline.opportunities.writes import check_day
from salesops.core.pipeline.stages.writes import record_history
from salesops.core.schedule.writes import reschedule
from salesops.core.values.dates import add_months, format_date, stored_day
from salesops.core.values.money import Money
from salesops.core.values.units import Day

# What a won opportunity says of its contract.
_WON = f"""
    SELECT o.id AS opportunity_id, o.customer_id, o.owner_id AS deal_owner, c.owner_id AS customer_owner,
           o.product, o.region, o.amount, o.closed_on AS signed_on
    FROM opportunity o JOIN customer c ON c.id = o.customer_id
    WHERE {{wanted}} AND o.stage = 'won' AND o.amount IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM {CONTRACTS} k WHERE k.opportunity_id = o.id)
    ORDER BY o.closed_on, o.id"""
# A contract that came by itself, from another file, of the same customer, day and amount.
_OF_ITS_OWN = f"""
    SELECT o.id, k.id
    FROM opportunity o JOIN {CONTRACTS} k ON k.customer_id = o.customer_id AND k.signed_on = o.closed_on
                                      AND k.amount = o.amount AND k.opportunity_id IS NULL
    WHERE {{wanted}} AND o.stage = 'won'
      AND NOT EXISTS (SELECT 1 FROM {CONTRACTS} e WHERE e.opportunity_id = o.id)
    ORDER BY o.id, k.id"""
_SIGN = ("code", "customer_id", "opportunity_id", "rep_id", "product", "region", "amount", "signed_on")
_SIGNED = f"""
    SELECT k.customer_id, k.amount, k.signed_on, c.type, k.opportunity_id, o.stage, o.opened_on
    FROM {SALES}
    WHERE k.id {among("ids")} ORDER BY k.signed_on, k.id"""


@dataclass(frozen=True)
class Signed:
    """The contract that was written, the opportunity won by it and whether it made the customer active."""

    id: int
    number: str
    customer: str
    amount: Money
    signed_on: date
    rep: str | None
    won: str | None
    now_active: bool
    next_due_on: Day | None


def add(
    db: Connection, facts: Mapping[str, Any], *, today: date, by: int | None, force: bool = False
) -> Signed:
    """Sign a contract, today unless told; an opportunity that it belongs to is won by it.

    Without a number it is given one, without a rep it falls to the owner of the opportunity or customer.

    Raises BadValue for impossible days and for an opportunity of another customer, Conflict for a number that
    is taken and (unless it has one, or `force`) when there is one of that customer, day, amount and opportunity.
    """
    told = {name: value for name, value in facts.items() if value is not None}
    contract = {"signed_on": today.isoformat(), **told}
    signed_on = date.fromisoformat(contract["signed_on"])
    rules.check_days(
        signed_on=signed_on,
        start_on=stored_day(contract.get("start_on")),
        end_on=stored_day(contract.get("end_on")),
        today=today,
    )
    deal = records.get(db, "opportunity", told["opportunity_id"]) if told.get("opportunity_id") else None
    won = deal["name"] if deal and deal["stage"] != "won" else None
    if deal and won:
        check_day(db, deal, signed_on, today=today)
    if not (force or contract.get("code", "").strip()):
        rules.check_new_to_us(reads.same(db, contract))
    contract_id = records.insert(db, "contract", _completed(db, contract, deal, by))
    activated = apply_signing(db, [contract_id], today=today, by=by)
    reschedule(db, [contract["customer_id"]])
    return _signed(db, contract_id, won, activated > 0)


def win(
    db: Connection,
    opportunity_id: int,
    *,
    amount: Money | None,
    on: date,
    number: str | None,
    today: date,
    by: int | None,
) -> Signed:
    """Win the opportunity: its contract is signed on the day `on`, over `amount` or else the deal's own.

    Raises BadValue when no amount is known or the day does not go with the history, Conflict when it is won
    already.
    """
    deal = records.get(db, "opportunity", opportunity_id)
    check_not_signed(deal["name"], contract_number(db, opportunity_id))
    facts = {
        "code": number,
        "customer_id": deal["customer_id"],
        "opportunity_id": opportunity_id,
        "amount": rules.amount_of(deal["name"], deal["amount"] if amount is None else amount),
        "signed_on": on.isoformat(),
    }
    return add(db, facts, today=today, by=by)


def sign_won(
    db: Connection, opportunity_ids: Collection[int] | None, *, today: date, by: int | None
) -> list[int]:
    """Sign what won opportunities (None: all) have no contract for, on their closing days; the new ids.

    One whose amount is not known gets none; one whose contract is there already, of the same customer, day and
    amount, gets that. All that follows from signing is done, see `apply_signing`.
    """
    _tie(db, opportunity_ids)
    (before,) = db.execute("SELECT coalesce(max(id), 0) FROM contract").fetchone()
    contracts = _numbered(db, _won(db, opportunity_ids))
    bulk.insert(
        db, "contract", _SIGN, [tuple(contract[column] for column in _SIGN) for contract in contracts]
    )
    signed = [new for (new,) in db.execute("SELECT id FROM contract WHERE id > ? ORDER BY id", (before,))]
    apply_signing(db, signed, today=today, by=by)
    return signed


def apply_signing(db: Connection, contract_ids: Collection[int], *, today: date, by: int | None) -> int:
    """Do what follows from contracts just added, or just tied to an opportunity; how many customers became active.

    Their opportunities are won on the day of signing and at that amount, which is written into the history of
    stages. Potential customers become active, and so do lost ones when they signed in the last 12 months;
    strategic ones stay what they are. Rescheduling is left to the caller.
    """
    signed = _named(db, _SIGNED, {"ids": id_list(contract_ids)}).fetchall()
    bulk.update(db, "opportunity", ("stage", "lost_reason", "amount", "closed_on"), _wins(signed))
    record_history(db, {row["opportunity_id"] for row in signed} - {None}, on=today, by=by)
    active = {row["customer_id"] for row in signed if _activates(row, year_ago=add_months(today, -12))}
    bulk.update(db, "customer", ("type", "lost_reason"), [(customer, "active", None) for customer in active])
    record_types(db, active)
    return len(active)


def _wins(signed: Iterable[Row]) -> list[tuple[object, ...]]:
    """The opportunities that are won by their first contract, as they are then."""
    wins: dict[int, tuple[object, ...]] = {}
    for row in signed:
        deal = row["opportunity_id"]
        if deal is not None and row["stage"] != "won" and deal not in wins:
            wins[deal] = (deal, "won", None, row["amount"], max(row["signed_on"], row["opened_on"]))
    return list(wins.values())


def _activates(row: Row, *, year_ago: date) -> bool:
    """Whether the contract makes its customer active. A strategic one stays that.

    A lost one is back when it signs now, not when an old contract is entered.
    """
    late = row["signed_on"] > year_ago.isoformat()
    return bool(row["type"] == "potential" or (row["type"] == "lost" and late))


def _completed(db: Connection, contract: Record, deal: Record | None, by: int | None) -> Record:
    """The contract with what was not told: product and region of the deal, who signed, the number."""
    customer = records.get(db, "customer", contract["customer_id"])
    if deal is not None:
        rules.check_parties(contract["customer_id"], deal["customer_id"], deal["name"])
        same = {column: contract.get(column) or deal[column] for column in ("product", "region")}
        contract = {**contract, **same}
    rep = rules.signer(
        told=contract.get("rep_id"),
        deal_owner=deal["owner_id"] if deal else None,
        customer_owner=customer["owner_id"],
        by=by,
    )
    return {**contract, "rep_id": rep, "code": _number(db, contract)}


def _number(db: Connection, contract: Record) -> str:
    """The contract's own number, which must be free, else the next one of its year."""
    number: str = contract.get("code", "").strip()
    if not number:
        year = int(contract["signed_on"][:4])
        return rules.number(contract_letters(db), year, highest_place(db, year) + 1)
    check_number(db, number)
    return number


def check_number(db: Connection, number: str) -> None:
    """Raise Conflict for a number that a contract has, even a void one."""
    signed_on = reads.signed_on(db, number)
    if signed_on is not None:
        raise Conflict(
            _("There is a contract {number} already, signed on {day}.").format(
                number=number, day=format_date(signed_on)
            ),
            _("Give another number, or none to be given one."),
        )


def _tie(db: Connection, opportunity_ids: Collection[int] | None) -> None:
    """Tie won opportunities to contracts that can only be theirs."""
    contracts: dict[int, int] = {}  # by opportunity
    taken: set[int] = set()
    for deal, contract in _of(db, _OF_ITS_OWN, opportunity_ids):
        if deal not in contracts and contract not in taken:
            contracts[deal] = contract
            taken.add(contract)
    ties = [(contract, deal) for deal, contract in contracts.items()]
    bulk.update(db, "contract", ("opportunity_id",), ties)


def _won(db: Connection, opportunity_ids: Collection[int] | None) -> list[dict[str, Any]]:
    """The contracts to be signed for won opportunities, each with the rep that it belongs to."""
    return [_with_signer(**row) for row in _of(db, _WON, opportunity_ids)]


def _of(db: Connection, sql: str, opportunity_ids: Collection[int] | None) -> Cursor:
    wanted, values = chosen("o.id", opportunity_ids)
    return _named(db, sql.format(wanted=wanted), values)


def _with_signer(deal_owner: int | None, customer_owner: int | None, **contract: Any) -> dict[str, Any]:
    rep = rules.signer(told=None, deal_owner=deal_owner, customer_owner=customer_owner)
    return {**contract, "rep_id": rep}


def _numbered(db: Connection, contracts: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The contracts, each with the next number of the year it was signed in."""
    places: dict[int, int] = {}
    letters = contract_letters(db)
    for contract in contracts:
        year = int(contract["signed_on"][:4])
        places[year] = (places[year] if year in places else highest_place(db, year)) + 1
        yield {**contract, "code": rules.number(letters, year, places[year])}


def highest_place(db: Connection, year: int) -> int:
    """The highest place among our own numbers of contracts of `year`; 0 when there is none."""
    letters = contract_letters(db)
    start = rules.prefix(letters, year)
    taken = db.execute(
        "SELECT code FROM contract WHERE code >= :start AND code < :end",
        {"start": start, "end": start + "\uffff"},
    )
    return rules.highest(letters, year, (code for (code,) in taken))


def _named(db: Connection, sql: str, values: Mapping[str, object]) -> Cursor:
    cursor = db.cursor()
    cursor.row_factory = Row
    return cursor.execute(sql, values)


def _signed(db: Connection, contract_id: int, won: str | None, now_active: bool) -> Signed:
    contract = records.get(db, "contract", contract_id)
    customer = records.get(db, "customer", contract["customer_id"])
    return Signed(
        id=contract_id,
        number=contract["code"],
        customer=customer["name"],
        amount=contract["amount"],
        signed_on=date.fromisoformat(contract["signed_on"]),
        rep=records.get(db, "rep", contract["rep_id"])["name"] if contract["rep_id"] else None,
        won=won,
        now_active=now_active,
        next_due_on=customer["next_due_on"],
    )
