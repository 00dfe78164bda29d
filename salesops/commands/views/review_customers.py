"""The blocks of a review on customers and on the work done for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salesops.commands._pages import Column, Table, cell
from salesops.commands.views.review_deals import Fact, facts, more
from salesops.core.customers.rules import SOURCES
from salesops.core.followups.rules import METHODS
from salesops.core.i18n import _
from salesops.core.reviews.customers.rules import Customers, Segment
from salesops.core.reviews.work.reads import Work
from salesops.core.values.money import Money
from salesops.core.values.numbers import Rate
from salesops.core.values.units import Unit

_SHOWN = 10
_FEWEST_BUYERS = 5  # of which the largest are worth a share


@dataclass(frozen=True)
class _Segment:
    name: str
    customers: int
    new: int
    revenue: Money
    share: Rate | None


@dataclass(frozen=True)
class _RepWork:
    rep: str
    touches: int
    due: int
    on_time: int
    on_time_rate: Rate | None
    late: int


def customers(figures: Customers) -> list[Table]:
    """New, lost, silent, graded and moved customers, and where the revenue came from."""
    return [
        _standing(figures),
        *_moves(figures),
        *_lost(figures),
        *_segments(_("By industry"), _("Industry"), figures.industries),
        *_segments(_("By source"), _("Source"), [_source(source) for source in figures.sources]),
        *_reasons(figures),
    ]


def _standing(figures: Customers) -> Table:
    silent = _("Silent for {count} days").format(count=figures.silent_days)
    return facts(
        _("Customers"),
        [
            Fact(_("New customers (first contract)"), cell(figures.new)),
            Fact(_("Lost customers"), cell(figures.lost)),
            Fact(silent, cell(figures.silent)),
            Fact(_("Grades"), _grades(figures)),
            Fact(_("Better / worse grade"), _moved(figures)),
            Fact(_("Largest"), _largest(figures)),
        ],
    )


def _grades(figures: Customers) -> str:
    named = {**figures.grades, _("not graded"): figures.grades["ungraded"]}
    return " · ".join(f"{name} {count:,}" for name, count in named.items() if count and name != "ungraded")


def _moved(figures: Customers) -> str:
    return f"{figures.moved_up} / {figures.moved_down}" if figures.moves else ""


def _largest(figures: Customers) -> str:
    if (
        figures.top20_share is None
        or figures.buyers < _FEWEST_BUYERS
        or figures.top20_customers == figures.buyers
    ):
        return ""
    return _("{top} of {all} customers brought {share} of the revenue").format(
        top=figures.top20_customers, all=figures.buyers, share=f"{figures.top20_share:.1%}"
    )


def _moves(figures: Customers) -> list[Table]:
    columns = [
        Column(_("Customer"), "customer", flexible=True),
        Column(_("Grade before"), "from_"),
        Column(_("Grade after"), "to"),
    ]
    note = more(len(figures.moves), _SHOWN)
    return (
        [Table(columns, figures.moves[:_SHOWN], title=_("Grades that changed"), note=note)]
        if figures.moves
        else []
    )


def _lost(figures: Customers) -> list[Table]:
    columns = [
        Column(_("Customer"), "customer", flexible=True),
        Column(_("Reason"), lambda customer: customer.reason or _("not said"), flexible=True),
    ]
    note = more(figures.lost, _SHOWN)
    shown = figures.lost_customers[:_SHOWN]
    return [Table(columns, shown, title=_("Lost customers"), note=note)] if shown else []


def _source(segment: Segment) -> Segment:
    name = SOURCES.label(segment.name) if segment.name else None
    return Segment(name, segment.customers, segment.new, segment.revenue, segment.share)


def _segments(title: str, heading: str, segments: Sequence[Segment]) -> list[Table]:
    """The revenue by industry or source, if any is named."""
    if not any(segment.name for segment in segments):
        return []
    columns = [
        Column(heading, "name", flexible=True),
        Column(_("Customers"), "customers"),
        Column(_("New"), "new"),
        Column(_("Revenue"), "revenue"),
        Column(_("Share"), "share"),
    ]
    lines = [
        _Segment(segment.name or _("(none)"), segment.customers, segment.new, segment.revenue, segment.share)
        for segment in segments[:_SHOWN]
    ]
    return [Table(columns, lines, title=title, note=more(len(segments), _SHOWN))]


def _reasons(figures: Customers) -> list[Table]:
    columns = [
        Column(_("Reason"), lambda reason: reason.reason or _("not said"), flexible=True),
        Column(_("Opportunities"), "count"),
    ]
    shown = figures.lost_reasons[:_SHOWN]
    note = more(len(figures.lost_reasons), _SHOWN)
    return [Table(columns, shown, title=_("Why opportunities were lost"), note=note)] if shown else []


def work(figures: Work) -> list[Table]:
    """Touches by method, steps done in time, late records; each rep's where there are several."""
    if not (figures.touches or figures.due):
        nothing = _("No touch was recorded and no step was due.")
        return [Table((), (), title=_("Work"), empty=nothing)]
    in_time = _("{done} of {due} ({rate})").format(
        done=figures.on_time, due=figures.due, rate=cell(figures.on_time_rate, Unit.RATE)
    )
    late = _("{count} ({rate})").format(count=figures.late, rate=cell(figures.late_rate, Unit.RATE))
    lines = [
        Fact(_("Touches"), _touches(figures)),
        Fact(_("Planned steps done in time"), in_time if figures.due else ""),
        Fact(_("Recorded late"), late if figures.touches else ""),
    ]
    return [facts(_("Work"), lines), *_by_rep(figures)]


def _touches(figures: Work) -> str:
    methods = [
        f"{METHODS.label(method.method) if method.method else _('not said')} {method.touches:,}"
        for method in figures.by_method
    ]
    count = f"{figures.touches:,}"
    return _("{text} ({more})").format(text=count, more=_(", ").join(methods)) if methods else count


def _by_rep(figures: Work) -> list[Table]:
    if len(figures.by_rep) < 2:
        return []
    columns = [
        Column(_("Rep"), "rep"),
        Column(_("Touches"), "touches"),
        Column(_("Due"), "due"),
        Column(_("In time"), "on_time"),
        Column(_("Rate"), "on_time_rate"),
        Column(_("Late"), "late"),
    ]
    lines = [
        _RepWork(row.rep or _("(none)"), row.touches, row.due, row.on_time, row.on_time_rate, row.late)
        for row in figures.by_rep
    ]
    return [Table(columns, lines, title=_("Work by rep"))]
