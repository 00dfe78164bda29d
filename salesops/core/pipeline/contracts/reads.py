"""What was signed: the list with its total, and one contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from salesops.core.db.fields import joined, selected, with_fields
from salesops.core.db.rows import existing, records
from salesops.core.db.sql import CONTRACTS, REVENUE, at_most
from salesops.core.pipeline.contracts.fields import FIELDS, VOID
from salesops.core.values.money import FineMoney, Money
from salesops.core.values.periods import Period
from salesops.core.values.units import Day

SHOWN = (*(field for field in FIELDS if field.name != "code"), *VOID)  # the code is known as the number
_CONTRACTS = f"""
    SELECT k.id, k.code AS number, k.customer_id, k.opportunity_id, {selected(SHOWN, "k")}
    FROM contract AS k {joined(SHOWN, "k")}
    WHERE {{wanted}} ORDER BY k.signed_on DESC, k.id DESC {{limit}}"""
_SAME = f"""
    SELECT code FROM {CONTRACTS} k
    WHERE customer_id = :customer_id AND signed_on = :signed_on AND amount = :amount
      AND coalesce(opportunity_id, 0) = coalesce(:opportunity_id, 0) ORDER BY id LIMIT 1"""
_TOTALS = f"SELECT count(*) AS count, coalesce({REVENUE}, 0) AS amount FROM contract k WHERE {{wanted}}"


@with_fields(SHOWN)
class Contract:
    """One contract: what `SHOWN` tell, and its number. A void one counts nowhere."""

    id: int
    number: str
    customer_id: int
    customer: str
    opportunity_id: int | None
    opportunity: str | None
    rep: str | None
    product: str | None
    region: str | None
    amount: FineMoney
    signed_on: Day
    start_on: Day | None
    end_on: Day | None
    delivery_days: int | None
    payment_terms: str | None
    legal_approved: bool
    manager_approved: bool
    void_on: Day | None


@dataclass(frozen=True)
class ContractTotals:
    """How many contracts, and what they are worth in minor units: summed exactly, rounded once."""

    count: int
    amount: Money


@dataclass(frozen=True)
class ContractFilter:
    """Which contracts a list shows; what is None does not matter, void ones are shown alone or not at all."""

    customer_id: int | None = None
    rep_id: int | None = None
    period: Period | None = None
    void: bool = False


def contracts(db: Connection, wanted: ContractFilter, *, limit: int = 0) -> Iterator[Contract]:
    """Those that `wanted` lets through, latest first; at most `limit`, 0 for all."""
    conditions, values = _conditions(wanted)
    return _contracts(db, conditions, values, limit=limit)


def totals(db: Connection, wanted: ContractFilter) -> ContractTotals:
    """How many those are and what they are worth together."""
    conditions, values = _conditions(wanted)
    return next(records(db.execute(_TOTALS.format(wanted=conditions), values), ContractTotals))


def contract(db: Connection, contract_id: int) -> Contract:
    """The one with that id; Conflict when it was removed."""
    return existing(_contracts(db, "k.id = :id", {"id": contract_id}))


def signed_for(db: Connection, opportunity_id: int) -> list[Contract]:
    """The contracts that stand for an opportunity, the latest first."""
    wanted = "k.opportunity_id = :opportunity AND k.void_on IS NULL"
    return list(_contracts(db, wanted, {"opportunity": opportunity_id}))


def _contracts(
    db: Connection, wanted: str, values: Mapping[str, object], *, limit: int = 0
) -> Iterator[Contract]:
    sql = _CONTRACTS.format(wanted=wanted, limit=at_most(limit))
    return records(db.execute(sql, {**values, "limit": limit}), Contract)


def _conditions(wanted: ContractFilter) -> tuple[str, Mapping[str, object]]:
    conditions = ["k.void_on IS NOT NULL" if wanted.void else "k.void_on IS NULL"]
    values: dict[str, object] = {}
    if wanted.customer_id is not None:
        conditions.append("k.customer_id = :customer_id")
        values["customer_id"] = wanted.customer_id
    if wanted.rep_id is not None:
        conditions.append("k.rep_id = :rep_id")
        values["rep_id"] = wanted.rep_id
    if wanted.period is not None:
        conditions.append("k.signed_on >= :start AND k.signed_on < :end")
        values |= {"start": wanted.period.start.isoformat(), "end": wanted.period.end.isoformat()}
    return " AND ".join(conditions), values


def same(db: Connection, contract: Mapping[str, object]) -> str | None:
    """The number of the first contract, not void, of the same customer, day, amount and opportunity."""
    told = ("customer_id", "signed_on", "amount", "opportunity_id")
    row = db.execute(_SAME, {column: contract.get(column) for column in told}).fetchone()
    return row[0] if row else None


def signed_on(db: Connection, number: str) -> date | None:
    """When the contract of this number was signed; None when there is none."""
    row = db.execute("SELECT signed_on FROM contract WHERE code = :number", {"number": number}).fetchone()
    return date.fromisoformat(row[0]) if row else None
