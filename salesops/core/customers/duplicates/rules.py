"""What makes two customers look like one."""

from __future__ import annotations

from typing import NamedTuple

from salesops.core.errors import Conflict
from salesops.core.i18n import N_, _
from salesops.core.values.codes import Codes
from salesops.core.values.names import spelling_key
from salesops.core.values.words import phones

NEAR = 90  # likeness from which two names are suspected to mean one customer
_LEAST_DIGITS = 7  # of a phone number that is one person's

# The most certain first.
REASONS = Codes(
    N_("reason"),
    {
        "credit_code": N_("same credit code"),
        "name": N_("same name"),
        "alike": N_("same name but for city or legal form"),
        "also_called": N_("the name of one is the short name of the other"),
        "phone": N_("same phone number"),
        "email": N_("same e-mail address"),
        "near": N_("nearly the same name"),
    },
)
_SENTENCES = {
    "credit_code": N_("The credit code {evidence} is that of {other} (id {id})."),
    "name": N_("{evidence} exists already: {other} (id {id})."),
    "alike": N_("{evidence} looks like {other} (id {id})."),
    "also_called": N_("{evidence} is a name of {other}, too (id {id})."),
    "phone": N_("{evidence} is the phone number of {person} at {other} (id {id})."),
    "email": N_("{evidence} is the e-mail address of {person} at {other} (id {id})."),
    "near": N_("{evidence} looks like {other} (id {id})."),
}


class Lookalike(NamedTuple):
    """A customer that may be the same: why (a code of REASONS), by which name, number or address, and whose that is."""

    reason: str
    evidence: str
    id: int
    name: str
    person: str = ""

    def sentence(self) -> str:
        """The same in words."""
        return _(_SENTENCES[self.reason]).format(
            evidence=self.evidence, person=self.person, other=self.name, id=self.id
        )


def refuse(lookalike: Lookalike | None) -> None:
    """Raise Conflict when there is a customer that may be the same."""
    if lookalike:
        raise Conflict(lookalike.sentence(), _("Use --force if this is another customer."))


def told_apart(credit_code: str | None, other: str | None) -> bool:
    """Whether two credit codes are known and not the same: then these are two customers, whatever else they share."""
    return bool(credit_code and other) and credit_key(credit_code) != credit_key(other)


def credit_key(credit_code: str | None) -> str:
    """A credit code without width, case and spaces; empty where there is none."""
    return spelling_key(credit_code) if credit_code else ""


def phone_keys(text: str | None) -> list[str]:
    """The phone numbers in a text as they are compared, those that are too short for one person's left out."""
    return [number for number in phones(text or "") if len(number) >= _LEAST_DIGITS]


def email_keys(text: str | None) -> list[str]:
    """The e-mail address in a text as it is compared; none where there is none."""
    return [text.strip().casefold()] if text and text.strip() else []
