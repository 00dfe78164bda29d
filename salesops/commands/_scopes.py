"""The options that say which target is meant: its metric, and whom it binds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import Parameter
from typing import Annotated

import typer

from salesops.commands._app import inject_options
from salesops.commands._context import Context
from salesops.core.customers.rules import TYPES
from salesops.core.i18n import _
from salesops.core.targets.rules import METRICS, Scope

Command = Callable[..., None]


@dataclass(frozen=True)
class Chosen:
    """What was said of the metric and of whom a target binds; nothing said is the team's revenue."""

    metric: str | None
    rep: str | None
    customer: str | None
    region: str | None
    product: str | None
    type: str | None

    def metric_code(self) -> str | None:
        """The code of the metric, if one was named. Raises BadValue."""
        return None if self.metric is None else METRICS.parse(self.metric)

    def scope(self, context: Context) -> Scope:
        """Whom the target binds. Call it before writing: it may ask. Raises NotFound, Ambiguous, BadValue."""
        return Scope(
            rep_id=context.find_or_none("rep", self.rep),
            customer_id=context.find_or_none("customer", self.customer),
            region=_trimmed(self.region),
            product=_trimmed(self.product),
            customer_type=None if self.type is None else TYPES.parse(self.type),
        )


def with_scope(*, rep: tuple[str, ...] = ("--rep",)) -> Callable[[Command], Command]:
    """Give a command the options of `Chosen`, which it takes as its `chosen`; `rep` spells one of them."""

    def decorate(command: Command) -> Command:
        command.__dict__["with_options"] = lambda: inject_options(command, _options(rep), "chosen", _chosen)
        return command

    return decorate


def _chosen(options: Mapping[str, str | None]) -> Chosen:
    return Chosen(**{name.removeprefix("of_"): text for name, text in options.items()})


def _options(rep: tuple[str, ...]) -> list[Parameter]:
    metrics = _(", ").join(METRICS.codes)
    return [
        _option("metric", _("What it counts: {metrics}.").format(metrics=metrics), "--metric"),
        _option("rep", _("The target of a rep."), *rep),
        _option("customer", _("The target of a customer."), "--customer"),
        _option("region", _("The target of a region."), "--region"),
        _option("product", _("The target of a product."), "--product"),
        _option("type", _("The target of a type of customers."), "--type"),
    ]


def _option(name: str, about: str, *spellings: str) -> Parameter:
    option = typer.Option(*spellings, help=about, show_default=False)
    annotation = Annotated[str | None, option]
    return Parameter(f"of_{name}", Parameter.KEYWORD_ONLY, default=None, annotation=annotation)


def _trimmed(text: str | None) -> str | None:
    return (text or "").strip() or None
