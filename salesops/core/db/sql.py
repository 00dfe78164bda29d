"""Pieces of SQL that several features must spell the same way."""

from __future__ import annotations

from collections.abc import Mapping

from salesops.core.errors import BadValue
from salesops.core.i18n import _
from salesops.core.values.text import shown

_LONGEST_PATTERN = 50_000  # bytes that SQLite takes after LIKE


def whole_sum(value: str) -> str:
    """The sum of whole numbers as a whole number: PostgreSQL would divide it with decimals, SQLite without."""
    return f"CAST(sum({value}) AS BIGINT)"


# The contracts that count: a void one stands for nothing but itself. Every figure is made of these.
CONTRACTS = "(SELECT * FROM contract WHERE void_on IS NULL)"

# Revenue of the contracts `k` in a group, in hundredths of a minor unit, and in minor units: summed exactly,
# rounded once, half up. NULL when there are none. Sums are never negative, so integer division rounds down as it
# should.
EXACT_REVENUE = whole_sum("k.amount * 100 + k.subcent")
REVENUE = f"({EXACT_REVENUE} + 50) / 100"

# Contracts with what says where and what was sold: their own word, else their opportunity's, else where the customer
# is. Not where the rep is, who sells elsewhere too.
SALES = f"{CONTRACTS} k JOIN customer c ON c.id = k.customer_id LEFT JOIN opportunity o ON o.id = k.opportunity_id"
SOLD_IN = "coalesce(k.region, o.region, c.region)"
SOLD_PRODUCT = "coalesce(k.product, o.product)"


def all_of(conditions: Mapping[str, object]) -> str:
    """Those of `conditions` whose value is given (not None), joined by AND.

    `:x IS NULL OR …` in a statement would keep SQLite from its indexes, and PostgreSQL could not tell what type x has.
    """
    return " AND ".join(condition for condition, value in conditions.items() if value is not None) or "TRUE"


def at_most(limit: int) -> str:
    """The clause for at most `:limit` rows; none for 0, which is all: that -1 is no limit only SQLite knows."""
    return "LIMIT :limit" if limit else ""


def like(part: str) -> str:
    r"""A LIKE pattern for "contains `part`", to be used with `ESCAPE '\'`.

    Raises BadValue when it is too long to search for.
    """
    escaped = part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    pattern = f"%{escaped}%"
    if len(pattern.encode(errors="replace")) > _LONGEST_PATTERN:
        raise BadValue(
            _("{text} is too long to search for.").format(text=shown(part)), _("Give less of the name.")
        )
    return pattern
