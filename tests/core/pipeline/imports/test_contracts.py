"""What follows when contracts from a file are stored."""

from __future__ import annotations

from sqlite3 import Connection

from salesops.core.importing.spec import ImportOptions, Plan, RecordChange
from salesops.core.pipeline.imports.contracts import IMPORT
from salesops.core.pipeline.opportunities import writes as deals
from salesops.core.pipeline.signing import writes
from tests.core.pipeline.conftest import TODAY, YUNFAN, rows


def test_a_contract_tied_to_an_opportunity_by_an_update_wins_it(db: Connection) -> None:
    facts = {"customer_id": YUNFAN, "amount": 80_000_00, "signed_on": "2026-11-02"}
    signed = writes.add(db, facts, today=TODAY, by=None)
    told = {"customer_id": YUNFAN, "product": "ERP", "opened_on": "2026-09-01"}
    deal = deals.add(db, told, today=TODAY, by=None).id
    db.execute("UPDATE contract SET opportunity_id = ? WHERE id = ?", (deal, signed.id))
    change = RecordChange(
        {"opportunity_id": deal}, {"id": signed.id, "customer_id": YUNFAN, "opportunity_id": None}
    )
    IMPORT.after(db, Plan(0, changed=[change]), ImportOptions(TODAY))
    assert rows(db, "SELECT stage, closed_on, amount FROM opportunity") == [("won", "2026-11-02", 80_000_00)]
    assert rows(db, "SELECT to_stage, changed_on FROM stage_change ORDER BY id") == [
        ("contacted", "2026-09-01"), ("won", "2026-11-02"),
    ]  # fmt: skip
