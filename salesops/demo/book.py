"""Enters what happened in the sample team, each thing on its day and through the feature's own write."""

from __future__ import annotations

from datetime import date, timedelta
from sqlite3 import Connection

from salesops.core.customers import writes as customers
from salesops.core.followups import reads as followup_reads
from salesops.core.followups import writes as followups
from salesops.core.grading import reads as grading_reads
from salesops.core.grading import writes as grading
from salesops.core.pipeline.contracts import writes as contracts
from salesops.core.pipeline.opportunities import writes as opportunities
from salesops.core.team import writes as team
from salesops.core.values.dates import add_months
from salesops.core.values.money import Money
from salesops.demo import records
from salesops.demo.days import Days

_SIGNALS = {"b": "budget_confirmed", "d": "decider_known", "u": "urgent"}


def money(ten_thousands: float) -> Money:
    """Minor units of an amount in 万元."""
    return round(ten_thousands * 1_000_000)


class Book:
    """The database as it fills: what is entered happens on `today`, at the UTC moment `at`."""

    def __init__(self, db: Connection, days: Days) -> None:
        self.db = db
        self.today = days.today
        self.at = ""
        self._day = days
        self._reps: dict[str | None, int | None] = {None: None}
        self._customers: dict[str, int] = {}
        self._owners: dict[str, str | None] = {}
        self._contacts: dict[tuple[str, str | None], int] = {}
        self._deals: dict[tuple[str, str | None], int] = {}

    def turn_to(self, today: date, at: str) -> None:
        """Whatever follows happens then."""
        self.today, self.at = today, at

    def owner(self, customer: str) -> str | None:
        """Whose customer it is by now."""
        return self._owners.get(customer)

    def hire(self, row: records.Person) -> None:
        """Take somebody into the team; the first one manages the others."""
        told = vars(row).items()
        facts = {name: value for name, value in told if name not in ("hired", "left")}
        manager = next((rep for rep in self._reps.values() if rep), None)
        facts |= {"hired_on": self.today.isoformat(), "manager_id": manager}
        self._reps[row.name] = team.add(self.db, facts).id

    def leave(self, row: records.Person) -> None:
        """Somebody goes."""
        rep = self._reps[row.name]
        assert rep is not None
        team.edit(self.db, rep, {"left_on": self.today.isoformat()})

    def meet(self, row: records.Customer) -> None:
        """Add a customer; one that nobody has answered yet was not contacted."""
        self._owners[row.short] = row.owner
        facts = {
            "name": row.name, "short_name": row.short, "code": f"K{len(self._customers) + 1:03}",
            "type": row.type, "owner_id": self._reps[row.owner], "industry": row.industry, "region": row.region,
            "source": row.source, "need_match": row.match, "depth": row.depth, "main_business": row.business,
            "address": row.address, "website": row.website, "employees": row.employees,
            "founded_on": row.founded, "expansion_note": row.expansion,
            "expansion_plan": True if row.expansion else None,
            "annual_revenue": None if row.revenue is None else money(row.revenue),
            "first_contact_on": self.today.isoformat() if row.known else None, **_budget(row),
        }  # fmt: skip
        self._customers[row.short] = customers.add(self.db, facts, today=self.today).id

    def know(self, row: records.Contact) -> None:
        """Add a person at a customer; the first is the one we usually talk to."""
        facts = {
            "name": row.name, "title": row.title, "department": row.department, "phone": row.phone,
            "email": row.email, "wechat": row.wechat, "preferred_channel": row.channel,
            "decision_role": row.role, "phone_verified": row.phone is not None,
        }  # fmt: skip
        contact = customers.add_contact(self.db, self._customers[row.customer], facts).id
        self._contacts[row.customer, row.name] = contact
        self._contacts.setdefault((row.customer, None), contact)

    def part(self, row: records.Departure) -> None:
        """A contact leaves the customer."""
        facts = {
            "left_on": self.today.isoformat(),
            "successor_id": self._contacts[row.customer, row.successor],
        }
        customers.edit_contact(self.db, self._contacts[row.customer, row.contact], facts)

    def hand_over(self, row: records.Handover) -> None:
        """A customer gets another owner."""
        self._owners[row.customer] = row.to
        self._edit(row.customer, {"owner_id": self._reps[row.to]})

    def change(self, row: records.Change) -> None:
        """New facts about a customer."""
        self._edit(row.customer, row.facts)

    def archive(self, customer: str) -> None:
        """Take a customer out of every list."""
        customers.archive(self.db, self._customers[customer], on=self.today)

    def open(self, row: records.Deal) -> None:
        """Start an opportunity."""
        hoped = row.close if row.slipped is None else row.slipped
        facts = {
            "customer_id": self._customers[row.customer],
            "product": row.product,
            "amount": None if row.amount is None else money(row.amount),
            "expected_close_on": None if hoped is None else self._day(hoped).isoformat(),
            "rival": row.rival,
            **{_SIGNALS[signal]: True for signal in row.signals},
        }
        deal = opportunities.add(self.db, facts, today=self.today, by=self._owner_id(row.customer))
        self._deals[row.customer, row.product] = deal.id

    def move(self, row: records.Deal, stage: str) -> None:
        """An opportunity comes into a stage."""
        opportunities.move(
            self.db,
            self._deal(row),
            stage,
            on=self.today,
            today=self.today,
            by=self._owner_id(row.customer),
        )

    def put_off(self, row: records.Deal) -> None:
        """An opportunity is expected to close later than was hoped."""
        assert row.close is not None
        facts = {"expected_close_on": self._day(row.close).isoformat()}
        opportunities.edit(self.db, self._deal(row), facts, today=self.today)

    def win(self, row: records.Deal) -> None:
        """Sign the contract of an opportunity."""
        contracts.win(
            self.db, self._deal(row), amount=None, on=self.today, number=None, today=self.today,
            by=self._owner_id(row.customer),
        )  # fmt: skip

    def lose(self, row: records.Deal) -> None:
        """Close an opportunity as lost."""
        opportunities.lose(
            self.db, self._deal(row), row.reason, on=self.today, today=self.today,
            by=self._owner_id(row.customer),
        )  # fmt: skip

    def sign(self, row: records.Sale) -> None:
        """Sign a contract that no opportunity led to."""
        facts = {
            "customer_id": self._customers[row.customer],
            "product": row.product,
            "amount": money(row.amount),
            "start_on": self.today.isoformat(),
            "end_on": (add_months(self.today, row.months) - timedelta(1)).isoformat(),
            "legal_approved": True,
            "manager_approved": True,
        }
        contracts.add(self.db, facts, today=self.today, by=self._owner_id(row.customer))

    def touch(self, customer: str, row: records.Touch) -> None:
        """Record a follow-up. It closes the planned step that was due, and plans the next."""
        facts = {
            "occurred_on": self._day(row.on).isoformat(), "method": row.method, "summary": row.summary,
            "feedback": row.said, "attitude": row.mood,
            "rep_id": self._reps[row.by] if row.by else self._owner_id(customer),
            "contact_id": self._contacts.get((customer, row.contact)),
            "opportunity_id": self._deals[customer, row.deal] if row.deal else None,
        }  # fmt: skip
        step = self._step(row.next) if row.next else None
        followups.log(self.db, self._customers[customer], facts, today=self.today, at=self.at, next_step=step)

    def plan(self, row: records.Plan) -> None:
        """Plan a step."""
        facts = {**self._step(row.step), "rep_id": self._owner_id(row.customer)}
        followups.plan(self.db, self._customers[row.customer], facts, today=self.today, at=self.at)

    def cancel(self, row: records.Cancelled) -> None:
        """Call off the next planned step with a customer."""
        db, customer = self.db, self._customers[row.customer]
        step = followup_reads.planned(db, customer, until=date.max)[0]
        followups.cancel(self.db, step.id, row.reason, today=self.today)

    def snooze(self, row: records.Snooze) -> None:
        """Hold a customer back."""
        followups.snooze(
            self.db,
            self._customers[row.customer],
            until=self._day(row.until),
            reason=row.reason,
            today=self.today,
        )

    def grade_by_hand(self, row: records.ByHand) -> None:
        """Give a customer a grade."""
        grading.set_manual(
            self.db, self._customers[row.customer], row.grade, reason=row.reason, until=self._day(row.until),
            as_of=self.today,
        )  # fmt: skip

    def grade(self) -> None:
        """Grade everybody."""
        grading.run(self.db, grading_reads.regrade(self.db, as_of=self.today))

    def _edit(self, customer: str, facts: dict[str, object]) -> None:
        customers.edit(self.db, self._customers[customer], facts)

    def _step(self, step: records.Next) -> dict[str, object]:
        return {"method": step.method, "objective": step.objective, "due_on": self._day(step.on).isoformat()}

    def _owner_id(self, customer: str) -> int | None:
        return self._reps[self._owners[customer]]

    def _deal(self, row: records.Deal) -> int:
        return self._deals[row.customer, row.product]


def _budget(row: records.Customer) -> dict[str, object]:
    if row.budget is None:
        return {}
    low, high = row.budget
    return {"budget_min": money(low), "budget_max": None if high is None else money(high)}
