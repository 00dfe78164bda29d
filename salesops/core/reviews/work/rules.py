"""When a touch was recorded too late, and what a rep's work adds up to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from salesops.core.reviews.rules import Span
from salesops.core.values.numbers import Rate


@dataclass(frozen=True)
class Method:
    """How often one way of being in touch was used."""

    method: str | None
    touches: int


@dataclass(frozen=True)
class RepWork:
    """The touches of one rep, the steps that were due and how many were done in time, and the late records."""

    rep: str | None
    rep_id: int | None
    touches: int
    due: int
    on_time: int
    on_time_rate: Rate | None
    late: int


def late_from(span: Span, hours: int) -> Iterator[tuple[str, str]]:
    """For each day of `span` the local day from which a record of that day's touches is late.

    The hour of a touch is not known, so `hours` are counted from the end of its day; nor is that of the record, so
    that a day is late when all of it is.
    """
    days = 1 + ceil(hours / 24)
    for count in range((span.end - span.start).days):
        day = span.start + timedelta(count)
        yield day.isoformat(), (day + timedelta(days)).isoformat()
