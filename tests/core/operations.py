"""What tests write down of their own writes."""

from __future__ import annotations

from salesops.core.db.journal import Operation

AT = "2026-11-20T00:00:00Z"


def operation(command: str = "test", *, at: str = AT) -> Operation:
    return Operation(command, None, "tests", at, at[:10])
