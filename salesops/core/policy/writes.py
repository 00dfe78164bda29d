"""Making a policy hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from salesops.core.db.session import raw
from salesops.core.policy import reads
from salesops.core.policy.document import parse
from salesops.core.policy.models import PolicyVersion


@dataclass(frozen=True)
class Outcome:
    """The version that holds now; not `changed` when it held already. The built-in one has no id."""

    id: int | None
    changed: bool


def apply(session: Session, document: str, *, source: str, on: date, note: str | None = None) -> Outcome:
    """Keep `document` as the policy that holds from now on; the very same document again changes nothing.

    Grades change with the next run; who changes a cadence of follow-ups reschedules all customers after this.
    Raises BadData naming every mistake; `source` is what the document is called there.
    """
    parse(document, source)
    present = reads.shown(raw(session))
    if present.document.strip() == document.strip():
        return Outcome(present.id, changed=False)
    version = PolicyVersion(document=document, applied_on=on.isoformat(), note=note)
    session.add(version)
    session.flush()
    return Outcome(version.id, changed=True)
