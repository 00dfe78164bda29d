"""A review as a page: a headline, then blocks of few columns; a block with nothing to say is one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from salesops.commands._pages import Column, Page, Table, cell
from salesops.commands._phrases import sentences
from salesops.commands.views import review_customers, review_deals
from salesops.commands.views.review_deals import more
from salesops.core.customers.rules import TYPES
from salesops.core.i18n import _, ngettext
from salesops.core.reviews.breakdown.rules import Figures, Targets
from salesops.core.reviews.reads import Days, Review
from salesops.core.reviews.rules import change
from salesops.core.targets.rules import METRICS
from salesops.core.values.money import Money, format_money
from salesops.core.values.numbers import Rate
from salesops.core.values.units import Unit

_LINES_SHOWN = 30


@dataclass(frozen=True)
class _Line:
    """A metric beside its target and the periods compared with."""

    metric: str
    target: int | str
    actual: int | str
    attainment: Rate | None
    previous: int | str
    year_ago: int | str


@dataclass(frozen=True)
class _Share:
    """The figures of a rep, region, product or type of customers."""

    name: str
    target: Money | None
    actual: Money
    attainment: Rate | None
    change: Rate | str
    contracts: int
    deals: int | str
    win_rate: Rate | None


def page(review: Review) -> Page:
    """The headline, then block by block."""
    blocks = [
        _targets(review),
        *_breakdowns(review),
        *review_deals.pipeline(review.pipeline),
        review_deals.gap(review.gap, before=days(review.compared.previous, review)),
        *review_customers.customers(review.customers),
        *review_customers.work(review.work),
    ]
    return Page(blocks, title(review), headline(review))


def title(review: Review) -> str:
    """What is reviewed, and which days of it."""
    heading = _("Review of {period}: {first} to {last}").format(
        period=review.period, first=review.from_, last=review.to
    )
    if not review.complete:
        heading = _("{title}, {left}").format(title=heading, left=_left(review))
    return " · ".join(part for part in (heading, review.rep, review.region) if part)


def _left(review: Review) -> str:
    if not review.days_left:
        return _("its last day")
    return ngettext("{count} day to go", "{count} days to go", review.days_left).format(
        count=review.days_left
    )


def headline(review: Review) -> str:
    """Revenue beside its target and the periods before, in a sentence."""
    targets, compared = review.targets, review.compared
    parts = {
        "revenue": _reached(targets),
        "previous": _compared(targets.previous_change, compared.previous, review),
        "year_ago": _compared(targets.year_ago_change, compared.year_ago, review),
    }
    if compared.year_ago == compared.previous:
        return _("{revenue}; {previous}.").format(**parts)
    return _("{revenue}; {previous}; {year_ago}.").format(**parts)


def _reached(targets: Targets) -> str:
    if targets.target is None:
        return _("Revenue {actual}, no target set").format(actual=format_money(targets.actual))
    if targets.attainment is None:
        return _("Revenue {actual}, target 0").format(actual=format_money(targets.actual))
    return _("Revenue {actual}, {rate} of the target {target}").format(
        actual=format_money(targets.actual),
        rate=f"{targets.attainment:.1%}",
        target=format_money(targets.target),
    )


def _compared(changed: Rate | None, with_: Days, review: Review) -> str:
    if changed is None:
        return _("nothing in {period}").format(period=days(with_, review))
    return _("{change} on {period}").format(change=f"{changed:+.1%}", period=days(with_, review))


def days(period: Days, review: Review) -> str:
    """A period compared with; up to which day, when only a part of it is."""
    if not review.days_left:
        return period.period
    return _("{period} up to {day}").format(period=period.period, day=f"{period.to:%m-%d}")


def _targets(review: Review) -> Table:
    targets = review.targets
    columns = [
        Column("", "metric"),
        Column(_("Target"), "target"),
        Column(_("Actual"), "actual"),
        Column(_("Attained"), "attainment"),
        Column(review.compared.previous.period, "previous"),
        Column(review.compared.year_ago.period, "year_ago"),
    ]
    if review.compared.year_ago == review.compared.previous:
        columns.pop()
    lines = [
        _Line(
            _("Revenue"),
            cell(targets.target, Unit.MONEY),
            cell(targets.actual, Unit.MONEY),
            targets.attainment,
            cell(targets.previous, Unit.MONEY),
            cell(targets.year_ago, Unit.MONEY),
        ),
        _Line(
            _("New customers"),
            cell(targets.new_customers_target),
            cell(targets.new_customers),
            targets.composite_parts.get("new_customers"),
            "",
            "",
        ),
        _Line(_("Contracts"), "", cell(targets.contracts), None, "", ""),
    ]
    notes = [_up_to(review), _composite(targets)]
    return Table(columns, lines, title=_("Targets"), note=notes)


def _up_to(review: Review) -> str:
    """Up to which day the periods compared with are counted, while this one is running."""
    if not review.days_left:
        return ""
    compared = (review.compared.previous, review.compared.year_ago)
    periods = dict.fromkeys(
        _("{text} ({more})").format(text=past.period, more=f"{past.to:%m-%d}") for past in compared
    )
    return _("Others counted up to the same day: {periods}.").format(periods=_(", ").join(periods))


def _composite(targets: Targets) -> str:
    if targets.composite is None:
        return ""
    parts, left_out = (
        _(", ").join(METRICS.label(metric) for metric in metrics)
        for metrics in (targets.composite_parts, targets.composite_left_out)
    )
    sentence = _("Composite score {score}, from {parts}.").format(
        score=f"{targets.composite:.1%}", parts=parts
    )
    missing = _("Left out, without target or figures: {parts}.").format(parts=left_out)
    return sentences(sentence, missing if left_out else "")


def _breakdowns(review: Review) -> list[Table]:
    """The blocks by rep, region, product and type that tell more than the whole does."""
    with_deals = bool(review.pipeline.won or review.pipeline.lost)
    blocks: list[tuple[str, str, Sequence[Any], Callable[[Any], str | None]]] = [
        (_("By rep"), _("Rep"), review.by_rep, lambda figures: figures.rep),
        (_("By region"), _("Region"), review.by_region, lambda figures: figures.region),
        (_("By product"), _("Product"), review.by_product, lambda figures: figures.product),
        (
            _("By type of customer"),
            _("Type"),
            review.by_customer_type,
            lambda figures: TYPES.label(figures.customer_type),
        ),
    ]
    return [
        _breakdown(heading, column, rows, name, with_deals)
        for heading, column, rows, name in blocks
        if _tells(rows)
    ]


def _tells(rows: Sequence[Figures]) -> bool:
    return len(rows) > 1 and any(row.actual or row.previous or row.year_ago or row.target for row in rows)


def _share(figures: Figures, name: str | None) -> _Share:
    changed = change(figures.actual, figures.previous)
    return _Share(
        name=name or _("(none)"),
        target=figures.target,
        actual=figures.actual,
        attainment=figures.attainment,
        change="" if changed is None else f"{changed:+.1%}",
        contracts=figures.contracts,
        deals=f"{figures.won}/{figures.lost}" if figures.won or figures.lost else "",
        win_rate=figures.win_rate,
    )


def _breakdown(
    title: str, heading: str, rows: Sequence[Any], name: Callable[[Any], str | None], with_deals: bool
) -> Table:
    lines = [_share(row, name(row)) for row in rows[:_LINES_SHOWN]]
    columns = [
        Column(heading, "name"),
        Column(_("Target"), "target"),
        Column(_("Revenue"), "actual"),
        Column(_("Attained"), "attainment"),
        Column(_("Change"), "change"),
    ]
    if with_deals:
        columns += [Column(_("Won/lost"), "deals"), Column(_("Win rate"), "win_rate")]
    else:
        columns += [Column(_("Contracts"), "contracts")]
    return Table(columns, lines, title=title, note=more(len(rows), _LINES_SHOWN))
