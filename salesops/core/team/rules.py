"""What holds for a rep."""

from __future__ import annotations

from datetime import date

from salesops.core.errors import BadValue
from salesops.core.i18n import N_, _
from salesops.core.values.codes import Codes

ROLES = Codes(
    N_("role"), {"rep": N_("rep"), "manager": N_("manager")}, also={"销售": "rep", "主管": "manager"}
)

ABILITY = (0.5, 1.5)


def check_ability(ability: float) -> float:
    """`ability` itself when it lies in 0.5-1.5; BadValue otherwise."""
    least, most = ABILITY
    if not least <= ability <= most:
        raise BadValue(_("Ability {value} is not between 0.5 and 1.5.").format(value=ability))
    return ability


def check_employment(hired_on: date | None, left_on: date | None) -> None:
    """BadValue when somebody would leave before being hired."""
    if hired_on and left_on and left_on < hired_on:
        raise BadValue(
            _("Nobody leaves ({left}) before being hired ({hired}).").format(left=left_on, hired=hired_on)
        )
