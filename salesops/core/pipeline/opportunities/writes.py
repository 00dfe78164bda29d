"""Adding and changing opportunities, and moving them from stage to stage. To win one is to sign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, select

from salesops.core.customers.models import Customer
from salesops.core.db.session import raw
from salesops.core.errors import Conflict
from salesops.core.i18n import _
from salesops.core.pipeline.models import Contract, Opportunity
from salesops.core.pipeline.opportunities import rules
from salesops.core.pipeline.stages.reads import days_of_changes
from salesops.core.pipeline.stages.rules import check_change, check_opened
from salesops.core.pipeline.stages.writes import record_stages
from salesops.core.schedule.writes import reschedule
from salesops.core.team.models import Rep
from salesops.core.values.dates import stored_day


@dataclass(frozen=True)
class SavedOpportunity:
    """The opportunity that was written, the stage it was in before, and when its customer is due next (ISO)."""

    id: int
    name: str
    customer: str
    owner: str | None
    stage: str
    was: str | None
    next_due_on: str | None


def add(session: Session, facts: Mapping[str, Any], *, today: date, by: int | None) -> SavedOpportunity:
    """Start an opportunity. Unless told it is called after customer and product, is owned by `by`, opened today.

    Raises BadValue for one that is closed or opened in the future, Conflict when its code is taken.
    """
    told = {name: value for name, value in facts.items() if value is not None}
    deal = Opportunity(**{"name": "", "opened_on": today.isoformat(), **told})
    opened_on = date.fromisoformat(deal.opened_on)
    rules.check_new(opened_on, stage=deal.stage, today=today)
    rules.check_expected(opened_on, stored_day(deal.expected_close_on))
    customer = session.get_one(Customer, deal.customer_id)
    deal.name = deal.name or _name(deal, customer)
    deal.owner_id = deal.owner_id or by or customer.owner_id
    return _write(session, deal, was=None, on=opened_on, by=by)


def edit(session: Session, opportunity_id: int, facts: Mapping[str, Any], *, today: date) -> SavedOpportunity:
    """Change the given fields; the stage has its own ways. A name that is emptied is made anew.

    Raises BadValue for an opening day that does not go with the history, Conflict for a code that is taken
    and for the amount of one that was signed.
    """
    deal = session.get_one(Opportunity, opportunity_id)
    customer = session.get_one(Customer, deal.customer_id)
    _check_free(session, deal, facts)
    later = days_of_changes(raw(session), opportunity_id)[1:]
    for name, value in facts.items():
        setattr(deal, name, value)
    deal.name = deal.name or _name(deal, customer)
    opened_on = rules.check_given(stored_day(deal.opened_on))
    if "opened_on" in facts:
        check_opened(opened_on, before=min(later, default=None), today=today)
    if {"opened_on", "expected_close_on"} & facts.keys():
        rules.check_expected(opened_on, stored_day(deal.expected_close_on))
    return _write(session, deal, was=deal.stage, on=today, by=None)


def move(
    session: Session, opportunity_id: int, stage: str, *, on: date, today: date, by: int | None
) -> SavedOpportunity:
    """Put the opportunity into an open `stage`, where it may be already; a lost one is open again.

    Raises BadValue for a day that does not go with the history, Conflict for one that was signed.
    """
    deal = session.get_one(Opportunity, opportunity_id)
    if deal.stage == stage:
        return written(session, deal, was=stage)
    rules.check_not_signed(deal.name, contract_number(session, opportunity_id))
    check_day(session, deal, on, today=today)
    was, deal.stage, deal.closed_on, deal.lost_reason = deal.stage, stage, None, None
    return _write(session, deal, was=was, on=on, by=by)


def lose(
    session: Session, opportunity_id: int, reason: str, *, on: date, today: date, by: int | None
) -> SavedOpportunity:
    """Close the opportunity as lost on the day `on`.

    Raises BadValue for a day that does not go with the history and without a reason, Conflict when it is
    closed already.
    """
    why = rules.reason_of(reason)
    deal = session.get_one(Opportunity, opportunity_id)
    rules.check_not_signed(deal.name, contract_number(session, opportunity_id))
    rules.check_not_lost(deal.name, deal.stage, deal.closed_on)
    check_day(session, deal, on, today=today)
    was, deal.stage, deal.closed_on, deal.lost_reason = deal.stage, "lost", on.isoformat(), why
    return _write(session, deal, was=was, on=on, by=by)


def check_day(session: Session, deal: Opportunity, day: date, *, today: date) -> None:
    """Raise BadValue unless the stage of `deal` can change on `day`."""
    assert deal.id is not None
    last_on = max(days_of_changes(raw(session), deal.id))
    check_change(day, opened_on=date.fromisoformat(deal.opened_on), last_on=last_on, today=today)


def contract_number(session: Session, opportunity_id: int) -> str | None:
    """The number of the first contract that was signed for the opportunity."""
    signed = select(Contract.code).where(Contract.opportunity_id == opportunity_id)
    return session.exec(signed.order_by(Contract.signed_on)).first()


def _write(
    session: Session, deal: Opportunity, *, was: str | None, on: date, by: int | None
) -> SavedOpportunity:
    _check_code(session, deal)
    session.add(deal)
    db = raw(session)
    assert deal.id is not None
    record_stages(db, [deal.id], on=on, by=by)
    reschedule(db, [deal.customer_id])
    return written(session, deal, was=was)


def written(session: Session, deal: Opportunity, *, was: str | None) -> SavedOpportunity:
    """What there is to say of `deal` as it stands now."""
    assert deal.id is not None
    owner = session.get(Rep, deal.owner_id) if deal.owner_id else None
    customer = session.get_one(Customer, deal.customer_id)
    session.refresh(customer)
    return SavedOpportunity(
        id=deal.id,
        name=deal.name,
        customer=customer.name,
        owner=owner.name if owner else None,
        stage=deal.stage,
        was=was,
        next_due_on=customer.next_due_on,
    )


def _name(deal: Opportunity, customer: Customer) -> str:
    return rules.name_of(customer.short_name or customer.name, deal.product)


def _check_free(session: Session, deal: Opportunity, facts: Mapping[str, Any]) -> None:
    """Refuse what its stage does not leave open to change."""
    if "amount" in facts and deal.id is not None:
        rules.check_amount_is_free(deal.name, contract_number(session, deal.id))
    if "lost_reason" in facts:
        rules.check_lost(deal.name, deal.stage)


def _check_code(session: Session, deal: Opportunity) -> None:
    with session.no_autoflush:
        other = session.exec(
            select(Opportunity).where(Opportunity.code == deal.code, Opportunity.id != deal.id)
        ).first()
    if deal.code is not None and other:
        raise Conflict(_("The code {code} belongs to {name}.").format(code=deal.code, name=other.name))
