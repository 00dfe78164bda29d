"""What signing does to contract, opportunity and customer together."""

from __future__ import annotations
