"""The least that any program does that lists who is due: open the file, ask, print."""

from __future__ import annotations

import json
import sqlite3
import sys

db = sqlite3.connect(sys.argv[1])
db.row_factory = sqlite3.Row
DUE = "SELECT * FROM customer WHERE next_due_on <= '2026-11-23' ORDER BY next_due_on LIMIT 20"
print(json.dumps([dict(row) for row in db.execute(DUE)], ensure_ascii=False))
