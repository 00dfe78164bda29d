"""Every contract as JSON, row by row, and nothing else."""

from __future__ import annotations

import json
import sqlite3
import sys

CONTRACTS = """
    SELECT k.id, k.code AS number, k.customer_id, c.name AS customer, k.opportunity_id, o.name AS opportunity,
           r.name AS rep, k.product, k.region, k.amount, k.signed_on, k.start_on, k.end_on, k.delivery_days,
           k.payment_terms, k.legal_approved, k.manager_approved
    FROM contract k JOIN customer c ON c.id = k.customer_id LEFT JOIN opportunity o ON o.id = k.opportunity_id
    LEFT JOIN rep r ON r.id = k.rep_id ORDER BY k.signed_on DESC, k.id DESC"""

db = sqlite3.connect(sys.argv[1])
db.row_factory = sqlite3.Row
encode = json.JSONEncoder(ensure_ascii=False).encode
for row in db.execute(CONTRACTS):
    sys.stdout.write(encode(dict(row)) + "\n")
