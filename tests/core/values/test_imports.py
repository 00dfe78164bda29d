from __future__ import annotations

import subprocess
import sys

HEAVY = (
    "calendar",
    "chinese_calendar",
    "decimal",
    "fractions",
    "rapidfuzz",
    "unicodedata",
    "salesops.core.values.places",
)
MODULES = ("codes", "dates", "money", "names", "numbers", "periods", "steps", "text", "workdays")


def test_importing_the_values_loads_nothing_heavy() -> None:
    program = "; ".join(
        [
            *(f"import salesops.core.values.{name}" for name in MODULES),
            "import sys",
            f"print(*(name for name in {HEAVY!r} if name in sys.modules))",
        ]
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.split() == []
