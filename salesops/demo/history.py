"""Everything that happened in the sample team, in the order in which it happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from salesops.core.values.periods import Period
from salesops.demo import customers
from salesops.demo.book import Book
from salesops.demo.contacts import CONTACTS, DEPARTURES
from salesops.demo.days import Days
from salesops.demo.deals import DEALS
from salesops.demo.people import MANAGER, PEOPLE
from salesops.demo.plans import CANCELLED, PLANS
from salesops.demo.sales import SALES
from salesops.demo.targets import set_targets
from salesops.demo.touches import TOUCHES

# Days between the nightly gradings that were kept: each month has one, and the last one finds what moved since.
_GRADED = range(-336, 1, 28)
_NOTICED = 2  # days until somebody sees that a deal did not close when it should have


class Event(NamedTuple):
    """One thing that happened: when, the command that enters it, how; by whom, or by the owner of the customer."""

    on: date
    command: str
    enter: Callable[[Book], object]
    customer: str = ""
    actor: str | None = None


def events(days: Days) -> list[Event]:
    """All of it, the earliest first; on one day, what others rest on comes first."""
    told = (
        _team, _customers, _deals, _touches, _sales, _changes, _targets, _gradings,
    )  # fmt: skip
    return sorted((event for part in told for event in part(days)), key=lambda event: event.on)


def _team(days: Days) -> Iterator[Event]:
    for person in PEOPLE:
        yield Event(days(person.hired), "rep add", partial(Book.hire, row=person), actor=MANAGER)
        if person.left is not None:
            yield Event(days(person.left), "rep edit", partial(Book.leave, row=person), actor=MANAGER)


def _customers(days: Days) -> Iterator[Event]:
    met = {row.short: days(row.met) for row in customers.CUSTOMERS}
    for row in customers.CUSTOMERS:
        yield Event(met[row.short], "customer add", partial(Book.meet, row=row), actor=row.owner)
    for person in CONTACTS:
        yield Event(met[person.customer], "contact add", partial(Book.know, row=person), person.customer)


def _deals(days: Days) -> Iterator[Event]:
    for row in DEALS:
        stages = {row.needs: "needs_analysis", row.proposal: "proposal", row.negotiation: "negotiation"}
        stages[row.back] = "proposal"
        yield Event(days(row.opened), "opportunity add", partial(Book.open, row=row), row.customer)
        for day, stage in stages.items():
            if day is not None:
                enter = partial(Book.move, row=row, stage=stage)
                yield Event(days(day), "opportunity stage", enter, row.customer)
        if row.slipped is not None:
            seen = days(row.slipped + _NOTICED)
            yield Event(seen, "opportunity edit", partial(Book.put_off, row=row), row.customer)
        if row.won is not None:
            yield Event(days(row.won), "opportunity win", partial(Book.win, row=row), row.customer)
        if row.lost is not None:
            yield Event(days(row.lost), "opportunity lose", partial(Book.lose, row=row), row.customer)


def _touches(days: Days) -> Iterator[Event]:
    for customer, rows in TOUCHES.items():
        for row in rows:
            on = days(row.on if row.recorded is None else row.recorded)
            enter = partial(Book.touch, customer=customer, row=row)
            yield Event(on, "followup log", enter, customer, row.by)
    for plan in PLANS:
        yield Event(days(plan.on), "followup plan", partial(Book.plan, row=plan), plan.customer)
    for step in CANCELLED:
        yield Event(days(step.on), "followup cancel", partial(Book.cancel, row=step), step.customer)
    for snooze in customers.SNOOZES:
        yield Event(days(snooze.on), "followup snooze", partial(Book.snooze, row=snooze), snooze.customer)


def _sales(days: Days) -> Iterator[Event]:
    for row in SALES:
        yield Event(days(row.signed), "contract add", partial(Book.sign, row=row), row.customer)


def _changes(days: Days) -> Iterator[Event]:
    for handover in customers.HANDOVERS:
        enter = partial(Book.hand_over, row=handover)
        yield Event(days(handover.on), "customer edit", enter, actor=MANAGER)
    for change in customers.CHANGES:
        yield Event(days(change.on), "customer edit", partial(Book.change, row=change), change.customer)
    for departure in DEPARTURES:
        yield Event(days(departure.on), "contact edit", partial(Book.part, row=departure), departure.customer)
    for customer, on in customers.ARCHIVED.items():
        enter = partial(Book.archive, customer=customer)
        yield Event(days(on), "customer archive", enter, customer)


def _targets(days: Days) -> Iterator[Event]:
    year = Period.year_of(days.today)
    agreed = min(year.start + timedelta(4), days.today)
    yield Event(agreed, "target split", lambda book: set_targets(book.db, year), actor=MANAGER)


def _gradings(days: Days) -> Iterator[Event]:
    for row in customers.BY_HAND:
        yield Event(days(row.on), "grade set", partial(Book.grade_by_hand, row=row), actor=MANAGER)
    for number in _GRADED:
        yield Event(days.today + timedelta(number), "grade run", Book.grade, actor="cron")
