"""The blocks of a review on opportunities: what became of them, and what they explain."""

from __future__ import annotations

from dataclasses import dataclass

from salesops.commands._pages import Column, Table, cell
from salesops.core.i18n import _, ngettext
from salesops.core.pipeline.stages.rules import STAGES
from salesops.core.reviews.deals.rules import Pipeline
from salesops.core.reviews.gap.rules import Factors, Gap
from salesops.core.values.money import Money, format_money
from salesops.core.values.numbers import Rate
from salesops.core.values.units import Day, Unit

_SLIPS_SHOWN = 10


@dataclass(frozen=True)
class Fact:
    """A figure with its name."""

    name: str
    value: str


def facts(title: str, lines: list[Fact]) -> Table:
    """Figures below each other, those that are known."""
    columns = [Column("", "name", flexible=True), Column("", "value", flexible=True)]
    return Table(columns, [line for line in lines if line.value], title=title)


@dataclass(frozen=True)
class _Step:
    stage: str
    reached: int
    share: Rate | None
    conversion: Rate | None


@dataclass(frozen=True)
class _Slip:
    name: str
    amount: Money | None
    expected_close_on: Day


@dataclass(frozen=True)
class _Cause:
    name: str
    before: int | str
    now: int | str
    effect: int | str


def pipeline(figures: Pipeline) -> list[Table]:
    """What was opened, closed and put off, and how far the opportunities opened in the period came."""
    if not (figures.opened or figures.won or figures.lost or figures.slipped):
        nothing = _("No opportunity was opened, closed or due to close.")
        return [Table((), (), title=_("Pipeline"), empty=nothing)]
    return [_closed(figures), *_funnel(figures), *_slips(figures)]


def _closed(figures: Pipeline) -> Table:
    slipped = cell(figures.slipped)
    if figures.slipped_amount:
        slipped = _("{text} ({more})").format(text=slipped, more=format_money(figures.slipped_amount))
    won = cell(figures.won)
    if figures.won_without_amount:
        text = ngettext("{count} of unknown amount", "{count} of unknown amount", figures.won_without_amount)
        won = _("{text} ({more})").format(text=won, more=text.format(count=figures.won_without_amount))
    return facts(
        _("Pipeline"),
        [
            Fact(_("Opened"), cell(figures.opened)),
            Fact(_("Won"), won),
            Fact(_("Lost"), cell(figures.lost)),
            Fact(_("Win rate"), cell(figures.win_rate, Unit.RATE)),
            Fact(_("Won amount"), cell(figures.won_amount, Unit.MONEY) if figures.won else ""),
            Fact(_("Mean amount"), cell(figures.average_won_amount, Unit.MONEY)),
            Fact(_("Days to win"), cell(figures.cycle_days_won)),
            Fact(_("Days to lose"), cell(figures.cycle_days_lost)),
            Fact(_("Slipped"), slipped),
        ],
    )


def _funnel(figures: Pipeline) -> list[Table]:
    if not figures.opened:
        return []
    columns = [
        Column(_("Stage"), "stage"),
        Column(_("Reached"), "reached"),
        Column(_("Of all"), "share"),
        Column(_("Of the step before"), "conversion"),
    ]
    steps = [
        _Step(STAGES.label(step.stage), step.reached, step.share, step.conversion) for step in figures.funnel
    ]
    return [Table(columns, steps, title=_("Funnel of the opportunities opened"))]


def _slips(figures: Pipeline) -> list[Table]:
    if not figures.slipped:
        return []
    shown = figures.slipped_deals[:_SLIPS_SHOWN]
    slips = [_Slip(deal.name, deal.amount, cell(deal.expected_close_on)) for deal in shown]
    columns = [
        Column(_("Opportunity"), "name", flexible=True),
        Column(_("Amount"), "amount"),
        Column(_("Expected now"), "expected_close_on"),
    ]
    return [
        Table(
            columns,
            slips,
            title=_("Slipped: expected to close, but did not"),
            note=more(figures.slipped, _SLIPS_SHOWN),
        )
    ]


def more(count: int, shown: int) -> str:
    """How many lines are left out; `--json` has them all."""
    if count <= shown:
        return ""
    return _("{count} more: `--json` shows them.").format(count=count - shown)


def gap(figures: Gap, *, before: str) -> Table:
    """Why the revenue differs, cause by cause; `before` names the period it differs from."""
    title = _("Why the gap to {period}").format(period=before)
    if not (figures.now.revenue or figures.before.revenue or figures.now.closed or figures.before.closed):
        return Table((), (), title=title, empty=_("No revenue in either period."))
    if not (figures.now.closed or figures.before.closed):
        text = _("{change}, all from contracts without an opportunity: none was closed in either period.")
        return Table((), (), title=title, empty=text.format(change=signed(figures.change)))
    columns = [
        Column(_("Cause"), "name"),
        Column(_("Previous"), "before"),
        Column(_("Now"), "now"),
        Column(_("Effect"), "effect"),
    ]
    return Table(columns, _causes(figures), title=title, note=_untold(figures))


def _causes(figures: Gap) -> list[_Cause]:
    old, new = figures.before, figures.now
    return [
        _Cause(_("Opportunities closed"), cell(old.closed), cell(new.closed), signed(figures.closed)),
        _Cause(
            _("Win rate"),
            cell(old.win_rate, Unit.RATE),
            cell(new.win_rate, Unit.RATE),
            signed(figures.win_rate),
        ),
        _Cause(
            _("Mean won amount"),
            cell(old.average_won_amount, Unit.MONEY),
            cell(new.average_won_amount, Unit.MONEY),
            signed(figures.average_won_amount),
        ),
        _Cause(_("Other contracts"), _other(old), _other(new), signed(figures.other)),
        _Cause(
            _("Revenue"), cell(old.revenue, Unit.MONEY), cell(new.revenue, Unit.MONEY), signed(figures.change)
        ),
    ]


def _other(factors: Factors) -> str:
    return signed(factors.revenue - factors.won_amount).removeprefix("+")


def _untold(figures: Gap) -> str:
    if figures.win_rate is None:
        return _("Nothing was closed in one of the periods, so the rest cannot be told apart.")
    if figures.average_won_amount is None:
        return _("Nothing was won in one of the periods, so the mean amount has no effect of its own.")
    return ""


def signed(amount: Money | None) -> str:
    """A difference in money with its sign."""
    if amount is None:
        return ""
    return f"{'-' if amount < 0 else '+'}{format_money(abs(amount))}"
