"""A table as it stands in a file: rows of text with the numbers a person sees beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple


class Row(NamedTuple):
    """One row that is not empty. `number` counts from 1, empty rows and the headings included."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class Table:
    """The rows of a file, read as they are asked for. `note` tells what was found out about it, if anything.

    `from_1904`: days that are mere numbers count from that year.
    """

    rows: Iterator[Row]
    note: str = ""
    from_1904: bool = False
