"""Adding and changing reps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from salesops.core.errors import Conflict
from salesops.core.i18n import _
from salesops.core.team.models import Rep
from salesops.core.team.rules import check_ability, check_employment
from salesops.core.values.dates import stored_day


@dataclass(frozen=True)
class SavedRep:
    """The record that was written."""

    id: int
    name: str


def add(session: Session, facts: Mapping[str, Any], *, force: bool = False) -> SavedRep:
    """Take somebody into the team. Raises Conflict when the name is taken (unless `force`) or the code is."""
    rep = Rep(**facts)
    _check(session, rep)
    taken = session.exec(select(Rep).where(Rep.name == rep.name, col(Rep.left_on).is_(None))).first()
    if taken and not force:
        raise Conflict(
            _("There is a rep {name} already (id {id}).").format(name=rep.name, id=taken.id),
            _("Use --force if this is somebody else."),
        )
    session.add(rep)
    session.flush()
    assert rep.id is not None
    return SavedRep(rep.id, rep.name)


def edit(session: Session, rep_id: int, facts: Mapping[str, Any]) -> SavedRep:
    """Change the given fields of a rep; Conflict when the code belongs to somebody else."""
    rep = session.get_one(Rep, rep_id)
    for name, value in facts.items():
        setattr(rep, name, value)
    _check(session, rep)
    session.add(rep)
    session.flush()
    return SavedRep(rep_id, rep.name)


def _check(session: Session, rep: Rep) -> None:
    check_ability(rep.ability)
    check_employment(stored_day(rep.hired_on), stored_day(rep.left_on))
    with session.no_autoflush:
        other = session.exec(select(Rep).where(Rep.code == rep.code, Rep.id != rep.id)).first()
    if rep.code is not None and other:
        raise Conflict(_("The code {code} belongs to {name}.").format(code=rep.code, name=other.name))
