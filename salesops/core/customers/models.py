"""A customer and its contacts as records. Money in minor units, dates as ISO texts."""

from __future__ import annotations

from sqlmodel import Field, SQLModel

import salesops.core.team.models  # noqa: F401 - the tables that foreign keys name


class Customer(SQLModel, table=True):
    """A company or a person who buys; the last block is kept ready by grading and scheduling."""

    __tablename__ = "customer"

    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str
    short_name: str | None = None
    code: str | None = None
    kind: str = "company"
    type: str = "potential"
    industry: str | None = None
    region: str | None = None
    address: str | None = None
    website: str | None = None
    employees: int | None = None
    annual_revenue: int | None = None
    founded_on: str | None = None
    main_business: str | None = None
    budget_min: int | None = None
    budget_max: int | None = None
    credit_code: str | None = None
    source: str | None = None
    owner_id: int | None = Field(default=None, foreign_key="rep.id")
    first_contact_on: str | None = None
    depth: str | None = None
    expansion_plan: bool | None = None
    expansion_note: str | None = None
    need_match: int | None = None
    lost_reason: str | None = None
    verified_by_id: int | None = Field(default=None, foreign_key="rep.id")
    verified_on: str | None = None
    confirmed_on: str | None = None
    intent: str | None = None
    lead_received_on: str | None = None
    collected_by_id: int | None = Field(default=None, foreign_key="rep.id")
    referrer_id: int | None = Field(default=None, foreign_key="customer.id")
    referrer_contact_id: int | None = Field(default=None, foreign_key="contact.id")
    archived_on: str | None = None
    created_on: str
    manual_grade: str | None = None
    manual_grade_reason: str | None = None
    manual_grade_until: str | None = None
    snoozed_until: str | None = None
    snooze_reason: str | None = None

    grade: str | None = None
    grade_score: float | None = None
    last_touch_on: str | None = None
    next_due_on: str | None = None
    next_due_reason: str | None = None
    next_due_table: str | None = None
    next_due_ref: int | None = None
    deadline_on: str | None = None
    hot_from: str | None = None
    open_amount: int = 0


class Contact(SQLModel, table=True):
    """A person at a customer."""

    __tablename__ = "contact"

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id")
    name: str
    code: str | None = None
    title: str | None = None
    department: str | None = None
    phone: str | None = None
    email: str | None = None
    wechat: str | None = None
    preferred_channel: str | None = None
    decision_role: str | None = None
    phone_verified: bool = False
    email_verified: bool = False
    left_on: str | None = None
    successor_id: int | None = Field(default=None, foreign_key="contact.id")


class Note(SQLModel, table=True):
    """What is worth knowing of a customer and has no field."""

    __tablename__ = "note"

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id")
    text: str
    noted_on: str
    rep_id: int | None = Field(default=None, foreign_key="rep.id")


class Need(SQLModel, table=True):
    """What a customer wants to have solved; the opportunity that may come of it is a record of a feature above."""

    __tablename__ = "need"

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id")
    opportunity_id: int | None = None
    category: str | None = None
    text: str
    rank: str | None = None
    pains: str | None = None
    budget_min: int | None = None
    budget_max: int | None = None
    wanted_by: str | None = None
    term: str | None = None
    reviewed_on: str | None = None
    recorded_on: str
    rep_id: int | None = Field(default=None, foreign_key="rep.id")


class Tag(SQLModel, table=True):
    """A free word by which customers are gathered."""

    __tablename__ = "tag"

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id")
    name: str
    tag_group: str | None = None


class Survey(SQLModel, table=True):
    """How content a customer is, from 1 to 5."""

    __tablename__ = "survey"

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id")
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    surveyed_on: str
    score: int
    comments: str | None = None
    repurchase_need: bool | None = None
    referral_intent: bool | None = None
    rep_id: int | None = Field(default=None, foreign_key="rep.id")


class FormerName(SQLModel, table=True):
    """What a customer was called that was merged into this one."""

    __tablename__ = "former_name"

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id")
    name: str
    name_key: str
    short_name: str | None = None
    code: str | None = None
    merged_on: str


class CustomerTypeChange(SQLModel, table=True):
    """A customer that was won, lost or regained; the first row tells what it was when taken in."""

    __tablename__ = "customer_type_change"

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id")
    from_type: str | None = None
    to_type: str
    changed_on: str
    changed_by_id: int | None = Field(default=None, foreign_key="rep.id")
    reason: str | None = None
