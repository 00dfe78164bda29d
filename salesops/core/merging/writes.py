"""Making one customer of two: one write, which `undo` takes back as a whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from salesops.core.customers import reads
from salesops.core.customers.fields import FIELDS
from salesops.core.customers.reads import CustomerFacts
from salesops.core.customers.writes import record_types
from salesops.core.db import records
from salesops.core.errors import BadValue
from salesops.core.grading import writes as grading
from salesops.core.grading.reads import regrade
from salesops.core.i18n import _
from salesops.core.merging import rules
from salesops.core.merging.moving import add_up_targets, move_history, move_references
from salesops.core.schedule.writes import reschedule
from salesops.core.values.fields import Field

_HISTORIES = ("customer_type_change", "grade_change")
_CONTACTS = "SELECT id FROM contact WHERE customer_id = :customer ORDER BY id"


@dataclass(frozen=True)
class Merge:
    """Both customers as they were, the one that is left, the fields that differed, and what moved, by table.

    `same_people` were known at both and are one contact each now, `summed_targets` were set for both.
    """

    before: CustomerFacts
    dropped: CustomerFacts
    after: CustomerFacts
    differing: list[Field]
    moved: Counter[str]
    same_people: int
    summed_targets: int


def merge(db: Connection, keep: int, drop: int, *, today: date, force: bool = False) -> Merge:
    """Give the customer `keep` all that hangs on `drop` and what it lacks; `drop` goes, its names find `keep`.

    Raises BadValue for one and the same, Conflict when their codes say that they are two (unless `force`).
    """
    kept, dropped = records.get(db, "customer", keep), records.get(db, "customer", drop)
    if keep == drop:
        raise BadValue(_("{name} cannot be merged into itself.").format(name=kept["name"]))
    if not force:
        rules.check(kept, dropped)
    before, other = reads.facts(db, keep), reads.facts(db, drop)
    same_people = _join_people(db, keep, drop)
    summed = add_up_targets(db, keep=keep, drop=drop)
    move_history(db, "customer_type_change", keep=keep, drop=drop, of_drop=rules.takes_type(kept, dropped))
    move_history(db, "grade_change", keep=keep, drop=drop, of_drop=kept["grade"] is None)
    moved = move_references(db, "customer", keep=keep, drop=drop, but=_HISTORIES)
    moved["customer"] -= kept["referrer_id"] == drop  # nobody refers themselves
    filled = rules.customer_filled(kept, dropped)
    _replace(db, kept, dropped, filled, today=today)
    _follow(db, keep, kept, dropped, today=today)
    after = reads.facts(db, keep)
    differing = rules.differing(FIELDS, {**kept, **filled}, dropped)
    return Merge(before, other, after, differing, moved, same_people, summed)


def _join_people(db: Connection, keep: int, drop: int) -> int:
    """Make one contact of each person who is known at both customers; how many these are."""
    own = [records.get(db, "contact", number) for (number,) in db.execute(_CONTACTS, {"customer": keep})]
    joined = 0
    for (number,) in db.execute(_CONTACTS, {"customer": drop}).fetchall():
        theirs = records.get(db, "contact", number)
        mine = next((person for person in own if rules.same_person(person, theirs)), None)
        if mine:
            own.remove(mine)
            move_references(db, "contact", keep=mine["id"], drop=number)
            records.delete(db, "contact", number)
            records.update(db, "contact", mine["id"], rules.contact_filled(mine, theirs))
            joined += 1
    return joined


def _replace(
    db: Connection, kept: records.Record, dropped: records.Record, filled: records.Record, *, today: date
) -> None:
    """Remove the dropped customer, let its names find the kept one, and give that what it lacks."""
    records.delete(db, "customer", dropped["id"])
    records.update(db, "customer", kept["id"], filled)
    former = {name: dropped[name] for name in ("name", "name_key", "short_name", "code")}
    records.insert(db, "former_name", {"customer_id": kept["id"], **former, "merged_on": today.isoformat()})


def _follow(db: Connection, keep: int, kept: records.Record, dropped: records.Record, *, today: date) -> None:
    """Bring what follows from the facts in line with them; a grade where one of the two had one."""
    if kept["grade"] is None and dropped["grade"] is not None:
        records.update(db, "customer", keep, {name: dropped[name] for name in ("grade", "grade_score")})
    record_types(db, [keep])
    if kept["grade"] or dropped["grade"]:
        grading.run(db, regrade(db, as_of=today, customer_id=keep))
    reschedule(db, [keep])
