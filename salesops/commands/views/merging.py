"""What is told when one customer is made of two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salesops.commands._fields import in_words
from salesops.commands._phrases import next_contact
from salesops.commands._results import Done
from salesops.commands.views.changes import Change, before_after, changes
from salesops.core.customers.fields import FIELDS
from salesops.core.i18n import N_, _, ngettext
from salesops.core.operations.names import KINDS
from salesops.core.values.fields import Field, Kind
from salesops.core.values.money import format_money
from salesops.core.values.units import Day

if TYPE_CHECKING:
    from salesops.core.customers.reads import CustomerFacts
    from salesops.core.merging.writes import Merge

_TAKEN = (*FIELDS, Field("grade", N_("Grade")), Field("archived_on", N_("Archived on"), Kind.DATE))


@dataclass(frozen=True)
class Merged:
    """The customer that is left, the one that is gone, and how many records moved, by kind.

    `differing` are the fields in which the one that is gone said something else. `same_people` were known at both,
    `summed_targets` were set for both.
    """

    id: int
    name: str
    dropped_id: int
    dropped_name: str
    dropped_code: str | None
    moved: dict[str, int]
    differing: list[str]
    same_people: int
    summed_targets: int
    next_due_on: Day | None


def merged(done: Merge) -> Done:
    """Both customers, what the one got of the other, what differs, and what moved."""
    keep, drop = done.after, done.dropped
    moved = {kind: done.moved[kind] for kind in KINDS if done.moved[kind]}
    result = Merged(
        keep.id, keep.name, drop.id, drop.name, drop.code, moved, [field.name for field in done.differing],
        done.same_people, done.summed_targets, keep.next_due_on,
    )  # fmt: skip
    taken = changes("customer", _TAKEN, done.before, keep)
    head = _("Merged {drop} (id {drop_id}) into {keep} (id {keep_id}).").format(
        drop=drop.name, drop_id=drop.id, keep=keep.name, keep_id=keep.id
    )
    lines = [head, *_both(done), *_told(done, taken, moved), *next_contact(keep.next_due_on)]
    return Done(result, lines, changes=[change.field for change in taken])


def _both(done: Merge) -> Iterator[str]:
    yield _("Kept: {customer}").format(customer=_described(done.before))
    yield _("Dropped: {customer}").format(customer=_described(done.dropped))


def _described(customer: CustomerFacts) -> str:
    contracts = ngettext("{count} contract", "{count} contracts", customer.contracts)
    parts = [
        _("{name} (id {id})").format(name=customer.name, id=customer.id),
        customer.code,
        customer.owner or _("nobody"),
        customer.grade,
        contracts.format(count=customer.contracts),
        format_money(customer.revenue),
        customer.last_touch_on and _("last touch {day}").format(day=customer.last_touch_on),
    ]
    return _(", ").join(filter(None, parts))


def _told(done: Merge, taken: list[Change], moved: dict[str, int]) -> Iterator[str]:
    for change in taken:
        yield _("Taken: {change}").format(change=before_after(change.label, change.was, change.now))
    for field in done.differing:
        yield _("Differs: {label}: {kept} is kept, {dropped} goes.").format(
            label=_(field.label),
            kept=in_words(field, done.after) or "–",
            dropped=in_words(field, done.dropped),
        )
    if moved:
        what = _(", ").join(f"{_(KINDS[kind])} × {count:,}" for kind, count in moved.items())
        yield _("Moved: {what}.").format(what=what)
    if done.same_people:
        yield ngettext(
            "{count} person was known at both.", "{count} people were known at both.", done.same_people
        ).format(count=done.same_people)
    if done.summed_targets:
        yield ngettext(
            "{count} target is the sum of both.", "{count} targets are the sums of both.", done.summed_targets
        ).format(count=done.summed_targets)
