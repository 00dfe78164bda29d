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


@dataclass(frozen=True)
class Written:
    """The opportunity that was written; `changed` says whether anything is different now."""

    id: int
    name: str
    customer: str
    stage: str
    changed: bool = True


def add(session: Session, facts: Mapping[str, Any], *, today: date, by: int | None) -> Written:
    """Start an opportunity. Unless told it is called after customer and product, and is owned by `by`.

    Raises BadValue for one that is closed or opened in the future, Conflict when its code is taken.
    """
    deal = Opportunity(**facts)
    opened_on = date.fromisoformat(deal.opened_on)
    rules.check_new(opened_on, stage=deal.stage, today=today)
    customer = session.get_one(Customer, deal.customer_id)
    deal.name = deal.name or rules.name_of(customer.short_name or customer.name, deal.product)
    deal.owner_id = deal.owner_id or by or customer.owner_id
    return _write(session, deal, on=opened_on, by=by)


def edit(session: Session, opportunity_id: int, changes: Mapping[str, object], *, today: date) -> Written:
    """Change the given fields; the stage has its own ways.

    Raises BadValue for an opening day that does not go with the history, Conflict for a code that is taken
    and for the amount of one that was signed.
    """
    deal = session.get_one(Opportunity, opportunity_id)
    if "amount" in changes:
        rules.check_amount_is_free(deal.name, contract_number(session, opportunity_id))
    for name, value in changes.items():
        setattr(deal, name, value)
    if "opened_on" in changes:
        later = days_of_changes(raw(session), opportunity_id)[1:]
        check_opened(date.fromisoformat(deal.opened_on), before=min(later, default=None), today=today)
    return _write(session, deal, on=today, by=None)


def move(
    session: Session, opportunity_id: int, stage: str, *, on: date, today: date, by: int | None
) -> Written:
    """Put the opportunity into an open `stage`, where it may be already; a lost one is open again.

    Raises BadValue for a day that does not go with the history, Conflict for one that was signed.
    """
    deal = session.get_one(Opportunity, opportunity_id)
    if deal.stage == stage:
        return _written(session, deal, changed=False)
    rules.check_not_signed(deal.name, contract_number(session, opportunity_id))
    check_day(session, deal, on, today=today)
    deal.stage, deal.closed_on, deal.lost_reason = stage, None, None
    return _write(session, deal, on=on, by=by)


def lose(
    session: Session, opportunity_id: int, reason: str, *, on: date, today: date, by: int | None
) -> Written:
    """Close the opportunity as lost on the day `on`.

    Raises BadValue for a day that does not go with the history, Conflict when it is closed already.
    """
    deal = session.get_one(Opportunity, opportunity_id)
    rules.check_not_signed(deal.name, contract_number(session, opportunity_id))
    rules.check_not_lost(deal.name, deal.stage, deal.closed_on)
    check_day(session, deal, on, today=today)
    deal.stage, deal.closed_on, deal.lost_reason = "lost", on.isoformat(), reason
    return _write(session, deal, on=on, by=by)


def check_day(session: Session, deal: Opportunity, day: date, *, today: date) -> None:
    """Raise BadValue unless the stage of `deal` can change on `day`."""
    assert deal.id is not None
    last_on = max(days_of_changes(raw(session), deal.id))
    check_change(day, opened_on=date.fromisoformat(deal.opened_on), last_on=last_on, today=today)


def contract_number(session: Session, opportunity_id: int) -> str | None:
    """The number of the first contract that was signed for the opportunity."""
    signed = select(Contract.code).where(Contract.opportunity_id == opportunity_id)
    return session.exec(signed.order_by(Contract.signed_on)).first()


def _write(session: Session, deal: Opportunity, *, on: date, by: int | None) -> Written:
    _check_code(session, deal)
    session.add(deal)
    db = raw(session)
    assert deal.id is not None
    record_stages(db, [deal.id], on=on, by=by)
    reschedule(db, [deal.customer_id])
    return _written(session, deal)


def _written(session: Session, deal: Opportunity, *, changed: bool = True) -> Written:
    assert deal.id is not None
    customer = session.get_one(Customer, deal.customer_id)
    return Written(deal.id, deal.name, customer.name, deal.stage, changed)


def _check_code(session: Session, deal: Opportunity) -> None:
    with session.no_autoflush:
        other = session.exec(
            select(Opportunity).where(Opportunity.code == deal.code, Opportunity.id != deal.id)
        ).first()
    if deal.code is not None and other:
        raise Conflict(_("The code {code} belongs to {name}.").format(code=deal.code, name=other.name))
