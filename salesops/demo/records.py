"""What the tables of the sample team are made of.

A day is a number counted from today: -13 is thirteen days ago, 0 today, 18 in eighteen days; `days` turns it
into a date. Amounts are in 万元 (ten thousands).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class Person:
    """Somebody in the team."""

    name: str
    code: str
    team: str
    region: str | None
    hired: int
    left: int | None = None
    role: str = "rep"
    senior: bool = False
    ability: float = 1.0
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True)
class Customer:
    """A customer, on the day we met it; `budget` a year is from … to, without an upper end None."""

    short: str
    name: str
    owner: str | None
    met: int
    industry: str | None = None
    region: str | None = None
    source: str | None = None
    match: int | None = None
    budget: tuple[float, float | None] | None = None
    type: str = "potential"
    depth: str | None = None
    expansion: str | None = None
    business: str | None = None
    address: str | None = None
    website: str | None = None
    employees: int | None = None
    revenue: float | None = None
    founded: str | None = None
    known: bool = True  # False: it wrote to us, nobody has answered yet


@dataclass(frozen=True)
class Contact:
    """A person at a customer."""

    customer: str
    name: str
    title: str | None = None
    role: str | None = None
    phone: str | None = None
    email: str | None = None
    wechat: str | None = None
    department: str | None = None
    channel: str | None = None


@dataclass(frozen=True)
class Deal:
    """An opportunity: the day it was opened and those on which it came into each stage, None where skipped.

    It ends `won`, or `lost` for a `reason`, or is expected to `close`; `slipped` is the day that was hoped for
    before. In `back` it went back to being a proposal. `signals` are b(udget), d(ecider) and u(rgent).
    """

    customer: str
    product: str
    amount: float | None
    opened: int
    needs: int | None = None
    proposal: int | None = None
    negotiation: int | None = None
    back: int | None = None
    won: int | None = None
    lost: int | None = None
    reason: str = ""
    close: int | None = None
    slipped: int | None = None
    signals: str = ""
    rival: str | None = None


class Sale(NamedTuple):
    """A contract that was signed without an opportunity, running for so many months."""

    customer: str
    product: str
    amount: float
    signed: int
    months: int = 12


class Next(NamedTuple):
    """What was agreed to do next: by what method, what, and on which day."""

    method: str
    objective: str
    on: int


@dataclass(frozen=True)
class Touch:
    """A follow-up, about the deal of that product; `said` in the customer's own words, `mood` from -2 to 2.

    It is the owner's unless somebody else is named in `by`, with the first contact unless another is in
    `contact`. Written down at once unless `recorded` later.
    """

    on: int
    method: str
    summary: str
    next: Next | None = None
    said: str | None = None
    mood: int | None = None
    deal: str | None = None
    contact: str | None = None
    by: str | None = None
    recorded: int | None = None


class Plan(NamedTuple):
    """A step that was planned on a day of its own, not in a follow-up."""

    on: int
    customer: str
    step: Next


class Change(NamedTuple):
    """New facts about a customer."""

    on: int
    customer: str
    facts: dict[str, object]


class Departure(NamedTuple):
    """A contact who left the customer, and who came after."""

    on: int
    customer: str
    contact: str
    successor: str


class Snooze(NamedTuple):
    """A customer held back until a day, and why."""

    on: int
    customer: str
    until: int
    reason: str


class Cancelled(NamedTuple):
    """The next planned step with a customer, called off."""

    on: int
    customer: str
    reason: str


class Handover(NamedTuple):
    """The day from which a customer belongs to somebody else."""

    on: int
    customer: str
    to: str


class ByHand(NamedTuple):
    """A grade that the manager gave."""

    on: int
    customer: str
    grade: str
    until: int
    reason: str
