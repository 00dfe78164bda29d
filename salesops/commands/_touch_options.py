"""Options of the commands about touches."""

from __future__ import annotations

from typing import Annotated

import typer

from salesops.commands._offers import coded, named
from salesops.commands._options import text_option
from salesops.core.followups.rules import METHODS
from salesops.core.i18n import _

StepArgument = Annotated[
    str, typer.Argument(help=_("Its id, or the customer it is planned with.")), named("customer")
]
MethodOption = Annotated[
    str | None, typer.Option(help=_("How: by phone, a visit …"), show_default=False), coded(METHODS)
]
FeedbackOption = Annotated[str | None, text_option("--feedback", _("The customer's own words."))]
AttitudeOption = Annotated[
    int | None, typer.Option(min=-2, max=2, help=_("From -2, against us, to 2, keen."), show_default=False)
]
ContactOption = Annotated[
    str | None, typer.Option(help=_("Who of them."), show_default=False), named("contact")
]
OpportunityOption = Annotated[
    str | None, typer.Option(help=_("About which deal."), show_default=False), named("opportunity")
]
