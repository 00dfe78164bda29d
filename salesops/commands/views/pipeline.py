"""How opportunities and contracts are shown, and what is said when one is won, lost or signed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from salesops.commands._fields import facts_block
from salesops.commands._pages import Column, Fact, Page, Table
from salesops.commands._phrases import next_contact, sentences
from salesops.core.errors import BadValue
from salesops.core.i18n import _, ngettext
from salesops.core.pipeline.opportunities.fields import FIELDS
from salesops.core.pipeline.stages.rules import STAGES
from salesops.core.values.dates import Toward, add_days, format_date
from salesops.core.values.money import format_money
from salesops.core.values.text import shown

if TYPE_CHECKING:
    from salesops.commands._context import Context
    from salesops.core.pipeline.opportunities.reads import Detail, Opportunity, OpportunityTotals
    from salesops.core.pipeline.opportunities.writes import SavedOpportunity
    from salesops.core.pipeline.signing.writes import Signed


def signed(contract: Signed) -> list[str]:
    """The contract, and what followed from it."""
    lines = [
        _("Signed contract {number} with {customer} over {amount} on {day} (id {id}).").format(
            number=contract.number,
            customer=contract.customer,
            amount=format_money(contract.amount),
            day=format_date(contract.signed_on),
            id=contract.id,
        )
    ]
    if contract.won:
        lines.append(_("Won {name}.").format(name=contract.won))
    if contract.rep:
        lines.append(_("It counts for {rep}.").format(rep=contract.rep))
    if contract.now_active:
        lines.append(_("{customer} is an active customer now.").format(customer=contract.customer))
    return [*lines, *next_contact(contract.next_due_on)]


def moved(deal: SavedOpportunity, day: date) -> str:
    """From which stage to which an opportunity went."""
    if deal.was == deal.stage or deal.was is None:
        return _("{name} is in {stage} already: nothing changed.").format(
            name=deal.name, stage=STAGES.label(deal.stage)
        )
    return _("{name}: {was} → {stage} on {day}.").format(
        name=deal.name, was=STAGES.label(deal.was), stage=STAGES.label(deal.stage), day=format_date(day)
    )


def sums(totals: OpportunityTotals) -> str:
    """What the opportunities of a list come to, and how many of them cannot be counted."""
    sentence = ngettext(
        "{count} opportunity, {amount} together, {weighted} weighted.",
        "{count} opportunities, {amount} together, {weighted} weighted.",
        totals.count,
    ).format(count=totals.count, amount=format_money(totals.amount), weighted=format_money(totals.weighted))
    unknown = _("{count} without an amount.").format(count=totals.unknown) if totals.unknown else ""
    return sentences(sentence, unknown)


def percent(deal: Opportunity) -> str:
    """How likely it is to be won."""
    return f"{deal.probability:.0%}"


def _customer(deal: Opportunity) -> str:
    """The customer, where the name of the opportunity does not tell."""
    names = (deal.customer, deal.customer_short_name or deal.customer)
    return "" if deal.name.startswith(names) else deal.customer


def columns(deals: Sequence[Opportunity]) -> list[Column]:
    """The columns of a list of opportunities: the day of closing is expected where none of them is closed."""
    closed = any(deal.closed_on for deal in deals)
    return [
        Column(_("Name"), "name", flexible=True),
        Column(_("Customer"), _customer, flexible=True, wide=True),
        Column(_("Stage"), lambda deal: STAGES.label(deal.stage)),
        Column(_("Class"), "class_"),
        Column(_("Amount"), "amount"),
        Column(_("Chance"), percent, wide=True),
        Column(_("Weighted"), "weighted", wide=True),
        Column(
            _("Close") if closed else _("Closing"),
            lambda deal: deal.closed_on or deal.expected_close_on,
        ),
        Column(_("Idle days"), "idle_days", wide=True),
        Column(_("Owner"), "owner"),
        Column(_("Id"), "id"),
    ]


def history(stages: Sequence[object], touches: Sequence[object]) -> list[Table]:
    """The tables below an opportunity's facts: its stages and what was said since it was opened."""
    from salesops.core.followups.rules import METHODS

    spans = [
        Column(_("Stage"), lambda span: STAGES.label(span.stage)),
        Column(_("From"), "entered_on"),
        Column(_("To"), "left_on"),
        Column(_("Days"), "days"),
        Column(_("Rep"), "by"),
    ]
    columns = [
        Column(_("On"), "on"),
        Column(_("Method"), lambda touch: METHODS.label(touch.method) if touch.method else ""),
        Column(_("Rep"), "rep"),
        Column(_("Summary"), "summary", flexible=True),
        Column(_("Feedback"), "feedback", flexible=True),
        Column(_("Next step"), "next_step", flexible=True),
    ]
    return [
        Table(spans, stages, title=_("Stages")),
        Table(columns, touches, title=_("Touches"), empty=_("None since it was opened.")),
    ]


def detail_page(deal: Detail) -> Page:
    """An opportunity with its stages and what was said."""
    more = [
        Fact(_("Class"), deal.class_),
        Fact(_("Probability"), percent(deal)),
        Fact(_("Weighted"), format_money(deal.weighted) if deal.weighted is not None else None),
        Fact(_("Contracts"), _(", ").join(deal.contracts)),
    ]
    fields = [field for field in FIELDS if field.name != "probability"]
    return Page([facts_block(fields, deal, more=more), *history(deal.stages, deal.touches)])


def closing_before(context: Context, text: str | None) -> date | None:
    """The day after the date or the period that is meant; BadValue for what is neither."""
    if text is None:
        return None
    try:
        return context.period(text).end
    except BadValue:
        return add_days(_last_day(context, text), 1)


def _last_day(context: Context, text: str) -> date:
    try:
        return context.date(text, Toward.COMING)
    except BadValue as error:
        raise BadValue(
            _("{text} is neither a date nor a period.").format(text=shown(text)),
            _("Write 2026-12-31, eom or +30d, or 2026-12, 2026-Q4 or this-quarter."),
        ) from error
