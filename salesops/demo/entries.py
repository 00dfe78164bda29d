"""Enters the rows of the sample team: through the importer where there is one, else by the feature's own write."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from salesops.core.customers import writes as customers
from salesops.core.followups import reads as followup_reads
from salesops.core.followups import writes as followups
from salesops.core.grading import reads as grading_reads
from salesops.core.grading import writes as grading
from salesops.core.importing.planning import plan as plan_import
from salesops.core.importing.rows import ParsedRow, Values
from salesops.core.importing.spec import Import, ImportOptions
from salesops.core.importing.storing import store
from salesops.core.pipeline.opportunities import writes as opportunities
from salesops.core.pipeline.signing import writes as contracts
from salesops.core.targets import writes as targets
from salesops.core.targets.rules import TEAM, parse_value
from salesops.core.targets.splits.rules import Order, parse_by
from salesops.core.targets.splits.writes import split_target
from salesops.core.team import writes as team
from salesops.core.values.periods import Period, parse_period

_REP = "SELECT id FROM rep WHERE name = ?"
_OWNER = "SELECT r.name FROM customer c JOIN rep r ON r.id = c.owner_id WHERE c.short_name = ?"
_CUSTOMER = "SELECT id FROM customer WHERE short_name = ?"
_CONTACT = "SELECT id FROM contact WHERE customer_id = ? AND name = coalesce(?, name) ORDER BY id LIMIT 1"
_LATEST_DEAL = "SELECT max(id) FROM opportunity WHERE customer_id = ? AND product = ?"


@dataclass(frozen=True)
class Entry:
    """A row that is entered on the day `today` at the UTC moment `at`, and what it names."""

    db: Connection
    row: Values
    today: date
    at: str

    @property
    def rep(self) -> int | None:
        """The rep whom the row names, else the owner of its customer."""
        return self._id(_REP, actor(self.db, self.row))

    @property
    def customer(self) -> int:
        """The customer of the row."""
        return self._known(_CUSTOMER, self.row["customer"])

    @property
    def deal(self) -> int:
        """The latest opportunity of the customer for the product of the row."""
        return self._known(_LATEST_DEAL, self.customer, self.row["product"])

    def person(self, column: str) -> int:
        """The rep whom the column names, or the contact where the row has a customer."""
        name = self.row[column]
        return (
            self._known(_CONTACT, self.customer, name) if "customer" in self.row else self._known(_REP, name)
        )

    def contact(self) -> int | None:
        """The contact whom the row names, else the one whom we usually talk to: the first."""
        return self._id(_CONTACT, self.customer, self.row.get("person"))

    def _known(self, sql: str, *names: object) -> int:
        record_id = self._id(sql, *names)
        assert record_id is not None, names
        return record_id

    def _id(self, sql: str, *names: object) -> int | None:
        record = self.db.execute(sql, names).fetchone()
        return record[0] if record else None


Enter = Callable[[Entry], object]


def actor(db: Connection, row: Values) -> str | None:
    """Whose work the row is: of whom it names, else of the owner of its customer."""
    owner = db.execute(_OWNER, (row.get("customer"),)).fetchone()
    return row.get("by") or (owner[0] if owner else None)


def import_row(spec: Import, parsed: ParsedRow, fields: frozenset[str], entry: Entry) -> None:
    """Import one row, which adds a record or changes a known one."""
    options = ImportOptions(entry.today, entry.rep, fields=fields, update=True)
    plan = plan_import(entry.db, spec, [parsed], options)
    assert not plan.problems, plan.problems
    store(entry.db, spec, plan, options)


def add_contact(entry: Entry) -> None:
    """Add a person at a customer."""
    facts = {name: value for name, value in entry.row.items() if name not in ("on", "customer")}
    facts["phone_verified"] = "phone" in facts
    customers.add_contact(entry.db, entry.customer, facts)


def leave(entry: Entry) -> None:
    """Somebody leaves the team."""
    team.edit(entry.db, entry.person("person"), {"left_on": entry.row["on"]})


def succeed(entry: Entry) -> None:
    """A contact leaves the customer, and somebody else comes after."""
    facts = {"left_on": entry.row["on"], "successor_id": entry.person("successor")}
    customers.edit_contact(entry.db, entry.person("person"), facts)


def archive(entry: Entry) -> None:
    """Take a customer out of every list."""
    customers.archive(entry.db, entry.customer, on=entry.today)


def move(stage: str, entry: Entry) -> None:
    """An opportunity comes into a stage."""
    day, by = entry.today, entry.rep
    opportunities.move(entry.db, entry.deal, stage, on=day, today=day, by=by)


def put_off(entry: Entry) -> None:
    """An opportunity is expected to close later than was hoped."""
    facts = {"expected_close_on": entry.row["put_off_to"]}
    opportunities.edit(entry.db, entry.deal, facts, today=entry.today)


def win(entry: Entry) -> None:
    """Sign the contract of an opportunity."""
    day, by = entry.today, entry.rep
    contracts.win(entry.db, entry.deal, amount=None, on=day, number=None, today=day, by=by)


def lose(entry: Entry) -> None:
    """Close an opportunity as lost."""
    day, by = entry.today, entry.rep
    opportunities.lose(entry.db, entry.deal, entry.row["reason"], on=day, today=day, by=by)


def touch(entry: Entry) -> None:
    """Record a follow-up. It closes the planned step that was due, and plans the next."""
    row = entry.row
    facts = {name: row.get(name) for name in ("method", "summary", "feedback", "attitude")}
    facts |= {"occurred_on": row["on"], "rep_id": entry.rep, "contact_id": entry.contact()}
    facts |= {"opportunity_id": entry.deal if "product" in row else None}
    columns = {"method": "next_method", "objective": "next_step", "due_on": "next_on"}
    step = {column: row[name] for column, name in columns.items() if name in row}
    customer, today, at = entry.customer, entry.today, entry.at
    followups.log(entry.db, customer, facts, today=today, at=at, next_step=step)


def plan(entry: Entry) -> None:
    """Plan a step."""
    facts = {"method": entry.row["method"], "objective": entry.row["summary"], "due_on": entry.row["until"]}
    facts["rep_id"] = entry.rep
    followups.plan(entry.db, entry.customer, facts, today=entry.today, at=entry.at)


def cancel(entry: Entry) -> None:
    """Call off the next planned step with a customer."""
    step = followup_reads.planned(entry.db, entry.customer, until=date.max)[0]
    followups.cancel(entry.db, step.id, entry.row["reason"], today=entry.today)


def snooze(entry: Entry) -> None:
    """Hold a customer back."""
    until, reason = date.fromisoformat(entry.row["until"]), entry.row["reason"]
    followups.snooze(entry.db, entry.customer, until=until, reason=reason, today=entry.today)


def grade_by_hand(entry: Entry) -> None:
    """Give a customer a grade."""
    grade, reason, until = entry.row["grade"], entry.row["reason"], date.fromisoformat(entry.row["until"])
    grading.set_manual(entry.db, entry.customer, grade, reason=reason, until=until, as_of=entry.today)


def grade_all(entry: Entry) -> None:
    """Grade everybody."""
    grading.run(entry.db, grading_reads.regrade(entry.db, as_of=entry.today))


def set_targets(rows: Iterable[Values], entry: Entry) -> None:
    """Set what the team is to bring in each year, and split it: into quarters, months, and among the reps."""
    for row in rows:
        year, metric = parse_period(row["period"], today=entry.today), row["metric"]
        targets.set_value(entry.db, year, metric, TEAM, parse_value(metric, row["value"]))
        _split(entry.db, [year], "quarters", row)
        _split(entry.db, year.quarters(), "months", row)
        _split(entry.db, year.months(), "reps", row)


def _split(db: Connection, periods: Iterable[Period], to: str, row: Values) -> None:
    for period in periods if to in row else ():
        split_target(db, Order(period, row["metric"], TEAM, to, parse_by(row[to], to)))
