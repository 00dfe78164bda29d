"""The policy as a TOML document: read it, and tell everything that is wrong with it at once."""

from __future__ import annotations

import codecs
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from salesops.core.errors import BadData, InputOutput, NotFound
from salesops.core.i18n import _, ngettext
from salesops.core.policy import kinds
from salesops.core.policy.cadence import FollowupPolicy
from salesops.core.policy.rules import (
    BUILT_IN,
    DIMENSIONS,
    GradingPolicy,
    NamedRules,
    Policy,
    ReviewPolicy,
    TargetPolicy,
    Weights,
    industry_key,
)
from salesops.core.refusals import reason, reason_in_toml
from salesops.core.values.text import abridged

T = TypeVar("T")

_DAYS = kinds.whole(0, 3650)
_WEIGHT = kinds.whole(0, 1_000_000)


@dataclass(frozen=True)
class Problem:
    """One mistake: the key's path, and what is wrong with it."""

    key: str
    problem: str


def read(path: Path) -> str:
    """The text of a document in UTF-8 or, as some terminals write it, UTF-16; tabs become spaces.

    Raises InputOutput, BadData.
    """
    try:
        data = path.read_bytes()
        marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        return data.decode("utf-16" if marked else "utf-8-sig").replace("\r\n", "\n").expandtabs(4)
    except FileNotFoundError as error:
        raise NotFound(_("There is no file {file}.").format(file=path)) from error
    except OSError as error:
        raise InputOutput(
            _("{file} cannot be read: {reason}.").format(
                file=abridged(str(path), longest=255), reason=reason(error)
            )
        ) from error
    except UnicodeError as error:
        raise BadData(_("{file} is not a text in UTF-8.").format(file=path)) from error


def built_in_text() -> str:
    """The built-in policy as a document to edit."""
    return Path(__file__).with_name("built_in.toml").read_text(encoding="utf-8")


def parse(text: str, source: str = "policy") -> Policy:
    """The policy that `text` writes down; keys left out are built-in. Raises BadData naming every mistake."""
    policy, problems = check(text)
    if not problems:
        return policy
    listed = _("; ").join(
        _("{name}: {text}").format(name=mistake.key, text=mistake.problem) if mistake.key else mistake.problem
        for mistake in problems
    )
    head = ngettext(
        "{file} has {count} mistake: {list}.", "{file} has {count} mistakes: {list}.", len(problems)
    )
    raise BadData(head.format(file=source, count=len(problems), list=listed.rstrip(".。")))


def check(text: str) -> tuple[Policy, list[Problem]]:
    """The policy in `text` with built-in values where it is silent or wrong, and all that is wrong."""
    problems: list[Problem] = []
    try:
        values = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:  # also numbers of thousands of digits, tables without end
        return BUILT_IN, [Problem("", _("This is not TOML: {reason}.").format(reason=reason_in_toml(error)))]
    table = _Table(values, "", problems)
    policy = Policy(
        calendar=table.get("calendar", kinds.one_of("china", "weekdays"), BUILT_IN.calendar),
        grading=_grading(table.table("grading")),
        followup=_followup(table.table("followup")),
        stages=table.table("stages").all_of(BUILT_IN.stages, kinds.whole(0, 100)),
        targets=_targets(table.table("targets")),
        review=_review(table.table("review")),
    )
    table.end()
    return policy, problems


class _Table:
    """One table of the document: hands out values by key and collects what is wrong with them."""

    def __init__(self, values: object, path: str, problems: list[Problem]) -> None:
        self.path, self.problems = path, problems
        self.values: dict[str, object] = values if isinstance(values, dict) else {}
        self.known: list[str] = []
        if not isinstance(values, dict):
            self.wrong("", _("must be a table: [{name}]").format(name=path))

    def wrong(self, key: str, problem: str) -> None:
        self.problems.append(Problem(".".join(part for part in (self.path, key) if part), problem))

    def get(self, key: str, read: Callable[[object], T], built_in: T) -> T:
        self.known.append(key)
        if key not in self.values:
            return built_in
        try:
            return read(self.values[key])
        except kinds.Refused as refused:
            self.wrong(key, str(refused))
            return built_in

    def table(self, key: str) -> _Table:
        self.known.append(key)
        path = f"{self.path}.{key}" if self.path else key
        return _Table(self.values.get(key, {}), path, self.problems)

    def all_of(self, built_in: Mapping[str, T], read: Callable[[object], T]) -> dict[str, T]:
        """A table with the keys of `built_in` and no others."""
        values = {key: self.get(key, read, value) for key, value in built_in.items()}
        self.end()
        return values

    def end(self) -> None:
        """Every key that nobody asked for is a mistake."""
        for key in self.values:
            if key not in self.known:
                self.wrong(key, kinds.unknown_key(key, self.known))


def _grading(table: _Table) -> GradingPolicy:
    built_in = BUILT_IN.grading
    weights = _weights(table.table("weights"), built_in.weights)
    amount, frequency = table.table("amount"), table.table("frequency")
    match, cycle = table.table("match"), table.table("cycle")
    points = kinds.whole(0, 100)
    policy = GradingPolicy(
        weights=weights,
        industry_weights=_industry_weights(table.table("industry_weights"), weights),
        amount_bands=amount.get(
            "bands", kinds.bands("at_least", kinds.money, descending=True), built_in.amount_bands
        ),
        pipeline_days=amount.get("pipeline_days", _DAYS, built_in.pipeline_days),
        frequency_bands=frequency.get(
            "bands",
            kinds.bands("at_least", kinds.whole(1, 1_000_000), descending=True),
            built_in.frequency_bands,
        ),
        match_points=match.get("points", kinds.whole(0, 20), built_in.match_points),
        cycle_bands=cycle.get("bands", kinds.bands("at_most", _DAYS, descending=False), built_in.cycle_bands),
        cycle_longer=cycle.get("longer", points, built_in.cycle_longer),
        a_line=table.get("a_line", points, built_in.a_line),
        b_line=table.get("b_line", points, built_in.b_line),
        demotion_margin=table.get("demotion_margin", points, built_in.demotion_margin),
        rules=_named_rules(table),
    )
    if policy.a_line <= policy.b_line:
        table.wrong("a_line", _("must be above b_line ({b_line})").format(b_line=policy.b_line))
    for part in (amount, frequency, match, cycle, table):
        part.end()
    return policy


def _weights(table: _Table, built_in: Weights) -> Weights:
    values = table.all_of(dict(zip(DIMENSIONS, built_in, strict=True)), _WEIGHT)
    if not any(values.values()):
        table.wrong("", _("at least one weight must be above 0"))
    return values["amount"], values["frequency"], values["match"], values["cycle"]


def _industry_weights(table: _Table, weights: Weights) -> dict[str, Weights]:
    by_industry: dict[str, Weights] = {}
    for name in table.values:
        key = industry_key(name)
        if key in by_industry:
            table.wrong(name, _("this industry stands here twice"))
        by_industry[key] = _weights(table.table(name), weights)
    return by_industry


def _named_rules(grading: _Table) -> NamedRules:
    built_in = BUILT_IN.grading.rules
    key_account, ready = grading.table("key_account"), grading.table("ready_to_buy")
    nurture, dormant = grading.table("nurture"), grading.table("dormant")
    rules = NamedRules(
        key_account=key_account.get("on", kinds.flag, built_in.key_account),
        key_account_amount=key_account.get("amount", kinds.money, built_in.key_account_amount),
        ready_to_buy=ready.get("on", kinds.flag, built_in.ready_to_buy),
        ready_months=ready.get("months", kinds.whole(0, 120), built_in.ready_months),
        ready_match=ready.get("match", kinds.whole(1, 5), built_in.ready_match),
        nurture=nurture.get("on", kinds.flag, built_in.nurture),
        dormant=dormant.get("on", kinds.flag, built_in.dormant),
        dormant_days=dormant.get("days", kinds.whole(1, 3650), built_in.dormant_days),
    )
    for part in (key_account, ready, nurture, dormant):
        part.end()
    return rules


def _followup(table: _Table) -> FollowupPolicy:
    built_in = BUILT_IN.followup
    classes, limits = table.table("classes"), table.table("limits")
    policy = FollowupPolicy(
        cadence=table.table("cadence").all_of(built_in.cadence, kinds.step),
        opportunity_cadence=table.table("opportunity").all_of(built_in.opportunity_cadence, kinds.step),
        s_days=classes.get("s_days", _DAYS, built_in.s_days),
        a_days=classes.get("a_days", _DAYS, built_in.a_days),
        signals_needed=classes.get("signals_needed", kinds.whole(0, 3), built_in.signals_needed),
        topics=table.table("topics").all_of(built_in.topics, kinds.text),
        colleague_days=limits.get("colleague_days", _DAYS, built_in.colleague_days),
        late_hours=limits.get("late_hours", kinds.whole(0, 8760), built_in.late_hours),
        per_day=limits.get("per_day", kinds.whole(1, 1000), built_in.per_day),
    )
    if policy.s_days > policy.a_days:
        classes.wrong("s_days", _("must not be above a_days ({a_days})").format(a_days=policy.a_days))
    for part in (classes, limits, table):
        part.end()
    return policy


def _targets(table: _Table) -> TargetPolicy:
    built_in = BUILT_IN.targets
    policy = TargetPolicy(
        grade_weights=_shares(table.table("grade_weights"), built_in.grade_weights),
        composite=_shares(table.table("composite"), built_in.composite),
        composite_cap=table.get("composite_cap", kinds.whole(100, 1000), built_in.composite_cap),
    )
    table.end()
    return policy


def _shares(table: _Table, built_in: Mapping[str, int]) -> dict[str, int]:
    values = table.all_of(built_in, _WEIGHT)
    if not any(values.values()):
        table.wrong("", _("at least one weight must be above 0"))
    return values


def _review(table: _Table) -> ReviewPolicy:
    built_in = BUILT_IN.review
    policy = ReviewPolicy(
        silent_days=table.get("silent_days", kinds.whole(1, 3650), built_in.silent_days),
        top_percent=table.get("top_percent", kinds.whole(1, 100), built_in.top_percent),
    )
    table.end()
    return policy
