"""Giving customers tags and taking them away."""

from __future__ import annotations

from collections.abc import Sequence
from sqlite3 import Connection
from typing import NamedTuple

from salesops.core.customers.tags import reads
from salesops.core.db import records
from salesops.core.errors import BadValue, NotFound
from salesops.core.i18n import _
from salesops.core.values.lists import listed
from salesops.core.values.text import bounded, shown


class TaggedCustomer(NamedTuple):
    """The customer with all its tags now; `changed` are those that it got or lost."""

    id: int
    name: str
    changed: list[str]
    tags: list[str]


def add(
    db: Connection, customer_id: int, names: Sequence[str], *, group: str | None = None
) -> TaggedCustomer:
    """Give a customer tags, of which it may have some already.

    Without a `group` a tag stands in the one in which it stands elsewhere. Raises BadValue where no tag is named.
    """
    known = reads.ids(db, customer_id)
    wanted = _named(names)
    for name in wanted:
        if name not in known:
            tag = {"name": name, "tag_group": group or reads.group_of(db, name)}
            records.insert(db, "tag", {"customer_id": customer_id, **tag})
        elif group:
            records.update(db, "tag", known[name], {"tag_group": group})
    return _tagged(db, customer_id, [name for name in wanted if name not in known])


def remove(db: Connection, customer_id: int, names: Sequence[str]) -> TaggedCustomer:
    """Take tags away from a customer. Raises NotFound, with those it has, for one that it has not."""
    known = reads.ids(db, customer_id)
    wanted = _named(names)
    for name in wanted:
        if name not in known:
            hint = _("It has these: {names}.").format(names=_(", ").join(known)) if known else ""
            raise NotFound(_("The customer has no tag {name}.").format(name=shown(name)), hint)
        records.delete(db, "tag", known[name])
    return _tagged(db, customer_id, wanted)


def _named(names: Sequence[str]) -> list[str]:
    wanted = [listed(bounded(text)) for text in names]
    if not all(wanted):
        raise BadValue(_("A tag has a name."))
    return list(dict.fromkeys(name for several in wanted for name in several))


def _tagged(db: Connection, customer_id: int, changed: list[str]) -> TaggedCustomer:
    name = records.get(db, "customer", customer_id)["name"]
    return TaggedCustomer(customer_id, name, changed, [tag.name for tag in reads.tags(db, customer_id)])
