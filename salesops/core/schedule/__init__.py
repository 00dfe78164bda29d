"""When a customer is next due, kept ready on the customer."""

from __future__ import annotations
