"""Targets for people: lines of a table, and the sentences about sums that do not fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from shlex import quote
from typing import TYPE_CHECKING

from salesops.commands._pages import Column, Table
from salesops.core.customers.rules import TYPES
from salesops.core.i18n import N_, _, ngettext
from salesops.core.targets.reads import Branch, Division, Target, Unbalanced
from salesops.core.targets.rules import METHODS, METRICS, format_value
from salesops.core.targets.splits.rules import PARTS, as_options
from salesops.core.values.codes import Codes
from salesops.core.values.numbers import Rate

if TYPE_CHECKING:
    from salesops.core.targets.splits.writes import SplitResult
    from salesops.core.targets.writes import TargetChange

# By which calendar working days were counted.
_CALENDARS = Codes(N_("calendar"), {"china": N_("Chinese holidays"), "weekdays": N_("Monday to Friday")})


@dataclass(frozen=True)
class Line:
    """A target, or the sum of its parts, as a line of a table; amounts are written out by metric.

    `how` tells how it came about and what to know of it: `set, locked, trade fair`, `equal, adds up`.
    """

    name: str
    value: int | str
    before: int | str | None
    share: Rate | None
    how: str


def columns(*, before: bool = False) -> list[Column]:
    """The columns of a table of lines."""
    changed = [Column(_("Before"), "before")] if before else []
    return [
        Column(_("Target"), "name"),
        Column(_("Value"), "value"),
        *changed,
        Column(_("Share"), "share"),
        Column(_("How"), "how", flexible=True),
    ]


def title(target: Target) -> str:
    """A target in a sentence: `2026 revenue (team)`."""
    return _("{period} {metric} ({scope})").format(
        period=target.period, metric=METRICS.label(target.metric), scope=_scope_name(target)
    )


def _scope_name(target: Target) -> str:
    """Whom a target binds: the rep, the customer, the region … or the team."""
    scope = target.scope
    kind = TYPES.label(scope.customer_type) if scope.customer_type else None
    names = (target.rep, target.customer, scope.region, scope.product, kind)
    return " · ".join(name for name in names if name) or _("team")


def _part_name(target: Target, whole: Target) -> str:
    """A part by what sets it apart from its whole: its period, or its rep or customer."""
    if target.period != whole.period:
        return target.period.code
    return target.customer or target.rep or _scope_name(target)


def tree_lines(branches: Iterable[Branch]) -> list[Line]:
    """The tree as lines: below each target its parts kind by kind, each kind with its sum first."""
    usual = METHODS.label("set")
    return [line for branch in branches for line in _branch_lines(branch, title(branch.target), "", usual)]


def _branch_lines(branch: Branch, name: str, indent: str, alike: str) -> list[Line]:
    lines = [_line(branch.target, indent + name, alike)]
    for fork in branch.forks:
        how = _how_split(part.target for part in fork.branches)
        lines.append(_sum_line(branch.target, fork.division, indent + "  ", how))
        for part in fork.branches:
            name = _part_name(part.target, branch.target)
            lines += _branch_lines(part, name, indent + "    ", how)
    return lines


def _sum_line(whole: Target, division: Division, indent: str, how: str) -> Line:
    return Line(
        name=indent + _("{count} {parts}").format(count=division.count, parts=PARTS.label(division.parts)),
        value=format_value(whole.metric, division.total),
        before=None,
        share=None,
        how=_listed(how, _fit(whole, division)),
    )


def _how_split(parts: Iterable[Target]) -> str:
    """How the parts came about that were not set one by one."""
    return next((_how(part) for part in parts if part.method != "set"), "")


def _how(target: Target) -> str:
    """How a target came about: `history (1997)`, `weights (30, 40, 30)`."""
    method = METHODS.label(target.method)
    basis = _(", ").join(map(_basis, (target.basis or "").replace(",", " ").split()))
    return _("{text} ({more})").format(text=method, more=basis) if basis else method


def _basis(word: str) -> str:
    """A word of what parts go by: the calendar or a method of a blend by its name, the rest as it is."""
    name, equals, weight = word.partition("=")
    if name in _CALENDARS:
        return _CALENDARS.label(name)
    return f"{METHODS.label(name) if name in METHODS else name} {weight}" if equals else word


def _fit(whole: Target, division: Division) -> str:
    """Whether parts add up to their whole: `adds up`, `5,000 less than the whole`."""
    if not division.difference:
        return _("adds up")
    text = _("{amount} more than the whole") if division.difference > 0 else _("{amount} less than the whole")
    return text.format(amount=format_value(whole.metric, abs(division.difference)))


def unbalanced_remarks(unbalanced: Iterable[Unbalanced], changed: Target | None = None) -> list[str]:
    """Which parts no longer add up, and how to split again without losing what was just `changed`."""
    sentences: list[str] = []
    for unbalanced_whole in unbalanced:
        whole, division = unbalanced_whole.whole, unbalanced_whole.division
        sentences.append(
            _("{count} {parts} of {target} add up to {total}: {fit}.").format(
                count=division.count,
                parts=PARTS.label(division.parts),
                target=title(whole),
                total=format_value(whole.metric, division.total),
                fit=_fit(whole, division),
            )
        )
        lock = changed is not None and changed.split_from_id == whole.id and not changed.locked
        text = (
            _("To split again, lock this one and then: {command}") if lock else _("To split again: {command}")
        )
        sentences.append("  " + text.format(command=_command(unbalanced_whole)))
    return sentences


def _command(unbalanced_whole: Unbalanced) -> str:
    """The command that splits a target to the same parts again, the way it was split."""
    whole, parts = unbalanced_whole.whole, unbalanced_whole.parts
    words = ["salesops", "target", "split", whole.period.code, "--to", unbalanced_whole.division.parts]
    words += _scope_options(whole) + ([] if whole.metric == "revenue" else ["--metric", whole.metric])
    method, basis = next(((part.method, part.basis) for part in parts if part.method != "set"), (None, None))
    words += as_options(method, basis) if method else []
    if method == "weights" and unbalanced_whole.division.parts == "reps":
        words += ["--reps", ",".join(part.rep or "" for part in parts)]
    return " ".join(quote(word) for word in words)


def _scope_options(target: Target) -> list[str]:
    """The options that name whom a target binds."""
    named = {
        "--rep": target.rep,
        "--customer": target.customer,
        "--region": target.scope.region,
        "--product": target.scope.product,
        "--type": target.scope.customer_type,
    }
    return [word for option, value in named.items() if value for word in (option, value)]


def set_line(done: TargetChange) -> str:
    """What `target set` did."""
    target = done.target
    value, before = format_value(target.metric, target.value), done.before
    if before is None:
        text = _("{target}: {value} (id {id}).")
    elif before == target.value:
        text = _("{target}: {value} as before (id {id}).")
    else:
        text = _("{target}: {value}, was {before} (id {id}).")
    was = "" if before is None else format_value(target.metric, before)
    return text.format(target=title(target), value=value, before=was, id=target.id)


def clear_lines(done: TargetChange) -> list[str]:
    """What `target clear` did."""
    value = format_value(done.target.metric, done.target.value)
    removed = _("Removed {target}: {value}.").format(target=title(done.target), value=value)
    return [removed, *([_parts_removed(len(done.removed))] if done.removed else [])]


def _parts_removed(count: int) -> str:
    text = ngettext("{count} part went with it.", "{count} parts went with it.", count)
    return text.format(count=count)


def split_table(done: SplitResult) -> Table:
    """The parts of a split below what they are parts of."""
    how = _how_split(part.target for part in done.parts)
    lines = [_part_line(part.target, done.whole, part.before, how) for part in done.parts]
    value = format_value(done.whole.metric, done.whole.value)
    heading = _("{target}: {value} by {method}") if how else "{target}: {value}"
    return Table(
        columns(before=True),
        lines,
        title=heading.format(target=title(done.whole), value=value, method=how),
        note=_note_of_split(done),
    )


def _part_line(target: Target, whole: Target, before: int | None, how: str) -> Line:
    changed = before is not None and before != target.value
    was = format_value(target.metric, before) if before is not None and changed else None
    return _line(target, _part_name(target, whole), how, before=was)


def _note_of_split(done: SplitResult) -> str:
    total = sum(part.target.value for part in done.parts)
    text = ngettext("{count} part, together {total}.", "{count} parts, together {total}.", len(done.parts))
    return text.format(count=len(done.parts), total=format_value(done.whole.metric, total))


def remarks(done: SplitResult) -> list[str]:
    """What a person would otherwise stumble over later, a sentence each."""
    facts = [*_without_share(done), *_left_out(done), *_taken_away(done)]
    return facts + unbalanced_remarks(done.unbalanced)


def _without_share(done: SplitResult) -> list[str]:
    by_revenue = ("history", "blend")
    idle = [part.target for part in done.parts if part.target.method in by_revenue and part.target.share == 0]
    names = _(", ").join(_part_name(target, done.whole) for target in idle)
    return [_("No revenue to go by, so no share: {names}.").format(names=names)] if idle else []


def _left_out(done: SplitResult) -> list[str]:
    text = ngettext(
        "{count} customer carries no target: what it brings comes on top.",
        "{count} customers carry no target: what they bring comes on top.",
        done.without_target,
    )
    return [text.format(count=done.without_target)] if done.without_target else []


def _taken_away(done: SplitResult) -> list[str]:
    removed = [
        _("No longer a part, so removed: {target}, {value}.").format(
            target=title(target), value=format_value(target.metric, target.value)
        )
        for target in done.removed
    ]
    detached_from = [
        _("Some of these were parts of {target} before.").format(target=title(target))
        for target in done.detached_from
    ]
    return removed + detached_from


def _line(target: Target, name: str, alike: str, before: str | None = None) -> Line:
    """A target as a line; how it came about is left out where it is `alike` for all of its kind."""
    how = "" if _how(target) == alike else _how(target)
    locked = _("locked") if target.locked else ""
    return Line(
        name=name,
        value=format_value(target.metric, target.value),
        before=before,
        share=target.share,
        how=_listed(how, locked, target.reason or "", _agreed(target)),
    )


def _agreed(target: Target) -> str:
    """Who agreed to the value, and when."""
    if target.agreed_by and target.agreed_on:
        return _("agreed by {name} on {day}").format(name=target.agreed_by, day=target.agreed_on)
    if target.agreed_by:
        return _("agreed by {name}").format(name=target.agreed_by)
    return _("agreed on {day}").format(day=target.agreed_on) if target.agreed_on else ""


def _listed(*words: str) -> str:
    return _(", ").join(word for word in words if word)
