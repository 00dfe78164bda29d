"""Grades as people write them."""

from __future__ import annotations

from salesops.core.errors import BadValue
from salesops.core.grading.rules import GRADES
from salesops.core.i18n import _
from salesops.core.values.text import shown


def parse_grade(text: str) -> str:
    """A, B or C in either case. Raises BadValue."""
    grade = text.strip().upper()
    if grade not in GRADES:
        raise BadValue(
            _("{text} is not a grade.").format(text=shown(text)),
            _("Choose from: {accepted}.").format(accepted="A, B, C"),
        )
    return grade
