"""What holds for needs: their coded values, and how pains are written down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from salesops.core.errors import BadValue
from salesops.core.i18n import N_, _
from salesops.core.values.codes import Codes
from salesops.core.values.lists import listed

CATEGORIES = Codes(
    N_("category"),
    {
        "function": N_("function"),
        "service": N_("service"),
        "price": N_("price"),
        "delivery": N_("delivery"),
        "other": N_("other"),
    },
    also={
        "功能": "function", "服务": "service", "价格": "price", "交付": "delivery", "其他": "other",
        "功能需求": "function", "服务需求": "service", "价格需求": "price", "交付需求": "delivery", "交期": "delivery",
    },
)  # fmt: skip
RANKS = Codes(
    N_("rank"),
    {"core": N_("core"), "secondary": N_("secondary")},
    also={"核心": "core", "次要": "secondary", "主要": "core", "一般": "secondary"},
)


def completed(need: Mapping[str, Any]) -> dict[str, Any]:
    """A need with the text that stands for none, and its pains with commas between them.

    Who says by when or for how much has said that they intend to buy. Raises BadValue for a budget whose ends are
    the wrong way round.
    """
    low, high = need.get("budget_min"), need.get("budget_max")
    if low is not None and high is not None and high < low:
        raise BadValue(_("The budget's upper end is below its lower end."))
    pains = ", ".join(listed(need.get("pains") or "")) or None
    return {**need, "text": need.get("text") or _("intends to buy"), "pains": pains}
