"""The cadence of follow-ups: the part of the policy that every due list needs, by itself so that it loads fast."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from salesops.core.i18n import N_
from salesops.core.values.steps import Step


class FollowupPolicy(NamedTuple):
    """How often to be in touch, by grade (A, B, C) and by class of the open opportunity (S, A, B).

    `per_day` customers are what one rep can work through on a day.
    """

    cadence: Mapping[str, Step]
    opportunity_cadence: Mapping[str, Step]
    s_days: int
    a_days: int
    signals_needed: int
    topics: Mapping[str, str]  # English where it is our own wording: shown through `_`
    colleague_days: int
    late_hours: int
    per_day: int


CALENDAR = "china"
CADENCE = FollowupPolicy(
    cadence={"A": Step(1, "w"), "B": Step(2, "w"), "C": Step(1, "m")},
    opportunity_cadence={"S": Step(3, "d"), "A": Step(1, "w"), "B": Step(2, "w")},
    s_days=30,
    a_days=90,
    signals_needed=2,
    topics={
        "A": N_("solution and cases from the same industry"),
        "B": N_("finding needs and product features"),
        "C": N_("industry news and product updates"),
    },
    colleague_days=3,
    late_hours=24,
    per_day=15,
)
