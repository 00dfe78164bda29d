"""Several rows of one customer in a file: those below the first tell of further contacts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from salesops.core.customers.fields import NOTE_FIELD
from salesops.core.importing.rows import ParsedRow, Values, is_missing

_PERSON = "contact_"
_NAME = "contact_name"


def gathered(rows: Iterable[ParsedRow]) -> list[ParsedRow]:
    """The rows, those that only tell of a further contact together with the first row of their customer.

    Such a row names another person, and no customer or the same one; what it says of that does not differ.
    """
    first: list[ParsedRow] = []
    places: dict[str, int] = {}
    for row in rows:
        name = row.values.get("name")
        place = places.get(name) if name else len(first) - 1
        if place is not None and place >= 0 and _is_further(first[place], row):
            first[place] = _together(first[place], row)
            continue
        if name:
            places.setdefault(name, len(first))
        first.append(row)
    return first


def _is_further(first: ParsedRow, row: ParsedRow) -> bool:
    values = row.values
    if _NAME not in values or first.problems or "name" not in first.values:
        return False
    if any(not is_missing(problem) for problem in row.problems):
        return False
    if values[_NAME] in {value for key, value in first.values.items() if key.startswith(_NAME)}:
        return False
    return _agree(first.values, _of_customer(values)) and _agree(first.references, row.references)


def _agree(known: Any, said: Any) -> bool:  # noqa: ANN401 - mappings of either kind
    return all(known.get(key, value) == value for key, value in said.items())


def _of_customer(values: Values) -> Values:
    return {
        key: value for key, value in values.items() if not key.startswith(_PERSON) and key != NOTE_FIELD.name
    }


def _together(first: ParsedRow, row: ParsedRow) -> ParsedRow:
    number = 2 + len(first.more)
    while f"{_NAME}_{number}" in first.values:
        number += 1
    person = {
        f"{key}_{number}": value
        for key, value in row.values.items()
        if key.startswith(_PERSON) and not key[-1].isdigit()
    }
    notes = [*first.values.get(NOTE_FIELD.name, ()), *row.values.get(NOTE_FIELD.name, ())]
    values = {**_of_customer(row.values), **first.values, **person}
    if notes:
        values[NOTE_FIELD.name] = list(dict.fromkeys(notes))
    references = {**row.references, **first.references}
    return replace(first, values=values, references=references, more=(*first.more, row.row))
