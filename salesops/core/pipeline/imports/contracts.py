"""Contracts from files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from sqlite3 import Connection
from typing import Any

from salesops.core.customers.imports import CUSTOMERS
from salesops.core.db.find import name_of
from salesops.core.db.settings import contract_letters
from salesops.core.db.sql import CONTRACTS
from salesops.core.errors import BadValue
from salesops.core.i18n import _
from salesops.core.importing.rows import Values
from salesops.core.importing.spec import Import, ImportContext, ImportOptions, Namesakes, Plan
from salesops.core.pipeline.contracts import rules
from salesops.core.pipeline.contracts.fields import FIELDS
from salesops.core.pipeline.imports.opportunities import OPPORTUNITIES
from salesops.core.pipeline.signing.consequences import follow
from salesops.core.pipeline.signing.writes import apply_signing, highest_place
from salesops.core.schedule.writes import reschedule
from salesops.core.team.imports import REPS
from salesops.core.values.dates import stored_day

_FACTS = ("customer_id", "signed_on", "amount", "subcent", "product", "opportunity_id")


_SAME = f"""
    SELECT code FROM {CONTRACTS} k
    WHERE customer_id = :customer_id AND signed_on = :signed_on AND amount = :amount
      AND opportunity_id IS NOT NULL ORDER BY id LIMIT 1"""


def _known_by(contract: Values, _context: ImportContext) -> Mapping[str, Any]:
    """What a contract without a number says; several may be alike."""
    return {column: contract[column] for column in _FACTS if column in contract}


def _complete(contract: Values, context: ImportContext) -> None:
    deal = context.facts("opportunity", contract.get("opportunity_id"))
    contract["rep_id"] = rules.signer(
        told=contract.get("rep_id"),
        deal_owner=deal.get("owner_id"),
        customer_owner=context.facts("customer", contract["customer_id"]).get("owner_id"),
        by=context.options.by,
    )
    for column in ("product", "region"):
        contract.setdefault(column, deal.get(column))
    for column in ("legal_approved", "manager_approved"):
        contract.setdefault(column, False)


def _check(contract: Values, before: Mapping[str, Any] | None, context: ImportContext) -> None:
    rules.check_days(
        signed_on=date.fromisoformat(contract["signed_on"]),
        start_on=stored_day(contract.get("start_on")),
        end_on=stored_day(contract.get("end_on")),
        today=context.options.today,
    )
    if before is None and not context.options.force:
        _check_not_there(contract, context)
    if before and before["opportunity_id"] and contract["opportunity_id"] == before["opportunity_id"]:
        deal = name_of(context.db, "opportunity", before["opportunity_id"])
        rules.check_parties(contract["customer_id"], before["customer_id"], deal)


def _check_not_there(contract: Values, context: ImportContext) -> None:
    """A won opportunity has brought its contract already, perhaps under a number of ours."""
    number = context.facts("opportunity", contract.get("opportunity_id")).get("contract")
    if "opportunity_id" not in contract:
        same = context.db.execute(_SAME, {column: contract[column] for column in _FACTS[:3]}).fetchone()
        number = same and same[0]
    if number:
        raise BadValue(
            _("A won opportunity has brought this contract already, as {number}.").format(number=number),
            _("--force adds another contract."),
        )


def _finish(contracts: Sequence[Values], context: ImportContext) -> None:
    """Number those that came without a number, after those that have one of ours."""
    numbers = [contract["code"] for contract in contracts if "code" in contract]
    places: dict[int, int] = {}
    letters = contract_letters(context.db)
    for contract in contracts:
        if "code" not in contract:
            year = int(contract["signed_on"][:4])
            if year not in places:
                places[year] = max(highest_place(context.db, year), rules.highest(letters, year, numbers))
            places[year] += 1
            contract["code"] = rules.number(letters, year, places[year])


def _after(db: Connection, plan: Plan, options: ImportOptions) -> None:
    moved = [
        change.before for change in plan.changed if {"customer_id", "opportunity_id"} & change.values.keys()
    ]
    added = [contract["id"] for contract in plan.added]
    apply_signing(db, added + [contract["id"] for contract in moved], today=options.today, by=options.by)
    deals = {change.before["opportunity_id"] for change in plan.changed}
    deals |= {change.values.get("opportunity_id") for change in plan.changed}
    former = {contract["customer_id"] for contract in moved}
    follow(db, deals - {None}, former, today=options.today, by=options.by)
    reschedule(db, plan.ever("customer_id"))


IMPORT = Import(
    record="contract",
    fields=FIELDS,
    references=(REPS, CUSTOMERS, OPPORTUNITIES),
    namesakes=Namesakes.ALIKE,
    known_by=_known_by,
    complete=_complete,
    check=_check,
    finish=_finish,
    after=_after,
)
