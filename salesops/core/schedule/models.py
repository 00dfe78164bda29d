"""A duty as a record."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class Duty(SQLModel, table=True):
    """Something that asks for a touch by `due_on`, because of the record `ref_id` of `ref_table`.

    The database holds the foreign keys: customers and follow-ups stand above.
    """

    __tablename__ = "duty"

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int
    kind: str
    opened_on: str
    due_on: str
    due_time: str | None = None
    ref_table: str | None = None
    ref_id: int | None = None
    status: str = "open"
    closed_on: str | None = None
    done_by_id: int | None = None
