"""Pieces of SQL that several features must spell the same way."""

from __future__ import annotations

# Revenue in minor units of the contracts `k` in a group: summed exactly, rounded once, half up.
# NULL when there are none. Sums are never negative, so integer division rounds down as it should.
REVENUE = "(sum(k.amount * 100 + k.subcent) + 50) / 100"


def like(part: str) -> str:
    r"""A LIKE pattern for "contains `part`", to be used with `ESCAPE '\'`."""
    escaped = part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
