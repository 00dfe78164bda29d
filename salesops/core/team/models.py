"""A sales rep as a record."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class Rep(SQLModel, table=True):
    """A person who sells or manages; `ability` weighs targets (0.5-1.5)."""

    __tablename__ = "rep"

    id: int | None = Field(default=None, primary_key=True)
    name: str
    code: str | None = None
    email: str | None = None
    phone: str | None = None
    region: str | None = None
    team: str | None = None
    manager_id: int | None = Field(default=None, foreign_key="rep.id")
    role: str = "rep"
    senior: bool = False
    ability: float = 1.0
    hired_on: str | None = None
    left_on: str | None = None
