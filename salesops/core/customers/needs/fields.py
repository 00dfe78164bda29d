"""What can be told of a need."""

from __future__ import annotations

from salesops.core.customers.needs.rules import CATEGORIES, RANKS
from salesops.core.i18n import N_
from salesops.core.values.dates import Toward
from salesops.core.values.fields import Field, Kind

FIELDS = (
    Field("text", N_("Need"), required=True),
    Field("category", N_("Need category"), Kind.CODED, codes=CATEGORIES),
    Field("rank", N_("Rank"), Kind.CODED, codes=RANKS),
    Field("pains", N_("Pains")),
    Field("budget", N_("Budget"), Kind.BUDGET),
    Field("wanted_by", N_("Wanted by"), Kind.DATE, toward=Toward.COMING),
    Field("term", N_("Term")),
    Field("opportunity", N_("Opportunity"), Kind.REFERENCE, refers_to="opportunity"),
    Field("reviewed_on", N_("Reviewed on"), Kind.DATE),
)
