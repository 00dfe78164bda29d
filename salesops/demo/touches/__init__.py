"""What was said with each customer, in the order of days. One file for each region."""

from __future__ import annotations

from salesops.demo.touches.east import EAST
from salesops.demo.touches.europe import EUROPE
from salesops.demo.touches.north import NORTH
from salesops.demo.touches.south import SOUTH

TOUCHES = {**EAST, **SOUTH, **NORTH, **EUROPE}
