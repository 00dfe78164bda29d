from __future__ import annotations

from salesops.core.briefing.rules import FACTS, OFFERED, missing


def test_everybodys_record_has_some_facts() -> None:
    assert missing([], []) == ["industry", "source", "owner", "reachable"]
    assert missing(["owner", "reachable"], ["contacted", "needs_analysis"]) == ["industry", "source"]
    assert missing(FACTS, ["contacted"]) == []


def test_what_was_offered_needs_a_budget_and_somebody_who_decides() -> None:
    assert missing(FACTS, ["contacted", "proposal"]) == ["budget", "decider"]
    assert missing([*FACTS, "budget"], ["negotiation"]) == ["decider"]
    assert missing([*FACTS, *OFFERED], ["negotiation"]) == []
