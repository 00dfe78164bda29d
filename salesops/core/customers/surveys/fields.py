"""What can be told of a survey."""

from __future__ import annotations

from salesops.core.i18n import N_
from salesops.core.values.fields import Field, Kind

FIELDS = (
    Field("score", N_("Satisfaction"), Kind.INTEGER, required=True, least=1, most=5),
    Field("surveyed_on", N_("Asked on"), Kind.DATE, never_empty=True),
    Field("contact", N_("Contact"), Kind.REFERENCE, refers_to="contact"),
    Field("comments", N_("Comments")),
    Field("repurchase_need", N_("Needs more"), Kind.FLAG),
    Field("referral_intent", N_("Would recommend us"), Kind.FLAG),
)
