"""Making a policy hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from salesops.core.db import records
from salesops.core.policy import versions
from salesops.core.policy.document import parse


@dataclass(frozen=True)
class Outcome:
    """The version that holds now; not `changed` when it held already. The built-in one has no id."""

    id: int | None
    changed: bool


def apply(db: Connection, document: str, *, source: str, on: date, note: str | None = None) -> Outcome:
    """Keep `document` as the policy that holds from now on; the very same document again changes nothing.

    Grades change with the next run; who changes a cadence of follow-ups reschedules all customers after this.
    Raises BadData naming every mistake; `source` is what the document is called there.
    """
    parse(document, source)
    present = versions.shown(db)
    if present.document.strip() == document.strip():
        return Outcome(present.id, changed=False)
    version = {"document": document, "applied_on": on.isoformat(), "note": note}
    return Outcome(records.insert(db, "policy_version", version), changed=True)
