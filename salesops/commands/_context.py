"""What every command knows: which database, which day, who acts. The only place that reads the clock."""

from __future__ import annotations

import datetime
import signal
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from salesops.core import config
from salesops.core.config import Config
from salesops.core.db import settings
from salesops.core.db.open import WAIT, open_view, sqlite_errors
from salesops.core.errors import Ambiguous, BadValue, NotFound
from salesops.core.i18n import _
from salesops.core.values.dates import Toward, When
from salesops.core.values.numbers import parse_flag
from salesops.core.values.text import printable

if TYPE_CHECKING:
    from salesops.commands._rows import ListKey, Row
    from salesops.core.db.journal import Operation
    from salesops.core.values.periods import Period


_DIGITS_OF_A_ROW = 3  # more of them are a phone or a code


class Context:
    """What the user gave for the whole command line, and the one connection of the command that runs.

    `given` holds the values of the global options by name, as far as there are any. `today` is the local day or the
    one given, `now` the true UTC moment whatever `today` is, `identity` how the user named themselves, `wait` the
    seconds that a locked database is waited for. `committed` says that a write is in the file for good, whatever comes
    after.
    """

    database: Path
    today: datetime.date
    now: datetime.datetime
    identity: str | None
    config: Config
    wait: float
    command = ""
    dry_run = False
    format = ""  # the flag of the chosen one, empty until the options are read
    committed = False
    _reading: sqlite3.Connection | None = None
    _currency = ""

    def __init__(self) -> None:
        self.given: dict[str, Any] = {}

    def _set_up(self) -> None:
        """Take the global options, the configuration standing in for what was not given."""
        self.config = config.load(config.config_path())
        self.look_at_the_clock()
        self.today = self.now.astimezone().date()
        if day := self.given.get("today"):
            self.today = self.date(day, Toward.COMING)
        self.database = self.given.get("db") or _configured_database(self.config)
        self.identity = (self.given.get("rep") or self.config.rep or "").strip() or None
        self.wait = self.given.get("wait", WAIT)

    def look_at_the_clock(self) -> None:
        """Take the present moment for `now`, in a command that stays open and writes again and again."""
        self.now = datetime.datetime.now(datetime.UTC)

    @contextmanager
    def running(self, command: str, *, dry_run: bool) -> Iterator[Context]:
        """The context while `command` runs; at the end nothing stays open."""
        self._set_up()
        self.command, self.dry_run = command, dry_run
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            with sqlite_errors(self.database):
                yield self
        finally:
            self.stop_reading()

    @property
    def db(self) -> sqlite3.Connection:
        """One consistent view of the database for the whole command, which cannot be changed through it."""
        if self._reading is None:
            self._reading = open_view(self.database, wait=self.wait)
        return self._reading

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A connection whose changes happen wholly or not at all, as one operation; taken back in a dry run."""
        from salesops.core.db.transaction import transaction

        currency, operation = self.currency, self.operation(self.acting_rep())
        self.stop_reading()
        with transaction(self.database, operation, dry_run=self.dry_run, wait=self.wait) as db:
            yield db
        self._currency, self.committed = currency, not self.dry_run

    def operation(self, rep_id: int | None) -> Operation:
        """What the journal holds of a write by this command, run by that rep."""
        from salesops.core import system
        from salesops.core.db.journal import Operation

        return Operation(self.command, rep_id, system.account(), moment(self.now), self.today.isoformat())

    @property
    def currency(self) -> str:
        """The ISO code of the database's one currency."""
        if not self._currency:
            self._currency = settings.currency(self.db)
        return self._currency

    def find(self, record: str, text: str, *, within: tuple[str, int] | None = None) -> int:
        """The id of the record that `text` names; on a terminal asks when several do.

        Call it before `write`: nothing may wait for an answer inside a transaction.
        """
        from salesops.core.db.find import find

        if record == "customer" and (row := self.row(text)):
            return row.customer_id
        try:
            return find(self.db, record, text, within=within)
        except Ambiguous as error:
            if not self.can_ask():
                raise
            return _ask(error)

    def remember_rows(self, rows: Iterable[tuple[int, int | None]]) -> bool:
        """Let people name these customers, with their planned steps, by their rows; False where nobody will.

        A list in a pipe or a file leaves the last one as it is.
        """
        if not sys.stdout.isatty():
            return False
        from salesops.commands import _rows

        return _rows.remember(self._list_key(), (_rows.Row(*row) for row in rows))

    def row(self, text: str) -> Row | None:
        """The row of the last due list that `text` names: `#2`, on a terminal also `2`; None for anything else.

        It is told which customer that is. Raises NotFound for a row that is not there: who types a number that a row
        may have means a row, and not whatever record has that id.
        """
        number = text.strip().removeprefix("#")
        marked = number != text.strip()
        if not (number.isascii() and number.isdigit() and (marked or _typed())):
            return None
        from salesops.commands import _rows
        from salesops.core.db.find import find, name_of

        rows = _rows.remembered(self._list_key())
        if not 1 <= int(number) <= len(rows):
            if not marked and (not rows or len(number) > _DIGITS_OF_A_ROW):
                return None
            raise NotFound(
                _("There is no row {number} in today's due list.").format(number=number),
                _("`salesops due` shows it on a terminal; id:{number} is the record of that id.").format(
                    number=number
                ),
            )
        row = rows[int(number) - 1]
        name = name_of(self.db, "customer", find(self.db, "customer", f"id:{row.customer_id}"))
        typer.echo(
            _("Row {number}: {name} (id {id}).").format(
                number=number, name=printable(name), id=row.customer_id
            ),
            err=True,
        )
        return row

    def _list_key(self) -> ListKey:
        from salesops.commands._rows import ListKey

        return ListKey(self.database, self.acting_rep(), self.today.isoformat())

    def find_or_none(
        self, record: str, text: str | None, *, within: tuple[str, int] | None = None
    ) -> int | None:
        """As `find`; None when nothing was named."""
        return None if text is None else self.find(record, text, within=within)

    def can_ask(self) -> bool:
        """Whether somebody sits at a terminal and can be asked."""
        return _typed() and sys.stderr.isatty()

    def ask(self, question: str) -> bool:
        """Whether the user says yes on the terminal; no where nobody can be asked. As `find`, before `write`."""
        if not self.can_ask():
            return False
        answer = typer.prompt(f"{question} [y/N]", default="", show_default=False, err=True)
        return bool(answer) and parse_flag(answer)

    def acting_rep(self) -> int | None:
        """The rep that runs this command; None when nobody told who it is, or the team has nobody yet."""
        try:
            return self._rep_id
        except NotFound:
            from salesops.core.team import reads as reps

            if reps.is_empty(self.db):
                return None
            raise

    @cached_property
    def _rep_id(self) -> int | None:
        return self.find_or_none("rep", self.identity)

    def rep_shown(self, everyone: bool) -> int | None:
        """The rep whose records a list shows; None for the whole team's."""
        return None if everyone else self._rep_id

    def when(self, text: str) -> When:
        """A day to come as people write it, perhaps with a time of day, counted from today."""
        from salesops.core.values.written_dates import parse_when

        return parse_when(text, today=self.today)

    def date(self, text: str, toward: Toward) -> datetime.date:
        """A date as people write it, counted from today."""
        from salesops.core.values.written_dates import parse_date

        return parse_date(text, today=self.today, toward=toward)

    def period(self, text: str) -> Period:
        """A period as people write it, counted from today."""
        from salesops.core.values.periods import parse_period

        return parse_period(text, today=self.today)

    def stop_reading(self) -> None:
        """End the view, so that it keeps no writer waiting; the next reading has a fresh one."""
        if self._reading is not None:
            self._reading.close()
            self._reading = None


def _configured_database(configured: Config) -> Path:
    return Path(configured.database).expanduser() if configured.database else config.data_path()


def moment(at: datetime.datetime) -> str:
    """A UTC moment as it is stored."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _typed() -> bool:
    """Whether a person types at a terminal."""
    return sys.stdin is not None and sys.stdin.isatty()


def _ask(error: Ambiguous) -> int:
    """Let the user choose among the matches."""
    from salesops.core.values.text import shown

    for place, (match, name) in enumerate(error.matches, start=1):
        typer.echo(f"  {place}. {printable(name)} (id {match})", err=True)
    answer: str = typer.prompt(_("Which one"), err=True).strip()
    if not (answer.isdecimal() and 1 <= int(answer) <= len(error.matches)):
        raise BadValue(_("{answer} is not in the list.").format(answer=shown(answer)))
    return error.matches[int(answer) - 1][0]
