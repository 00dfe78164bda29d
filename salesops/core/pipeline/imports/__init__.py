"""Opportunities and contracts from files: a file of one may bring the other with it."""

from __future__ import annotations
