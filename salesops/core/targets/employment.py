"""Targets of reps for days on which they do not work here."""

from __future__ import annotations

from collections.abc import Iterable
from sqlite3 import Connection
from typing import NamedTuple

from salesops.core.targets.reads import Target
from salesops.core.team import reads as team
from salesops.core.values.units import Day


class OutsideEmployment(NamedTuple):
    """A rep, and the periods (codes) of their targets that end before they are hired and that begin after they left."""

    rep: str
    hired_on: Day | None
    left_on: Day | None
    before: list[str]
    after: list[str]


def outside_employment(db: Connection, targets: Iterable[Target]) -> list[OutsideEmployment]:
    """Those of the `targets` that bind somebody who is not there yet, or no longer, by rep."""
    by_rep: dict[int, list[Target]] = {}
    for target in targets:
        if target.scope.rep_id is not None:
            by_rep.setdefault(target.scope.rep_id, []).append(target)
    outside = [_outside(db, rep_id, theirs) for rep_id, theirs in by_rep.items()]
    return [rep for rep in outside if rep.before or rep.after]


def _outside(db: Connection, rep_id: int, targets: list[Target]) -> OutsideEmployment:
    rep = team.one(db, rep_id)
    periods = [target.period for target in targets]
    before = [period.code for period in periods if rep.hired_on and period.end.isoformat() <= rep.hired_on]
    after = [period.code for period in periods if rep.left_on and period.start.isoformat() > rep.left_on]
    return OutsideEmployment(rep.name, rep.hired_on, rep.left_on, before, after)
