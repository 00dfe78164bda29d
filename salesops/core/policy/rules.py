"""The team's rules as data: what `policy show` prints and every other rule goes by.

Named tuples, not dataclasses: reading commands load them, and these are made in a quarter of the time.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from salesops.core.policy.cadence import CADENCE, CALENDAR, FollowupPolicy
from salesops.core.values.money import Money

DIMENSIONS = ("amount", "frequency", "match", "cycle")

# The weights of DIMENSIONS in that order, and one band of a dimension: (limit, points 0-100).
Weights = tuple[int, int, int, int]
Band = tuple[int, int]


@lru_cache(maxsize=1024)
def industry_key(name: str) -> str:
    """How the name of an industry is compared: width, case and outer spaces do not matter."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


class NamedRules(NamedTuple):
    """The rules that lift or cap a grade, each with its switch and thresholds."""

    key_account: bool
    key_account_amount: Money
    ready_to_buy: bool
    ready_months: int
    ready_match: int
    nurture: bool
    dormant: bool
    dormant_days: int


class GradingPolicy(NamedTuple):
    """How a customer's score comes about.

    Bands of amount (minor units) and frequency (contracts) hold from their limit upwards, highest first, and
    below the last one there are 0 points. Bands of the cycle hold up to and including their limit in days,
    shortest first, and beyond the last one there are `cycle_longer` points.
    """

    weights: Weights
    industry_weights: Mapping[str, Weights]  # by the case-folded name of the industry
    amount_bands: tuple[Band, ...]
    pipeline_days: int
    frequency_bands: tuple[Band, ...]
    match_points: int  # for each point of need_match
    cycle_bands: tuple[Band, ...]
    cycle_longer: int
    a_line: int
    b_line: int
    demotion_margin: int
    rules: NamedRules


class TargetPolicy(NamedTuple):
    """Weights of targets: by grade in percent, and in percent of the composite score with its cap."""

    grade_weights: Mapping[str, int]
    composite: Mapping[str, int]
    composite_cap: int


class ReviewPolicy(NamedTuple):
    """What a review counts: customers without a touch for `silent_days`, the top `top_percent`."""

    silent_days: int
    top_percent: int


class Policy(NamedTuple):
    """Everything that a team may want to have its own way."""

    calendar: str  # china: holidays and make-up workdays; weekdays: Monday to Friday
    grading: GradingPolicy
    followup: FollowupPolicy
    stages: Mapping[str, int]  # probability in percent
    targets: TargetPolicy
    review: ReviewPolicy


BUILT_IN = Policy(
    calendar=CALENDAR,
    grading=GradingPolicy(
        weights=(40, 20, 20, 20),
        industry_weights={},
        amount_bands=((500_000_00, 100), (100_000_00, 60), (1, 30)),
        pipeline_days=90,
        frequency_bands=((6, 100), (3, 70), (1, 40)),
        match_points=20,
        cycle_bands=((30, 100), (90, 60)),
        cycle_longer=30,
        a_line=75,
        b_line=45,
        demotion_margin=2,
        rules=NamedRules(
            key_account=True,
            key_account_amount=500_000_00,
            ready_to_buy=True,
            ready_months=3,
            ready_match=4,
            nurture=True,
            dormant=True,
            dormant_days=180,
        ),
    ),
    followup=CADENCE,
    stages={"contacted": 10, "needs_analysis": 25, "proposal": 50, "negotiation": 75, "won": 100, "lost": 0},
    targets=TargetPolicy(
        grade_weights={"A": 100, "B": 50, "C": 0},
        composite={"revenue": 60, "new_customers": 30, "collection_rate": 10},
        composite_cap=120,
    ),
    review=ReviewPolicy(silent_days=90, top_percent=20),
)
