"""Opportunities from files: won ones bring their contracts, and the history of stages begins."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from sqlite3 import Connection
from typing import Any

from salesops.core.customers.imports import CUSTOMERS
from salesops.core.db.sql import CONTRACTS
from salesops.core.errors import BadValue
from salesops.core.i18n import _
from salesops.core.importing.references import Reference
from salesops.core.importing.rows import Values
from salesops.core.importing.spec import Import, ImportContext, ImportOptions, Plan
from salesops.core.pipeline.opportunities import rules
from salesops.core.pipeline.opportunities.fields import FIELDS, OUTCOME_FIELD
from salesops.core.pipeline.signing.writes import sign_won
from salesops.core.pipeline.stages.rules import FIRST, check_opened, check_past, is_open
from salesops.core.pipeline.stages.writes import record_history
from salesops.core.policy.reads import current
from salesops.core.schedule.writes import reschedule
from salesops.core.team.imports import REPS
from salesops.core.values.dates import stored_day

_OPPORTUNITIES = f"""
    SELECT o.id, o.code, o.name, o.owner_id, o.product, o.region,
           (SELECT k.code FROM {CONTRACTS} k WHERE k.opportunity_id = o.id ORDER BY k.id LIMIT 1) AS contract
    FROM opportunity o WHERE o.customer_id = :within ORDER BY o.id"""
_CONTRACT = f"SELECT code FROM {CONTRACTS} k WHERE opportunity_id = ? ORDER BY id LIMIT 1"
_SIGNED_FOR_GOOD = ("stage", "amount", "customer_id")


def _derive(deal: Values, context: ImportContext) -> None:
    """What is won or lost has been so since it left the stage beside. Many systems have one closing date: of an open
    opportunity it is the expected one.
    """
    outcome = deal.pop(OUTCOME_FIELD.name, "open")
    if outcome != "open":
        deal["stage"] = outcome
    if is_open(deal.get("stage", FIRST)) and "closed_on" in deal:
        closes = deal.pop("closed_on")
        deal.setdefault("expected_close_on", closes)
    if "probability" in deal:
        _take_own_probability(deal, context.db)


def _take_own_probability(deal: Values, db: Connection) -> None:
    """A list tells of each opportunity its probability, its own or that of its stage: only its own is kept."""
    if deal["probability"] == _stage_percents(db)[deal.get("stage", FIRST)]:
        deal["probability"] = None


@lru_cache(maxsize=1)
def _stage_percents(db: Connection) -> Mapping[str, int]:
    """The team's probabilities and those of what is over, asked for once in a file."""
    return {**current(db).stages, "won": 100, "lost": 0}


def _known_by(deal: Values, context: ImportContext) -> Mapping[str, Any]:
    """By customer and name; where the name is only made up, the day of opening tells two deals apart."""
    known = {"customer_id": deal["customer_id"], "name": _name(deal, context)}
    if "name" not in context.options.fields and "opened_on" in deal:
        known["opened_on"] = deal["opened_on"]
    return known


def _name(deal: Values, context: ImportContext) -> str:
    if "name" in deal:
        return str(deal["name"])
    short = context.facts("customer", deal["customer_id"]).get("short_name")
    return rules.name_of(short or context.name("customer", deal["customer_id"]), deal.get("product"))


def _complete(deal: Values, context: ImportContext) -> None:
    deal["name"] = _name(deal, context)
    deal.setdefault("stage", FIRST)
    if "opened_on" not in deal and is_open(deal["stage"]):
        deal["opened_on"] = context.options.today.isoformat()
    if deal.get("owner_id") is None:
        deal["owner_id"] = (
            context.facts("customer", deal["customer_id"]).get("owner_id") or context.options.by
        )
    for column in ("budget_confirmed", "decider_known", "urgent"):
        deal.setdefault(column, False)


def _check(deal: Values, before: Mapping[str, Any] | None, context: ImportContext) -> None:
    today = context.options.today
    if before:
        _check_signed(deal, before, context)
    opened_on, closed_on = stored_day(deal.get("opened_on")), stored_day(deal.get("closed_on"))
    if is_open(deal["stage"]):
        deal["closed_on"] = closed_on = None
    elif opened_on is None or closed_on is None:
        raise BadValue(_("A closed opportunity needs the days of its opening and closing."))
    else:
        check_past(closed_on, today=today)
    if deal["stage"] == "won" and deal.get("amount") is None:
        raise BadValue(_("A won opportunity needs its amount."))
    if opened_on:
        check_opened(opened_on, before=closed_on, today=today)


def _check_signed(deal: Values, before: Mapping[str, Any], context: ImportContext) -> None:
    """What was signed does not change with the opportunity."""
    if before["stage"] == "won" and any(deal[column] != before[column] for column in _SIGNED_FOR_GOOD):
        contract = context.db.execute(_CONTRACT, (before["id"],)).fetchone()
        if contract:
            rules.check_amount_is_free(before["name"], contract[0])


def _after(db: Connection, plan: Plan, options: ImportOptions) -> None:
    ids = plan.ids()
    record_history(db, ids, on=options.today, by=options.by)
    sign_won(db, ids, today=options.today, by=options.by)
    reschedule(db, plan.ever("customer_id"))


OPPORTUNITIES = Reference("opportunity", sql=_OPPORTUNITIES, within="customer_id")
IMPORT = Import(
    record="opportunity",
    fields=(*FIELDS, OUTCOME_FIELD),
    references=(REPS, CUSTOMERS),
    known_by=_known_by,
    derive=_derive,
    complete=_complete,
    check=_check,
    after=_after,
)
