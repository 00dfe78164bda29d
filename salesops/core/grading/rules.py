"""What grade a customer has: four dimensions, the named rules, the demotion margin, the manual grade."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from salesops.core.policy.rules import Band, GradingPolicy, Weights, industry_key
from salesops.core.values.dates import add_days, add_months
from salesops.core.values.money import Money
from salesops.core.values.units import Day

GRADES = ("A", "B", "C")
WINDOW_MONTHS = 12

# Points of the dimensions amount, frequency, match, cycle; None for what is not known.
Points = tuple[int, int, int | None, int | None]


class GradeFacts(NamedTuple):
    """What grading knows of one customer on a day. Days are ISO texts, which compare as days do.

    `pipeline` is what open opportunities expected to close soon amount to. The mean cycle is kept as a sum
    of days and their number, over won opportunities and over open ones with an expected close. `wanted_on` is the
    first day of an open opportunity or a need.
    """

    customer_id: int
    name: str
    grade: str | None
    score: float | None
    manual_grade: str | None
    manual_until: Day | None
    industry: str | None
    need_match: int | None
    expansion_plan: bool
    amount: Money
    contracts: int
    pipeline: Money
    won_days: int
    won: int
    hoped_days: int
    hoped: int
    wanted_on: Day | None
    need_recorded: bool
    budget_known: bool
    chain_known: bool
    anything_open: bool
    touched_on: Day | None
    signed_on: Day | None
    first_contact_on: Day | None
    created_on: Day

    @property
    def counted_amount(self) -> Money:
        """Minor units that the amount goes by: contracts, or the pipeline of a customer with none."""
        return self.amount if self.contracts else self.pipeline

    @property
    def last_contact_on(self) -> str:
        """The last day that something happened between us: a touch, a signing, the first contact.

        A customer with none of these has been known since it was recorded. So a customer nobody ever logged
        a touch for is not dormant while it buys, and a new one has its 180 days.
        """
        return (
            max(self.touched_on or "", self.signed_on or "", self.first_contact_on or "") or self.created_on
        )


@dataclass(frozen=True)
class Cutoffs:
    """A policy laid against a day: its limits as ISO days."""

    policy: GradingPolicy
    as_of: str
    since: Day  # contracts signed after this day count, up to and including as_of
    pipeline_until: str
    wanted_until: str
    silent_since: str  # last contact on or before this day is too long ago


class Verdict(NamedTuple):
    """A grade, the score in hundredths of a point, and the code of what decided it."""

    grade: str
    score: int
    reason: str


class NamedRule(NamedTuple):
    """A rule that lifts a grade to `effect` (A, B) or caps it there (C) where all its conditions hold."""

    name: str
    effect: str
    conditions: tuple[tuple[str, Callable[[GradeFacts, Cutoffs], bool]], ...]

    def is_used(self, by: Cutoffs) -> bool:
        """Whether the policy turns it on."""
        return bool(getattr(by.policy.rules, self.name))

    def fires(self, facts: GradeFacts, by: Cutoffs) -> bool:
        """Whether it holds for the customer."""
        for _name, holds in self.conditions:
            if not holds(facts, by):
                return False
        return self.is_used(by)


def cutoffs(policy: GradingPolicy, as_of: date) -> Cutoffs:
    """The limits that hold on `as_of`; the window is (as_of - 12 months, as_of].

    Raises BadValue on days so late that a limit lies beyond the calendar.
    """
    return Cutoffs(
        policy=policy,
        as_of=as_of.isoformat(),
        since=add_months(as_of, -WINDOW_MONTHS).isoformat(),
        pipeline_until=add_days(as_of, policy.pipeline_days).isoformat(),
        wanted_until=add_months(as_of, policy.rules.ready_months).isoformat(),
        silent_since=add_days(as_of, -policy.rules.dormant_days).isoformat(),
    )


def verdict(facts: GradeFacts, by: Cutoffs) -> Verdict:
    """The customer's grade: the manual one while it lasts, else by named rules, else by score."""
    policy = by.policy
    return _decide(
        points(facts, policy),
        weights(facts, policy),
        (policy.a_line, policy.b_line, policy.demotion_margin),
        lifting_rule(facts, by),
        DORMANT.fires(facts, by),
        facts.grade,
        manual_grade(facts, by),
    )


def points(facts: GradeFacts, policy: GradingPolicy) -> Points:
    """0-100 points for each dimension, None where nothing is known."""
    match = facts.need_match
    return (
        _at_least(policy.amount_bands, facts.counted_amount),
        _at_least(policy.frequency_bands, facts.contracts),
        None if match is None else match * policy.match_points,
        _cycle_points(facts, policy),
    )


def weights(facts: GradeFacts, policy: GradingPolicy) -> Weights:
    """The weights of the customer's industry, else those for all."""
    if not policy.industry_weights or facts.industry is None:
        return policy.weights
    return policy.industry_weights.get(industry_key(facts.industry), policy.weights)


def cycle(facts: GradeFacts) -> tuple[int, int]:
    """Days and number of opportunities of which the cycle is the mean: the won ones, else the open ones."""
    return (facts.won_days, facts.won) if facts.won else (facts.hoped_days, facts.hoped)


def lifting_rule(facts: GradeFacts, by: Cutoffs) -> NamedRule | None:
    """The first named rule that lifts the customer; those that lift it higher come first."""
    for rule in LIFTING:
        if rule.fires(facts, by):
            return rule
    return None


def _is_large_or_growing(facts: GradeFacts, by: Cutoffs) -> bool:
    """Within the window, or by a plan to expand."""
    return bool(facts.expansion_plan) or facts.amount >= by.policy.rules.key_account_amount


def _knows_chain(facts: GradeFacts, _by: Cutoffs) -> bool:
    return bool(facts.chain_known)


def _knows_budget(facts: GradeFacts, _by: Cutoffs) -> bool:
    return bool(facts.budget_known)


def _is_wanted_soon(facts: GradeFacts, by: Cutoffs) -> bool:
    """An open opportunity is expected soon or overdue, or a need is to be met soon or should have been."""
    return facts.wanted_on is not None and facts.wanted_on <= by.wanted_until


def _matches_well(facts: GradeFacts, by: Cutoffs) -> bool:
    return (facts.need_match or 0) >= by.policy.rules.ready_match


def _has_a_need(facts: GradeFacts, _by: Cutoffs) -> bool:
    return bool(facts.need_recorded)


def _is_silent(facts: GradeFacts, by: Cutoffs) -> bool:
    return facts.last_contact_on <= by.silent_since


def _has_nothing_open(facts: GradeFacts, _by: Cutoffs) -> bool:
    return not facts.anything_open


KEY_ACCOUNT = NamedRule(
    "key_account", "A", (("large_or_growing", _is_large_or_growing), ("chain_known", _knows_chain))
)
READY_TO_BUY = NamedRule(
    "ready_to_buy",
    "A",
    (
        ("budget_known", _knows_budget),
        ("wanted_soon", _is_wanted_soon),
        ("chain_known", _knows_chain),
        ("good_match", _matches_well),
    ),
)
NURTURE = NamedRule("nurture", "B", (("need_recorded", _has_a_need),))
DORMANT = NamedRule("dormant", "C", (("silent", _is_silent), ("nothing_open", _has_nothing_open)))
LIFTING = (KEY_ACCOUNT, READY_TO_BUY, NURTURE)
NAMED_RULES = (*LIFTING, DORMANT)  # in the order in which they are applied


def manual_grade(facts: GradeFacts, by: Cutoffs) -> str | None:
    """The manual grade if it lasts: without an end for good, else up to and including its last day."""
    lasts = facts.manual_until is None or facts.manual_until >= by.as_of
    return facts.manual_grade if lasts else None


def weighted_score(known: Points, by_weights: Weights) -> int:
    """The mean of the known points in hundredths, rounded half up: what is shown is what is compared."""
    pairs = [(weight, worth) for weight, worth in zip(by_weights, known, strict=True) if worth is not None]
    whole = sum(weight for weight, _worth in pairs)
    total = sum(weight * worth for weight, worth in pairs)
    return (200 * total + whole) // (2 * whole) if whole else 0


@lru_cache(maxsize=65_536)
def _decide(
    known: Points,
    by_weights: Weights,
    lines: tuple[int, int, int],
    lifted_by: NamedRule | None,
    dormant: bool,
    present: str | None,
    manual: str | None,
) -> Verdict:
    """Cached: a hundred thousand customers show only a few hundred different combinations."""
    score = weighted_score(known, by_weights)
    if manual:
        return Verdict(manual, score, "manual")
    grade, reason = held_by_score(score, lines, present)
    if lifted_by and (grade > lifted_by.effect or (grade == lifted_by.effect and reason == "held")):
        grade, reason = lifted_by.effect, lifted_by.name
    if dormant and grade != "C":
        grade, reason = "C", "dormant"
    return Verdict(grade, score, reason)


def held_by_score(score: int, lines: tuple[int, int, int], present: str | None) -> tuple[str, str]:
    """The grade by score alone, and whether the `present` grade was held because the score fell too little.

    A customer is held above a line until the score has fallen by the whole margin below it.
    """
    a_line, b_line, margin = (100 * line for line in lines)
    plain = "A" if score >= a_line else "B" if score >= b_line else "C"
    if present == "A" and score > a_line - margin:
        held = "A"
    elif present in ("A", "B") and score > b_line - margin:
        held = "B"
    else:
        held = "C"
    return (held, "held") if held < plain else (plain, "score")


def _at_least(bands: tuple[Band, ...], value: int) -> int:
    for limit, worth in bands:
        if value >= limit:
            return worth
    return 0


def _cycle_points(facts: GradeFacts, policy: GradingPolicy) -> int | None:
    days, number = cycle(facts)
    if not number:
        return None
    for limit, worth in policy.cycle_bands:
        if days <= limit * number:
            return worth
    return policy.cycle_longer
