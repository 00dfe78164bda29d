"""What would lift a customer's grade, and when it will fall by itself: pure, from the facts of one customer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from salesops.core.grading.rules import WINDOW_MONTHS, Cutoffs, GradeFacts, cutoffs, manual_grade, verdict
from salesops.core.values.dates import add_days, add_months
from salesops.core.values.money import Money
from salesops.core.values.units import Day

# People write 9999-12-31 for "for good"; what holds on such days lies beyond the calendar.
_FOR_GOOD = "9000-01-01"


class Signing(NamedTuple):
    """A contract in the window: the day it was signed, and its amount in hundredths of a minor unit."""

    on: Day
    exact: int


@dataclass(frozen=True)
class Lift:
    """One thing that would lift the customer `to` a better grade, and the last day on which it would.

    `step` is sign (`number` contracts, together of `amount` or of any amount), match (rated `number`),
    decider, expansion, budget or touch.
    """

    to: str
    step: str
    number: int | None = None
    amount: Money | None = None
    by: date | None = None


@dataclass(frozen=True)
class Fall:
    """A day from which the grade will be lower unless something happens, `amount` being left in the window.

    `cause` is window (contracts become older than 12 months), dormant, or manual (the manual grade ends).
    """

    on: date
    to: str
    cause: str
    amount: Money


def lifts(facts: GradeFacts, by: Cutoffs, signings: Sequence[Signing]) -> Iterator[Lift]:
    """The smallest single steps that would lift the grade a run would give now."""
    facts = facts._replace(grade=verdict(facts, by).grade)
    yield from _signing_lifts(facts, by, signings)
    for rating in range((facts.need_match or 0) + 1, 6):
        if lift := _lift(facts, by, "match", need_match=rating):
            yield replace(lift, number=rating)
            break
    yield from _switches(facts, by)


def falls(facts: GradeFacts, by: Cutoffs, signings: Sequence[Signing]) -> Iterator[Fall]:
    """The days on which the grade will go down by itself, as things stand."""
    grade = verdict(facts, by).grade
    for day in _days_ahead(facts, by, signings):
        then, then_by = _on(facts._replace(grade=grade), by, signings, day)
        result = verdict(then, then_by)
        if result.grade > grade:
            ended = manual_grade(facts, by) and not manual_grade(then, then_by)
            cause = "dormant" if result.reason == "dormant" else "manual" if ended else "window"
            yield Fall(day, result.grade, cause, then.amount)
        grade = result.grade


def leaves_window(signed_on: str) -> date:
    """The first day on which a contract signed then is no longer within the last 12 months."""
    signed = date.fromisoformat(signed_on)
    day = add_months(signed, WINDOW_MONTHS)
    return day if add_months(day, -WINDOW_MONTHS) >= signed else day + timedelta(days=1)


def _signing_lifts(facts: GradeFacts, by: Cutoffs, signings: Sequence[Signing]) -> Iterator[Lift]:
    """One contract of the smallest sufficient amount for each better grade; several of any amount."""
    limits = [limit for limit, _points in by.policy.amount_bands] + [by.policy.rules.key_account_amount]
    single = [
        (1, amount)
        for amount in sorted({1} | {limit - facts.amount for limit in limits if limit > facts.amount})
    ]
    gaps = sorted(limit - facts.contracts for limit, _points in by.policy.frequency_bands)
    several = [(1, 1), *((number, number) for number in gaps if number > 1)]
    yield from _best_signings(facts, by, signings, single)
    yield from (path for path in _best_signings(facts, by, signings, several) if path.number != 1)


def _best_signings(
    facts: GradeFacts, by: Cutoffs, signings: Sequence[Signing], sizes: Sequence[tuple[int, Money]]
) -> Iterator[Lift]:
    """The first of the sizes (contracts, minor units together) that reaches each better grade."""
    reached = facts.grade or "C"
    for number, amount in sizes:
        grade = verdict(_with_signed(facts, by.as_of, number, amount), by).grade
        if grade < reached:
            reached = grade
            last = _last_day(facts, by, signings, (number, amount), grade)
            yield Lift(grade, "sign", number, None if amount == number else amount, last)


def _last_day(
    facts: GradeFacts, by: Cutoffs, signings: Sequence[Signing], signed: tuple[int, Money], grade: str
) -> date | None:
    """The last day on which signing that much would give `grade`; None while the window loses nothing."""
    for day in sorted({leaves_window(signing.on) for signing in signings}):
        then, then_by = _on(facts, by, signings, day)
        if verdict(_with_signed(then, then_by.as_of, *signed), then_by).grade > grade:
            return day - timedelta(days=1)
    return None


def _with_signed(facts: GradeFacts, on: str, number: int, amount: Money) -> GradeFacts:
    return facts._replace(contracts=facts.contracts + number, amount=facts.amount + amount, signed_on=on)


def _switches(facts: GradeFacts, by: Cutoffs) -> Iterator[Lift]:
    """What a single fact more would do."""
    possible = (
        _lift(facts, by, "decider", chain_known=True),
        _lift(facts, by, "expansion", expansion_plan=True),
        _lift(facts, by, "budget", budget_known=True),
        _lift(facts, by, "need", need_recorded=True),
        _lift(facts, by, "touch", touched_on=by.as_of),
    )
    yield from (path for path in possible if path)


def _lift(facts: GradeFacts, by: Cutoffs, step: str, **change: object) -> Lift | None:
    grade = verdict(facts._replace(**change), by).grade  # type: ignore[arg-type]
    return Lift(grade, step) if grade < (facts.grade or "C") else None


def _days_ahead(facts: GradeFacts, by: Cutoffs, signings: Sequence[Signing]) -> list[date]:
    """The coming days on which something changes by itself, soonest first."""
    days = {leaves_window(signing.on) for signing in signings}
    days.add(add_days(date.fromisoformat(facts.last_contact_on), by.policy.rules.dormant_days))
    if manual_grade(facts, by) and facts.manual_until and facts.manual_until < _FOR_GOOD:
        days.add(add_days(date.fromisoformat(facts.manual_until), 1))
    return sorted(day for day in days if day.isoformat() > by.as_of)


def _on(facts: GradeFacts, by: Cutoffs, signings: Sequence[Signing], day: date) -> tuple[GradeFacts, Cutoffs]:
    """The customer as it will stand on a later day if nothing happens."""
    then = cutoffs(by.policy, day)
    left = [signing.exact for signing in signings if signing.on > then.since]
    return facts._replace(amount=(sum(left) + 50) // 100, contracts=len(left)), then
