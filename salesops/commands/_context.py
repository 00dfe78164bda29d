"""What every command knows: which database, which day, who acts. The only place that reads the clock."""

from __future__ import annotations

import datetime
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from salesops.core import config, system
from salesops.core.config import Config
from salesops.core.db import settings
from salesops.core.db.open import reading
from salesops.core.errors import Ambiguous, BadValue, NotFound
from salesops.core.i18n import _
from salesops.core.values.dates import parse_date

if TYPE_CHECKING:
    from salesops.core.db.journal import Operation
    from salesops.core.values.periods import Period


class _Given(NamedTuple):
    """What the user said before the command, or what stood in for it."""

    database: Path
    today: datetime.date
    now: datetime.datetime
    identity: str | None
    config: Config
    wait: float


class Context(_Given):
    """Fixed when a command starts. `now` is the true UTC moment, whatever `today` is, `identity` how the user named
    themselves, `wait` the seconds that a locked database is waited for.
    """

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """One consistent view of the database, which cannot be changed through it."""
        with reading(self.database, wait=self.wait) as db:
            vars(self)["currency"] = settings.currency(db)  # saves opening the file again for it
            yield db

    @contextmanager
    def write(self, command: str, *, dry_run: bool = False) -> Iterator[sqlite3.Connection]:
        """A connection whose changes happen wholly or not at all, as one operation named `command`."""
        from salesops.core.db.transaction import transaction

        operation = self.operation(command, self.acting_rep())
        with transaction(self.database, operation, dry_run=dry_run, wait=self.wait) as db:
            yield db

    def operation(self, command: str, rep_id: int | None) -> Operation:
        """What the journal says of a write by this command, run by that rep."""
        from salesops.core.db.journal import Operation

        return Operation(command, rep_id, system.account(), moment(self.now), self.today.isoformat())

    @cached_property
    def currency(self) -> str:
        """The ISO code of the database's one currency."""
        with self.read() as db:
            return settings.currency(db)

    def find(self, record: str, text: str, *, within: tuple[str, int] | None = None) -> int:
        """The id of the record that `text` names; on a terminal asks when several do.

        Call it before `write`: nothing may wait for an answer inside a transaction.
        """
        from salesops.core.db.find import find

        try:
            with self.read() as db:
                return find(db, record, text, within=within)
        except Ambiguous as error:
            if not _can_ask():
                raise
            return _ask(error)

    def find_or_none(self, record: str, text: str | None) -> int | None:
        """As `find`; None when nothing was named."""
        return None if text is None else self.find(record, text)

    def acting_rep(self) -> int | None:
        """The rep that runs this command; None when nobody said who it is, or the team has nobody yet."""
        try:
            return self._rep_id
        except NotFound:
            from salesops.core.team import reads as reps

            with self.read() as db:
                if reps.is_empty(db):
                    return None
            raise

    @cached_property
    def _rep_id(self) -> int | None:
        return None if self.identity is None else self.find("rep", self.identity)

    def rep_shown(self, everyone: bool) -> int | None:
        """The rep whose records a list shows; None for the whole team's. Call it before `read`: it may ask."""
        return None if everyone else self._rep_id

    def name_of(self, record: str, record_id: int) -> str:
        """The name of a record for a message."""
        from salesops.core.db.find import name_of

        with self.read() as db:
            return name_of(db, record, record_id)

    def date(self, text: str) -> datetime.date:
        """A date as people write it, counted from today."""
        return parse_date(text, today=self.today)

    def date_or_none(self, text: str | None) -> datetime.date | None:
        """As `date`; None when none was given."""
        return None if text is None else self.date(text)

    def period(self, text: str) -> Period:
        """A period as people write it, counted from today."""
        from salesops.core.values.periods import parse_period

        return parse_period(text, today=self.today)


class Ctx(typer.Context):
    """Typer's context as commands see it: `obj` is ours."""

    obj: Context


def make(*, database: Path | None, identity: str | None, today: str | None, wait: float) -> Context:
    """The context from the global options, the configuration standing in for what was not given."""
    configured = config.load(config.config_path())
    clock = datetime.datetime.now(datetime.UTC)
    local_day = clock.astimezone().date()
    day = parse_date(today, today=local_day) if today else local_day
    return Context(
        database=database or _configured_database(configured),
        today=day,
        now=clock,
        identity=(identity or configured.rep or "").strip() or None,
        config=configured,
        wait=wait,
    )


def _configured_database(configured: Config) -> Path:
    return Path(configured.database).expanduser() if configured.database else config.data_path()


def moment(at: datetime.datetime) -> str:
    """A UTC moment as it is stored."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _can_ask() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def _ask(error: Ambiguous) -> int:
    """Let the user choose among the matches."""
    from salesops.core.values.text import printable, shown

    for place, (match, name) in enumerate(error.matches, start=1):
        typer.echo(f"  {place}. {printable(name)} (id {match})", err=True)
    answer: str = typer.prompt(_("Which one"), err=True).strip()
    if not (answer.isdecimal() and 1 <= int(answer) <= len(error.matches)):
        raise BadValue(_("{answer} is not in the list.").format(answer=shown(answer)))
    return error.matches[int(answer) - 1][0]
