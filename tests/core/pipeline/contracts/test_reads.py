from __future__ import annotations

from sqlite3 import Connection

import pytest

from salesops.core.pipeline.contracts import reads
from salesops.core.pipeline.contracts.reads import ContractFilter, ContractTotals
from salesops.core.values.periods import parse_period
from tests.core.pipeline.conftest import HARBOR, LI, TODAY, WANG, YUNFAN


@pytest.fixture
def three(db: Connection) -> Connection:
    db.executemany(
        "INSERT INTO contract (code, customer_id, rep_id, amount, subcent, signed_on) VALUES (?, ?, ?, ?, ?, ?)",
        [
            ("a", YUNFAN, WANG, 69563, -50, "2026-01-31"),
            ("b", HARBOR, None, 100, -50, "2026-02-01"),
            ("c", YUNFAN, LI, 200, 25, "2026-02-01"),
        ],
    )
    return db


def found(db: Connection, **wanted: object) -> list[str]:
    return [one.number for one in reads.contracts(db, ContractFilter(**wanted))]  # type: ignore[arg-type]


def test_latest_first_and_filters_combine(three: Connection) -> None:
    february = parse_period("2026-02", today=TODAY)
    assert found(three) == ["c", "b", "a"]
    assert found(three, period=february) == ["c", "b"]
    assert found(three, customer_id=YUNFAN) == ["c", "a"]
    assert found(three, customer_id=YUNFAN, rep_id=WANG, period=february) == []


def test_amounts_are_exact_and_their_total_is_rounded_once(three: Connection) -> None:
    assert [one.amount for one in reads.contracts(three, ContractFilter())] == [20_025, 9_950, 6_956_250]
    assert reads.totals(three, ContractFilter()) == ContractTotals(3, 69862)  # 698.6225
    assert reads.totals(three, ContractFilter(customer_id=HARBOR)) == ContractTotals(1, 100)  # 0.995
    assert reads.totals(three, ContractFilter(rep_id=99)) == ContractTotals(0, 0)


def test_no_more_than_asked_for(three: Connection) -> None:
    assert [one.number for one in reads.contracts(three, ContractFilter(), limit=2)] == ["c", "b"]


def test_one_contract(three: Connection) -> None:
    one = reads.contract(three, 1)
    assert (one.number, one.customer, one.rep, one.signed_on) == (
        "a",
        "杭州云帆科技有限公司",
        "王芳",
        "2026-01-31",
    )
    assert (one.opportunity, one.end_on, one.legal_approved) == (None, None, False)
