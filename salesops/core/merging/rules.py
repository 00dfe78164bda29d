"""What one customer has that is made of two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from salesops.core.customers.duplicates.rules import email_keys, phone_keys, told_apart
from salesops.core.customers.fields import CONTACT_FIELDS, FIELDS
from salesops.core.errors import Conflict
from salesops.core.i18n import _
from salesops.core.values.fields import Field, columns
from salesops.core.values.names import spelling_key

Record = Mapping[str, Any]

_STRONGER = ("lost", "potential", "active", "strategic")  # types of a customer, the stronger ones last
_OWN = ("name", "kind", "type", "lost_reason")  # fields that are not filled from another customer
# Told by commands of their own, each group as a whole.
_DECISIONS = (
    ("manual_grade", "manual_grade_reason", "manual_grade_until"),
    ("snoozed_until", "snooze_reason"),
)
_CUSTOMER = (*(columns(field) for field in FIELDS if field.name not in _OWN), *_DECISIONS)
_CONTACT = tuple(columns(field) for field in CONTACT_FIELDS if field.name != "name")


def check(keep: Record, drop: Record) -> None:
    """Raise Conflict when codes or credit codes say that these are two customers."""
    both = [(keep[name], drop[name]) for name in ("code", "credit_code")]
    for one, other in both:
        if told_apart(one, other):
            raise Conflict(
                _("{keep} has {one}, {drop} has {other}: these are two customers.").format(
                    keep=keep["name"], drop=drop["name"], one=one, other=other
                ),
                _("Use --force if they are one all the same."),
            )


def customer_filled(keep: Record, drop: Record) -> dict[str, Any]:
    """What the customer gets of the other one: what is empty, the stronger type, and that it is not archived."""
    filled = _filled(_CUSTOMER, keep, drop, refers="referrer_id")
    if takes_type(keep, drop):
        filled |= {"type": drop["type"], "lost_reason": drop["lost_reason"]}
    if keep["archived_on"] and not drop["archived_on"]:
        filled["archived_on"] = None
    return filled


def contact_filled(keep: Record, drop: Record) -> dict[str, Any]:
    """The columns that a person gets of the same person in another record."""
    return _filled(_CONTACT, keep, drop, refers="successor_id")


def takes_type(keep: Record, drop: Record) -> bool:
    """Whether the type of the dropped customer is the stronger one."""
    return _STRONGER.index(drop["type"]) > _STRONGER.index(keep["type"])


def same_person(one: Record, other: Record) -> bool:
    """Whether two people of two records of a customer are one: of the same name, and nothing says otherwise."""
    return (
        spelling_key(one["name"]) == spelling_key(other["name"])
        and one["left_on"] == other["left_on"]
        and not (one["code"] and other["code"] and one["code"] != other["code"])
        and _agree(phone_keys(one["phone"]), phone_keys(other["phone"]))
        and _agree(email_keys(one["email"]), email_keys(other["email"]))
    )


def differing(fields: Sequence[Field], kept: Record, dropped: Record) -> list[Field]:
    """The fields in which the dropped customer said something else than the kept one says now."""
    return [
        field for field in fields if any(dropped[name] not in (None, kept[name]) for name in columns(field))
    ]


def _agree(one: list[str], other: list[str]) -> bool:
    return not one or not other or not set(one).isdisjoint(other)


def _filled(groups: Sequence[Sequence[str]], keep: Record, drop: Record, *, refers: str) -> dict[str, Any]:
    """What is empty in `keep` as it is in `drop`, each group as a whole; `refers` never to the record itself."""
    filled = {
        name: drop[name]
        for names in groups
        if all(keep[name] is None for name in names)
        for name in names
        if drop[name] is not None
    }
    if {**keep, **filled}.get(refers) in (keep["id"], drop["id"]):
        filled[refers] = None
    return filled
