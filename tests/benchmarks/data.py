"""A large made-up team, the same on every run: what the benchmarks measure against."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from sqlite3 import Connection

from salesops.core.db import search
from salesops.core.db.migrate import create
from salesops.core.db.open import connect
from tests.core.operations import operation

TODAY = date(2026, 11, 20)
REPS = 50

_CITIES = ("杭州", "上海", "深圳", "北京", "成都", "武汉", "苏州", "南京")
_TRADES = ("科技", "制造", "贸易", "物流", "医疗", "教育", "软件", "能源")
_INDUSTRIES = ("互联网", "制造业", "贸易", "物流", "医疗", "教育", "金融", "能源")
_REGIONS = ("华东", "华南", "华北", "西南")
_PRODUCTS = ("ERP", "CRM", "OA", "BI", "MES")
_SOURCES = ("referral", "exhibition", "online", "cold_call", "partner", "other")
_STAGES = ("contacted", "needs_analysis", "proposal", "negotiation")
_METHODS = ("phone", "visit", "wechat", "email", "meeting")
_NOTES = (
    "聊了预算，等财务审批",
    "演示完成，反馈不错",
    "对价格有疑问，要求再报一版",
    "Asked for a reference customer",
)
_SPREAD = {"A": 7, "B": 14, "C": 31, None: 31}  # about how many days ago the last touch was


def build(path: Path, customers: int = 100_000, contracts: int = 300_000, today: date = TODAY) -> None:
    """Make a database at `path` with follow-ups twice, open opportunities a third as many as customers."""
    from salesops.core.customers.writes import record_types
    from salesops.core.pipeline.stages.writes import record_history
    from salesops.core.schedule.writes import reschedule

    db = _create(path)
    chance = Random(7)
    grades = [chance.choices(("A", "B", "C", None), (10, 30, 50, 10))[0] for _ in range(customers)]
    db.execute("BEGIN IMMEDIATE")
    _fill(db, "rep", "name, code, region, role, senior", _reps())
    _fill(db, "customer", _CUSTOMER, _customers(chance, grades, today))
    _fill(db, "contact", "customer_id, name, title, phone, decision_role", _contacts(chance, customers))
    _fill(db, "opportunity", _OPPORTUNITY, _opportunities(chance, customers, today))
    _fill(db, "stage_change", "opportunity_id, to_stage, changed_on", _stage_changes(db))
    record_history(db, None, on=today, by=None)
    record_types(db, None)
    _fill(db, "contract", _CONTRACT, _contracts(chance, customers, contracts, today))
    _fill(db, "followup", _FOLLOWUP, _followups(chance, grades, today))
    reschedule(db, None)
    search.refill(db)
    db.execute("COMMIT")
    db.close()


def _fill(db: Connection, table: str, columns: str, rows: Iterator[tuple[object, ...]]) -> None:
    marks = ", ".join("?" for _column in columns.split(","))
    db.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


def _ago(today: date, days: int) -> str:
    return (today - timedelta(days)).isoformat()


def _owner(customer: int) -> int:
    return customer % REPS + 1


def _reps() -> Iterator[tuple[object, ...]]:
    for n in range(1, REPS + 1):
        role = "manager" if n % 10 == 0 else "rep"
        yield f"销售{n:02}", f"R{n:02}", _REGIONS[n % 4], role, int(n % 5 == 0)


_CUSTOMER = (
    "name, name_key, short_name, code, type, industry, region, source, owner_id, first_contact_on, "
    "depth, need_match, budget_min, created_on, grade, grade_score"
)


def _customers(chance: Random, grades: list[str | None], today: date) -> Iterator[tuple[object, ...]]:
    for n, grade in enumerate(grades, start=1):
        first = _ago(today, chance.randrange(40, 1500))
        short = f"云帆{n}"
        name = f"{chance.choice(_CITIES)}{short}{chance.choice(_TRADES)}有限公司"
        yield (
            name, short, short, f"K{n:06}", chance.choice(("potential", "active")), chance.choice(_INDUSTRIES),
            chance.choice(_REGIONS), chance.choice(_SOURCES), _owner(n) if n % 100 else None, first,
            chance.choice((None, "ordinary", "core")), chance.choice((None, 1, 2, 3, 4, 5)),
            chance.choice((None, 50_000_00)), first, grade, None,
        )  # fmt: skip


def _contacts(chance: Random, customers: int) -> Iterator[tuple[object, ...]]:
    for n in range(1, customers + 1):
        yield n, f"联系人{n}", "采购经理", f"138{n:08}", chance.choice(("decider", "user", "purchaser", None))
        if n % 5 == 0:
            yield n, f"同事{n}", "工程师", None, "user"


_OPPORTUNITY = (
    "customer_id, name, product, region, amount, owner_id, opened_on, expected_close_on, stage, "
    "budget_confirmed, decider_known, urgent, closed_on, lost_reason"
)


def _opportunities(chance: Random, customers: int, today: date) -> Iterator[tuple[object, ...]]:
    """Open ones for three customers in ten, won ones for two, lost ones for one."""
    for n in chance.sample(range(1, customers + 1), customers * 6 // 10):
        stage = chance.choice((*_STAGES, *_STAGES[:2], "won", "won", "won", "won", "lost", "lost"))
        closed = _ago(today, chance.randrange(0, 900)) if stage in ("won", "lost") else None
        opened = date.fromisoformat(closed) if closed else today
        product = chance.choice(_PRODUCTS)
        expected = chance.choice((None, _ago(today, chance.randrange(-300, 10))))
        yield (
            n, f"云帆{n} {product}", product, chance.choice(_REGIONS), chance.randrange(1, 900) * 1000_00, _owner(n),
            _ago(opened, chance.randrange(3, 200)), expected, stage, chance.randrange(2), chance.randrange(2),
            chance.randrange(2), closed, "价格" if stage == "lost" else None,
        )  # fmt: skip


def _stage_changes(db: Connection) -> Iterator[tuple[object, ...]]:
    rows = db.execute("SELECT id, stage, opened_on, closed_on FROM opportunity ORDER BY id").fetchall()
    for deal, stage, opened, closed in rows:
        yield deal, "contacted", opened
        if stage != "contacted":
            yield deal, stage, closed or opened


_CONTRACT = "code, customer_id, rep_id, product, region, amount, subcent, signed_on, start_on, end_on"


def _contracts(chance: Random, customers: int, contracts: int, today: date) -> Iterator[tuple[object, ...]]:
    for n in range(1, contracts + 1):
        customer = int(customers * chance.random() ** 2) + 1
        signed = chance.randrange(0, 1100)
        yield (
            f"HT{n:07}", customer, _owner(customer), chance.choice(_PRODUCTS), chance.choice(_REGIONS),
            chance.randrange(1, 30_000_000), 0, _ago(today, signed), _ago(today, signed), _ago(today, signed - 365),
        )  # fmt: skip


_FOLLOWUP = (
    "customer_id, contact_id, rep_id, status, due_on, objective, method, occurred_on, recorded_at, "
    "summary, attitude"
)


def _followups(chance: Random, grades: list[str | None], today: date) -> Iterator[tuple[object, ...]]:
    """Two touches each: one about a cadence ago (some much longer), one before it. A planned step for one in ten."""
    for n, grade in enumerate(grades, start=1):
        spread = _SPREAD[grade] * (3 if chance.random() < 0.1 else 1)
        last = chance.randrange(0, spread)
        for days in (last + chance.randrange(1, 90), last):
            yield (
                n, None, _owner(n), "done", None, None, chance.choice(_METHODS), _ago(today, days),
                f"{_ago(today, days)}T09:00:00Z", chance.choice(_NOTES), chance.choice((None, -1, 0, 1)),
            )  # fmt: skip
        if n % 10 == 0:
            due = _ago(today, chance.randrange(-20, 2))
            at = f"{_ago(today, last)}T09:00:00Z"
            yield n, None, _owner(n), "planned", due, "发方案", "phone", None, at, None, None


def _create(path: Path) -> Connection:
    """A new database, on a connection without the journal: made-up data has no history worth the time."""
    create(path, operation("init"), currency="CNY")
    db = connect(path)
    db.execute("PRAGMA synchronous = OFF")
    return db
