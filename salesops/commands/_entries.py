"""What a group lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple


class Entry(NamedTuple):
    """A command or a group in the list of its group: what it is for, and how to build it.

    `daily` ones stand first in the help. `long_form` is set where this is a second name: the words of the first.
    """

    summary: str
    build: Callable[[], Any]
    daily: bool = False
    long_form: str = ""
