"""Money, dates, periods, working days, names and codes: small pure values with their parsers."""

from __future__ import annotations
