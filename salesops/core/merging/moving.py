"""Whatever refers to one record is made to refer to another, by what the tables themselves say refers to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from sqlite3 import Connection

from salesops.core.db import bulk
from salesops.core.db.journal import journaled_tables
from salesops.core.db.schema import Reference, alike, references

_REFERRING = "SELECT id FROM {table} WHERE {column} = :id ORDER BY id"
# Where two records of a table may not say the same of one, the second one says nothing new.
_SAID_TWICE = """
    SELECT other.id FROM {table} other JOIN {table} own ON {same}
    WHERE own.{column} = :keep AND other.{column} = :drop ORDER BY other.id"""
# A duty names the record that it is for in two columns.
_DUTIES = "SELECT id FROM duty WHERE ref_table = :parent AND ref_id = :drop ORDER BY id"
_SAME_TARGETS = """
    SELECT own.id, other.id, own.value + other.value FROM target own JOIN target other
      ON own.period = other.period AND own.metric = other.metric
     AND coalesce(own.rep_id, 0) = coalesce(other.rep_id, 0)
     AND coalesce(own.region, '') = coalesce(other.region, '')
     AND coalesce(own.product, '') = coalesce(other.product, '')
     AND coalesce(own.customer_type, '') = coalesce(other.customer_type, '')
    WHERE own.customer_id = :keep AND other.customer_id = :drop ORDER BY other.id"""


def move_references(
    db: Connection, parent: str, *, keep: int, drop: int, but: Collection[str] = ()
) -> Counter[str]:
    """Let all records that refer to the record `drop` of `parent` refer to `keep`; how many, by table.

    Tables in `but` are left as they are.
    """
    moved: Counter[str] = Counter()
    for reference in references(db, journaled_tables(db)):
        if reference.parent == parent and reference.table not in but:
            _remove_said_twice(db, reference, keep, drop)
            ids = referring(db, reference, drop)
            bulk.update(db, reference.table, (reference.column,), [(number, keep) for number in ids])
            moved[reference.table] += len(ids)
    duties = db.execute(_DUTIES, {"parent": parent, "drop": drop}).fetchall()
    bulk.update(db, "duty", ("ref_id",), [(number, keep) for (number,) in duties])
    return moved


def referring(db: Connection, reference: Reference, record_id: int) -> list[int]:
    """The ids of the records that refer to this one in that column."""
    sql = _REFERRING.format(table=reference.table, column=reference.column)
    return [number for (number,) in db.execute(sql, {"id": record_id})]


def add_up_targets(db: Connection, *, keep: int, drop: int) -> int:
    """Where both customers have a target of one period and metric, the sum is that of `keep`; how many these are."""
    both = db.execute(_SAME_TARGETS, {"keep": keep, "drop": drop}).fetchall()
    bulk.update(db, "target", ("value",), [(own, value) for own, _other, value in both])
    for own, other, _value in both:
        move_references(db, "target", keep=own, drop=other)
    bulk.delete(db, "target", [other for _own, other, _value in both])
    return len(both)


def move_history(db: Connection, table: str, *, keep: int, drop: int, of_drop: bool) -> None:
    """Of the histories of two customers one goes on: that of `drop` if `of_drop`, else that of `keep`."""
    reference = Reference(table, "customer_id", "customer")
    gone, rest = (keep, drop) if of_drop else (drop, keep)
    bulk.delete(db, table, referring(db, reference, gone))
    bulk.update(
        db, table, ("customer_id",), [(number, keep) for number in referring(db, reference, rest) if of_drop]
    )


def _remove_said_twice(db: Connection, reference: Reference, keep: int, drop: int) -> None:
    for names in alike(db, reference.table, reference.column):
        same = " AND ".join(f"own.{name} = other.{name}" for name in names) or "TRUE"
        sql = _SAID_TWICE.format(table=reference.table, column=reference.column, same=same)
        rows = db.execute(sql, {"keep": keep, "drop": drop})
        bulk.delete(db, reference.table, [number for (number,) in rows])
