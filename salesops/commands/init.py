"""`salesops init`: create the database."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Annotated

import typer

from salesops.commands._app import App
from salesops.commands._context import Context
from salesops.commands._results import Done
from salesops.core.errors import BadValue
from salesops.core.i18n import _, language
from salesops.core.values.text import abridged

app = App("init", help=_("Create the database."))

DemoOption = Annotated[
    bool, typer.Option("--demo", help=_("Fill it with a small sample team, dated around today."))
]
CurrencyOption = Annotated[
    str | None, typer.Option(help=_("Its one currency, such as CNY or USD."), show_default="CNY")
]


@dataclass(frozen=True)
class Created:
    """What `init` made: `upgraded_from` is the copy of an older database, if there was one."""

    path: str
    demo: bool
    upgraded_from: str | None


@app.reads("init", example="salesops init --demo")
def init(context: Context, demo: DemoOption = False, currency: CurrencyOption = None) -> Done:
    """Create the database, readable by you only. One of an older version is brought up to date."""
    from salesops.core.db import migrate
    from salesops.demo import team

    code = _checked(currency if currency is not None else context.config.currency)
    copy = migrate.upgrade(context.database) if context.database.is_file() and not demo else None
    if copy is None:
        migrate.create(
            context.database,
            context.operation(None),
            currency=code,
            settings={} if demo or code == "CNY" or language() == "zh_CN" else {"contract_letters": "C"},
            fill=partial(team.fill, today=context.today) if demo else None,
        )
    result = Created(str(context.database), demo, str(copy) if copy else None)
    return Done(result, _message(result))


def _checked(currency: str) -> str:
    code = currency.strip().upper()
    if len(code) == 3 and code.isascii() and code.isalpha():
        return code
    raise BadValue(
        _("“{currency}” is no currency.").format(currency=abridged(currency)),
        _("Give its code, such as CNY or USD."),
    )


def _message(result: Created) -> list[str]:
    if result.upgraded_from:
        return [
            _("{path} is up to date now.").format(path=result.path),
            _("The old one was kept as {copy}.").format(copy=result.upgraded_from),
        ]
    made = _("Created {path} with a sample team.") if result.demo else _("Created {path}.")
    return [
        made.format(path=result.path),
        _("Try: {command}").format(command="salesops followup due")
        if result.demo
        else _("Next: {command}").format(command='salesops rep add "…"'),
    ]
