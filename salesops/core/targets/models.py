"""A target as a record."""

from __future__ import annotations

from sqlmodel import Field, SQLModel

import salesops.core.customers.models  # noqa: F401 - the tables that foreign keys name


class Target(SQLModel, table=True):
    """What a scope has to reach in a period: minor units, a count, or basis points, by metric."""

    __tablename__ = "target"

    id: int | None = Field(default=None, primary_key=True)
    period: str
    metric: str
    rep_id: int | None = Field(default=None, foreign_key="rep.id")
    customer_id: int | None = Field(default=None, foreign_key="customer.id")
    region: str | None = None
    product: str | None = None
    customer_type: str | None = None
    value: int
    method: str = "set"
    basis: str | None = None
    share: float | None = None
    split_from_id: int | None = Field(default=None, foreign_key="target.id")
    locked: bool = False
    reason: str | None = None
    agreed_by_id: int | None = Field(default=None, foreign_key="rep.id")
    agreed_on: str | None = None
