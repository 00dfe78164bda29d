"""A fortnight of a sales rep at the real command line, told morning by morning in English and in Chinese."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite(
    "tests.story.morning", "tests.story.week_39", "tests.story.week_40", "tests.story.week_41"
)
