"""The explanation of a grade as tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from salesops.commands._pages import Column, Table
from salesops.core.grading.explaining import Condition, Dimension, Explanation, Rule
from salesops.core.grading.outlook import Fall, Lift
from salesops.core.i18n import N_, _, ngettext
from salesops.core.values.dates import format_date
from salesops.core.values.money import format_money

DIMENSIONS = {
    "amount": N_("Amount"),
    "frequency": N_("Frequency"),
    "match": N_("Need match"),
    "cycle": N_("Decision cycle"),
}
RULES = {
    "key_account": N_("Key account"),
    "ready_to_buy": N_("Ready to buy"),
    "nurture": N_("Nurture"),
    "dormant": N_("Dormant"),
}
EFFECTS = {"A": N_("at least A"), "B": N_("at least B"), "C": N_("at most C")}
CONDITIONS = {
    "large_or_growing": N_("{amount} in 12 months, or an expansion plan"),
    "chain_known": N_("decision maker known"),
    "budget_known": N_("budget known"),
    "wanted_soon": N_("wanted within {number} months"),
    "need_recorded": N_("a need recorded"),
    "good_match": N_("need match {number} or better"),
    "silent": N_("no contact for {number} days (last {on})"),
    "nothing_open": N_("no open deal, no contract whose stated end is still to come"),
}
STEPS = {
    "match": N_("need match rated {number}"),
    "decider": N_("the decision maker known"),
    "expansion": N_("an expansion plan"),
    "budget": N_("the budget known"),
    "need": N_("a need recorded"),
    "touch": N_("a contact"),
}


@dataclass(frozen=True)
class _Line:
    """A line of the sum."""

    name: str
    input: str
    band: str
    points: int | None
    weight: int | None
    weighted: int | None


def tables(explanation: Explanation) -> list[Table]:
    """The sum, the named rules, and the outlook."""
    return [_sum(explanation), _rules(explanation.rules), *_outlook(explanation)]


def _sum(explanation: Explanation) -> Table:
    lines = [_line(dimension) for dimension in explanation.dimensions]
    lines.append(_Line(_("Sum"), "", "", None, explanation.weight, explanation.total))
    columns = [
        Column(_("Dimension"), "name"),
        Column(_("Input"), "input", flexible=True),
        Column(_("Band"), "band"),
        Column(_("Points"), "points"),
        Column(_("Weight"), "weight"),
        Column(_("Points × weight"), "weighted"),
    ]
    title = _("{customer}: {grade}").format(
        customer=explanation.customer, grade=explanation.grade or _("not graded yet")
    )
    return Table(columns, lines, title=title, note=_conclusion(explanation))


def _line(dimension: Dimension) -> _Line:
    known = dimension.points is not None
    name = _(DIMENSIONS[dimension.dimension])
    return _Line(
        name,
        _input(dimension),
        dimension.band,
        dimension.points,
        dimension.weight if known else None,
        dimension.weighted,
    )


def _input(dimension: Dimension) -> str:
    number = dimension.number or 0
    if dimension.basis == "pipeline":
        return _("no contract; {amount} in sight").format(amount=format_money(dimension.amount or 0))
    if dimension.dimension == "amount":
        return _("{amount} in 12 months").format(amount=format_money(dimension.amount or 0))
    if dimension.dimension == "frequency":
        text = ngettext("{count} contract in 12 months", "{count} contracts in 12 months", number)
        return text.format(count=number)
    if dimension.basis == "unknown":
        return _("not known, left out")
    if dimension.dimension == "match":
        return _("rated {number} of 5").format(number=number)
    return _mean(dimension.days or 0, number, won=dimension.basis == "won")


def _mean(days: int, number: int, *, won: bool) -> str:
    text = _("{days} days / {number} won = {mean}") if won else _("{days} days / {number} open = {mean}")
    return text.format(days=days, number=number, mean=f"{days / number:.1f}")


def _conclusion(explanation: Explanation) -> list[str]:
    sentences = [
        _("Score {total} / {weight} = {score}. A from {a}, B from {b}.").format(
            total=explanation.total,
            weight=explanation.weight,
            score=f"{explanation.score:.2f}",
            a=explanation.a_line,
            b=explanation.b_line,
        ),
        *_left_out(explanation),
        _decided(explanation),
    ]
    if explanation.grade != explanation.computed:
        sentences.append(
            _("It becomes {grade} with the next `salesops grade run`.").format(grade=explanation.computed)
        )
    return sentences


def _left_out(explanation: Explanation) -> list[str]:
    """What the score does not count; that it says little where nothing was signed, is in sight or was rated."""
    unknown = [dimension for dimension in explanation.dimensions if dimension.points is None]
    if not unknown:
        return []
    names = _(", ").join(_(DIMENSIONS[dimension.dimension]) for dimension in unknown)
    sentences = [
        _("Not known and left out: {names}, {weight} of {all} of the weight.").format(
            names=names,
            weight=sum(dimension.weight for dimension in unknown),
            all=sum(dimension.weight for dimension in explanation.dimensions),
        )
    ]
    if not explanation.total:
        sentences.append(_("Nothing is signed, in sight or rated: the score says little yet."))
    return sentences


def _decided(explanation: Explanation) -> str:
    """What decided the grade, in a sentence."""
    if explanation.reason == "manual":
        return _manual(explanation)
    if explanation.reason == "held":
        return _("Less than {margin} points below its line: it stays {grade}.").format(
            margin=explanation.margin, grade=explanation.computed
        )
    if explanation.reason == "score":
        return _("By score: {grade}.").format(grade=explanation.computed)
    sentences = {
        "key_account": N_("By score {by_score}, but a key account is at least A."),
        "ready_to_buy": N_("By score {by_score}, but ready to buy is at least A."),
        "nurture": N_("By score {by_score}, but with a need recorded it is at least B."),
        "dormant": N_("By score {by_score}, but a dormant customer is at most C."),
    }
    return _(sentences[explanation.reason]).format(by_score=explanation.by_score)


def _manual(explanation: Explanation) -> str:
    until = explanation.manual_until
    sentence = (
        _("By hand {grade} until {day}: {reason}") if until else _("By hand {grade} for good: {reason}")
    )
    return sentence.format(
        grade=explanation.computed, day=until and _day(until), reason=explanation.manual_reason or ""
    )


def _rules(rules: tuple[Rule, ...]) -> Table:
    columns = [
        Column(_("Rule"), lambda rule: _(RULES[rule.rule])),
        Column(_("Effect"), lambda rule: _(EFFECTS[rule.effect])),
        Column(_("Applies"), _holds),
        Column(
            _("Conditions"),
            lambda rule: " · ".join(_condition(condition) for condition in rule.conditions),
            flexible=True,
        ),
    ]
    return Table(columns, rules)


def _holds(rule: Rule) -> str:
    if not rule.used:
        return _("off")
    return _("yes") if rule.fired else _("no")


def _condition(condition: Condition) -> str:
    text = _(CONDITIONS[condition.condition]).format(
        amount=format_money(condition.amount or 0), number=condition.number, on=condition.on
    )
    return _("{condition}: {holds}").format(condition=text, holds=_("yes") if condition.holds else _("no"))


def _outlook(explanation: Explanation) -> list[Table]:
    lifts = Table(
        [
            Column(_("For"), "to"),
            Column(_("What would lift it"), _step, flexible=True),
            Column(_("Until"), _by),
        ],
        explanation.lifts,
    )
    falls = Table(
        [
            Column(_("To"), "to"),
            Column(_("What will lower it"), _cause, flexible=True),
            Column(_("On"), _from),
        ],
        explanation.falls,
    )
    return [table for table in (lifts, falls) if table.rows]


def _step(lift: Lift) -> str:
    if lift.step != "sign":
        return _(STEPS[lift.step]).format(number=lift.number)
    if lift.amount is not None:
        return _("a contract of {amount} more").format(amount=format_money(lift.amount))
    number = lift.number or 1
    return ngettext(
        "{count} more contract of any amount", "{count} more contracts of any amount", number
    ).format(count=number)


def _cause(fall: Fall) -> str:
    if fall.cause == "dormant":
        return _("dormant, unless somebody is in contact")
    if fall.cause == "manual":
        return _("the grade by hand ends")
    return _("older contracts no longer count, {amount} remain").format(amount=format_money(fall.amount))


def _by(lift: Lift) -> str:
    return format_date(lift.by) if lift.by else ""


def _from(fall: Fall) -> str:
    return format_date(fall.on)


def _day(text: str) -> str:
    return format_date(date.fromisoformat(text))
