"""A follow-up as a record, planned or done."""

from __future__ import annotations

from sqlmodel import Field, SQLModel

import salesops.core.customers.models  # noqa: F401 - the tables that foreign keys name


class Followup(SQLModel, table=True):
    """One touch of a customer: planned for `due_on`, or done on `occurred_on`."""

    __tablename__ = "followup"

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id")
    opportunity_id: int | None = None  # the database holds the foreign key: pipeline stands above
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    rep_id: int | None = Field(default=None, foreign_key="rep.id")
    status: str
    due_on: str | None = None
    due_time: str | None = None
    reason: str | None = None
    objective: str | None = None
    method: str | None = None
    occurred_on: str | None = None
    recorded_at: str
    recorded_on: str | None = None
    summary: str | None = None
    feedback: str | None = None
    attitude: int | None = None
    next_step: str | None = None
    next_on: str | None = None
    agreed_in_id: int | None = Field(default=None, foreign_key="followup.id")
    breaks_hold: bool = False
