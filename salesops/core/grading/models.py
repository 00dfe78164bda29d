"""The history of grades as records."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class GradeChange(SQLModel, table=True):
    """One change of a customer's grade; `score` in points, `reason` is the code of what decided it."""

    __tablename__ = "grade_change"

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id")
    from_grade: str | None = None
    to_grade: str
    score: float
    reason: str
    as_of: str
