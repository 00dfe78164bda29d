"""The earliest day on which anything asks for a touch."""

from __future__ import annotations
