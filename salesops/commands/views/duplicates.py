"""Customers that may be one."""

from __future__ import annotations

from collections.abc import Mapping
from sqlite3 import Connection
from typing import TYPE_CHECKING

from salesops.commands._output import left_out
from salesops.commands._pages import Column, Page, Table
from salesops.core.customers.duplicates.rules import REASONS
from salesops.core.i18n import _

if TYPE_CHECKING:
    from salesops.core.customers.duplicates.reads import DuplicatePair


def reached_elsewhere(db: Connection, customer_id: int, person: Mapping[str, object]) -> list[str]:
    """At which other customers somebody has the phone number or the e-mail address of a person."""
    from salesops.core.customers.duplicates import reads

    return [other.sentence() for other in reads.reached_elsewhere(db, customer_id, person)]


def page(pairs: list[DuplicatePair], more: int) -> Page:
    """A line for each pair, and how to make one of two."""
    columns = [
        Column(_("Reason"), _reason),
        Column(_("Id"), "id"),
        Column(_("Customer"), "name", flexible=True),
        Column(_("Owner"), "owner", wide=True),
        Column(_("Id"), "other_id"),
        Column(_("The other"), "other_name", flexible=True),
        Column(_("Owner"), "other_owner", wide=True),
    ]
    return Page([Table(columns, pairs, empty=_("No customer seems to be there twice."), note=left_out(more))])


def _reason(pair: DuplicatePair) -> str:
    """All reasons in words; a name that is nearly the same with how nearly."""
    words = [REASONS.label(reason) for reason in (pair.reason, *pair.also)]
    if pair.reason == "near":
        words[0] = f"{words[0]} ({pair.likeness:.0%})"
    return _(", ").join(words)
