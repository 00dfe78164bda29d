"""Which policy holds."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from sqlite3 import Connection
from typing import TYPE_CHECKING

from salesops.core.i18n import _
from salesops.core.policy.cadence import CADENCE, CALENDAR, FollowupPolicy

if TYPE_CHECKING:
    from salesops.core.policy.rules import Policy

_HOLIDAYS_KNOWN_UNTIL = 2026  # by every chinesecalendar that we run with; of later years it is asked
_LATEST = "SELECT document FROM policy_version ORDER BY id DESC LIMIT 1"


def current(db: Connection) -> Policy:
    """The policy applied last, or the built-in one when none was applied."""
    from salesops.core.policy.rules import BUILT_IN

    return _applied(db) or BUILT_IN


def followup_policy(db: Connection) -> FollowupPolicy:
    """The `followup` part of the current policy."""
    applied = _applied(db)
    return applied.followup if applied else CADENCE


def tell_unknown_holidays(db: Connection, days: Collection[str]) -> None:
    """Tell once when the last of the stored `days` (ISO), moved to working days, is of a year that nobody knows yet."""
    if days and int(max(days)[:4]) > _HOLIDAYS_KNOWN_UNTIL:
        from salesops.core.values.workdays import WorkingDays

        WorkingDays(calendar(db)).tell_unknown(date.fromisoformat(max(days)))


def calendar(db: Connection) -> str:
    """The working-day calendar of the current policy."""
    applied = _applied(db)
    return applied.calendar if applied else CALENDAR


def _applied(db: Connection) -> Policy | None:
    row = db.execute(_LATEST).fetchone()
    if row is None:
        return None
    from salesops.core.policy.document import parse

    return parse(row[0], _("The policy that holds"))
