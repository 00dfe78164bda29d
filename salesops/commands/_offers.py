"""What may be written for an option or an argument, offered while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from salesops.commands._context import Context
    from salesops.core.values.codes import Codes


class Offer(NamedTuple):
    """A word that may be meant, and what it is for."""

    word: str
    about: str = ""


class Offers(NamedTuple):
    """The words that a parameter takes: `Annotated[str, typer.Option(), coded(METHODS)]`.

    `find` gets the values that the line has so far, by parameter, and what was typed of the word.
    """

    find: Callable[[Context, Mapping[str, Any], str], Iterable[Offer]]


def coded(codes: Codes) -> Offers:
    """The codes of a field, by their names in the user's language or, if that was typed, by the codes themselves."""

    def find(_context: Context, _values: Mapping[str, Any], typed: str) -> Iterable[Offer]:
        for code in codes.codes:
            words = (word for word in (codes.label(code), code) if word.lower().startswith(typed.lower()))
            if word := next(words, ""):
                yield Offer(word)

    return Offers(find)


def named(record: str) -> Offers:
    """Records by any part of their names; contacts and opportunities those of the customer that the line names."""

    def find(context: Context, values: Mapping[str, Any], typed: str) -> Iterable[Offer]:
        from salesops.core.db.completion import names_with
        from salesops.core.db.find import known

        customer = values.get("customer") if record in ("contact", "opportunity") else None
        customer_id = known(context.db, "customer", customer) if customer else None
        if customer and customer_id is None:
            return
        within = ("customer_id", customer_id) if customer_id else None
        for names in names_with(context.db, record, typed, within=within):
            if word := from_where_it_was_typed(names, typed):
                yield Offer(word, names[-1] if names[-1] != word else "")

    return Offers(find)


def from_where_it_was_typed(names: Iterable[str], typed: str) -> str:
    """The first of the names that holds what was typed, from there on; empty where none does.

    Shells take a word only if it begins as what was typed; a part of a name is enough to name a record.
    """
    for name in names:
        place = name.lower().find(typed.lower())
        if place >= 0:
            return name[place:]
    return ""
