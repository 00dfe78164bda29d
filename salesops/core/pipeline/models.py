"""Opportunities, their stages and contracts as records. Money in minor units, dates as ISO texts."""

from __future__ import annotations

from sqlmodel import Field, SQLModel

import salesops.core.customers.models  # noqa: F401 - the tables that foreign keys name


class Opportunity(SQLModel, table=True):
    """A deal that may come; an `amount` of None is not known yet, which is not zero."""

    __tablename__ = "opportunity"

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id")
    name: str
    code: str | None = None
    product: str | None = None
    region: str | None = None
    amount: int | None = None
    owner_id: int | None = Field(default=None, foreign_key="rep.id")
    opened_on: str
    expected_close_on: str | None = None
    stage: str = "contacted"
    probability: int | None = None
    budget_confirmed: bool = False
    decider_known: bool = False
    urgent: bool = False
    rival: str | None = None
    closed_on: str | None = None
    lost_reason: str | None = None


class StageChange(SQLModel, table=True):
    """One step of an opportunity from stage to stage; the first has no `from_stage`.

    `owner_id`, `region` (its own or else its customer's) and `amount` are those of the moment.
    """

    __tablename__ = "stage_change"

    id: int | None = Field(default=None, primary_key=True)
    opportunity_id: int = Field(foreign_key="opportunity.id")
    from_stage: str | None = None
    to_stage: str
    changed_on: str
    changed_by_id: int | None = Field(default=None, foreign_key="rep.id")
    owner_id: int | None = Field(default=None, foreign_key="rep.id")
    region: str | None = None
    amount: int | None = None


class OwnerChange(SQLModel, table=True):
    """An opportunity that changed hands; the first row tells whose it was from the beginning."""

    __tablename__ = "owner_change"

    id: int | None = Field(default=None, primary_key=True)
    opportunity_id: int = Field(foreign_key="opportunity.id")
    from_owner_id: int | None = Field(default=None, foreign_key="rep.id")
    to_owner_id: int | None = Field(default=None, foreign_key="rep.id")
    changed_on: str
    changed_by_id: int | None = Field(default=None, foreign_key="rep.id")


class ClosingChange(SQLModel, table=True):
    """An expected closing that moved; the first row tells what was expected from the beginning."""

    __tablename__ = "closing_change"

    id: int | None = Field(default=None, primary_key=True)
    opportunity_id: int = Field(foreign_key="opportunity.id")
    from_on: str | None = None
    to_on: str | None = None
    changed_on: str
    changed_by_id: int | None = Field(default=None, foreign_key="rep.id")
    reason: str | None = None


class Contract(SQLModel, table=True):
    """A signed deal; `code` is its number, `subcent` what a file had beyond the cent (1/100 cent).

    A void one counts nowhere."""

    __tablename__ = "contract"

    id: int | None = Field(default=None, primary_key=True)
    code: str
    customer_id: int = Field(foreign_key="customer.id")
    opportunity_id: int | None = Field(default=None, foreign_key="opportunity.id")
    rep_id: int | None = Field(default=None, foreign_key="rep.id")
    product: str | None = None
    region: str | None = None
    amount: int
    subcent: int = 0
    signed_on: str
    start_on: str | None = None
    end_on: str | None = None
    delivery_days: int | None = None
    payment_terms: str | None = None
    legal_approved: bool = False
    manager_approved: bool = False
    void_on: str | None = None
    void_reason: str | None = None
