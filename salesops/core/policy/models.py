"""The versions of the policy as records."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class PolicyVersion(SQLModel, table=True):
    """One document that was applied; the latest one holds."""

    __tablename__ = "policy_version"

    id: int | None = Field(default=None, primary_key=True)
    document: str
    applied_on: str
    note: str | None = None
