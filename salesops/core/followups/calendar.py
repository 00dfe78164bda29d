"""Planned steps as a calendar file (RFC 5545) that phones and mail programs read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from sqlite3 import Connection
from typing import TYPE_CHECKING, NamedTuple

from salesops.core.db.journal import origin, revisions
from salesops.core.db.rows import records
from salesops.core.db.sql import all_of
from salesops.core.followups.rules import METHODS
from salesops.core.i18n import _
from salesops.core.values.units import Day

if TYPE_CHECKING:
    from icalendar import Event

_STEPS = f"""
    SELECT f.id, f.due_on, f.due_time, coalesce(c.short_name, c.name) AS customer, f.objective, f.method,
           p.name AS contact, p.phone, o.name AS deal, {revisions("followup", "f")}
    FROM followup f JOIN customer c ON c.id = f.customer_id
    LEFT JOIN contact p ON p.id = f.contact_id LEFT JOIN opportunity o ON o.id = f.opportunity_id
    WHERE f.status = 'planned' AND c.archived_on IS NULL AND {{mine}}
    ORDER BY f.due_on, coalesce(f.due_time, ''), f.id"""
_LASTS = timedelta(hours=1)
_ALARM = timedelta(minutes=-15)
_ALARM_OF_THE_DAY = timedelta(hours=9)  # of a step without a time: at nine that morning


class PlannedEvent(NamedTuple):
    """A planned step; `changes` counts how often it was changed, `changed_at` is the UTC moment of the last time."""

    id: int
    due_on: Day
    due_time: str | None
    customer: str
    objective: str | None
    method: str | None
    contact: str | None
    phone: str | None
    deal: str | None
    changes: int
    changed_at: str


def planned_events(db: Connection, *, rep_id: int | None) -> list[PlannedEvent]:
    """The steps that are still planned with the customers of a rep (None: with all), in the order of their days."""
    steps = db.execute(_STEPS.format(mine=all_of({"c.owner_id = :rep": rep_id})), {"rep": rep_id})
    return list(records(steps, PlannedEvent))


def calendar_file(db: Connection, events: Iterable[PlannedEvent]) -> bytes:
    """The steps as a calendar, each under a name of its own that never changes, so that a later file moves it.

    A step without a time takes its whole day. Times are those of the clocks where the file is read.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//salesops//followups//")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Follow-ups"))
    database = origin(db)
    for event in events:
        calendar.add_component(_event(event, database))
    content: bytes = calendar.to_ical()
    return content


def _event(step: PlannedEvent, database: str) -> Event:
    from icalendar import Alarm, Event

    event, alarm = Event(), Alarm()
    changed = datetime.fromisoformat(step.changed_at)
    event.add("uid", f"followup-{step.id}@{database}.salesops")
    event.add("sequence", step.changes)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("summary", _title(step))
    if description := _description(step):
        event.add("description", description)
    day = date.fromisoformat(step.due_on)
    if step.due_time:
        start = datetime.combine(day, time.fromisoformat(step.due_time))
        event.add("dtstart", start)
        event.add("dtend", start + _LASTS)
    else:
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(1))
    alarm.add("action", "DISPLAY")
    alarm.add("description", _title(step))
    alarm.add("trigger", _ALARM if step.due_time else _ALARM_OF_THE_DAY)
    event.add_component(alarm)
    return event


def _title(step: PlannedEvent) -> str:
    method = METHODS.label(step.method) if step.method else ""
    what = " ".join(part for part in (method, step.objective) if part)
    return _("{customer}: {what}").format(customer=step.customer, what=what) if what else step.customer


def _description(step: PlannedEvent) -> str:
    person = " ".join(part for part in (step.contact, step.phone) if part)
    return "\n".join(part for part in (person, step.deal) if part)
