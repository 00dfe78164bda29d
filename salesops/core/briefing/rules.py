"""What a customer's record lacks."""

from __future__ import annotations

from collections.abc import Collection

from salesops.core.i18n import N_

# What everybody's record has, and what it has besides once something was offered.
FACTS = {
    "industry": N_("Industry"),
    "source": N_("Source"),
    "owner": N_("Owner"),
    "reachable": N_("somebody with a phone or e-mail"),
}
OFFERED = {"budget": N_("Budget"), "decider": N_("who decides")}
_OFFERED_STAGES = ("proposal", "negotiation")


def missing(known: Collection[str], stages: Collection[str]) -> list[str]:
    """What should be known of a customer and is not among what is `known`, as keys of `FACTS` and `OFFERED`.

    `stages` are those of its open opportunities.
    """
    offered = any(stage in _OFFERED_STAGES for stage in stages)
    return [fact for fact in (*FACTS, *(OFFERED if offered else ())) if fact not in known]
