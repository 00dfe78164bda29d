"""Who may be there twice among many customers: the same rule for a sweep over all and for the rows of a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from salesops.core.customers.duplicates.rules import (
    NEAR,
    REASONS,
    credit_key,
    email_keys,
    phone_keys,
    told_apart,
)
from salesops.core.values.names import likeness, spelling_key
from salesops.core.values.near_pairs import near_pairs

_RANKS = {reason: rank for rank, reason in enumerate(REASONS.codes)}


class Known(NamedTuple):
    """What a customer is known by: `key` is the normalised name, `phones` and `emails` are those of its people.

    `other_names` are its short name and what it was called before.
    """

    id: int
    name: str
    key: str
    other_names: Sequence[str]
    credit_code: str | None
    phones: Sequence[str] = ()
    emails: Sequence[str] = ()


class Pair(NamedTuple):
    """Two customers, the earlier one first, that may be one: the reasons with what they share, the most certain first.

    `likeness` is that of their normalised names, 0-1.
    """

    one: Known
    other: Known
    reasons: dict[str, str]
    likeness: float


_Found = tuple[Known, Known, str, str]  # reason, evidence


def pairs(customers: Sequence[Known], *, of: Collection[int] | None = None) -> list[Pair]:
    """Those of `customers`, who stand in the order of their ids, that may be one; the most certain first.

    Of three alike the second and the third are each told with the first. `of`: only pairs with one of these ids, which
    come last. Different credit codes settle that two are two.
    """
    found: dict[tuple[int, int], Pair] = {}
    for one, other, reason, evidence in _found(customers, of):
        ids = (one.id, other.id)
        if ids not in found:
            found[ids] = Pair(one, other, {}, likeness(one.key, other.key))
        if not (reason == "alike" and "name" in found[ids].reasons):
            found[ids].reasons.setdefault(reason, evidence)
    return sorted(found.values(), key=_uncertainty)


def _uncertainty(pair: Pair) -> tuple[object, ...]:
    return _RANKS[next(iter(pair.reasons))], -len(pair.reasons), -pair.likeness, pair.one.id, pair.other.id


def _found(customers: Sequence[Known], of: Collection[int] | None) -> Iterator[_Found]:
    """By each reason, the most certain one first."""
    yield from _sharing(
        "credit_code", customers, of, lambda one: {credit_key(one.credit_code): one.credit_code}
    )
    yield from _sharing("name", customers, of, lambda one: {spelling_key(one.name): one.name})
    yield from _sharing("alike", customers, of, lambda one: {one.key: one.name})
    yield from _also_called(customers, of)
    yield from _sharing("phone", customers, of, lambda one: _keys(phone_keys, one.phones))
    yield from _sharing("email", customers, of, lambda one: _keys(email_keys, one.emails))
    yield from _near(customers, of)


def _keys(keys: Callable[[str], Iterable[str]], texts: Sequence[str]) -> dict[str, str | None]:
    return {key: text for text in texts for key in keys(text)}


def _sharing(
    reason: str,
    customers: Sequence[Known],
    of: Collection[int] | None,
    keys: Callable[[Known], dict[str, str | None]],
) -> Iterator[_Found]:
    """Each with the first one before that has a key in common; `keys` gives them with the text that is evidence."""
    groups: dict[str, list[Known]] = defaultdict(list)
    for customer in customers:
        for key, text in keys(customer).items():
            if key:
                if of is None or customer.id in of:
                    earlier = _first(groups[key], customer)
                    if earlier:
                        yield earlier, customer, reason, text or ""
                groups[key].append(customer)


def _first(group: Iterable[Known], customer: Known) -> Known | None:
    return next((one for one in group if not told_apart(one.credit_code, customer.credit_code)), None)


def _also_called(customers: Sequence[Known], of: Collection[int] | None) -> Iterator[_Found]:
    """Those of which another name is a name of another."""
    named: dict[str, list[Known]] = defaultdict(list)
    for customer in customers:
        for key in {customer.key, *map(spelling_key, (customer.name, *customer.other_names))}:
            named[key].append(customer)
    for customer, name in [(one, name) for one in customers for name in one.other_names]:
        for other in named[spelling_key(name)]:
            one, two = sorted((customer, other), key=lambda known: known.id)
            wanted = of is None or one.id in of or two.id in of
            if one is not two and wanted and not told_apart(one.credit_code, two.credit_code):
                yield one, two, "also_called", name
                break


def _near(customers: Sequence[Known], of: Collection[int] | None) -> Iterator[_Found]:
    by_key: dict[str, list[Known]] = defaultdict(list)
    for customer in customers:
        by_key[customer.key].append(customer)
    keys = None if of is None else {customer.key for customer in customers if customer.id in of}
    for key, other_key, _score in near_pairs(by_key, NEAR, of=keys):
        both = (sorted(two, key=lambda one: one.id) for two in product(by_key[key], by_key[other_key]))
        for one, other in both:
            wanted = of is None or one.id in of or other.id in of
            if wanted and not told_apart(one.credit_code, other.credit_code):
                yield one, other, "near", other.name
                break
