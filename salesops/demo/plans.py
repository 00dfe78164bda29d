"""Steps that were planned or called off outside a follow-up."""

from __future__ import annotations

from salesops.demo.records import Cancelled, Next, Plan

PLANS = (Plan(-205, "明辉制造", Next("meeting", "年度运维续约洽谈", 20)),)

CANCELLED = (Cancelled(-44, "Kestrel", "In administration"),)
