"""Which policy holds, and which ones held before."""

from __future__ import annotations

from sqlite3 import Connection

from salesops.core.policy.rules import BUILT_IN, Policy

_LATEST = "SELECT document FROM policy_version ORDER BY id DESC LIMIT 1"


def current(db: Connection) -> Policy:
    """The policy applied last, or the built-in one when none was applied."""
    row = db.execute(_LATEST).fetchone()
    if row is None:
        return BUILT_IN
    from salesops.core.policy.document import parse

    return parse(row[0])
