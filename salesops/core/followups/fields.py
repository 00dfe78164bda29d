"""What can be told of a follow-up."""

from __future__ import annotations

from salesops.core.followups.rules import METHODS, STATUSES
from salesops.core.i18n import N_
from salesops.core.values.fields import Field, Kind

FIELDS = (
    Field("customer", N_("Customer"), Kind.REFERENCE, refers_to="customer", required=True),
    Field("opportunity", N_("Opportunity"), Kind.REFERENCE, refers_to="opportunity"),
    Field("contact", N_("Contact"), Kind.REFERENCE, refers_to="contact"),
    Field("rep", N_("Rep"), Kind.REFERENCE, refers_to="rep"),
    Field("status", N_("Status"), Kind.CODED, never_empty=True, codes=STATUSES),
    Field("due_on", N_("Planned for"), Kind.DATE),
    Field("due_time", N_("Time")),
    Field("reason", N_("Reason")),
    Field("objective", N_("Objective")),
    Field("method", N_("Method"), Kind.CODED, codes=METHODS),
    Field("occurred_on", N_("Happened on"), Kind.DATE, never_empty=True),
    Field("summary", N_("What was said"), long=True),
    Field("feedback", N_("Customer's words"), long=True),
    Field("attitude", N_("Attitude"), Kind.INTEGER, least=-2, most=2),
    Field("next_step", N_("Next step")),
    Field("next_on", N_("Next step on"), Kind.DATE),
)
