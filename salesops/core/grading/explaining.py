"""Why a customer has its grade: the sum, the named rules and the outlook, pure, from the facts of one customer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from salesops.core.grading.outlook import Fall, Lift, Signing, falls, lifts
from salesops.core.grading.rules import (
    NAMED_RULES,
    Cutoffs,
    GradeFacts,
    cycle,
    held_by_score,
    points,
    verdict,
    weights,
)
from salesops.core.policy.rules import Band
from salesops.core.values.money import Money, format_money
from salesops.core.values.units import Day


@dataclass(frozen=True)
class Dimension:
    """One line of the sum; what is not known has no points and is left out.

    `basis` says where the input comes from. `number` counts contracts, is the rating of the match, or counts
    the opportunities that took `days` together; the band of the cycle holds their mean.
    """

    dimension: str
    basis: str
    amount: Money | None = None
    number: int | None = None
    days: int | None = None
    band: str = ""
    points: int | None = None
    weight: int = 0
    weighted: int | None = None


@dataclass(frozen=True)
class Condition:
    """A condition of a named rule: whether it holds, the threshold it asks for, the day it was judged by."""

    condition: str
    holds: bool
    amount: Money | None = None
    number: int | None = None
    on: Day | None = None


@dataclass(frozen=True)
class Rule:
    """A named rule: what it does to the grade, whether the team uses it, whether it fired and why."""

    rule: str
    effect: str
    used: bool
    fired: bool
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Explanation:
    """The whole sum of one customer. `grade` is the stored one, `computed` what a run would give now."""

    customer_id: int
    customer: str
    grade: str | None
    computed: str
    reason: str
    score: float
    by_score: str
    held: bool
    total: int
    weight: int
    a_line: int
    b_line: int
    margin: int
    since: Day
    manual_until: Day | None
    manual_reason: str | None
    dimensions: tuple[Dimension, ...]
    rules: tuple[Rule, ...]
    lifts: tuple[Lift, ...]
    falls: tuple[Fall, ...]


def explain(
    facts: GradeFacts, by: Cutoffs, signings: Sequence[Signing] = (), manual_reason: str | None = None
) -> Explanation:
    """Everything that the customer's grade goes by; `signings` are its contracts in the window."""
    policy, result = by.policy, verdict(facts, by)
    lines = (policy.a_line, policy.b_line, policy.demotion_margin)
    sum_of = dimensions(facts, by)
    by_score, how = held_by_score(result.score, lines, facts.grade)
    is_manual = result.reason == "manual"
    return Explanation(
        customer_id=facts.customer_id,
        customer=facts.name,
        grade=facts.grade,
        computed=result.grade,
        reason=result.reason,
        score=result.score / 100,
        by_score=by_score,
        held=how == "held",
        total=sum(dimension.weighted or 0 for dimension in sum_of),
        weight=sum(dimension.weight for dimension in sum_of if dimension.points is not None),
        a_line=policy.a_line,
        b_line=policy.b_line,
        margin=policy.demotion_margin,
        since=by.since,
        manual_until=facts.manual_until if is_manual else None,
        manual_reason=manual_reason if is_manual else None,
        dimensions=sum_of,
        rules=named_rules(facts, by),
        lifts=() if is_manual else tuple(lifts(facts, by, signings)),
        falls=tuple(falls(facts, by, signings)),
    )


def dimensions(facts: GradeFacts, by: Cutoffs) -> tuple[Dimension, ...]:
    """The four dimensions with their inputs, bands, points and weights."""
    policy = by.policy
    days, deals = cycle(facts)
    rating = facts.need_match
    inputs = (
        Dimension(
            "amount",
            "contracts" if facts.contracts else "pipeline" if facts.pipeline else "nothing",
            amount=facts.counted_amount,
            band=_from_band(policy.amount_bands, facts.counted_amount, money=True),
        ),
        Dimension(
            "frequency",
            "contracts",
            number=facts.contracts,
            band=_from_band(policy.frequency_bands, facts.contracts),
        ),
        Dimension(
            "match",
            "rated" if rating else "unknown",
            number=rating,
            band=f"{rating} × {policy.match_points}" if rating else "",
        ),
        Dimension(
            "cycle",
            "won" if facts.won else "open" if deals else "unknown",
            number=deals or None,
            days=days if deals else None,
            band=_to_band(policy.cycle_bands, days, deals),
        ),
    )
    counted = zip(inputs, points(facts, policy), weights(facts, policy), strict=True)
    return tuple(
        replace(dimension, points=worth, weight=weight, weighted=None if worth is None else worth * weight)
        for dimension, worth, weight in counted
    )


def named_rules(facts: GradeFacts, by: Cutoffs) -> tuple[Rule, ...]:
    """The named rules with each condition, in the order in which they are applied."""
    thresholds = _thresholds(facts, by)
    return tuple(
        Rule(
            rule.name,
            rule.effect,
            rule.is_used(by),
            rule.fires(facts, by),
            tuple(
                Condition(name, holds(facts, by), **thresholds.get(name, {}))
                for name, holds in rule.conditions
            ),
        )
        for rule in NAMED_RULES
    )


def _thresholds(facts: GradeFacts, by: Cutoffs) -> dict[str, dict[str, Any]]:
    """What the conditions ask for, and the day they are judged by."""
    rules = by.policy.rules
    return {
        "large_or_growing": {"amount": rules.key_account_amount},
        "wanted_soon": {"number": rules.ready_months, "on": facts.wanted_on},
        "good_match": {"number": rules.ready_match},
        "silent": {"number": rules.dormant_days, "on": facts.last_contact_on},
    }


def _from_band(bands: tuple[Band, ...], value: int, *, money: bool = False) -> str:
    written = format_money if money else str
    for limit, _points in bands:
        if value >= limit:
            return f"≥ {written(limit)}"
    return f"< {written(bands[-1][0])}" if value else "0"


def _to_band(bands: tuple[Band, ...], days: int, number: int) -> str:
    if not number:
        return ""
    for limit, _points in bands:
        if days <= limit * number:
            return f"≤ {limit}"
    return f"> {bands[-1][0]}"
