"""The options that say which target is meant: its metric, and whom it binds."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import Parameter
from typing import Annotated, NamedTuple

import typer

from salesops.commands._app import OptionGroup
from salesops.commands._context import Context
from salesops.commands._offers import Offers, coded, named
from salesops.commands._options import stored_text
from salesops.core.customers.rules import TYPES
from salesops.core.i18n import _
from salesops.core.targets.rules import METRICS, Scope


class TargetChoice(NamedTuple):
    """Which target the options name: the code of its metric (None: not named) and whom it binds."""

    metric: str | None
    scope: Scope


def target_options(*, rep: tuple[str, ...] = ("--rep",)) -> OptionGroup:
    """The options that name a target; nothing named is the team's revenue. `rep` spells one of them."""
    return OptionGroup(lambda _parameter: _options(rep), _choice)


def _choice(context: Context, texts: Mapping[str, str | None]) -> TargetChoice:
    """Raises NotFound, Ambiguous, BadValue."""
    metric, kind = texts["of_metric"], texts["of_type"]
    scope = Scope(
        rep_id=context.find_or_none("rep", texts["of_rep"]),
        customer_id=context.find_or_none("customer", texts["of_customer"]),
        region=_stored(texts["of_region"], "--region"),
        product=_stored(texts["of_product"], "--product"),
        customer_type=None if kind is None else TYPES.parse(kind),
    )
    return TargetChoice(None if metric is None else METRICS.parse(metric), scope)


def _options(rep: tuple[str, ...]) -> list[Parameter]:
    metrics = _(", ").join(METRICS.codes)
    return [
        _option(
            "metric",
            _("What it counts: {metrics}.").format(metrics=metrics),
            "--metric",
            offers=coded(METRICS),
        ),
        _option("rep", _("The target of a rep."), *rep, offers=named("rep")),
        _option("customer", _("The target of a customer."), "--customer", offers=named("customer")),
        _option("region", _("The target of a region."), "--region"),
        _option("product", _("The target of a product."), "--product"),
        _option("type", _("The target of a type of customers."), "--type", offers=coded(TYPES)),
    ]


def _option(name: str, about: str, *spellings: str, offers: Offers | None = None) -> Parameter:
    option = typer.Option(*spellings, help=about, show_default=False)
    annotation = Annotated[str | None, option, offers]
    return Parameter(f"of_{name}", Parameter.KEYWORD_ONLY, default=None, annotation=annotation)


def _stored(text: str | None, flag: str) -> str | None:
    """An empty name is refused: the target of nothing would be that of the whole team."""
    return None if text is None else stored_text(text, flag)
