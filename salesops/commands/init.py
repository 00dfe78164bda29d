"""`salesops init`: create the database, on a terminal by asking how to begin."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from salesops.commands._app import App
from salesops.commands._beginning import Beginning, asked, can_ask, parse_currency
from salesops.commands._context import Context
from salesops.commands._formats import RECORD
from salesops.commands._output import print_note
from salesops.commands._results import Done
from salesops.core.config import config_path
from salesops.core.errors import BadValue, SalesopsError
from salesops.core.i18n import _, language
from salesops.core.team.rules import ROLES

if TYPE_CHECKING:
    from sqlite3 import Connection

    from salesops.core.db.journal import Operation
    from salesops.core.db.migrate import Fill

app = App("init", help=_("Create the database."))

DemoOption = Annotated[
    bool, typer.Option("--demo", help=_("Fill it with a small sample team, dated around today."))
]
EmptyOption = Annotated[bool, typer.Option("--empty", help=_("Leave it empty, and ask nothing."))]
CurrencyOption = Annotated[
    str | None, typer.Option(help=_("Its one currency, such as CNY or USD."), show_default="CNY")
]
_SAMPLE_REP = "王芳"


@dataclass(frozen=True)
class Created:
    """What `init` made: `upgraded_from` is the copy of an older database, if there was one."""

    path: str
    demo: bool
    upgraded_from: str | None


@app.reads("init", example="salesops init --demo", formats=RECORD)
def init(
    context: Context, demo: DemoOption = False, empty: EmptyOption = False, currency: CurrencyOption = None
) -> Done:
    """Create the database, readable by you only. One of an older version is brought up to date.

    On a terminal it asks who you are and how to begin.
    """
    from salesops.core.db import migrate

    if demo and empty:
        raise BadValue(_("Only one of --demo and --empty at a time."))
    code = parse_currency(currency if currency is not None else context.config.currency)
    if context.database.is_file() and not demo and (copy := migrate.upgrade(context.database)):
        return _upgraded(context, copy)
    migrate.refuse_what_is_there(context.database)
    beginning = Beginning(code, demo)
    if not (demo or empty) and can_ask(context):
        beginning = asked(context, beginning, with_currency=currency is None)
    migrate.create(
        context.database,
        context.operation(None),
        currency=beginning.currency,
        settings=_settings(beginning),
        fill=_fill(context, beginning),
    )
    return _begun(context, beginning)


def _settings(beginning: Beginning) -> dict[str, str]:
    in_chinese = beginning.demo or beginning.currency == "CNY" or language() == "zh_CN"
    return {} if in_chinese else {"contract_letters": "C"}


def _fill(context: Context, beginning: Beginning) -> Fill | None:
    from salesops.demo import team

    if beginning.demo:
        return partial(team.fill, today=context.today)
    if beginning.name is None:
        return None
    facts = {"name": beginning.name, "role": beginning.role}
    return partial(_add_first, facts, context.operation(None)._replace(command="rep add"))


def _add_first(facts: dict[str, str], operation: Operation, db: Connection) -> None:
    from salesops.core.db.journal import begin_operation
    from salesops.core.team import writes

    begin_operation(db, operation)
    writes.add(db, facts)


def _begun(context: Context, beginning: Beginning) -> Done:
    """What was made, what became of the file, and what to do next."""
    made = _("Created {path} with a sample team.") if beginning.demo else _("Created {path}.")
    created = Created(str(context.database), beginning.demo, None)
    lines = [made.format(path=created.path)]
    if beginning.name:
        role = ROLES.label(beginning.role)
        lines.append(_("{name} is in the team ({role}).").format(name=beginning.name, role=role))
    if beginning.file is None:
        return Done(created, [*lines, *_next(beginning)])
    for line in lines:  # while a long file is read, it is known already what stands
        print_note(line)
    done = _imported(context, beginning.name, beginning.file)
    return Done(created, [*done.lines, *([] if done.error else _next(beginning))], done.notes, done.error)


def _imported(context: Context, name: str | None, file: Path) -> Done:
    """Take in the customers of the file, an operation of its own: where it fails, the database stays as it is."""
    from salesops.commands._importing import import_file

    again = _("The database stands, without this file. To take it in: {command}").format(
        command=f"{_by(name)} customer import {quote(str(file))} --create-missing"
    )
    context.identity, context.command = name or context.identity, "customer import"
    try:
        done = import_file(context, "customer", file)
    except SalesopsError as error:
        return Done(None, [], [again], error)
    except KeyboardInterrupt:
        if not context.committed:
            print_note(again)
        raise
    return done._replace(notes=[*done.notes, again]) if done.error else done


def _next(beginning: Beginning) -> list[str]:
    """Three commands to go on with, and how to say once who one is."""
    by = _by(_SAMPLE_REP if beginning.demo else beginning.name)
    if beginning.demo:
        commands = [f"{by} due", f"{by} today", "salesops review month"]
    elif beginning.file:
        commands = [f"{by} due --ahead 30", f"{by} today", "salesops contract import FILE"]
    elif beginning.name:
        commands = [f'{by} customer add "…"', f"{by} customer import FILE", f"{by} due"]
    else:
        commands = ['salesops rep add "…"', "salesops customer import FILE", "salesops due"]
    lines = [_("Next:"), *(f"  {command}" for command in commands)]
    if beginning.name:
        line = _('A line in {path} spares you --rep: rep = "{name}"')
        lines.append(line.format(path=config_path(), name=beginning.name))
    return lines


def _by(name: str | None) -> str:
    if name is None:
        return "salesops"
    return f"salesops --rep {name if name.isalnum() else quote(name)}"


def _upgraded(context: Context, copy: Path) -> Done:
    created = Created(str(context.database), False, str(copy))
    return Done(
        created,
        [
            _("{path} is up to date now.").format(path=created.path),
            _("The old one was kept as {copy}.").format(copy=copy),
        ],
    )
