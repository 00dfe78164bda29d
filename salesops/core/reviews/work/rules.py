"""When a touch was recorded too late, and what a rep's work adds up to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

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
    """For each day of `span` the UTC moment from which a record of that day's touches is late.

    The hour of a touch is not known, so `hours` are counted from the end of its day.
    """
    for count in range((span.end - span.start).days):
        day = span.start + timedelta(count)
        yield day.isoformat(), _moment(day + timedelta(1), hours)


def _moment(day: date, hours: int) -> str:
    return (datetime.combine(day, time(), UTC) + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")
